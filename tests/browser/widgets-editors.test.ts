// Child lines, files and the Markdown editor in a real browser: keyboard, paste, drag, retry, preview.
import { describe, expect, test } from 'vitest';
import { activeText } from './support/app.ts';
import { useSampleForm } from './support/sample-form.ts';

const form = useSampleForm();
const lines = () => form.field('lines');
const rows = () => lines().locator('tbody tr');
const cell = (row: number, column: number) =>
  rows().nth(row).locator('td.u-line-cell').nth(column).locator('input');
const products = () =>
  rows()
    .locator('td.u-line-cell:nth-child(2) input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
const focused = () =>
  form.page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.id ?? '';
  });

async function paste(type: string, text: string): Promise<void> {
  await form.page.evaluate(
    ([kind = '', pasted = '']) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const data = new DataTransfer();
      if (kind === 'text/plain') data.setData(kind, pasted);
      else data.items.add(new File([pasted], 'image.png', { type: kind }));
      const options = { clipboardData: data, bubbles: true, cancelable: true, composed: true };
      active?.dispatchEvent(new ClipboardEvent('paste', options));
    },
    [type, text],
  );
}

describe('lines', () => {
  test('are added, moved, copied and removed; numbers are summed', async () => {
    await expect.poll(() => lines().locator('tfoot').textContent()).toContain('12,800.50');
    await lines().getByRole('button', { name: '添加一行' }).click();
    await expect.poll(() => rows().count()).toBe(3);
    await lines().getByRole('button', { name: '第 2 行上移' }).click();
    expect(await products()).toEqual(['维保', '工业机器人', '']);
    await lines().getByRole('button', { name: '删除第 3 行' }).click();
    await lines().getByRole('button', { name: '复制第 1 行' }).click();
    await expect.poll(products).toEqual(['维保', '维保', '工业机器人']);
  });

  test('formula columns follow what is typed, and their total', async () => {
    await expect.poll(() => rows().first().textContent()).toContain('24,000.00');
    await cell(0, 1).fill('3');
    await expect.poll(() => rows().first().textContent()).toContain('36,000.00');
    await expect.poll(() => lines().locator('tfoot').textContent()).toContain('36,800.50');
  });

  test('Tab at the last cell makes a line, from an empty one it leads on; Enter goes down', async () => {
    await cell(1, 2).focus();
    await form.press('Tab');
    await expect.poll(() => rows().count()).toBe(3);
    await expect.poll(focused).toBe('f-lines-2-product');
    await form.press('Tab', 'Tab', 'Tab');
    expect(await rows().count()).toBe(3);
    await cell(0, 1).focus();
    await form.press('Enter');
    await expect.poll(focused).toBe('f-lines-1-quantity');
  });

  test('rows are moved, copied and removed by keyboard, and brought back', async () => {
    await cell(0, 0).focus();
    await form.press('Alt+Shift+ArrowDown');
    await expect.poll(products).toEqual(['维保', '工业机器人']);
    await expect.poll(focused).toBe('f-lines-1-product');
    await form.press('Control+d');
    await expect.poll(products).toEqual(['维保', '工业机器人', '工业机器人']);
    await form.press('Alt+Shift+Delete');
    await expect.poll(products).toEqual(['维保', '工业机器人']);
    await form.page.locator('crm-toasts').getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => rows().count()).toBe(3);
  });

  test('a row is dragged by its handle', async () => {
    const grip = rows().first().locator('.u-line-grip');
    await grip.scrollIntoViewIfNeeded();
    const from = await grip.boundingBox();
    const to = await rows().nth(1).boundingBox();
    if (!from || !to) throw new Error('no boxes');
    await form.page.mouse.move(from.x + 6, from.y + 8);
    await form.page.mouse.down();
    await form.page.mouse.move(from.x + 6, to.y + to.height - 4, { steps: 4 });
    await form.page.mouse.up();
    await expect.poll(products).toEqual(['维保', '工业机器人']);
  });

  test('rows of a spreadsheet are pasted over and behind the lines', async () => {
    await cell(1, 0).focus();
    await paste('text/plain', '机床\t3\t¥1,200.50\r\n刀具\t12\t1.5万\r\n坏\tabc\t1\r\n');
    await expect.poll(products).toEqual(['工业机器人', '机床', '刀具', '坏']);
    await expect.poll(() => cell(2, 2).inputValue()).toBe('15,000.00');
    await expect
      .poll(() => form.page.locator('crm-toasts .toast').last().textContent())
      .toContain('1 个单元格无法识别');
    expect(await form.stored('lines')).toMatchObject([
      { product: '工业机器人' },
      { product: '机床', quantity: 3, price: '1200.50' },
      { product: '刀具', quantity: 12, price: '15000.00' },
      { product: '坏' },
    ]);
  });
});

describe('files', () => {
  const files = () => form.field('files').locator('.u-file');
  const choose = (...names: string[]) =>
    form
      .field('files')
      .locator('input[type=file]')
      .setInputFiles(
        names.map((name) => ({
          name,
          mimeType: name.endsWith('png') ? 'image/png' : 'application/pdf',
          buffer: Buffer.from('x'),
        })),
      );

  test('are uploaded, put in order and removed', async () => {
    expect(await form.field('files').textContent()).toContain('不超过 10 MB');
    await choose('合同.pdf');
    await expect.poll(() => files().first().textContent()).toContain('合同.pdf');
    await choose('附件.pdf');
    await expect.poll(() => files().count()).toBe(2);
    await form.field('files').getByRole('button', { name: '上移 附件.pdf' }).click();
    await expect.poll(() => files().first().textContent()).toContain('附件.pdf');
    await form.field('files').getByRole('button', { name: '移除合同.pdf' }).click();
    await expect.poll(() => files().count()).toBe(1);
    expect(await form.stored('files')).toEqual(['f2']);
  });

  test('a failed one is tried again, a large one is refused before it is sent', async () => {
    await choose('坏.pdf');
    await form.field('files').getByRole('button', { name: '重试' }).click();
    await expect
      .poll(() => files().getByRole('link', { name: '坏.pdf' }).count())
      .toBeGreaterThan(0);
    const before = form.server.log.length;
    await form
      .field('files')
      .locator('input[type=file]')
      .setInputFiles({
        name: '大.bin',
        mimeType: 'application/octet-stream',
        buffer: Buffer.alloc(10_000_001),
      });
    await expect.poll(() => files().last().textContent()).toContain('10 MB');
    expect(form.server.log.length).toBe(before);
  });

  test('an upload is cancelled', async () => {
    form.server.latency = 5000;
    await choose('慢.pdf');
    await form.field('files').getByRole('button', { name: '取消 慢.pdf' }).click();
    await expect.poll(() => files().count()).toBe(0);
  });

  test('a picture is pasted and shown in full; Escape gives the keyboard back', async () => {
    await form.field('files').locator('input[type=file]').focus();
    await paste('image/png', 'x');
    const link = files().locator('.u-file-name');
    await expect.poll(() => link.textContent()).toContain('粘贴的图片');
    await link.click();
    const dialog = form.page.locator('crm-file-preview dialog[open]');
    await dialog.waitFor();
    await form.press('+');
    await expect
      .poll(() => form.page.locator('crm-file-preview img').evaluate((img) => img.style.width))
      .toBe('150%');
    await form.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await activeText(form.page)).toContain('粘贴的图片');
  });
});

describe('Markdown', () => {
  const area = () => form.field('body').locator('textarea');

  test('is written with shortcuts and tool bar, and undone as typed', async () => {
    await area().focus();
    await form.page.keyboard.type('重点');
    await form.press('Control+a', 'Control+b');
    expect(await area().inputValue()).toBe('**重点**');
    await form.press('Control+z');
    expect(await area().inputValue()).toBe('重点');
    await form.field('body').getByRole('button', { name: '项目列表' }).click();
    await form.press('End', 'Enter');
    await form.page.keyboard.type('第二');
    expect(await area().inputValue()).toBe('- 重点\n- 第二');
    await form.press('Enter', 'Enter');
    expect(await area().inputValue()).toBe('- 重点\n- 第二\n');
    expect(await form.stored('body')).toContain('- 第二');
  });

  test('the preview runs nothing of the text', async () => {
    const evil = [
      '# 标题 <img src=x onerror=alert(1)>',
      '**粗** *斜* ~~删~~ `<b>` [好](https://example.com) [坏](javascript:alert(1))',
      '- 一',
      '  - 二',
      '```',
      '<script>alert(1)</script>',
      '```',
      '> <iframe src=javascript:alert(1)>',
    ].join('\n');
    await area().fill(evil);
    await form.field('body').getByRole('button', { name: '预览' }).click();
    const preview = form.field('body').locator('.u-md-preview');
    expect(await preview.locator('img,script,iframe,b').count()).toBe(0);
    expect(await preview.locator('strong,em,del,code').count()).toBe(5);
    expect(await preview.locator('li li').textContent()).toBe('二');
    const links = await preview
      .locator('a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links).toEqual(['https://example.com']);
    expect(await preview.textContent()).toContain('<script>alert(1)</script>');
  });
});
