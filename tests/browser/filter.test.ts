// The filter of lists on the real server: built by keyboard, kept by the address, read back as a sentence.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OpenPage, stopBrowser } from '../support/browser.ts';
import { activeText, compose } from './support/app.ts';
import { type Product, startProduct } from './support/product.ts';

const NAME = '轴承试验有限公司';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const WITHIN = '{"within":[{"var":"industry"},["C"]]}';
const shots = process.env.CRM_SHOTS;

let product: Product;
let app: OpenPage;

beforeAll(async () => {
  product = await startProduct();
  const made = await product.open('/');
  const status = await made.page.evaluate(async (name) => {
    const body = JSON.stringify({ name, record_type: 'company', industry: ['3451'], rating: 4 });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch('/api/records/account', { method: 'POST', headers, body });
    return answer.ok ? '' : await answer.text();
  }, NAME);
  expect(status).toBe('');
  await made.close();
}, 120_000);
afterAll(async () => {
  await stopBrowser();
  await product.stop();
});
afterEach(async () => {
  expect(app.faults).toEqual([]);
  await app.close();
});

const list = (rule?: string) =>
  `/e/account?view=all${rule ? `&filter=${encodeURIComponent(rule)}` : ''}`;
const panel = () => app.page.getByRole('dialog', { name: /^(筛选|Filter)$/ });
const condition = (at: number) => panel().locator('.cond').nth(at);
const line = () => app.page.locator('crm-filter .line');
const opener = () => app.page.getByRole('button', { name: /^(筛选|Filter)/ });

async function total(): Promise<number> {
  const text = (await app.page.locator('.views .total').textContent()) ?? '';
  return Number(text.replaceAll(/\D/g, '') || Number.NaN);
}

async function open(path: string, options?: Parameters<Product['open']>[1]): Promise<Page> {
  app = await product.open(path, options);
  await expect.poll(total, { timeout: 10_000 }).toBeGreaterThan(0);
  return app.page;
}

async function shot(name: string): Promise<void> {
  if (shots) await app.page.screenshot({ path: `${shots}/filter-${name}.png` });
}

async function violations(): Promise<string[]> {
  await app.page.evaluate(axe.source);
  return app.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
  });
}

/** Chooses a field in the focused combobox by its name, then moves on to the operator. */
async function pickField(name: string): Promise<void> {
  const { page } = app;
  await page.keyboard.type(name);
  await page.getByRole('option', { name, exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
}

test('industry within manufacturing, by keyboard; kept by a reload; removed', async () => {
  const page = await open(list());
  const all = await total();
  await opener().focus();
  await page.keyboard.press('Enter');
  await panel().waitFor();
  await pickField('所属行业');
  expect(await condition(0).locator('select').inputValue()).toBe('within');
  await condition(0).locator('.u-tree-open').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await panel().getByRole('tree').waitFor();
  await page.keyboard.type('制造业');
  await page.keyboard.press('ArrowDown');
  const first = panel().getByRole('treeitem').first();
  await expect.poll(() => first.textContent(), { timeout: 5000 }).toContain('制造业');
  await expect.poll(() => activeText(page)).toContain('制造业');
  await page.keyboard.press('Enter');
  await shot('tree');
  await page.keyboard.press('Escape');
  await expect.poll(() => panel().getByRole('tree').count()).toBe(0);
  await expect.poll(total, { timeout: 5000 }).toBeLessThan(all);
  const fewer = await total();
  expect(fewer).toBeGreaterThan(0);
  expect(await panel().locator('.said').textContent()).toMatch(/所属行业 在 .*制造业.* 之内/);
  await shot('tree-picked');
  await page.keyboard.press('Escape');
  expect(await panel().count()).toBe(0);
  expect(await activeText(page)).toContain('筛选');
  await page.locator('crm-grid .row').filter({ hasText: NAME }).waitFor();
  expect(new URL(page.url()).searchParams.get('filter')).toBe(WITHIN);
  await page.reload();
  await expect.poll(total, { timeout: 10_000 }).toBe(fewer);
  await expect.poll(() => line().textContent(), { timeout: 5000 }).toMatch(/所属行业.*制造业/);
  await shot('line');
  await line().getByRole('button', { name: /移除/ }).click();
  await expect.poll(total, { timeout: 5000 }).toBe(all);
  expect(await line().count()).toBe(0);
  expect(new URL(page.url()).searchParams.has('filter')).toBe(false);
  expect(await activeText(page)).toContain('筛选');
}, 60_000);

test('two conditions join by all or any; the sentence and the count follow', async () => {
  const page = await open(list(WITHIN));
  const one = await total();
  await page.keyboard.press('f');
  await panel().waitFor();
  await panel().getByRole('button', { name: '添加条件', exact: true }).click();
  await pickField('客户评分');
  await page.keyboard.press('Tab');
  await condition(1).locator('.u-star-label').nth(3).click();
  await expect.poll(() => panel().locator('.said').textContent()).toContain('，且客户评分 不低于');
  await expect.poll(total, { timeout: 5000 }).toBeLessThanOrEqual(one);
  const both = await total();
  await panel().getByText('满足任一').click();
  await expect.poll(() => panel().locator('.said').textContent()).toContain('，或客户评分');
  await expect.poll(total, { timeout: 5000 }).toBeGreaterThanOrEqual(one);
  expect(await total()).toBeGreaterThanOrEqual(both);
  await expect.poll(() => opener().locator('.u-count').textContent()).toBe('2');
  await shot('two');
  await panel().getByRole('button', { name: '全部清除' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('');
}, 60_000);

test('relative dates, people, choices, numbers, texts and emptiness are understood by the server', async () => {
  const rules = [
    { between: [{ var: 'created_at' }, { date_add: [{ today: [] }, -7, 'day'] }, { today: [] }] },
    { '==': [{ var: 'created_at' }, { today: [] }] },
    { '>=': [{ var: 'created_at' }, '2020-01-01'] },
    { '==': [{ var: 'owner' }, { actor: 'id' }] },
    { in: [{ var: 'stage' }, ['potential', 'lost']] },
    { '>=': [{ var: 'open_amount' }, '0.00'] },
    { contains: [{ var: 'name' }, '公司'] },
    { '!': { is_empty: { var: 'tags' } } },
    { '!': { has_any: [{ var: 'tags' }, ['x']] } },
  ];
  const page = await open(list(JSON.stringify({ or: rules })));
  expect(await page.locator('crm-list-page .u-state').count()).toBe(0);
  await expect.poll(() => line().locator('.u-chip').count(), { timeout: 5000 }).toBe(rules.length);
  const text = (await line().textContent()) ?? '';
  for (const words of ['过去 7 天内', '等于 今天', '等于 本人', '名称 包含 公司', '标签 不为空'])
    expect(text).toContain(words);
  expect(text).not.toContain('自定义');
  await opener().click();
  await panel().waitFor();
  await shot('many');
  expect(await panel().locator('.cond select').count()).toBe(rules.length);
  await condition(0).locator('input[inputmode=numeric]').fill('30');
  await expect.poll(() => page.url(), { timeout: 5000 }).toContain('-30');
}, 60_000);

test('a rule without a row is kept; what is typed through an input method waits until it is committed', async () => {
  const page = await open(list('{"!":{"is_empty":{"var":"parent.owner.name"}}}'));
  await expect.poll(() => line().count(), { timeout: 5000 }).toBe(1);
  expect(await line().textContent()).toContain('自定义条件');
  await line().getByRole('button', { name: '全部清除' }).click();
  await expect.poll(total).toBeGreaterThan(1);
  await opener().click();
  await panel().waitFor();
  await pickField('客户名称');
  await page.keyboard.press('Tab');
  await compose(page, ['z', 'zhou', 'zhoucheng'], '轴承试验');
  await expect.poll(total, { timeout: 5000 }).toBe(1);
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => decodeURIComponent(entry.name)),
  );
  expect(asked.filter((address) => address.includes('zhou'))).toEqual([]);
}, 60_000);

test('a field over a reference and a record are chosen in rows, kept and edited again', async () => {
  const page = await open('/e/opportunity?view=all');
  const whole = await total();
  await opener().click();
  await panel().waitFor();
  await pickField('客户 · 客户级别');
  await page.keyboard.press('Tab');
  await page.keyboard.type('A');
  await condition(0).locator('.val').getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('account.level');
  await expect.poll(total).toBeLessThan(whole);
  const ofLevel = await total();
  await page.keyboard.press('Escape');
  expect(await line().innerText()).toContain('客户 · 客户级别');
  await page.reload();
  await expect.poll(total, { timeout: 10_000 }).toBe(ofLevel);
  await expect.poll(() => line().innerText()).toContain('客户 · 客户级别');
  await opener().click();
  await expect.poll(() => condition(0).locator('.val input').inputValue()).toContain('A');
  await panel().getByRole('button', { name: '添加条件', exact: true }).click();
  await pickField('客户');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  const option = condition(1).locator('.val').getByRole('option').first();
  const name = (await option.innerText()).split('\n')[0]?.trim() ?? '';
  await option.click();
  await expect.poll(() => line().innerText()).toContain(name);
  await expect.poll(total).toBeLessThan(ofLevel);
  expect(await violations()).toEqual([]);
}, 60_000);

for (const colorScheme of ['light', 'dark'] as const)
  test(`no violations with the panel open, ${colorScheme}`, async () => {
    const page = await open(list(WITHIN), { colorScheme });
    await opener().click();
    await panel().waitFor();
    await panel().getByRole('button', { name: '添加条件', exact: true }).click();
    await pickField('客户状态');
    await page.waitForTimeout(400);
    await shot(colorScheme);
    expect(await violations()).toEqual([]);
  }, 60_000);

test('on the phone the panel is a sheet at the bottom', async () => {
  const page = await open(list(WITHIN), PHONE);
  await shot('phone-line');
  await opener().tap();
  await panel().waitFor();
  await page.waitForTimeout(300);
  const box = await panel().boundingBox();
  expect(box?.x).toBe(0);
  expect(box?.width).toBe(390);
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844);
  await shot('phone');
  expect(await violations()).toEqual([]);
  await condition(0).getByRole('combobox').first().tap();
  await page.getByRole('option').first().waitFor();
  await shot('phone-fields');
}, 60_000);

test('in English', async () => {
  const page = await open(list(WITHIN), { locale: 'en-GB' });
  await page.getByRole('button', { name: /^Filter/ }).click();
  await panel().waitFor();
  await expect.poll(() => panel().locator('.said').textContent()).toMatch(/Industry is within/);
  await shot('english');
}, 60_000);
