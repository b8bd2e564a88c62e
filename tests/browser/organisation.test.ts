// The organisation in a real browser: departments and reporting lines moved by keyboard and by drag, and a hand-over.
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import type { OpenPage } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { call, personNamed } from './support/people.ts';
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

async function open(path: string, options = {}): Promise<Page> {
  const app = await product.open(path, options);
  opened.push(app);
  app.page.setDefaultTimeout(8000);
  return app.page;
}

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
const line = (page: Page, name: string) => page.getByRole('row', { name, exact: true });

test('a department is moved by keyboard and by drag; under itself it may not stand', async () => {
  const page = await open('/settings/organisation');
  const make = (name: string, parent?: string) =>
    call<{ id: string }>(page, 'POST', '/api/records/department', { name, parent });
  const above = await make('测试总部');
  await make('测试东区', above.id);
  await make('测试西区', above.id);
  await page.reload();
  await line(page, '测试西区').focus();
  await page.keyboard.press('m');
  const dialog = page.locator('crm-move-dialog');
  await dialog.getByRole('combobox').fill('测试东');
  await dialog.getByRole('option', { name: /测试东区/ }).click();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => line(page, '测试西区').getAttribute('aria-level')).toBe('3');
  await line(page, '测试总部').focus();
  await page.keyboard.press('m');
  await dialog.getByRole('combobox').fill('测试西');
  await dialog.getByRole('option', { name: /测试西区/ }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.locator('.toast').filter({ hasText: '自己的下级' }).first().waitFor();
  expect(await line(page, '测试总部').getAttribute('aria-level')).toBe('1');
  const from = await line(page, '测试西区').locator('.grip').boundingBox();
  const to = await line(page, '测试总部').boundingBox();
  if (!from || !to) throw new Error('both lines are shown');
  await page.mouse.move(from.x + 8, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y - 20, { steps: 4 });
  await page.mouse.move(to.x + 200, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => line(page, '测试西区').getAttribute('aria-level')).toBe('2');
  expect(await violations(page)).toEqual([]);
}, 60_000);

test('reporting lines open level by level, in English on a phone', async () => {
  const page = await open('/settings/organisation', { locale: 'en-US', ...PHONE });
  await page.getByText('Reporting lines').click();
  await line(page, '周敬之').waitFor();
  await line(page, '周敬之').focus();
  await page.keyboard.press('ArrowRight');
  await line(page, '郑浩然').waitFor();
  expect(await line(page, '郑浩然').getAttribute('aria-level')).toBe('2');
  await page.keyboard.press('ArrowRight');
  expect(await violations(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
}, 60_000);

test('everything a person has is handed over from the record, with a preview and a result', async () => {
  const page = await open('/');
  const { id } = await personNamed(page, '黄文博');
  const account = { record_type: 'company', name: '交接测试有限公司', owner: id };
  const made = await call<{ id: string }>(page, 'POST', '/api/records/account', account);
  await page.goto(`${product.url}/e/user/${id}`);
  await page.locator('crm-record-page').getByRole('button', { name: '更多' }).first().click();
  await page.getByRole('menuitem', { name: '交接…' }).click();
  const sheet = page.locator('crm-handover');
  await sheet.getByRole('heading', { name: '交接：黄文博' }).waitFor();
  await sheet.getByRole('button', { name: '开始交接' }).click();
  await sheet.getByText('请填写此项').waitFor();
  await sheet.getByRole('combobox', { name: '接收人' }).first().fill('马俊杰');
  await sheet.getByRole('option', { name: /马俊杰/ }).click();
  expect(await violations(page)).toEqual([]);
  await sheet.getByRole('button', { name: '开始交接' }).click();
  await page.locator('crm-dialog').getByRole('button', { name: '开始交接' }).click();
  await sheet.getByRole('status').filter({ hasText: '交接完成' }).waitFor();
  expect(await violations(page)).toEqual([]);
  const heir = await personNamed(page, '马俊杰');
  const stored = await call<object>(page, 'GET', `/api/records/account/${made.id}`);
  expect(stored).toMatchObject({ owner: heir.id });
  const left = await call<object>(page, 'GET', `/api/records/user/${id}`);
  expect(left).toMatchObject({ active: false });
}, 60_000);

test('the hand-over fits a phone', async () => {
  const page = await open('/', { locale: 'en-US', ...PHONE });
  const { id } = await personNamed(page, '林婉清');
  await page.goto(`${product.url}/settings/handover?user=${id}`);
  await page.locator('crm-handover').getByText('Direct reports').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
}, 60_000);
