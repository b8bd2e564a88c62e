// Rights in a real browser: sharing a record, a record that may only be read, and why that is so; at a desk and on a phone.
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { cell, heads } from './support/list.ts';
import { call, personNamed, signedIn } from './support/people.ts';
import { productOfFile } from './support/product.ts';

const product = productOfFile();
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const opened: OpenPage[] = [];

afterEach(async () => {
  for (const { faults, close } of opened.splice(0)) {
    expect(faults.filter((fault) => !/status of (403|409)/.test(fault))).toEqual([]);
    await close();
  }
});

async function asAdministrator(path: string, options = {}): Promise<Page> {
  const app = await product.open(path, options);
  opened.push(app);
  return app.page;
}

async function as(admin: Page, email: string, path: string, options = {}): Promise<Page> {
  const app = await openPage(options);
  opened.push(app);
  await signedIn(product.url, admin, app.page, email);
  app.page.setDefaultTimeout(8000);
  await app.page.goto(product.url + path);
  return app.page;
}

const company = (page: Page, values: object) =>
  call<{ id: string; version: number }>(page, 'POST', '/api/records/account', {
    record_type: 'company',
    ...values,
  });

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

test('a record is shared with a part and an end, changed and taken back', async () => {
  const admin = await asAdministrator('/');
  const { id: owner } = await personNamed(admin, '孙晓彤');
  const { id } = await company(admin, { name: '共享面板测试有限公司', owner });
  const page = await as(admin, 'sunxiaotong@example.com', `/e/account/${id}`);
  const panel = page.locator('crm-shares');
  await panel.getByText('未单独共享给他人').waitFor();
  await panel.getByRole('button', { name: '共享' }).click();
  const dialog = page.locator('crm-share-dialog');
  await dialog.getByRole('combobox', { name: '人员' }).fill('李明哲');
  await dialog.getByRole('option', { name: /李明哲/ }).click();
  await dialog.getByLabel('担任角色').fill('售前');
  await dialog.getByRole('button', { name: '30 天' }).click();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: '共享', exact: true }).click();
  await panel.locator('li').filter({ hasText: '李明哲' }).waitFor();
  expect(await panel.locator('li').textContent()).toMatch(/售前.*只读.*有效期至/s);
  await panel.getByRole('button', { name: /李明哲：操作/ }).click();
  await panel.getByRole('menuitem', { name: '修改共享' }).click();
  await dialog.getByText('读写').click();
  await dialog.getByRole('button', { name: '长期有效' }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => panel.locator('li').textContent()).toMatch(/读写\s*$/);
  expect(await violations(page)).toEqual([]);
  await panel.getByRole('button', { name: /李明哲：操作/ }).click();
  await panel.getByRole('menuitem', { name: '取消共享' }).click();
  await panel.getByText('未单独共享给他人').waitFor();
}, 90_000);

test('who may only read a record finds nothing to change, learns why, and leaves', async () => {
  const admin = await asAdministrator('/');
  const { id: owner } = await personNamed(admin, '赵雨桐');
  const { id: reader } = await personNamed(admin, '李明哲');
  const { id } = await company(admin, { name: '只读共享测试有限公司', owner });
  const principal = { kind: 'user', id: reader };
  await call(admin, 'POST', `/api/records/account/${id}/shares`, { principal, level: 'read' });
  const path = `/e/account/${id}`;
  const page = await as(admin, 'limingzhe@example.com', path, { locale: 'en-US', ...PHONE });
  const panel = page.locator('crm-shares');
  await panel.locator('li').waitFor();
  expect(await page.locator('crm-record-page .edit').count()).toBe(0);
  expect(await page.locator('crm-facts .edit-fact').count()).toBe(0);
  expect(await panel.getByRole('button', { name: 'Share', exact: true }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
  await page.locator('crm-record-page').getByRole('button', { name: 'More' }).first().click();
  expect(await page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0);
  await page.getByRole('menuitem', { name: 'Why?' }).click();
  const dialog = page.locator('crm-explain-dialog');
  await dialog.getByText('李明哲 may read this record.').waitFor();
  await dialog
    .getByText(/beyond its scope/)
    .first()
    .waitFor();
  await dialog.getByLabel('Action').selectOption('update');
  await dialog.getByText('李明哲 may not change this record.').waitFor();
  await dialog
    .getByText(/Does not hold: the owner is 赵雨桐/)
    .first()
    .waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.goto(`${product.url}${path}/edit`);
  await page.getByText('No permission').waitFor();
  await page.goto(product.url + path);
  await panel.getByRole('button', { name: /李明哲: actions/ }).click();
  await panel.getByRole('menuitem', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Leave' }).last().click();
  await page.locator('crm-list-page').waitFor();
}, 90_000);

test('an administrator sees a field as somebody else does, and the policies behind it', async () => {
  const admin = await asAdministrator('/');
  const { id: owner } = await personNamed(admin, '孙晓彤');
  const { id } = await company(admin, {
    name: '权限说明测试有限公司',
    owner,
    phone: '021-58888888',
  });
  await admin.goto(`${product.url}/e/account/${id}`);
  const fact = admin.locator('[data-fact=phone]');
  await fact.hover();
  await fact.getByRole('button', { name: /为什么/ }).click();
  const dialog = admin.locator('crm-explain-dialog');
  await dialog.getByText('系统管理员拥有全部权限。').waitFor();
  await dialog.getByRole('combobox', { name: '以谁的身份' }).fill('吴佳怡');
  await dialog.getByRole('option', { name: /吴佳怡/ }).click();
  await dialog
    .getByText(/吴佳怡.*“.*电话.*”/)
    .first()
    .waitFor();
  expect(await dialog.locator('li').count()).toBeGreaterThan(0);
  expect(await violations(admin)).toEqual([]);
}, 90_000);

test('a cell of a record one may only read politely refuses to be edited', async () => {
  const admin = await asAdministrator('/');
  const { id: owner } = await personNamed(admin, '赵雨桐');
  const { id: reader } = await personNamed(admin, '李明哲');
  const { id } = await company(admin, { name: '列内编辑测试有限公司', owner });
  const principal = { kind: 'user', id: reader };
  await call(admin, 'POST', `/api/records/account/${id}/shares`, { principal, level: 'read' });
  const page = await as(admin, 'limingzhe@example.com', '/e/account?q=列内编辑测试');
  await page.locator('crm-grid .cell a').first().waitFor();
  const column = (await heads(page)).indexOf('客户级别');
  await cell(page, 0, column).focus();
  await page.keyboard.press('F2');
  await page.locator('.toast').filter({ hasText: '没有编辑权限' }).first().waitFor();
  await expect.poll(() => page.locator('crm-cell-editor').count()).toBe(0);
}, 60_000);
