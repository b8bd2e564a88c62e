// Keyboard scripts of the field widgets in a real browser: combobox, date, tree, lookup, lines, input methods.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
beforeEach(async () => {
  server.latency = 0;
  server.log.length = 0;
  app = await openApp(server, '/e/thing/t0/edit');
  await app.page.locator('crm-form').waitFor();
}, 30_000);
afterEach(async () => {
  expect(app.faults).toEqual([]);
  await app.close();
});

const input = (name: string) => fieldOf(app.page, name).locator('input').first();

describe('combobox', () => {
  test('opens with the arrow, filters, picks with Enter, clears', async () => {
    const level = fieldOf(app.page, 'level');
    await input('level').focus();
    await app.page.keyboard.press('ArrowDown');
    await level.locator('[role=option]').first().waitFor();
    expect(await input('level').getAttribute('aria-expanded')).toBe('true');
    await app.page.keyboard.type('重');
    await expect.poll(() => level.locator('[role=option]').count()).toBe(1);
    await app.page.keyboard.press('Enter');
    expect(await input('level').inputValue()).toBe('B 重点');
    expect(await input('level').getAttribute('aria-expanded')).toBe('false');
    await level.getByRole('button', { name: '清除' }).click();
    expect(await input('level').inputValue()).toBe('');
  });

  test('Escape closes and brings the old choice back', async () => {
    await input('status').focus();
    const before = await input('status').inputValue();
    await app.page.keyboard.type('潜');
    await app.page.keyboard.press('Escape');
    expect(await input('status').inputValue()).toBe(before);
  });

  test('tags: Enter makes one, Backspace takes the last', async () => {
    await input('tags').focus();
    await app.page.keyboard.type('老客户');
    await app.page.keyboard.press('Enter');
    const chips = fieldOf(app.page, 'tags').locator('.u-chip');
    await expect.poll(() => chips.count()).toBe(2);
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Backspace');
    await expect.poll(() => chips.count()).toBe(1);
  });
});

describe('lookup', () => {
  for (const latency of [0, 40, 800])
    test(`finds records with ${latency} ms latency and keeps the newest answer`, async () => {
      server.latency = latency;
      await input('parent').focus();
      await app.page.keyboard.type('重', { delay: 20 });
      await app.page.keyboard.type('庆', { delay: 20 });
      const first = fieldOf(app.page, 'parent').locator('[role=option]').first();
      await expect.poll(() => first.textContent(), { timeout: 5000 }).toContain('重庆');
      expect(await first.locator('.u-meta').textContent()).toMatch(/^ACC-/);
      await app.page.keyboard.press('Enter');
      expect(await input('parent').inputValue()).toContain('重庆');
    });

  test('asks nothing while an input method composes', async () => {
    await input('parent').focus();
    server.log.length = 0;
    await compose(app.page, ['c', 'ch', 'chong'], '重庆');
    const option = fieldOf(app.page, 'parent').locator('[role=option]').first();
    await expect.poll(() => option.textContent()).toContain('重庆');
    const asked = server.log.map((line) => new URLSearchParams(line.split('?')[1]).get('q'));
    expect(asked.filter((q) => q && /[a-z]/.test(q))).toEqual([]);
    expect(asked).toContain('重庆');
  });

  test('several entities: the kind is chosen first', async () => {
    await fieldOf(app.page, 'about').locator('select').selectOption('contact');
    await input('about').focus();
    await app.page.keyboard.press('ArrowDown');
    await expect
      .poll(() => fieldOf(app.page, 'about').locator('[role=option]:not(.u-opt-new)').count())
      .toBe(3);
  });
});

describe('date', () => {
  const typed: [string, string][] = [
    ['2026-3-1', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
  ];
  for (const [text, date] of typed)
    test(`reads ${text}`, async () => {
      await input('founded').fill(text);
      await app.page.keyboard.press('Enter');
      expect(await input('founded').inputValue()).toBe(date);
    });

  test('reads 今天 and +3', async () => {
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format();
    await input('founded').fill('今天');
    await app.page.keyboard.press('Tab');
    expect(await input('founded').inputValue()).toBe(today);
    await input('founded').fill('+3');
    await app.page.keyboard.press('Tab');
    const later = new Date(Date.parse(today) + 3 * 86_400_000).toISOString().slice(0, 10);
    expect(await input('founded').inputValue()).toBe(later);
  });

  test('calendar by keyboard: Alt+Down, arrows, Enter, focus returns', async () => {
    await input('founded').focus();
    await app.page.keyboard.press('Alt+ArrowDown');
    await fieldOf(app.page, 'founded').locator('[role=grid]').waitFor();
    await expect.poll(() => activeText(app.page)).toBe('18');
    await app.page.keyboard.press('ArrowRight');
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('Enter');
    expect(await input('founded').inputValue()).toBe('2008-06-26');
    expect(await input('founded').evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  test('what is no date stays and is named when the field is left', async () => {
    await input('founded').fill('不是日期');
    await app.page.keyboard.press('Tab');
    await app.page.keyboard.press('Tab');
    await expect.poll(() => fieldOf(app.page, 'founded').locator('.u-error').count()).toBe(1);
  });
});

describe('tree picker', () => {
  test('opens nodes with the arrows, chooses with Space, search keeps ancestors', async () => {
    const classes = fieldOf(app.page, 'classes');
    await classes.locator('.u-tree-open').focus();
    await app.page.keyboard.press('Enter');
    const tree = classes.locator('[role=tree]');
    await tree.getByRole('treeitem', { name: '计算机整机' }).waitFor();
    await app.page.keyboard.press('ArrowDown');
    await expect.poll(() => activeText(app.page)).toContain('计算机整机');
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('Space');
    await expect.poll(() => classes.locator('.u-chip').count()).toBe(4);
    await classes.locator('crm-tree input').fill('机器人');
    await expect
      .poll(() => tree.locator('[role=treeitem]').allTextContents())
      .toEqual(['制造业', '智能设备', '工业机器人']);
    await app.page.keyboard.press('Escape');
    await expect.poll(() => classes.locator('[role=tree]').count()).toBe(0);
  });

  test('a tab per dimension, the first value is the primary one', async () => {
    const classes = fieldOf(app.page, 'classes');
    expect(await classes.locator('.u-chip').first().textContent()).toContain('主要');
    await classes.getByRole('button', { name: /设为主要：软件/ }).click();
    expect(await classes.locator('.u-chip').first().textContent()).toContain('MES');
  });

  test('searches only after the input method is done', async () => {
    await fieldOf(app.page, 'industry').locator('.u-tree-open').click();
    await fieldOf(app.page, 'industry').locator('crm-tree input').focus();
    server.log.length = 0;
    await compose(app.page, ['r', 'ruan'], '软件');
    const items = fieldOf(app.page, 'industry').locator('[role=treeitem]');
    await expect.poll(() => items.allTextContents()).toEqual(['信息技术', '软件开发']);
    expect(server.log.filter((line) => line.includes('q=r'))).toEqual([]);
  });
});

describe('other controls', () => {
  test('money shows separators only while it is not edited', async () => {
    await input('revenue').focus();
    expect(await input('revenue').inputValue()).not.toContain(',');
    await input('revenue').fill('1234567.5');
    await input('employees').focus();
    expect(await input('revenue').inputValue()).toBe('1,234,567.50');
  });

  test('rules show, require and hide fields live', async () => {
    expect(await fieldOf(app.page, 'stock_code').count()).toBe(0);
    await input('is_listed').click();
    await expect.poll(() => fieldOf(app.page, 'stock_code').count()).toBe(1);
    expect(await input('stock_code').getAttribute('aria-required')).toBe('true');
  });

  test('lines are added, moved and removed, money is summed', async () => {
    const lines = fieldOf(app.page, 'lines');
    await expect.poll(() => lines.locator('tfoot').textContent()).toContain('12,800.50');
    await lines.getByRole('button', { name: '添加一行' }).click();
    await expect.poll(() => lines.locator('tbody tr').count()).toBe(3);
    await lines.getByRole('button', { name: '第 2 行上移' }).click();
    expect(await lines.locator('tbody tr').first().locator('input').first().inputValue()).toBe(
      '维保',
    );
    await lines.getByRole('button', { name: '删除第 3 行' }).click();
    await expect.poll(() => lines.locator('tbody tr').count()).toBe(2);
  });

  test('a file is uploaded and listed', async () => {
    await fieldOf(app.page, 'files')
      .locator('input[type=file]')
      .setInputFiles({ name: '合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') });
    await expect
      .poll(() => fieldOf(app.page, 'files').locator('.u-file').textContent())
      .toContain('合同.pdf');
  });

  test('duration is read from words', async () => {
    await input('length').fill('1小时30分');
    await app.page.keyboard.press('Tab');
    expect(await input('length').inputValue()).toBe('1小时30分钟');
  });
});
