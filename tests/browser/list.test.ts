// Lists on the real server, by keyboard and pointer: columns, several sort keys, own views, editing in cells, bulk changes,
// totals, cards.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OpenPage, stopBrowser } from '../support/browser.ts';
import { activeText, compose } from './support/app.ts';
import { type Product, startProduct } from './support/product.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
const shots = process.env.CRM_SHOTS;
const patience = { timeout: 10_000 };

let product: Product;
let app: OpenPage;

beforeAll(async () => {
  product = await startProduct();
}, 120_000);
afterAll(async () => {
  await stopBrowser();
  await product.stop();
});
afterEach(async () => {
  expect(app.faults).toEqual([]);
  await app.close();
});

const text = (page: Page, path: string) =>
  page.evaluate(async (address) => {
    const answer = await fetch(address);
    return answer.text();
  }, path);
const api = async (page: Page, path: string) => JSON.parse(await text(page, path));

async function open(path: string, options?: Parameters<Product['open']>[1]): Promise<Page> {
  app = await product.open(path, options);
  await app.page.locator('crm-grid .row, crm-grid .card').first().waitFor();
  await expect
    .poll(() => app.page.locator('crm-grid .cell a, crm-grid .card').count(), patience)
    .toBeGreaterThan(5);
  return app.page;
}

async function shot(name: string): Promise<void> {
  if (shots) await app.page.screenshot({ path: `${shots}/list-${name}.png` });
}

async function violations(): Promise<string[]> {
  await app.page.evaluate(axe.source);
  return app.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run({
      exclude: { fromShadowDom: ['crm-app', 'crm-toasts'] },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
  });
}

const heads = (page: Page) => page.locator('crm-grid .th[data-head] .u-cut').allTextContents();
const cell = (page: Page, row: number, column: number) =>
  page.locator(`crm-grid [data-row="${row}"] [data-column="${column}"]`);
const address = (page: Page) => new URL(page.url()).searchParams;
const editor = (page: Page) => page.locator('crm-cell-editor .box');

async function columnOf(page: Page, label: string): Promise<number> {
  return (await heads(page)).indexOf(label);
}

async function goTo(page: Page, row: number, label: string): Promise<number> {
  const column = await columnOf(page, label);
  await cell(page, row, column).focus();
  return column;
}

test('columns: moved and resized by keyboard and pointer, frozen, fitted, kept by the address', async () => {
  const page = await open('/e/account?view=all');
  const before = await heads(page);
  await goTo(page, 0, '客户级别');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect
    .poll(() => heads(page))
    .toEqual([before[0], before[2], before[1], ...before.slice(3)]);
  const width = async () =>
    (await page.locator('crm-grid [data-head="1"]').boundingBox())?.width ?? 0;
  const narrow = await width();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect.poll(width).toBe(narrow + 16);
  const grip = await page.locator('crm-grid [data-head="1"] .grip').boundingBox();
  await page.mouse.move((grip?.x ?? 0) + 4, (grip?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move((grip?.x ?? 0) + 64, (grip?.y ?? 0) + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(narrow + 76);
  await page.locator('crm-grid [data-head="1"] .grip').dblclick();
  await expect.poll(width).toBeLessThan(narrow + 76);
  const from = await page.locator('crm-grid [data-head="1"] .th-sort').boundingBox();
  const to = await page.locator('crm-grid [data-head="3"]').boundingBox();
  await page.mouse.move((from?.x ?? 0) + 10, (from?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move((to?.x ?? 0) + 110, (to?.y ?? 0) + 10, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => heads(page).then((all) => all[3])).toBe(before[2]);
  expect(address(page).has('sort')).toBe(false);
  await page.locator('crm-grid [data-head="1"]').hover();
  await page.locator('crm-grid [data-head="1"] .th-more').click();
  await page.getByRole('menuitemcheckbox', { name: '冻结到此列' }).click();
  await expect.poll(() => address(page).get('frozen')).toBe('2');
  expect(await page.locator('crm-grid .head .fz').count()).toBe(2);
  const shown = await heads(page);
  await page.reload();
  await page.locator('crm-grid .row').first().waitFor();
  await expect.poll(() => heads(page), patience).toEqual(shown);
}, 60_000);

test('columns are chosen from all fields, also one reference away', async () => {
  const page = await open('/e/account?view=all');
  await page.locator('.tools .columns').click();
  const panel = page.getByRole('dialog', { name: '列' });
  await panel.getByRole('searchbox').fill('负责人 · 邮箱');
  await panel.getByText('负责人 · 邮箱').click();
  await expect.poll(() => heads(page), patience).toContain('负责人 · 邮箱');
  await panel.getByRole('searchbox').fill('所属行业');
  await panel.getByRole('checkbox', { name: '所属行业' }).first().focus();
  await page.keyboard.press('Space');
  await expect.poll(() => heads(page)).not.toContain('所属行业');
  await panel.getByRole('searchbox').fill('');
  await panel.getByRole('checkbox', { name: '客户级别', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => heads(page).then((all) => all[1])).toBe('客户级别');
  await page.keyboard.press('Tab');
  await shot('columns');
  expect(await violations()).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await panel.count()).toBe(0);
  expect(await activeText(page)).toBe('列');
}, 60_000);

test('several sort keys at the head and in the panel', async () => {
  const page = await open('/e/account?view=all');
  await goTo(page, 0, '客户级别');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => address(page).get('sort')).toBe('level');
  const name = page.locator('crm-grid [data-head="0"] .th-sort');
  await name.click({ modifiers: ['Shift'] });
  await expect.poll(() => address(page).get('sort')).toBe('level,name');
  expect(await page.locator('crm-grid .nth').allTextContents()).toEqual(['2', '1']);
  await page.locator('.tools .sort').click();
  const panel = page.getByRole('dialog', { name: '排序' });
  await panel.getByRole('group', { name: '排序 2' }).getByText('降序').click();
  await expect.poll(() => address(page).get('sort')).toBe('level,-name');
  await panel.getByRole('button', { name: '排序 2 上移' }).click();
  await expect.poll(() => address(page).get('sort')).toBe('-name,level');
  await shot('sort');
  expect(await violations()).toEqual([]);
  await panel.getByRole('button', { name: '移除排序 1' }).click();
  await expect.poll(() => address(page).get('sort')).toBe('level');
}, 60_000);

test('a view of one’s own: saved, changed, taken back, renamed, shared, deleted and back', async () => {
  const page = await open('/e/contact');
  await goTo(page, 0, (await heads(page))[1] ?? '');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await page.getByRole('button', { name: '另存为' }).click();
  await page.getByLabel('视图名称').fill('我的联系人表');
  await page.keyboard.press('Enter');
  const tab = page.getByRole('tab', { name: '我的联系人表' });
  await tab.waitFor();
  await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true');
  const key = address(page).get('view') ?? '';
  expect(key).toMatch(/^[0-9a-f-]{36}$/);
  await page.locator('crm-grid [data-head="0"] .th-sort').click();
  await page.getByRole('button', { name: '还原' }).click();
  await expect.poll(() => address(page).has('sort')).toBe(false);
  await page.locator('crm-grid [data-head="0"] .th-sort').click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => page.getByRole('button', { name: '还原' }).count()).toBe(0);
  const stored = await api(page, `/api/records/saved_view/${key}`);
  expect(stored.definition.sort).toBe('name');
  expect(stored.visibility).toBe('mine');
  const menu = page.getByRole('button', { name: '视图操作' });
  await menu.click();
  await shot('view-menu');
  expect(await violations()).toEqual([]);
  await page.getByRole('menuitemcheckbox', { name: '与所有人共享' }).click();
  await expect
    .poll(async () => (await api(page, `/api/records/saved_view/${key}`)).visibility)
    .toBe('everyone');
  await menu.click();
  await page.getByRole('menuitemcheckbox', { name: '设为我的默认视图' }).click();
  await expect.poll(() => address(page).has('view')).toBe(false);
  await tab.focus();
  await page.keyboard.press('Alt+ArrowLeft');
  const tabs = () => page.getByRole('tab').allTextContents();
  await expect.poll(async () => (await tabs()).at(-1)).not.toBe('我的联系人表');
  const order = await tabs();
  await page.goto(`${product.url}/e/contact`);
  await tab.waitFor();
  expect(await tabs()).toEqual(order);
  expect(await tab.getAttribute('aria-selected')).toBe('true');
  await menu.click();
  await page.getByRole('menuitem', { name: '删除视图' }).click();
  await expect.poll(() => tab.count()).toBe(0);
  await page.getByRole('button', { name: '撤销' }).last().click();
  await tab.waitFor();
}, 60_000);

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
  expect(await violations()).toEqual([]);
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
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: `选择全部 ${all} 条` }).click();
  await page.getByRole('button', { name: '修改字段' }).click();
  await page.getByLabel('字段', { exact: true }).selectOption({ label: '客户级别' });
  await page.getByRole('combobox', { name: '客户级别' }).click();
  await page.getByRole('option', { name: /^C/ }).click();
  await shot('bulk-edit');
  expect(await violations()).toEqual([]);
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

test('the end of the list is reached at once, and rows between by scrolling', async () => {
  const page = await open('/e/account?view=all&sort=name');
  const total = (await api(page, '/api/records/account?count=exact&limit=1')).count;
  await cell(page, 0, 0).focus();
  await page.keyboard.press('Control+End');
  const last = cell(page, total - 1, 0).locator('a');
  await last.waitFor();
  const [name] = (await api(page, '/api/records/account?limit=1&fields=name&sort=-name')).items;
  expect((await last.textContent())?.trim()).toBe(name.name);
  await page.keyboard.press('Control+Home');
  await page
    .locator('crm-grid .scroll')
    .evaluate((node) => node.scrollTo(0, node.scrollHeight / 2));
  await expect
    .poll(() => page.locator(`crm-grid [data-row="${Math.floor(total / 2)}"] a`).count(), patience)
    .toBeGreaterThan(0);
}, 60_000);

test('groups within groups are built, said and read again from the address', async () => {
  const rule = {
    and: [
      { '>=': [{ var: 'open_amount' }, '0.00'] },
      {
        or: [
          {
            between: [
              { var: 'created_at' },
              { start_of: [{ today: [] }, 'month'] },
              { end_of: [{ today: [] }, 'month'] },
            ],
          },
          { '!=': [{ var: 'owner' }, { actor: 'id' }] },
        ],
      },
    ],
  };
  const page = await open(`/e/account?view=all&filter=${encodeURIComponent(JSON.stringify(rule))}`);
  await page.locator('crm-filter .line').waitFor();
  expect(await page.locator('crm-filter .line').textContent()).toMatch(
    /（创建时间 在本月，或负责人 .*本人）/,
  );
  await page.locator('.tools .filter').click();
  const panel = page.getByRole('dialog', { name: '筛选' });
  await expect.poll(() => panel.locator('.group .cond').count()).toBe(2);
  await panel.locator('.group').getByRole('button', { name: '添加条件', exact: true }).click();
  await page.keyboard.type('客户级别');
  await page.getByRole('option', { name: '客户级别', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: '添加条件组' }).last().click();
  await shot('groups');
  expect(await violations()).toEqual([]);
  await panel.getByRole('button', { name: '移除条件组 2', exact: true }).click();
  await expect.poll(() => address(page).get('filter')).toBe(JSON.stringify(rule.and[0]));
}, 60_000);

test('a column is filtered from its head', async () => {
  const page = await open('/e/account?view=all');
  const index = await columnOf(page, '客户状态');
  await cell(page, 0, index).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('menuitem', { name: '按此列筛选' }).click();
  const panel = page.getByRole('dialog', { name: '筛选' });
  await panel.waitFor();
  await expect
    .poll(() => panel.locator('.cond').first().locator('input').first().inputValue())
    .toBe('客户状态');
}, 60_000);

for (const colorScheme of ['light', 'dark'] as const)
  test(`no violations, ${colorScheme}`, async () => {
    const page = await open('/e/account?view=all', { colorScheme });
    await shot(colorScheme);
    expect(await violations()).toEqual([]);
    await page.locator('crm-grid [data-head="1"]').hover();
    await page.locator('crm-grid [data-head="1"] .th-more').click();
    await page.waitForTimeout(200);
    await shot(`menu-${colorScheme}`);
    expect(await violations()).toEqual([]);
  }, 60_000);

test('on the phone: cards, sheets, a long press chooses', async () => {
  const page = await open('/e/account?view=all', PHONE);
  await shot('phone');
  expect(await violations()).toEqual([]);
  await page.locator('.tools .sort').tap();
  const panel = page.getByRole('dialog', { name: '排序' });
  await panel.waitFor();
  await page.waitForTimeout(200);
  const box = await panel.boundingBox();
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844);
  await shot('phone-sort');
  expect(await violations()).toEqual([]);
  await panel.getByRole('button', { name: '关闭' }).tap();
  const card = await page.locator('crm-grid .card').nth(2).boundingBox();
  const session = await page.context().newCDPSession(page);
  const point = { x: (card?.x ?? 0) + 60, y: (card?.y ?? 0) + 30 };
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await page.waitForTimeout(700);
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(() => page.locator('.bulk').textContent(), patience).toContain('已选 1 条');
  await page.locator('crm-grid .card').nth(3).tap();
  await expect.poll(() => page.locator('.bulk').textContent()).toContain('已选 2 条');
  await shot('phone-bulk');
  expect(await violations()).toEqual([]);
}, 60_000);

test('in English', async () => {
  await open('/e/opportunity?view=all', { locale: 'en-GB' });
  await shot('english');
  expect(await app.page.locator('crm-grid .head').textContent()).toContain('Probability');
}, 60_000);
