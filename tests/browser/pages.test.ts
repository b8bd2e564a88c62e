// The pages in a real browser: list and grid keyboard, form and its problems, record page, shell, sign-in.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { stopBrowser } from '../support/browser.ts';
import { type App, activeText, compose, fieldOf, openApp, startServer } from './support/app.ts';
import type { MockServer } from './support/mock-server.ts';

let server: MockServer;
let app: App;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(async () => {
  await stopBrowser();
  server.stop();
});
afterEach(async () => {
  server.latency = 0;
  server.signedIn = true;
  expect(app.faults).toEqual([]);
  await app.close();
});

const heading = () => app.page.locator('crm-record-page h1');

describe('list', () => {
  test('arrows, Home, End, pages; Space selects, Shift extends, Enter opens', async () => {
    app = await openApp(server, '/e/account');
    const { page } = app;
    await page.locator('.cell-at').focus();
    const first = await activeText(page);
    await page.keyboard.press('ArrowDown');
    expect(await activeText(page)).not.toBe(first);
    await page.keyboard.press('Control+Home');
    expect(await activeText(page)).toBe(first);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => page.locator('[role=row][aria-selected=true]').count()).toBe(3);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('[role=row][aria-selected=true]').count()).toBe(0);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('End');
    expect(await activeText(page)).not.toBe('');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading().textContent()).toBe(first);
  });

  test('fetches more pages while one scrolls and keeps the focus', async () => {
    app = await openApp(server, '/e/account');
    const { page } = app;
    await page.locator('.cell-at').focus();
    for (let count = 0; count < 3; count++) {
      await page.keyboard.press('Control+End');
      await page.waitForTimeout(250);
    }
    const row = await page
      .locator('.cell-at')
      .evaluate((cell) => Number(cell.parentElement?.getAttribute('aria-rowindex')));
    expect(row).toBeGreaterThan(250);
    expect(await activeText(page)).not.toBe('');
  });

  test('sorts by the head, keeps it in the address', async () => {
    app = await openApp(server, '/e/account');
    const head = app.page.getByRole('button', { name: '年营收', exact: true });
    await head.click();
    await expect.poll(() => app.page.url()).toContain('sort=revenue');
    await head.click();
    await expect.poll(() => app.page.locator('[aria-sort=descending]').count()).toBe(1);
  });

  test('the quick filter waits for the input method', async () => {
    app = await openApp(server, '/e/account');
    await app.page.getByRole('searchbox').focus();
    server.log.length = 0;
    await compose(app.page, ['l', 'li', 'linwu'], '物流');
    await expect.poll(() => app.page.locator('.total').textContent()).not.toContain('1,280');
    expect(server.log.some((line) => /q=l/.test(line))).toBe(false);
  });

  test('P peeks at the record beside the list, Escape goes back to the cell', async () => {
    app = await openApp(server, '/e/account');
    const { page } = app;
    await page.locator('.cell-at').focus();
    const name = await activeText(page);
    await page.keyboard.press('p');
    await expect.poll(() => heading().textContent()).toBe(name);
    await page.keyboard.press('Escape');
    await expect.poll(() => heading().count()).toBe(0);
    expect(await activeText(page)).toBe(name);
  });

  test('is cards on a phone', async () => {
    app = await openApp(server, '/e/account', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await expect.poll(() => app.page.locator('.card').count()).toBeGreaterThan(5);
    expect(await app.page.locator('.bottom a').count()).toBe(4);
  });
});

describe('form', () => {
  test('names what is missing and leads to it', async () => {
    app = await openApp(server, '/e/account/new');
    await app.page.keyboard.press('Control+s');
    await app.page.getByRole('alert').first().waitFor();
    expect(await app.page.getByRole('alert').first().textContent()).toContain('请填写客户名称');
    expect(await fieldOf(app.page, 'name').locator('input').getAttribute('aria-invalid')).toBe(
      'true',
    );
    expect(
      await fieldOf(app.page, 'name')
        .locator('input')
        .evaluate((element) => element.matches(':focus')),
    ).toBe(true);
  });

  test('shows the problems of the server at their fields', async () => {
    app = await openApp(server, '/e/account/new');
    await fieldOf(app.page, 'name').locator('input').fill('坏名称');
    await app.page.keyboard.press('Control+s');
    await expect
      .poll(() => fieldOf(app.page, 'name').locator('.u-error').textContent())
      .toContain('名称已被占用');
  });

  test('creates, then shows the record', async () => {
    app = await openApp(server, '/e/account/new');
    await fieldOf(app.page, 'name').locator('input').fill('新客户甲');
    await app.page.getByRole('button', { name: '保存', exact: true }).click();
    await expect.poll(() => heading().textContent()).toBe('新客户甲');
  });

  test('asks before unsaved work is left', async () => {
    app = await openApp(server, '/e/account/a5/edit');
    await fieldOf(app.page, 'note').locator('textarea').fill('草稿');
    await app.page.getByRole('link', { name: '联系人' }).first().click();
    const dialog = app.page.getByRole('dialog', { name: '未保存的更改' });
    await dialog.waitFor();
    await app.page.getByRole('button', { name: '继续编辑' }).click();
    expect(app.page.url()).toContain('/a5/edit');
  });
});

describe('record and shell', () => {
  test('shows facts, related records and history', async () => {
    app = await openApp(server, '/e/account/a0');
    const { page } = app;
    expect(await page.locator('.path .step').count()).toBeGreaterThan(3);
    await expect.poll(() => page.locator('crm-related .related tbody tr').count()).toBe(3);
    await page.getByRole('tab', { name: '变更记录' }).click();
    await expect.poll(() => page.locator('.timeline').textContent()).toContain('王志强');
  });

  test('the palette finds records and goes there', async () => {
    app = await openApp(server, '/');
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('combobox').waitFor();
    await app.page.keyboard.type('天津');
    await expect.poll(() => app.page.getByRole('option').first().textContent()).toContain('天津');
    await app.page.keyboard.press('Enter');
    await expect.poll(() => heading().textContent()).toContain('天津');
  });

  test('language and theme change without a reload', async () => {
    app = await openApp(server, '/settings');
    const { page } = app;
    await page.getByRole('radio', { name: 'English' }).check();
    await expect.poll(() => page.locator('h1').textContent()).toBe('Settings');
    await page.getByRole('radio', { name: 'Dark' }).check();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  test('signs in, refuses a wrong password, comes back to where one was', async () => {
    server.signedIn = false;
    app = await openApp(server, '/e/contact');
    const { page } = app;
    await page.getByLabel('邮箱').fill('wang@example.com');
    await page.getByLabel('密码', { exact: true }).fill('wrong');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('邮箱或密码错误');
    await page.getByLabel('密码', { exact: true }).fill('right');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('/e/contact');
    await page.locator('crm-grid').waitFor();
  });

  test('names an unknown record', async () => {
    app = await openApp(server, '/e/account/nothing');
    await expect.poll(() => app.page.locator('.u-state').textContent()).toContain('找不到页面');
  });
});
