// Share rules without raw JSON, and dates of deputies by shortcuts: in a real browser, at a desk and on a phone.
import { afterEach, expect, test } from 'vitest';
import type { OpenPage } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { fieldOf } from './support/app.ts';
import { productOfFile } from './support/product.ts';

const product = productOfFile();
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
let app: OpenPage;
afterEach(async () => {
  expect(app.faults).toEqual([]);
  await app.close();
});

test('an object is chosen by its label, its condition is put together and read back', async () => {
  app = await product.open('/e/share_rule/new');
  const { page } = app;
  page.setDefaultTimeout(8000);
  await fieldOf(page, 'name').locator('input').fill('甲级客户给市场部');
  await fieldOf(page, 'condition').getByText('请先选择对象').waitFor();
  await fieldOf(page, 'entity').getByRole('combobox').fill('客户');
  await page.getByRole('option', { name: /^客户/ }).first().click();
  const condition = fieldOf(page, 'condition');
  await condition.locator('crm-combo input').first().fill('客户级别');
  await page
    .getByRole('option', { name: /客户级别/ })
    .first()
    .click();
  await condition.locator('.val').getByRole('combobox').first().click();
  await condition.locator('.u-opt').first().click();
  await page.keyboard.press('Escape');
  await condition.locator('.said').waitFor();
  const said = (await condition.locator('.said').textContent()) ?? '';
  expect(said).toContain('客户级别');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await page.locator('crm-record-page h1').waitFor();
  const facts = page.locator('crm-facts');
  await facts.locator('[data-fact=entity]').getByText('客户', { exact: true }).waitFor();
  await facts.locator('[data-fact=condition]').waitFor();
  await facts.getByText(said.trim()).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.goto(`${page.url()}/edit`);
  await expect.poll(() => fieldOf(page, 'condition').locator('.said').textContent()).toBe(said);
}, 60_000);

test('the end of a deputy follows its start by a shortcut', async () => {
  app = await product.open('/e/deputy/new', { locale: 'en-US', ...PHONE });
  const { page } = app;
  page.setDefaultTimeout(8000);
  const dateOf = (name: string) => fieldOf(page, name).locator('input').first().inputValue();
  await fieldOf(page, 'starts_at').getByRole('button', { name: 'Now' }).click();
  await fieldOf(page, 'ends_at').getByRole('button', { name: '+7 days' }).click();
  const [from, to] = [await dateOf('starts_at'), await dateOf('ends_at')];
  expect(Date.parse(to) - Date.parse(from)).toBe(7 * 86_400_000);
  expect(await violations(page)).toEqual([]);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(isWide).toBe(false);
}, 60_000);
