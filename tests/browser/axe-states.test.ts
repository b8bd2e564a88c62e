// Accessibility of the real product in every state it has: panels, menus and dialogs open, editing, errors, notices,
// nothing to show, failures; in light, dark and on a phone. No violations of axe-core, best practices included.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenPage, openPage, stopBrowser } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { fieldOf } from './support/app.ts';
import { type Product, startProduct } from './support/product.ts';

const ACCOUNT = '/e/account';
let product: Product;
let account = '';

beforeAll(async () => {
  product = await startProduct();
}, 120_000);
afterAll(async () => {
  await stopBrowser();
  await product.stop();
});

interface State {
  name: string;
  path: string | (() => string);
  act?(page: Page): Promise<void>;
  /** After which nothing else is touched. */
  undo?(page: Page): Promise<void>;
  /** Phones have no such state. */
  desk?: boolean;
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);
const opens = (button: string, shown: string) => async (page: Page) => {
  await page.locator(button).first().click();
  await page.locator(shown).first().waitFor();
};
const field = (name: string, button: string, shown: string) => async (page: Page) => {
  await fieldOf(page, name).locator(button).first().click();
  await page.locator(shown).first().waitFor();
};
const record = () => `${ACCOUNT}/${account}`;
const rows = (page: Page) => page.locator('crm-grid .row .open, crm-grid .card').first().waitFor();

async function answer(page: Page, status: number, detail: string): Promise<void> {
  const body = { status, code: 'test', title: detail, detail };
  await page.route('**/api/records/account?*', (route) =>
    route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) }),
  );
}

async function conflict(page: Page): Promise<void> {
  await fieldOf(page, 'short_name').locator('input').fill(`甲${Math.random()}`);
  const address = `${product.url}/api/records/account/${account}`;
  const { version } = (await (await page.request.get(address)).json()) as { version: number };
  const headers = { Origin: product.url, 'If-Match': `"${version}"` };
  const data = { short_name: `乙${Math.random()}` };
  expect((await page.request.patch(address, { data, headers })).status()).toBe(200);
  await page.keyboard.press('Control+s');
  await page.locator('crm-conflict-dialog fieldset').waitFor();
}

async function draft(page: Page): Promise<void> {
  await fieldOf(page, 'name').locator('input').fill('草稿有限公司');
  await expect
    .poll(() => page.locator('crm-form-page .head').innerText(), { timeout: 6000 })
    .toContain('草稿');
  await page.reload();
  await page.locator('crm-form-page .draft').waitFor();
}

const states: State[] = [
  { name: 'home', path: '/' },
  { name: 'list', path: ACCOUNT, act: rows },
  {
    name: 'filter',
    path: ACCOUNT,
    act: opens('.tools .filter', ':popover-open'),
  },
  { name: 'sort', path: ACCOUNT, act: opens('.tools .sort', ':popover-open') },
  { name: 'columns', path: ACCOUNT, act: opens('.tools .columns', ':popover-open') },
  {
    name: 'menu of views',
    path: ACCOUNT,
    act: opens('crm-view-bar crm-menu button', ':popover-open'),
  },
  {
    name: 'cell being edited',
    path: ACCOUNT,
    desk: true,
    act: async (page) => {
      await page.locator('crm-grid [data-row="1"] [data-column="0"]').focus();
      await page.keyboard.press('F2');
      await page.locator('crm-cell-editor input').first().waitFor();
    },
  },
  {
    name: 'chosen records',
    path: ACCOUNT,
    desk: true,
    act: async (page) => {
      await page.locator('crm-grid [data-row="1"] .u-check').click();
      await page.locator('crm-bulk-bar .bulk').waitFor();
    },
  },
  {
    name: 'record beside the list',
    path: ACCOUNT,
    desk: true,
    act: async (page) => {
      await page.locator('crm-grid [data-row="1"] [data-column="0"]').focus();
      await page.keyboard.press('p');
      await page.locator('crm-record-page h1').waitFor();
    },
  },
  { name: 'recycle bin', path: `${ACCOUNT}?deleted=only` },
  { name: 'list without a match', path: `${ACCOUNT}?q=没有这样的公司` },
  { name: 'record', path: record },
  {
    name: 'fact being edited',
    path: record,
    act: async (page) => {
      await page.locator('.edit-fact').first().focus();
      await page.keyboard.press('Enter');
      await page.locator('crm-facts [data-fact] input').first().waitFor();
    },
  },
  {
    name: 'stage that asks',
    path: record,
    act: opens('.step-pick:has-text("已流失")', 'crm-form-dialog [data-field]'),
  },
  {
    name: 'composer',
    path: record,
    act: opens('crm-composer .line', 'crm-composer [data-field=content]'),
  },
  { name: 'menu of a record', path: record, act: opens('.head crm-menu button', '[role=menu]') },
  { name: 'conflict', path: () => `${record()}/edit`, act: conflict },
  {
    name: 'form with errors',
    path: `${ACCOUNT}/new`,
    act: async (page) => {
      await page.keyboard.press('Control+s');
      await page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'open lookup',
    path: `${ACCOUNT}/new`,
    act: field('parent', 'input', '[role=option]'),
  },
  {
    name: 'open tree',
    path: `${ACCOUNT}/new`,
    act: field('industry', '.u-tree-open', '[role=treeitem]'),
  },
  {
    name: 'open calendar',
    path: '/e/task/new',
    act: field('due_on', 'button', '[role=grid]'),
  },
  { name: 'draft found', path: `${ACCOUNT}/new`, act: draft },
  {
    name: 'small form',
    path: ACCOUNT,
    act: async (page) => {
      await rows(page);
      await page.keyboard.press('c');
      await page.locator('crm-form-dialog [data-field=name] input').waitFor();
    },
  },
  { name: 'palette', path: record, act: press('Control+k') },
  {
    name: 'palette with results',
    path: ACCOUNT,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('天津');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'shortcuts', path: ACCOUNT, act: press('?') },
  { name: 'settings', path: '/settings' },
  {
    name: 'failed load',
    path: ACCOUNT,
    act: async (page) => {
      await answer(page, 500, '服务器出错');
      await page.reload();
      await page.locator('.u-state').waitFor();
    },
    undo: (page) => page.unroute('**/api/records/account?*'),
  },
  {
    name: 'no permission',
    path: ACCOUNT,
    act: async (page) => {
      await answer(page, 403, '没有权限');
      await page.reload();
      await page.locator('.u-state').waitFor();
    },
    undo: (page) => page.unroute('**/api/records/account?*'),
  },
  {
    name: 'offline with a notice',
    path: record,
    act: async (page) => {
      await page.locator('crm-record-page h1').waitFor();
      await page.context().setOffline(true);
      await page.locator('.offline').waitFor();
      await page.evaluate(() => navigator.clipboard?.writeText('').catch(() => undefined));
    },
    undo: (page) => page.context().setOffline(false),
  },
  { name: 'unknown page', path: '/nowhere' },
];

const variants = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  {
    name: 'phone',
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  },
] as const;

describe.each(variants)('$name', ({ name: variant, options }) => {
  let app: OpenPage;
  beforeAll(async () => {
    app = await product.open('/', options);
    app.page.setDefaultTimeout(15_000);
    if (account) return;
    const found = await app.page.request.get(`${product.url}/api/records/account?limit=1`);
    const { items } = (await found.json()) as { items: { id: string }[] };
    account = items[0]?.id ?? '';
  }, 30_000);
  afterAll(() => app.close());

  test.each(states)(
    '$name',
    async ({ path, act, undo, desk }) => {
      if (desk && variant === 'phone') return;
      const { page } = app;
      page.removeAllListeners('dialog');
      page.on('dialog', (dialog) => void dialog.accept());
      await page.goto(product.url + (typeof path === 'string' ? path : path()));
      await page.locator('crm-app main > .page > *').first().waitFor();
      await page.waitForLoadState('networkidle');
      await act?.(page);
      await page.waitForTimeout(150);
      const found = await violations(page);
      await undo?.(page);
      expect(found).toEqual([]);
    },
    20_000,
  );

  test('signing in', async () => {
    const outside = await openPage(options);
    await outside.page.goto(`${product.url}/sign-in`);
    await outside.page.locator('#f-email').waitFor();
    expect(await violations(outside.page)).toEqual([]);
    await outside.page.keyboard.press('Enter');
    await outside.page.locator('.u-error').first().waitFor();
    expect(await violations(outside.page)).toEqual([]);
    await outside.close();
  }, 40_000);
});
