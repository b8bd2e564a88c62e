// Exports and the care for personal data in a real browser: a list saved as a file, a person's data saved and erased.
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { OpenPage } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { productOfFile } from './support/product.ts';

const product = productOfFile();
let app: OpenPage;
afterEach(async () => {
  // What the server refuses with 422 is shown, and so no fault.
  expect(app.faults.filter((fault) => !/status of 422/.test(fault))).toEqual([]);
  await app.close();
});

test('a list leaves as a file with the shown columns, chosen records with all fields', async () => {
  app = await product.open('/e/contact', { locale: 'zh-CN', acceptDownloads: true });
  const { page } = app;
  await page.getByRole('button', { name: '列表选项' }).click();
  await page.getByRole('menuitem', { name: '导出…' }).click();
  await page.getByText('当前显示的').waitFor();
  expect(await violations(page)).toEqual([]);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^联系人.*\.csv$/);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text.split('\r\n')[0]).toContain('姓名');
  await page.locator('crm-grid [role=row] input[type=checkbox]').nth(1).click();
  await page.getByRole('group', { name: '所选记录' }).or(page.locator('.bulk')).first().waitFor();
  await page.locator('.bulk').getByRole('button', { name: '导出…' }).click();
  await page.getByText('全部可见字段').click();
  await page.getByText('供再次导入').click();
  const [chosen] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 CSV' }).click(),
  ]);
  const rows = readFileSync(await chosen.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(rows[0]).toContain('created_at');
  expect(rows).toHaveLength(2);
  await page.goto(`${product.url}/e/export_event`);
  await page.getByText('联系人').first().waitFor();
}, 90_000);

test('what is held about a person is saved, then erased by name and reason', async () => {
  app = await product.open('/e/contact', { locale: 'en-US', acceptDownloads: true });
  const { page } = app;
  const found = await page.evaluate(async () => {
    const answer = await fetch('/api/records/contact?limit=1&fields=name');
    return (await answer.json()).items[0] as { id: string; name: string };
  });
  await page.goto(`${product.url}/e/contact/${found.id}`);
  const menu = async (name: string) => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  const [file] = await Promise.all([page.waitForEvent('download'), menu('Download personal data')]);
  expect(readFileSync(await file.path(), 'utf8')).toContain(found.name);
  await menu('Erase personal data…');
  await page.getByLabel('Reason').fill('asked for');
  await page.getByLabel(/^Type/).fill('somebody else');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel(/^Type/).fill(found.name);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('The personal data is erased').first().waitFor();
  await expect.poll(() => page.locator('h1').first().textContent()).toContain('****');
}, 90_000);
