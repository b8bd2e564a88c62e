// What a customer made in a browser test has become on the server, and how many records point to it.
import type { Page } from 'playwright-core';

export interface TaskRecords {
  account: string;
  contact: string;
  task: string;
  interaction: string;
}

type Stored = Record<string, unknown> & { id: string };

async function found(page: Page, url: string, entity: string, filter: unknown): Promise<Stored[]> {
  const params = new URLSearchParams({ filter: JSON.stringify(filter) });
  const answer = await page.request.get(`${url}/api/records/${entity}?${params}`);
  return ((await answer.json()) as { items: Stored[] }).items ?? [];
}

/** The account by its name with all fields, and the number of records found for it by what was written in them. */
export async function storedAccount(page: Page, url: string, names: TaskRecords) {
  const is = (field: string, value: string) => ({ '==': [{ var: field }, value] });
  const [listed] = await found(page, url, 'account', is('name', names.account));
  const id = listed?.id ?? '';
  const answer = await page.request.get(`${url}/api/records/account/${id}`);
  const both = (one: unknown, other: unknown) => ({ and: [one, other] });
  const own = is('account', id);
  const contacts = await found(page, url, 'contact', both(own, is('name', names.contact)));
  const tasks = await found(page, url, 'task', is('subject', names.task));
  const interactions = await found(page, url, 'interaction', own);
  return {
    account: (await answer.json()) as Stored,
    contacts: contacts.length,
    tasks: tasks.length,
    interactions: interactions.length,
  };
}
