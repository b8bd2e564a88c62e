// Lists on the real server, by keyboard and pointer: columns, several sort keys, own views, filter groups, cards.
import { expect, test } from 'vitest';
import { violations } from './support/accessibility.ts';
import { activeText } from './support/app.ts';
import { address, api, cell, columnOf, goTo, heads, listOfFile, patience } from './support/list.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const { open, shot, product } = listOfFile();

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
  expect(await violations(page)).toEqual([]);
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
  expect(await violations(page)).toEqual([]);
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
  expect(await violations(page)).toEqual([]);
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
  expect(await violations(page)).toEqual([]);
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
    expect(await violations(page)).toEqual([]);
    await page.locator('crm-grid [data-head="1"]').hover();
    await page.locator('crm-grid [data-head="1"] .th-more').click();
    await page.waitForTimeout(200);
    await shot(`menu-${colorScheme}`);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

test('on the phone: cards, sheets, a long press chooses', async () => {
  const page = await open('/e/account?view=all', PHONE);
  await shot('phone');
  expect(await violations(page)).toEqual([]);
  await page.locator('.tools .sort').tap();
  const panel = page.getByRole('dialog', { name: '排序' });
  await panel.waitFor();
  await page.waitForTimeout(200);
  const box = await panel.boundingBox();
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844);
  await shot('phone-sort');
  expect(await violations(page)).toEqual([]);
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
  expect(await violations(page)).toEqual([]);
}, 60_000);

test('in English', async () => {
  const page = await open('/e/opportunity?view=all', { locale: 'en-GB' });
  await shot('english');
  expect(await page.locator('crm-grid .head').textContent()).toContain('Probability');
}, 60_000);
