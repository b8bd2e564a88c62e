// The whole product in a real browser: the real server with sample data, signed in, through the generated pages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OpenPage, openPage, stopBrowser } from '../support/browser.ts';
import { fieldOf } from './support/app.ts';

const EMAIL = 'admin@example.com';
const PASSWORD = 'correct-horse-battery';
const folder = mkdtempSync(join(tmpdir(), 'crm-product-'));
let server: ReturnType<typeof Bun.spawn>;
let base = '';
let app: OpenPage;

async function started(output: ReadableStream<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += new TextDecoder().decode(chunk);
    const found = /http:\/\/[\d.]+:\d+/.exec(text);
    if (found) return found[0];
  }
  throw new Error(`the server did not start: ${text}`);
}

beforeAll(async () => {
  const root = join(import.meta.dirname, '../..');
  const environment = {
    ...process.env,
    CRM_DATA: folder,
    PORT: '0',
    CRM_ADMIN_EMAIL: EMAIL,
    CRM_ADMIN_PASSWORD: PASSWORD,
  };
  const child = Bun.spawn([process.execPath, 'main.ts', 'demo'], {
    cwd: root,
    env: environment,
    stdout: 'pipe',
    stderr: 'inherit',
  });
  server = child;
  base = await started(child.stdout);
}, 120_000);
afterAll(async () => {
  await stopBrowser();
  server.kill();
  await server.exited;
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  expect(app.faults).toEqual([]);
  await app.close();
});

async function open(path: string): Promise<void> {
  app = await openPage();
  const { page } = app;
  await page.goto(base + path);
  await page.getByLabel('邮箱').fill(EMAIL);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('crm-app main > .page').waitFor();
}

const heading = () => app.page.locator('crm-record-page h1');

test('every entity of the menu has a list, a record page and a form', async () => {
  await open('/');
  const { page } = app;
  const links = await page
    .locator('nav.nav a[href^="/e/"]')
    .evaluateAll((list) => list.map((link) => link.getAttribute('href') ?? ''));
  expect(links.length).toBeGreaterThan(5);
  for (const address of new Set(links)) {
    await page.goto(base + address);
    await page.locator('crm-grid').waitFor();
    await expect
      .poll(() => page.locator('crm-grid [aria-busy=false]').count(), { timeout: 10_000 })
      .toBe(1);
    expect(await page.locator('crm-list-page > .u-state').count()).toBe(0);
    const first = page.locator('.row .open').first();
    if ((await first.count()) === 0) continue;
    await first.click();
    await heading().waitFor();
    await page.goto(`${page.url()}/edit`);
    await page.locator('crm-form, .u-state').first().waitFor();
  }
}, 120_000);

test('a record is created, changed, deleted, brought back', async () => {
  await open('/e/contact/new');
  const { page } = app;
  await fieldOf(page, 'name').locator('input').first().fill('测试联系人');
  await fieldOf(page, 'account').locator('input').click();
  await fieldOf(page, 'account').locator('[role=option]').first().click();
  await page.keyboard.press('Control+s');
  await expect.poll(() => heading().textContent(), { timeout: 5000 }).toBe('测试联系人');
  await page.keyboard.press('e');
  await page.locator('crm-form').waitFor();
  await fieldOf(page, 'name').locator('input').first().fill('测试联系人二');
  await page.keyboard.press('Control+s');
  await expect.poll(() => heading().textContent(), { timeout: 5000 }).toBe('测试联系人二');
  await expect
    .poll(() => page.locator('crm-timeline .entry').allInnerTexts(), { timeout: 5000 })
    .toContainEqual(expect.stringContaining('测试联系人二'));
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '删除' }).click();
  await page.locator('crm-grid').waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await expect.poll(() => heading().textContent(), { timeout: 5000 }).toBe('测试联系人二');
}, 60_000);

test('what the server refuses is shown at the field', async () => {
  await open('/e/contact/new');
  const { page } = app;
  await fieldOf(page, 'name').locator('input').first().fill('坏号码');
  await fieldOf(page, 'mobile').locator('input').fill('abc');
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => fieldOf(page, 'mobile').locator('.u-error').count(), { timeout: 5000 })
    .toBe(1);
}, 60_000);

test('the palette finds a record by two characters', async () => {
  await open('/');
  const { page } = app;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('天津');
  await expect
    .poll(() => page.getByRole('option').first().textContent(), { timeout: 5000 })
    .toContain('天津');
}, 60_000);
