// Signature, stars, tags, colour, JSON, masked text, computed values and options in a real browser.
import { describe, expect, test } from 'vitest';
import { useSampleForm } from './support/sample-form.ts';

const form = useSampleForm();

describe('signature', () => {
  const draw = async (from: number, to: number) => {
    const box = await form.field('signature').locator('canvas').boundingBox();
    if (!box) throw new Error('no pad');
    await form.page.mouse.move(box.x + from, box.y + 40);
    await form.page.mouse.down();
    await form.page.mouse.move(box.x + to, box.y + 80, { steps: 5 });
    await form.page.mouse.up();
  };

  test('is drawn in several strokes, the last is taken back, all are cleared', async () => {
    const signature = form.field('signature');
    await signature.locator('canvas').scrollIntoViewIfNeeded();
    await draw(30, 90);
    await draw(120, 200);
    const undo = signature.getByRole('button', { name: '撤销一笔' });
    await undo.click();
    expect(await undo.isEnabled()).toBe(true);
    await undo.click();
    expect(await undo.isDisabled()).toBe(true);
    await draw(30, 90);
    expect(await form.stored('signature')).toMatch(/^data:image\/png;base64,iVBOR/);
  });

  test('a name is written by keyboard instead', async () => {
    await form.input('signature').focus();
    await form.page.keyboard.type('王志强');
    expect(await form.stored('signature')).toMatch(/^data:image\/png/);
  });
});

describe('stars', () => {
  test('arrows, digits and Delete', async () => {
    const chosen = () => form.field('rating').locator('.u-star-on').count();
    await form.field('rating').locator('input').nth(2).focus();
    await form.press('ArrowRight');
    await expect.poll(chosen).toBe(4);
    await form.press('2');
    await expect.poll(chosen).toBe(2);
    await form.press('Delete');
    await expect.poll(chosen).toBe(0);
    expect(await form.stored('rating')).toBeNull();
  });
});

describe('tags', () => {
  test('commas part them, doubles are left out', async () => {
    await form.input('tags').focus();
    await form.input('tags').fill('甲，乙, 甲、重点');
    const chips = form.field('tags').locator('.u-chip');
    await expect.poll(() => chips.allTextContents()).toEqual(['重点', '甲', '乙']);
  });
});

describe('colour', () => {
  test('is chosen from the palette by keyboard, short codes are read', async () => {
    const colour = form.field('colour');
    await colour.getByRole('button').click();
    await form.press('ArrowDown', 'ArrowRight', 'Enter');
    const text = colour.locator('.u-box input');
    expect(await text.inputValue()).toBe('#12a594');
    await text.fill('ABC');
    await form.press('Tab');
    expect(await text.inputValue()).toBe('#aabbcc');
  });
});

describe('JSON', () => {
  test('the place of a fault is named; the rest is laid out', async () => {
    const area = form.field('extra').locator('textarea');
    await area.fill('{\n  "a": 1,\n  b\n}');
    await expect.poll(() => form.field('extra').textContent()).toContain('第 3 行第 3 列');
    await area.fill('{"a":[1,2]}');
    await form.field('extra').getByRole('button', { name: '整理格式' }).click();
    expect(await area.inputValue()).toBe('{\n  "a": [\n    1,\n    2\n  ]\n}');
    expect(await form.stored('extra')).toEqual({ a: [1, 2] });
  });
});

describe('masked text', () => {
  test('what the server masked is kept; what is typed is covered until shown', async () => {
    const secret = form.input('secret');
    expect(await form.field('secret').getByRole('button').count()).toBe(0);
    expect(await secret.getAttribute('placeholder')).toContain('*');
    await secret.fill('310115199001011234');
    await form.press('Shift+Tab');
    expect(await secret.inputValue()).toBe('310****1234');
    await form.field('secret').getByRole('button', { name: /显示/ }).click();
    expect(await secret.inputValue()).toBe('310115199001011234');
    expect(await form.stored('secret')).toBe('310115199001011234');
  });
});

describe('options', () => {
  test('few options open no keyboard on touch; many may be searched', async () => {
    expect(await form.input('level').getAttribute('inputmode')).toBe('none');
    expect(await form.input('parent').getAttribute('inputmode')).toBeNull();
  });
});
