// Field widgets by touch on a phone: bottom sheets, targets of at least 40 pixels, lines as cards.
import { expect, test } from 'vitest';
import { useSampleForm } from './support/sample-form.ts';

const form = useSampleForm({
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
});

test('a region is tapped together in a bottom sheet', async () => {
  const address = form.field('address');
  await address.locator('.u-tree-open').tap();
  const sheet = await address.locator('.u-pop').boundingBox();
  expect(sheet).toMatchObject({ x: 0, width: 390 });
  expect(Math.round((sheet?.y ?? 0) + (sheet?.height ?? 0))).toBe(844);
  await address.getByRole('button', { name: '重庆市', exact: true }).tap();
  await address.getByRole('option', { name: '上海市' }).tap();
  await expect.poll(() => address.locator('.u-tree-open').textContent()).toBe('上海市 / 浦东新区');
});

test('days, times and stars are tapped; their targets are large enough', async () => {
  await form.field('founded').getByRole('button').tap();
  const day = form.field('founded').locator('.u-day').first();
  await day.waitFor();
  expect((await day.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  await form.field('founded').getByRole('button', { name: /^20 / }).tap();
  expect(await form.input('founded').inputValue()).toBe('2008-06-20');
  await form.input('opens').tap();
  await form.field('opens').getByRole('option', { name: '10:00' }).tap();
  expect(await form.input('opens').inputValue()).toBe('10:00');
  const star = form.field('rating').locator('label').nth(4);
  expect((await star.boundingBox())?.width).toBeGreaterThanOrEqual(40);
  await star.tap();
  await expect.poll(() => form.field('rating').locator('.u-star-on').count()).toBe(5);
});

test('lines are cards without a sideways scroll', async () => {
  const lines = form.field('lines');
  const row = lines.locator('tbody tr').first();
  expect(await row.locator('.u-line-head').first().isVisible()).toBe(true);
  const remove = lines.getByRole('button', { name: '删除第 1 行' });
  const box = await remove.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
  expect((await row.boundingBox())?.width).toBeLessThanOrEqual(390);
  await remove.tap();
  await expect.poll(() => lines.locator('tbody tr').count()).toBe(1);
});

test('a finger draws a signature', async () => {
  const canvas = form.field('signature').locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  await canvas.tap({ position: { x: 40, y: 40 } });
  await expect
    .poll(() => form.field('signature').getByRole('button', { name: '撤销一笔' }).isEnabled())
    .toBe(true);
});
