// Roles and rights in a real browser: a role is made, given and masked without a line of JSON, and holds for its people.
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { productOfFile } from './support/product.ts';

const product = productOfFile();
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const PASSWORD = 'violet-harbour-lantern';
let app: OpenPage;
afterEach(async () => {
  expect(app.faults.filter((fault) => !/status of (403|409)/.test(fault))).toEqual([]);
  await app.close();
});

function api<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([verb, address, content]) => {
      const headers = { 'Content-Type': 'application/json' };
      const init = content === null ? {} : { headers, body: JSON.stringify(content) };
      const response = await fetch(String(address), { method: String(verb), ...init });
      const text = await response.text();
      return text === '' ? undefined : JSON.parse(text);
    },
    [method, path, body ?? null] as const,
  );
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Opens the cell of an entity and an action, and chooses a scope. */
async function choose(page: Page, cell: RegExp, scope: string): Promise<void> {
  await button(page, cell).click();
  await page.locator('crm-scope-chooser label').filter({ hasText: scope }).first().click();
  await button(page, '确定').click();
}

async function apply(page: Page): Promise<string> {
  await button(page, '查看并应用').click();
  const dialog = page.locator('crm-plan-dialog');
  await dialog.getByText('涉及的角色和权限策略').waitFor();
  const text = await dialog.locator('ul').first().innerText();
  await button(page, '应用').last().click();
  await page.getByRole('region', { name: '通知' }).getByText('权限已生效').waitFor();
  return text;
}

/** A person of the role in a new department, with a customer there and one elsewhere. */
async function personWith(page: Page, role: string): Promise<string> {
  const filter = encodeURIComponent(JSON.stringify({ in: [{ var: 'key' }, [role, 'user']] }));
  const roles = await api<{ items: { id: string }[] }>(
    page,
    'GET',
    `/api/records/role?filter=${filter}&fields=key`,
  );
  const department = await api<{ id: string }>(page, 'POST', '/api/records/department', {
    name: '巡检部',
  });
  const email = 'inspector@example.com';
  const person = await api<{ id: string }>(page, 'POST', '/api/records/user', {
    name: '巡检员',
    email,
    active: true,
    department: department.id,
    roles: roles.items.map(({ id }) => id),
  });
  await api(page, 'POST', '/api/records/account', {
    name: '巡检部的客户',
    phone: '021-58888888',
    owner: person.id,
  });
  await api(page, 'POST', `/api/auth/users/${person.id}/password`, {
    password: 'a gift from above',
  });
  return email;
}

async function signInAs(email: string): Promise<OpenPage> {
  const opened = await openPage();
  const { page } = opened;
  await page.goto(`${product.url}/e/account`);
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码', { exact: true }).fill('a gift from above');
  await page.keyboard.press('Enter');
  await page.getByLabel('当前密码').fill('a gift from above');
  await page.getByLabel('新密码').fill(PASSWORD);
  await page.keyboard.press('Enter');
  return opened;
}

test('a new role sees the customers of its department, one field masked, and so do its people', async () => {
  app = await product.open('/settings/access');
  const { page } = app;
  await button(page, '新建角色').click();
  await page.getByLabel('中文名称').fill('巡检');
  await page.getByLabel('英文名称').fill('Inspector');
  await button(page, '确定').click();
  await choose(page, /^客户，查看/, '本部门');
  expect(await button(page, /^客户，查看/).textContent()).toBe('本部门');
  await page.getByRole('tab', { name: '字段' }).click();
  await page.getByRole('radio', { name: '联系电话: 脱敏' }).check();
  expect(await violations(page)).toEqual([]);
  const told = await apply(page);
  await page.getByRole('tab', { name: '操作' }).click();
  expect(told).toContain('巡检（0 人）可查看的“客户”：无 → 本部门的');
  expect(told).toContain('联系电话：脱敏');

  const email = await personWith(page, 'x_inspector');
  const seen = await signInAs(email);
  await seen.page.getByRole('link', { name: '巡检部的客户' }).waitFor();
  const { items } = await api<{ items: { name: string; phone: string }[] }>(
    seen.page,
    'GET',
    '/api/records/account?fields=name,phone',
  );
  expect(items.map(({ name }) => name)).toEqual(['巡检部的客户']);
  expect(items[0]?.phone).toContain('*');

  // What is taken away is gone from the page that is open.
  await choose(page, /^客户，查看/, '不能执行此操作');
  await apply(page);
  await seen.page.getByRole('link', { name: '巡检部的客户' }).waitFor({ state: 'detached' });
  await seen.close();
}, 60_000);

test('the grid by keyboard alone: arrows, Enter, a scope, and back by reset', async () => {
  app = await product.open('/settings/access');
  const { page } = app;
  await page.getByLabel('角色', { exact: true }).selectOption('service_rep');
  const cell = button(page, /^客户，查看/);
  await cell.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.locator('crm-scope-chooser input:checked:focus').waitFor();
  const kept = page.waitForResponse('**/api/design/draft');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => cell.textContent()).toBe('部门及下级');
  expect(await cell.getAttribute('aria-label')).toContain('本站已修改');
  await kept;
  await page.reload();
  await page.getByLabel('角色', { exact: true }).selectOption('service_rep');
  await expect.poll(() => cell.textContent()).toBe('部门及下级');
  await button(page, /将“客户”整行恢复/).click();
  await expect.poll(() => cell.textContent()).toBe('全部');
  await page.getByText('有尚未应用的更改').waitFor({ state: 'hidden' });
});

test('what is taken away is said in words, under a condition built by clicking', async () => {
  app = await product.open('/settings/access');
  const { page } = app;
  await page.getByLabel('角色', { exact: true }).selectOption('marketing');
  await page.getByRole('tab', { name: /收回/ }).click();
  await page.getByText('脱敏: 手机').waitFor();
  await button(page, '收回权限').click();
  await page.getByLabel('对象').selectOption('account');
  await page.getByRole('combobox', { name: '哪些字段' }).click();
  await page.getByRole('option', { name: '联系电话' }).click();
  await page.keyboard.press('Escape');
  await page.locator('crm-mute-dialog').getByText('隐藏').click();
  expect(await violations(page)).toEqual([]);
  await button(page, '确定').click();
  await page.getByText('隐藏: 联系电话').waitFor();
  const told = await apply(page);
  expect(told).toContain('联系电话：脱敏 → 隐藏');
});

test('on a phone there are cards, in English and in the dark, and nothing to be found by axe', async () => {
  app = await product.open('/settings/access', { ...PHONE, colorScheme: 'dark' });
  const { page } = app;
  await page.locator('crm-rights-grid .card').first().waitFor();
  expect(await page.locator('crm-rights-grid table').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await button(page, /^客户，查看/).tap();
  await page.locator('crm-scope-chooser input:checked').waitFor();
  expect(await violations(page)).toEqual([]);
  await button(page, '取消').tap();
  for (const tab of [/字段/, /收回/, /核对/]) {
    await page.getByRole('tab', { name: tab }).tap();
    await page.waitForTimeout(400);
    expect(await violations(page)).toEqual([]);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('a rule over a branch of a classification, built by clicking, is read back as a sentence', async () => {
  app = await product.open('/settings/access');
  const { page } = app;
  await page.getByLabel('角色', { exact: true }).selectOption('executive');
  await button(page, /^客户，导出/).click();
  await page.locator('crm-scope-chooser label').filter({ hasText: '按条件' }).click();
  await button(page, '设置条件').click();
  const panel = page.locator('crm-filter .panel');
  await panel.waitFor();
  await page.keyboard.type('所属行业');
  await page.getByRole('option', { name: '所属行业', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await panel.locator('.u-tree-open').waitFor();
  expect(await panel.locator('select').inputValue()).toBe('within');
  await panel.locator('.u-tree-open').click();
  await panel.getByRole('tree').waitFor();
  await page.keyboard.type('制造业');
  const first = panel.getByRole('treeitem').first();
  await expect.poll(() => first.textContent(), { timeout: 5000 }).toContain('制造业');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page
    .locator('crm-condition .said')
    .getByText(/所属行业 在 .*制造业.* 之内/)
    .waitFor();
  await button(page, '确定').click();
  await expect.poll(() => button(page, /^客户，导出/).textContent()).toBe('按条件');
  await button(page, '查看并应用').click();
  await page.locator('crm-plan-dialog li').first().waitFor();
  expect(await page.locator('crm-plan-dialog li').first().innerText()).toMatch(
    /高管（\d+ 人）可导出的“客户”：.* → 符合条件的：所属行业 在 制造业 之内/,
  );
  await button(page, '取消').click();
  await button(page, '放弃更改').click();
  await page.locator('.u-dialog-foot').getByRole('button', { name: '放弃更改' }).click();
  await page.getByText('有尚未应用的更改').waitFor({ state: 'hidden' });
});

test('transitions one by one, and what a person may do as things stand', async () => {
  app = await product.open('/settings/access');
  const { page } = app;
  await page.getByLabel('角色', { exact: true }).selectOption('executive');
  const cell = button(page, /^线索，阶段流转/);
  expect(await cell.textContent()).toBe('–');
  await cell.click();
  const dialog = page.locator('crm-transitions-dialog');
  await dialog.locator('select').first().selectOption('all');
  expect(await violations(page)).toEqual([]);
  await button(page, '确定').click();
  await expect.poll(() => cell.textContent()).toMatch(/^1 \/ \d+$/);
  await button(page, /将“线索”整行恢复/).click();
  await page.getByRole('tab', { name: '以人员身份核对' }).click();
  await page.getByRole('combobox', { name: '人员' }).click();
  await page.locator('crm-try-as [role=option]').first().click();
  await page.locator('crm-try-as li').first().waitFor();
  expect(await page.locator('crm-try-as li').first().innerText()).toMatch(/查看\s+(允许|不允许)/);
  expect(await violations(page)).toEqual([]);
});
