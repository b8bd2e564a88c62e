// Keyboard scripts of dates, times and periods in a real browser.
import { describe, expect, test } from 'vitest';
import { activeText } from './support/app.ts';
import { useSampleForm } from './support/sample-form.ts';

const form = useSampleForm();

describe('date', () => {
  const typed: [string, string][] = [
    ['2026-3-1', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
  ];
  for (const [text, date] of typed)
    test(`reads ${text}`, async () => {
      await form.input('founded').fill(text);
      await form.page.keyboard.press('Enter');
      expect(await form.input('founded').inputValue()).toBe(date);
    });

  test('reads 今天 and +3', async () => {
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format();
    await form.input('founded').fill('今天');
    await form.page.keyboard.press('Tab');
    expect(await form.input('founded').inputValue()).toBe(today);
    await form.input('founded').fill('+3');
    await form.page.keyboard.press('Tab');
    const later = new Date(Date.parse(today) + 3 * 86_400_000).toISOString().slice(0, 10);
    expect(await form.input('founded').inputValue()).toBe(later);
  });

  test('calendar by keyboard: Alt+Down, arrows, Enter, focus returns', async () => {
    await form.input('founded').focus();
    await form.page.keyboard.press('Alt+ArrowDown');
    await form.field('founded').locator('[role=grid]').waitFor();
    await expect.poll(() => activeText(form.page)).toBe('18');
    await form.page.keyboard.press('ArrowRight');
    await form.page.keyboard.press('ArrowDown');
    await form.page.keyboard.press('Enter');
    expect(await form.input('founded').inputValue()).toBe('2008-06-26');
    expect(await form.input('founded').evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  test('what is no date stays and is named when the field is left', async () => {
    await form.input('founded').fill('不是日期');
    await form.page.keyboard.press('Tab');
    await form.page.keyboard.press('Tab');
    await expect.poll(() => form.field('founded').locator('.u-error').count()).toBe(1);
  });
});

describe('calendar', () => {
  test('month and year are chosen by keyboard', async () => {
    await form.input('founded').focus();
    await form.press('Alt+ArrowDown');
    await form
      .field('founded')
      .getByRole('button', { name: /选择年月/ })
      .click();
    await expect.poll(() => activeText(form.page)).toBe('6月');
    await form
      .field('founded')
      .getByRole('button', { name: /选择年份/ })
      .click();
    await expect.poll(() => activeText(form.page)).toBe('2008');
    await form.press('ArrowDown', 'Enter');
    await expect.poll(() => activeText(form.page)).toBe('6月');
    await form.press('ArrowRight', 'Enter');
    await expect.poll(() => activeText(form.page)).toBe('18');
    await form.press('Enter');
    expect(await form.input('founded').inputValue()).toBe('2011-07-18');
  });

  test('the date is taken away', async () => {
    await form.field('founded').getByRole('button').click();
    await form.field('founded').getByRole('button', { name: '清除' }).click();
    expect(await form.input('founded').inputValue()).toBe('');
    expect(await form.stored('founded')).toBeNull();
  });
});

describe('date and time', () => {
  test('both are read out of one text', async () => {
    await form.input('next_visit').fill('2026-12-01 15:30');
    await form.press('Tab');
    const visit = form.field('next_visit');
    expect(await visit.locator('input').nth(1).inputValue()).toBe('15:30');
    expect(await form.stored('next_visit')).toBe('2026-12-01T07:30:00.000Z');
  });

  test('a time is chosen from the list by keyboard', async () => {
    await form.input('opens').focus();
    await form.press('ArrowDown');
    await form.field('opens').getByRole('option', { name: '09:00' }).waitFor();
    await form.press('ArrowDown', 'Enter');
    expect(await form.input('opens').inputValue()).toBe('09:30');
    await form.input('opens').fill('下午3点');
    await form.press('Tab');
    expect(await form.input('opens').inputValue()).toBe('15:00');
  });
});

describe('period', () => {
  test('is typed, stepped and chosen', async () => {
    const quarter = form.input('quarter');
    await quarter.fill('2026Q3');
    await form.press('Enter');
    expect(await quarter.inputValue()).toBe('2026年第3季度');
    await form.press('ArrowUp');
    expect(await quarter.inputValue()).toBe('2026年第4季度');
    await form.press('Alt+ArrowDown');
    await expect.poll(() => activeText(form.page)).toBe('第4季度');
    await form.press('ArrowRight', 'Enter');
    expect(await quarter.inputValue()).toBe('2027年第1季度');
    expect(await form.stored('quarter')).toBe('2027-Q1');
  });
});
