// Changing records in a list: in cells, many at once; totals that follow.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violations } from './support/accessibility.ts';
import { compose } from './support/app.ts';
import { api, cell, columnOf, goTo, heads, listOfFile, patience } from './support/list.ts';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
const editor = (page: Page) => page.locator('crm-cell-editor .box');
const { open, shot } = listOfFile();

test('a cell is edited by keyboard; typing replaces, undo brings it back, Escape leaves it', async () => {
  const page = await open('/e/account?view=all&sort=name', CLIPBOARD);
  const column = await goTo(page, 1, '年营业额');
  const before = (await cell(page, 1, column).textContent())?.trim();
  await page.keyboard.type('23450000');
  await editor(page).waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(
      () =>
        cell(page, 1, column)
          .textContent()
          .then((all) => all?.trim()),
      patience,
    )
    .toBe('2,345 万');
  await expect
    .poll(() => cell(page, 2, column).evaluate((node) => node.matches(':focus')))
    .toBe(true);
  await page.getByRole('button', { name: '撤销' }).waitFor();
  await page.keyboard.press('Control+z');
  await expect
    .poll(
      () =>
        cell(page, 1, column)
          .textContent()
          .then((all) => all?.trim()),
      patience,
    )
    .toBe(before);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('F2');
  await editor(page).locator('input').first().waitFor();
  await expect
    .poll(() =>
      editor(page)
        .locator('input')
        .first()
        .evaluate((node) => node.matches(':focus')),
    )
    .toBe(true);
  await page.keyboard.type('1');
  await page.keyboard.press('Escape');
  await expect.poll(() => editor(page).count()).toBe(0);
  expect((await cell(page, 1, column).textContent())?.trim()).toBe(before);
  await page.keyboard.press('Control+c');
  await page.getByText('已复制').first().waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^¥?[\d,. ]+$/);
}, 60_000);

test('a choice is kept at once; computed cells refuse; a refused value goes back with the reason', async () => {
  const page = await open('/e/account?view=all&sort=name');
  const column = await goTo(page, 0, '客户级别');
  await page.keyboard.press('Enter');
  await editor(page).locator('input').waitFor();
  await shot('edit');
  expect(await violations(page)).toEqual([]);
  const before = (await cell(page, 0, column).textContent())?.trim() ?? '';
  const wanted = before.startsWith('B') ? 'C' : 'B';
  await page.keyboard.type(wanted);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(
      () =>
        cell(page, 0, column)
          .textContent()
          .then((all) => all?.trim()[0]),
      patience,
    )
    .toBe(wanted);
  await goTo(page, 0, '在途商机金额');
  await page.keyboard.press('F2');
  await page.getByText('自动计算').first().waitFor();
  expect(await editor(page).count()).toBe(0);
  const phone = await goTo(page, 0, '联系电话');
  const old = (await cell(page, 0, phone).textContent())?.trim();
  await page.keyboard.press('F2');
  await editor(page).locator('input').waitFor();
  await page.keyboard.type('not a number');
  await page.keyboard.press('Enter');
  await page.getByText('未能更新联系电话').first().waitFor();
  await expect
    .poll(() =>
      cell(page, 0, phone)
        .textContent()
        .then((all) => all?.trim()),
    )
    .toBe(old);
}, 60_000);

test('a cell offers the options of its own record only', async () => {
  const page = await open('/e/account?view=all&sort=name');
  const name = '啊个人客户';
  await page.evaluate(async (given) => {
    const values = { name: given, record_type: 'person', phone: '13800138000' };
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch('/api/records/account', {
      method: 'POST',
      headers,
      body: JSON.stringify(values),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
  }, name);
  const offered = async (quick: string) => {
    await page.locator('.quick input').fill(quick);
    await page.locator('crm-grid .cell a', { hasText: quick }).first().waitFor();
    await expect.poll(() => page.locator('crm-grid .cell a').count(), patience).toBeLessThan(6);
    await goTo(page, 0, '客户级别');
    await page.keyboard.press('Enter');
    await editor(page).locator('input').waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('option').first().waitFor();
    const options = await page.getByRole('option').allTextContents();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    return options.map((option) => option.trim()[0]).filter((letter) => /[A-D]/.test(letter ?? ''));
  };
  expect(await offered(name)).toEqual(['B', 'C', 'D']);
}, 60_000);

test('text comes through an input method into a cell', async () => {
  const page = await open('/e/contact?sort=name');
  await cell(page, 0, 0).focus();
  await page.keyboard.press('F2');
  await editor(page).locator('input').waitFor();
  await compose(page, ['w', 'wang', 'wangfang'], '王芳测试');
  expect(await editor(page).count()).toBe(1);
  await page.keyboard.press('Enter');
  await page.getByText('已更新').first().waitFor();
  await page.getByRole('link', { name: '王芳测试' }).waitFor();
}, 60_000);

test('everything is chosen across pages and changed with progress; one undo takes it all back', async () => {
  const page = await open('/e/account?view=all&sort=name');
  const count = async (level: string) =>
    (
      await api(
        page,
        `/api/records/account?count=exact&limit=1&filter=${encodeURIComponent(JSON.stringify({ '==': [{ var: 'level' }, level] }))}`,
      )
    ).count;
  const before = await count('C');
  const all = (await api(page, '/api/records/account?count=exact&limit=1')).count;
  await cell(page, 0, -1).locator('input').click();
  await cell(page, 3, -1)
    .locator('input')
    .click({ modifiers: ['Shift'] });
  await expect.poll(() => page.locator('.bulk').textContent()).toContain('已选 4 条');
  await shot('bulk');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: `选择全部 ${all} 条` }).click();
  await page.getByRole('button', { name: '修改字段' }).click();
  await page.getByLabel('字段', { exact: true }).selectOption({ label: '客户级别' });
  await page.getByRole('combobox', { name: '客户级别' }).click();
  await page.getByRole('option', { name: /^C/ }).click();
  await shot('bulk-edit');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '应用' }).click();
  await page.getByText(`已修改 ${all} 条`).first().waitFor({ timeout: 30_000 });
  const { level } = (await api(page, '/api/records/account?limit=1&fields=level')).items[0];
  expect(await count(level)).toBe(all);
  await page.keyboard.press('Control+z');
  await expect.poll(() => count('C'), { timeout: 30_000 }).toBe(before);
}, 90_000);

test('totals follow the filter and are chosen per column', async () => {
  const page = await open('/e/opportunity?view=all');
  const foot = page.locator('crm-grid .foot');
  await expect.poll(() => foot.textContent(), patience).toContain('合计');
  const sum = await foot.textContent();
  const index = await columnOf(page, '金额').then(async (at) =>
    at < 0 ? (await heads(page)).findIndex((head) => head.includes('金额')) : at,
  );
  await page.locator(`crm-grid [data-head="${index}"]`).hover();
  await page.locator(`crm-grid [data-head="${index}"] .th-more`).click();
  await page.getByRole('menuitemcheckbox', { name: '平均' }).click();
  await expect.poll(() => foot.textContent(), patience).toContain('平均');
  await page.locator('.quick input').fill('机器人');
  await expect.poll(() => foot.textContent(), patience).not.toBe(sum);
}, 60_000);

test('chosen records are deleted, and an undo brings them back', async () => {
  const page = await open('/e/contact?view=all&sort=name');
  const count = async () => (await api(page, '/api/records/contact?count=exact&limit=1')).count;
  const before = await count();
  await cell(page, 0, -1).locator('input').click();
  await cell(page, 1, -1).locator('input').click();
  await page.locator('.bulk').getByRole('button', { name: '删除' }).click();
  await expect.poll(count, patience).toBe(before - 2);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect.poll(count, patience).toBe(before);
}, 60_000);
