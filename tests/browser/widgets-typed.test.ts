// Numbers, phone numbers, places and addresses as they are typed and pasted in a real browser.
import { describe, expect, test } from 'vitest';
import { compose } from './support/app.ts';
import { useSampleForm } from './support/sample-form.ts';

const form = useSampleForm();

/** Puts a text into the clipboard event of the focused control, as a paste does. */
async function paste(text: string): Promise<void> {
  await form.page.evaluate((pasted) => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', {
      clipboardData: data,
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    if (active?.dispatchEvent(event)) document.execCommand('insertText', false, pasted);
  }, text);
}

describe('numbers', () => {
  test('money gets its separators while it is typed; the caret stays', async () => {
    const revenue = form.input('revenue');
    await revenue.focus();
    await form.page.keyboard.type('1234567');
    expect(await revenue.inputValue()).toBe('1,234,567');
    await form.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await form.page.keyboard.type('9');
    expect(await revenue.inputValue()).toBe('12,349,567');
    const caret = await revenue.evaluate((input: HTMLInputElement) => input.selectionStart);
    expect(caret).toBe(6);
    await form.input('employees').focus();
    expect(await revenue.inputValue()).toBe('12,349,567.00');
    expect(await form.stored('revenue')).toBe('12349567.00');
  });

  test('units are read: 1.5万, also through an input method', async () => {
    const revenue = form.input('revenue');
    await revenue.fill('1.5万');
    await form.press('Tab');
    expect(await revenue.inputValue()).toBe('15,000.00');
    await revenue.fill('3');
    await revenue.focus();
    await form.press('End');
    await compose(form.page, ['y', 'yi'], '亿');
    await form.press('Tab');
    expect(await revenue.inputValue()).toBe('300,000,000.00');
  });

  test('arrow keys step, within the limits', async () => {
    await form.input('employees').fill('9');
    await form.press('ArrowUp');
    expect(await form.input('employees').inputValue()).toBe('10');
    await form.press('Shift+ArrowDown', 'ArrowDown');
    expect(await form.input('employees').inputValue()).toBe('0');
  });

  test('what is no number stays and is named', async () => {
    await form.input('employees').fill('abc');
    await form.press('Tab', 'Tab');
    expect(await form.input('employees').inputValue()).toBe('abc');
    await expect.poll(() => form.field('employees').locator('.u-error').count()).toBe(1);
  });

  test('duration is read from words', async () => {
    await form.input('length').fill('1小时30分');
    await form.press('Tab');
    expect(await form.input('length').inputValue()).toBe('1小时30分钟');
  });
});

describe('contact', () => {
  test('a phone is shown in groups, edited plain, called by its button', async () => {
    const phone = form.field('phone');
    expect(await form.input('phone').inputValue()).toBe('138 0013 8000');
    await form.input('phone').focus();
    expect(await form.input('phone').inputValue()).toBe('13800138000');
    await form.input('phone').fill('（021）58888888转801');
    await form.press('Tab');
    expect(await form.input('phone').inputValue()).toBe('021-5888 8888 转 801');
    expect(await phone.getByRole('link').getAttribute('href')).toBe('tel:02158888888,801');
    expect(await form.stored('phone')).toBe('021-58888888-801');
  });

  test('only web addresses are opened', async () => {
    const website = form.field('website');
    expect(await website.getByRole('link').getAttribute('rel')).toContain('noopener');
    await form.input('website').fill('javascript:alert(1)');
    expect(await website.getByRole('link').count()).toBe(0);
    expect(await form.field('email').getByRole('link').getAttribute('href')).toBe(
      'mailto:info@example.com',
    );
  });
});

describe('place', () => {
  test('coordinates are pasted and lead to a map', async () => {
    await form.input('place').fill('31.2304° N, 121.4737° E');
    await form.press('Tab');
    expect(await form.input('place').inputValue()).toBe('31.2304, 121.4737');
    expect(await form.field('place').getByRole('link').getAttribute('href')).toContain('121.4737');
    expect(await form.stored('place')).toEqual({ lat: 31.2304, lng: 121.4737 });
  });

  test('where the reader stands', async () => {
    await form.page.context().grantPermissions(['geolocation']);
    await form.page.context().setGeolocation({ latitude: 39.9, longitude: 116.4 });
    await form.field('place').getByRole('button', { name: '我的位置' }).click();
    await expect.poll(() => form.input('place').inputValue()).toBe('39.9, 116.4');
  });
});

describe('address', () => {
  const detail = () => form.field('address').getByPlaceholder(/详细地址/);

  test('region by keyboard: down the levels, the last one closes', async () => {
    const address = form.field('address');
    await address.locator('.u-tree-open').focus();
    await form.press('Enter');
    await address.getByRole('option').first().waitFor();
    await address.getByRole('button', { name: '重庆市', exact: true }).click();
    await expect.poll(() => address.getByRole('option').first().textContent()).toContain('上海市');
    await form.press('ArrowUp', 'Enter');
    // 江苏省 has one city here, which has one district: both are passed.
    await expect
      .poll(() => address.locator('.u-tree-open').textContent())
      .toBe('江苏省 / 苏州市 / 虎丘区');
    expect(await address.locator('.u-pop').count()).toBe(0);
    expect(await form.stored('address')).toMatchObject({ country: 'CN', region: '320505' });
  });

  test('regions are found by name, after the input method is done', async () => {
    const address = form.field('address');
    await address.locator('.u-tree-open').click();
    form.server.log.length = 0;
    await address.locator('.u-pop input').focus();
    await compose(form.page, ['p', 'pu'], '浦东');
    await expect
      .poll(() => address.getByRole('option').allTextContents())
      .toEqual(['浦东新区上海市']);
    expect(form.server.log.filter((line) => line.includes('q=p'))).toEqual([]);
    await form.press('Enter');
    expect(await address.locator('.u-tree-open').textContent()).toBe('上海市 / 浦东新区');
  });

  for (const latency of [0, 800])
    test(`a whole address is taken apart at ${latency} ms, and may be put back`, async () => {
      form.server.latency = latency;
      await detail().fill('');
      await detail().focus();
      await paste('上海市浦东新区张江高科技园区科苑路88号 张三 13800138000');
      await expect.poll(() => detail().inputValue()).toBe('张江高科技园区科苑路88号');
      await expect
        .poll(() => form.field('address').locator('.u-tree-open').textContent())
        .toBe('上海市 / 浦东新区');
      await expect
        .poll(() => form.page.locator('crm-toasts .toast').last().textContent())
        .toContain('张三 13800138000');
      form.server.latency = 0;
      await form.page.locator('crm-toasts').getByRole('button', { name: '撤销' }).click();
      expect(await detail().inputValue()).toContain('上海市浦东新区');
    });

  test('a street alone stays as pasted', async () => {
    await detail().fill('');
    await detail().focus();
    await paste('科苑路88号3楼');
    expect(await detail().inputValue()).toBe('科苑路88号3楼');
  });
});
