// Two-step review on the real product: a salesperson asks for a change, the supervisor and data management approve it, each
// seeing the old and the new value.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type Made, make } from '../support/trade.ts';
import { violations } from './support/accessibility.ts';
import { useServedWorld } from './support/served-world.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const served = useServedWorld();
let account: Made;

beforeAll(async () => {
  const { world } = served;
  const { id: department } = await make(world.admin, 'department', { name: '销售部' });
  const people = new Map<string, string>();
  for (const [name, role] of [
    ['rep', 'sales_rep'],
    ['lead', 'sales_supervisor'],
    ['data', 'data_manager'],
  ] as const) {
    const { id } = await world.user(name, ['user', role]);
    people.set(name, id);
    const path = `/api/records/user/${id}`;
    const { version } = (await world.admin.get(path)).body;
    await world.admin.patch(path, version, { department });
  }
  const values = { name: '宁波海纳机械有限公司', credit_level: 'B', credit_limit: '50000.00' };
  account = await make(world.admin, 'account', { ...values, owner: people.get('rep') });
}, 60_000);

const first = (page: Page) => page.locator('crm-proposals article').first();

test('a change is filed from the record, reviewed twice and then in force', async () => {
  const rep = await served.open('rep', `/e/account/${account.id}`);
  await rep.locator('crm-record-page crm-menu').last().click();
  await rep.getByRole('menuitem', { name: '修改申请' }).click();
  const limit = rep.locator('crm-form-dialog [data-field="credit_limit"] input').first();
  await limit.fill('80000');
  expect(await violations(rep)).toEqual([]);
  await rep.getByRole('button', { name: '提交审核' }).click();
  await rep.getByText('申请已提交').first().waitFor();
  expect((await served.world.admin.get(account.path)).body.credit_limit).toBe('50000.00');

  const lead = await served.open('lead', '/');
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

  const data = await served.open('data', '/reviews', PHONE);
  await expect.poll(() => first(data).innerText()).toContain('情况属实');
  expect(await violations(data)).toEqual([]);
  await first(data).getByRole('button', { name: '通过' }).tap();
  await expect.poll(() => first(data).innerText()).toContain('已通过');
  expect((await served.world.admin.get(account.path)).body.credit_limit).toBe('80000.00');

  await rep.goto(`${served.url}/reviews`);
  await rep.getByText('我提交的').click();
  await expect.poll(() => first(rep).innerText()).toContain('已通过');
}, 60_000);

test('nothing waits: the page says so, in English as well', async () => {
  const page = await served.open('data', '/reviews', { locale: 'en-US' });
  await page.locator('crm-proposals .u-state, crm-proposals [class*="state"]').first().waitFor();
  expect(await violations(page)).toEqual([]);
});
