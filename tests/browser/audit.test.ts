// The change log for administrators in a real browser: filters, changes with labels, the way to the record, verification.
import { afterEach, expect, test } from 'vitest';
import type { OpenPage } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { productOfFile } from './support/product.ts';

const product = productOfFile();
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
let app: OpenPage;
afterEach(async () => {
  expect(app.faults).toEqual([]);
  await app.close();
});

test('who changed what is found by kind of record and action, and leads to the record', async () => {
  app = await product.open('/settings/audit', { locale: 'zh-CN' });
  const { page } = app;
  await page.locator('crm-audit-log .entry').first().waitFor();
  await page.getByLabel('对象').selectOption('contact');
  await page.getByLabel('操作', { exact: true }).selectOption('create');
  await expect
    .poll(() => page.locator('crm-audit-log .entry').first().textContent())
    .toMatch(/联系人/);
  await page.getByLabel('字段').selectOption('email');
  await page.locator('crm-audit-log .entry').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '校验完整性' }).click();
  await page.getByText(/日志完整：已校验 \d+ 行/).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.locator('crm-audit-log .entry a').first().click();
  await page.waitForURL(/\/e\/contact\//);
}, 60_000);

test('on a phone, in English', async () => {
  app = await product.open('/settings/audit', { locale: 'en-US', ...PHONE });
  const { page } = app;
  await page.locator('crm-audit-log .entry').first().waitFor();
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText(/The log is whole: \d+ rows verified/).waitFor();
  expect(await violations(page)).toEqual([]);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(isWide).toBe(false);
}, 60_000);
