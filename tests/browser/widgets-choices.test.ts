// Keyboard scripts of combobox, lookup and tree in a real browser, with an input method.
import { describe, expect, test } from 'vitest';
import { activeText, compose } from './support/app.ts';
import { useSampleForm } from './support/sample-form.ts';

const form = useSampleForm();

describe('combobox', () => {
  test('opens with the arrow, filters, picks with Enter, clears', async () => {
    const level = form.field('level');
    await form.input('level').focus();
    await form.page.keyboard.press('ArrowDown');
    await level.locator('[role=option]').first().waitFor();
    expect(await form.input('level').getAttribute('aria-expanded')).toBe('true');
    await form.page.keyboard.type('重');
    await expect.poll(() => level.locator('[role=option]').count()).toBe(1);
    await form.page.keyboard.press('Enter');
    expect(await form.input('level').inputValue()).toBe('B 重点');
    expect(await form.input('level').getAttribute('aria-expanded')).toBe('false');
    await level.getByRole('button', { name: '清除' }).click();
    expect(await form.input('level').inputValue()).toBe('');
  });

  test('Escape closes and brings the old choice back', async () => {
    await form.input('status').focus();
    const before = await form.input('status').inputValue();
    await form.page.keyboard.type('潜');
    await form.page.keyboard.press('Escape');
    expect(await form.input('status').inputValue()).toBe(before);
  });

  test('tags: Enter makes one, Backspace takes the last', async () => {
    await form.input('tags').focus();
    await form.page.keyboard.type('老客户');
    await form.page.keyboard.press('Enter');
    const chips = form.field('tags').locator('.u-chip');
    await expect.poll(() => chips.count()).toBe(2);
    await form.page.keyboard.press('Escape');
    await form.page.keyboard.press('Backspace');
    await expect.poll(() => chips.count()).toBe(1);
  });
});

describe('tags in use', () => {
  test('are offered, the most used first; what is typed is kept unless one is chosen', async () => {
    const [thing] = form.server.records.thing ?? [];
    for (const tags of [['展会'], ['展会', '重要'], ['重要客户', '展会']])
      form.server.records.thing?.push({ ...thing, id: `t${tags.join()}`, tags } as never);
    const tags = form.field('tags');
    const chips = () => tags.locator('.u-chip').allTextContents();
    await form.input('tags').focus();
    await form.page.keyboard.press('ArrowDown');
    await tags.locator('[role=option]').first().waitFor();
    expect((await tags.locator('[role=option]').allTextContents())[0]?.trim()).toBe('展会');
    await form.page.keyboard.type('重要');
    await expect.poll(() => tags.locator('[role=option]').count()).toBe(2);
    await form.page.keyboard.press('Enter');
    await expect.poll(async () => (await chips()).at(-1)?.trim()).toBe('重要');
    await form.page.keyboard.type('客户');
    await form.page.keyboard.press('ArrowDown');
    await form.page.keyboard.press('Enter');
    await expect.poll(async () => (await chips()).at(-1)?.trim()).toBe('重要客户');
    await form.page.keyboard.type('新');
    await form.page.keyboard.press('Enter');
    await expect.poll(async () => (await chips()).at(-1)?.trim()).toBe('新');
  });
});

describe('lookup', () => {
  for (const latency of [0, 40, 800])
    test(`finds records with ${latency} ms latency and keeps the newest answer`, async () => {
      form.server.latency = latency;
      await form.input('parent').focus();
      await form.page.keyboard.type('重', { delay: 20 });
      await form.page.keyboard.type('庆', { delay: 20 });
      const first = form.field('parent').locator('[role=option]').first();
      await expect.poll(() => first.textContent(), { timeout: 5000 }).toContain('重庆');
      expect(await first.locator('.u-meta').textContent()).toMatch(/^ACC-/);
      await form.page.keyboard.press('Enter');
      expect(await form.input('parent').inputValue()).toContain('重庆');
    });

  test('asks nothing while an input method composes', async () => {
    await form.input('parent').focus();
    form.server.log.length = 0;
    await compose(form.page, ['c', 'ch', 'chong'], '重庆');
    const option = form.field('parent').locator('[role=option]').first();
    await expect.poll(() => option.textContent()).toContain('重庆');
    const asked = form.server.log.map((line) => new URLSearchParams(line.split('?')[1]).get('q'));
    expect(asked.filter((q) => q && /[a-z]/.test(q))).toEqual([]);
    expect(asked).toContain('重庆');
  });

  test('several entities: the kind is chosen first', async () => {
    await form.field('about').locator('select').selectOption('contact');
    await form.input('about').focus();
    await form.page.keyboard.press('ArrowDown');
    await expect
      .poll(() => form.field('about').locator('[role=option]:not(.u-opt-new)').count())
      .toBe(3);
  });
});

describe('tree picker', () => {
  test('opens nodes with the arrows, chooses with Space, search keeps ancestors', async () => {
    const classes = form.field('classes');
    await classes.locator('.u-tree-open').focus();
    await form.page.keyboard.press('Enter');
    const tree = classes.locator('[role=tree]');
    await tree.getByRole('treeitem', { name: '计算机整机' }).waitFor();
    await form.page.keyboard.press('ArrowDown');
    await expect.poll(() => activeText(form.page)).toContain('计算机整机');
    await form.page.keyboard.press('ArrowDown');
    await form.page.keyboard.press('Space');
    await expect.poll(() => classes.locator('.u-chip').count()).toBe(4);
    await classes.locator('crm-tree input').fill('机器人');
    await expect
      .poll(() => tree.locator('[role=treeitem]').allTextContents())
      .toEqual(['制造业', '智能设备', '工业机器人']);
    await form.page.keyboard.press('Escape');
    await expect.poll(() => classes.locator('[role=tree]').count()).toBe(0);
  });

  test('a tab per dimension, the first value is the primary one', async () => {
    const classes = form.field('classes');
    expect(await classes.locator('.u-chip').first().textContent()).toContain('主要');
    await classes.getByRole('button', { name: /设为主要：软件/ }).click();
    expect(await classes.locator('.u-chip').first().textContent()).toContain('MES');
  });

  test('searches only after the input method is done', async () => {
    await form.field('industry').locator('.u-tree-open').click();
    await form.field('industry').locator('crm-tree input').focus();
    form.server.log.length = 0;
    await compose(form.page, ['r', 'ruan'], '软件');
    const items = form.field('industry').locator('[role=treeitem]');
    await expect.poll(() => items.allTextContents()).toEqual(['信息技术', '软件开发']);
    expect(form.server.log.filter((line) => line.includes('q=r'))).toEqual([]);
  });
});
