// The shell on the real product: the palette by initials and prefixes with what the page offers, titles and focus on
// turning pages, going back to where one was, a session that ends while one writes, whom to ask for a right.
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import type { OpenPage } from '../support/browser.ts';
import { activeText, fieldOf } from './support/app.ts';
import { productOfFile } from './support/product.ts';

const patience = { timeout: 15_000 };
const product = productOfFile();
let app: OpenPage;

afterEach(async () => {
  expect(app.faults.filter((fault) => !/status of 403/.test(fault))).toEqual([]);
  await app.close();
});

async function open(path: string, options = {}): Promise<Page> {
  app = await product.open(path, options);
  app.page.setDefaultTimeout(15_000);
  return app.page;
}

const options = (page: Page) => page.locator('crm-palette [role=option]');
const first = (page: Page) => options(page).first().innerText();

async function ask(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('crm-palette input').waitFor();
  await page.locator('crm-palette input').fill(text);
}

test('the palette knows initials, shows keys, and leads where one wants', async () => {
  const page = await open('/');
  await ask(page, 'sz');
  await expect.poll(() => first(page), patience).toContain('设置');
  await page.locator('crm-palette input').fill('sj');
  await expect.poll(() => first(page), patience).toMatch(/商机\s+G\s+O/);
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe('/e/opportunity');
  await expect.poll(() => page.title()).toMatch(/^商机 · /);
  await ask(page, 'ssms');
  expect(await options(page).count()).toBe(0);
  await page.locator('crm-palette input').fill('深色');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
}, 30_000);

test('@ finds people, # one kind of record', async () => {
  const page = await open('/');
  await ask(page, '@李');
  await expect.poll(() => options(page).count(), patience).toBeGreaterThan(0);
  for (const hit of await options(page).allInnerTexts()) expect(hit).toContain('李');
  await page.locator('crm-palette input').fill('#lxr');
  await expect.poll(() => first(page), patience).toContain('联系人');
  await page.keyboard.press('Enter');
  expect(await page.locator('crm-palette input').inputValue()).toBe('#联系人 ');
  await page.keyboard.type('王');
  await expect.poll(() => options(page).count(), patience).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/e\/contact\//);
}, 30_000);

test('what the page offers comes first, and what is chosen before it', async () => {
  const page = await open('/e/account');
  await page.locator('crm-grid [data-row="0"] .u-check').click();
  await page.locator('crm-bulk-bar .bulk').waitFor();
  await ask(page, '');
  const groups = page.locator('crm-palette [role=group]');
  expect(await groups.nth(0).getAttribute('aria-label')).toContain('1');
  expect(await groups.nth(1).getAttribute('aria-label')).toBe('当前页面');
  await page.locator('crm-palette input').fill('sx');
  await expect.poll(() => first(page), patience).toContain('筛选');
  await page.keyboard.press('Enter');
  await page.locator('crm-filter :popover-open').first().waitFor();
}, 30_000);

test('a page begins at its heading, and back is where one was', async () => {
  const page = await open('/e/account');
  await page.locator('crm-grid [data-row="0"] .open').waitFor();
  await page.locator('crm-grid [data-row="0"] [data-column="0"]').focus();
  for (let rows = 0; rows < 40; rows++) await page.keyboard.press('ArrowDown');
  const name = await activeText(page);
  const scrolled = () =>
    page.locator('crm-grid .scroll').evaluate((element) => Math.round(element.scrollTop));
  const before = await scrolled();
  expect(before).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('crm-record-page h1').innerText(), patience).toBe(name);
  await expect.poll(() => activeText(page), patience).toBe(name);
  await expect.poll(() => page.title()).toContain(name);
  await page.goBack();
  await expect.poll(scrolled, patience).toBe(before);
  await expect.poll(() => activeText(page), patience).toBe(name);
  await page.keyboard.press('ArrowDown');
  expect(await activeText(page)).not.toBe(name);
}, 40_000);

test('a session that ends while one writes is opened again over the form', async () => {
  const page = await open('/e/account/new');
  await fieldOf(page, 'name').locator('input').fill('会话中断有限公司');
  await page.context().clearCookies();
  await page.keyboard.press('Control+s');
  const dialog = page.locator('crm-sign-in-again');
  await dialog.locator('#f-password').waitFor();
  await dialog.locator('#f-password').fill('wrong-password');
  await page.keyboard.press('Enter');
  await dialog.locator('.u-error').waitFor();
  await dialog.locator('#f-password').fill('correct-horse-battery');
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog.count(), patience).toBe(0);
  expect(await fieldOf(page, 'name').locator('input').inputValue()).toBe('会话中断有限公司');
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => page.locator('crm-record-page h1').innerText(), patience)
    .toBe('会话中断有限公司');
}, 40_000);

test('without a right it is said whom to ask', async () => {
  const page = await open('/');
  await page.route('**/api/records/account?*', (route) =>
    route.fulfill({ status: 403, json: { status: 403, code: 'access.denied', title: '无权' } }),
  );
  await page.route('**/api/model', async (route) => {
    const answer = await route.fetch();
    const model = (await answer.json()) as { settings: Record<string, unknown> };
    model.settings.admin_contact = '信息部张工（分机 8012）';
    await route.fulfill({ json: model });
  });
  await page.goto(`${product.url}/e/account`);
  await expect
    .poll(() => page.locator('.u-state').innerText(), patience)
    .toContain('信息部张工（分机 8012）');
}, 30_000);

test('the start page shows what is due today and what was looked at', async () => {
  const page = await open('/');
  const me = (await (await page.request.get(`${product.url}/api/me`)).json()) as {
    user: { id: string };
  };
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const data = { subject: '今天要办的事', due_on: today, assignee: me.user.id };
  const headers = { Origin: product.url };
  const made = await page.request.post(`${product.url}/api/records/task`, { data, headers });
  expect(made.status()).toBe(201);
  await page.reload();
  const due = page.locator('crm-home-page .list a', { hasText: '今天要办的事' });
  await due.click();
  await page.locator('crm-record-page h1').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect.poll(() => activeText(page), patience).toMatch(/^你好/);
  await expect
    .poll(
      () => page.locator('crm-home-page .list a', { hasText: '今天要办的事' }).count(),
      patience,
    )
    .toBe(2);
}, 30_000);

test('on a phone no name of a module is cut on the start page', async () => {
  const page = await open('/', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-GB',
  });
  const names = page.locator('crm-home-page .tile-name');
  await names.first().waitFor();
  expect(await names.allTextContents()).toContain('Opportunities');
  const cut = await names.evaluateAll((all) =>
    all
      .filter((name) => name.scrollWidth > name.clientWidth + 1)
      .map((name) => `${name.textContent} ${name.scrollWidth} ${name.clientWidth}`),
  );
  expect(cut).toEqual([]);
  const heights = await names.evaluateAll((all) => all.map((name) => name.clientHeight));
  expect(Math.max(...heights)).toBeLessThan(50);
}, 30_000);
