// People of the sample company who sign in: found by name, given a password, signed in.
import type { Page } from 'playwright-core';

const GIVEN = 'a gift from above';
const OWN = 'seven quiet rivers';
const known = new Set<string>();

/** Calls the API in the page's session. */
export function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([verb, address, content]) => {
      const headers = { 'Content-Type': 'application/json' };
      const init = content === null ? {} : { headers, body: JSON.stringify(content) };
      const response = await fetch(String(address), { method: String(verb), ...init });
      const text = await response.text();
      return text === '' ? undefined : JSON.parse(text);
    },
    [method, path, body ?? null] as const,
  );
}

/** A person of the sample company. */
export async function personNamed(
  page: Page,
  name: string,
): Promise<{ id: string; version: number }> {
  const filter = encodeURIComponent(JSON.stringify({ '==': [{ var: 'name' }, name] }));
  const { items } = await call<{ items: { id: string; version: number }[] }>(
    page,
    'GET',
    `/api/records/user?filter=${filter}`,
  );
  if (!items[0]) throw new Error(`nobody is called ${name}`);
  return items[0];
}

/** Signs a page in as a person; the administrator's page gives the password at the first time. */
export async function signedIn(url: string, admin: Page, page: Page, email: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  if (known.has(email)) {
    await call(page, 'POST', '/api/auth/sign-in/email', { email, password: OWN });
    return;
  }
  const filter = encodeURIComponent(JSON.stringify({ '==': [{ var: 'email' }, email] }));
  const { items } = await call<{ items: { id: string }[] }>(
    admin,
    'GET',
    `/api/records/user?filter=${filter}`,
  );
  await call(admin, 'POST', `/api/auth/users/${items[0]?.id}/password`, { password: GIVEN });
  await call(page, 'POST', '/api/auth/sign-in/email', { email, password: GIVEN });
  await call(page, 'POST', '/api/auth/password', { current: GIVEN, password: OWN });
  known.add(email);
}
