// Two-step review on the real product: a salesperson asks for a change, the supervisor and data management approve it, each
// seeing the old and the new value.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Serving, serve } from '../../runtime/serve.ts';
import { type OpenPage, openPage, stopBrowser } from '../support/browser.ts';
import { type Made, make } from '../support/trade.ts';
import { type Client, startWorld, type World } from '../support/world.ts';
import { violations } from './support/accessibility.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const opened: OpenPage[] = [];
let world: World;
let server: Serving;
let account: Made;
const people = new Map<string, Client & { readonly id: string }>();

beforeAll(async () => {
  world = await startWorld('sqlite', { environment: { PORT: '0' } });
  server = serve(world.runtime);
  const { id: department } = await make(world.admin, 'department', { name: '销售部' });
  for (const [name, role] of [
    ['rep', 'sales_rep'],
    ['lead', 'sales_supervisor'],
    ['data', 'data_manager'],
  ] as const) {
    const person = await world.user(name, ['user', role]);
    people.set(name, person);
    const path = `/api/records/user/${person.id}`;
    const { version } = (await world.admin.get(path)).body;
    await world.admin.patch(path, version, { department });
  }
  const values = { name: '宁波海纳机械有限公司', credit_level: 'B', credit_limit: '50000.00' };
  account = await make(world.admin, 'account', { ...values, owner: people.get('rep')?.id });
}, 60_000);

afterAll(async () => {
  await stopBrowser();
  await server.stop(1);
});

afterEach(async () => {
  for (const { faults, close } of opened.splice(0)) {
    expect(faults).toEqual([]);
    await close();
  }
});

async function open(name: string, path: string, options?: BrowserContextOptions): Promise<Page> {
  const app = await openPage(options);
  opened.push(app);
  const answer = await world.anonymous.post('/api/auth/sign-in/email', {
    email: `${name}@example.com`,
    password: 'correct horse battery',
  });
  const cookie = { name: 'crm_session', value: answer.body.token, url: server.url };
  await app.page.context().addCookies([cookie]);
  await app.page.goto(server.url + path);
  return app.page;
}

const first = (page: Page) => page.locator('crm-proposals article').first();

test('a change is filed from the record, reviewed twice and then in force', async () => {
  const rep = await open('rep', `/e/account/${account.id}`);
  await rep.locator('crm-record-page crm-menu').last().click();
  await rep.getByRole('menuitem', { name: '修改申请' }).click();
  const limit = rep.locator('crm-form-dialog [data-field="credit_limit"] input').first();
  await limit.fill('80000');
  expect(await violations(rep)).toEqual([]);
  await rep.getByRole('button', { name: '提交审核' }).click();
  await rep.getByText('申请已提交').first().waitFor();
  expect((await world.admin.get(account.path)).body.credit_limit).toBe('50000.00');

  const lead = await open('lead', '/');
  await lead.getByRole('link', { name: '审核' }).first().click();
  await expect.poll(() => first(lead).innerText()).toContain('宁波海纳机械有限公司');
  const shown = await first(lead).innerText();
  expect(shown).toMatch(/50,000(\.00)?/);
  expect(shown).toMatch(/80,000(\.00)?/);
  expect(await violations(lead)).toEqual([]);
  await first(lead).getByRole('button', { name: '退回' }).click();
  await first(lead).getByRole('alert').waitFor();
  await first(lead).getByRole('textbox').fill('情况属实');
  await first(lead).getByRole('button', { name: '通过' }).click();
  await expect.poll(() => first(lead).innerText()).toContain('待终审');

  const data = await open('data', '/reviews', PHONE);
  await expect.poll(() => first(data).innerText()).toContain('情况属实');
  expect(await violations(data)).toEqual([]);
  await first(data).getByRole('button', { name: '通过' }).tap();
  await expect.poll(() => first(data).innerText()).toContain('已通过');
  expect((await world.admin.get(account.path)).body.credit_limit).toBe('80000.00');

  await rep.goto(`${server.url}/reviews`);
  await rep.getByText('我提交的').click();
  await expect.poll(() => first(rep).innerText()).toContain('已通过');
}, 60_000);

test('nothing waits: the page says so, in English as well', async () => {
  const page = await open('data', '/reviews', { locale: 'en-US' });
  await page.locator('crm-proposals .u-state, crm-proposals [class*="state"]').first().waitFor();
  expect(await violations(page)).toEqual([]);
});
