// The start of a whole task on the product, and what a customer made in it has become on the server with the records that
// point to it.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { OpenPage } from '../../support/browser.ts';
import { productOfFile } from './product.ts';

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
async function storedAccount(page: Page, url: string, names: TaskRecords) {
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

/** One page of the product that stays open for all tests of a file. */
export function taskOfFile(options: BrowserContextOptions = {}) {
  const product = productOfFile();
  let app: OpenPage | undefined;
  beforeAll(async () => {
    app = await product.open('/', options);
    app.page.setDefaultTimeout(15_000);
  }, 120_000);
  afterAll(() => app?.close());
  const opened = (): OpenPage => {
    if (!app) throw new Error('The page is open while tests run.');
    return app;
  };
  return {
    get page() {
      return opened().page;
    },
    get faults() {
      return opened().faults;
    },
    stored: (names: TaskRecords) => storedAccount(opened().page, product.url, names),
  };
}
