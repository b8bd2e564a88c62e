// Accounts in a real browser, in both languages, at a desk and on a phone: password, second factor, devices, keys, people.
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { codeAt, stepOf } from '../../runtime/auth/totp.ts';
import { type OpenPage, openPage } from '../support/browser.ts';
import { violations } from './support/accessibility.ts';
import { call as api } from './support/people.ts';
import { productOfFile } from './support/product.ts';

const product = productOfFile();
const ADMIN = { email: 'admin@example.com', password: 'correct-horse-battery' };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
let app: OpenPage;
afterEach(async () => {
  // What the server refuses with 403 and 409 is shown, and so no fault.
  expect(app.faults.filter((fault) => !/status of (403|409)/.test(fault))).toEqual([]);
  await app.close();
});

/** A new person with a password somebody else has chosen. */
async function newPerson(page: Page, name: string): Promise<{ id: string; email: string }> {
  const filter = encodeURIComponent(JSON.stringify({ '==': [{ var: 'key' }, 'user'] }));
  const roles = await api<{ items: { id: string }[] }>(
    page,
    'GET',
    `/api/records/role?filter=${filter}&fields=key`,
  );
  const email = `${name}@example.com`;
  const person = {
    name: `测试 ${name}`,
    email,
    active: true,
    roles: roles.items.map(({ id }) => id),
  };
  const { id } = await api<{ id: string }>(page, 'POST', '/api/records/user', person);
  await api(page, 'POST', `/api/auth/users/${id}/password`, { password: 'a gift from above' });
  return { id, email };
}

async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(/^(邮箱|E-mail)/).fill(email);
  await page.getByLabel(/^(密码|Password)$/).fill(password);
  await page.keyboard.press('Enter');
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

async function codeFor(secret: string, stepsOn = 0): Promise<string> {
  const bits = [...secret]
    .map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return codeAt(new Uint8Array(bytes), stepOf(new Date()) + stepsOn);
}

test.each([
  ['at a desk, in Chinese', { locale: 'zh-CN' }],
  ['on a phone, in English', { locale: 'en-US', ...PHONE }],
])(
  'security settings have no accessibility faults %s',
  async (_, options) => {
    app = await product.open('/settings/security', options);
    const { page } = app;
    await page.locator('crm-sessions .line').first().waitFor();
    await page.getByRole('button', { name: /^(创建密钥|Create key)$/ }).click();
    await page.getByText(/^(指定对象|Chosen objects)$/).click();
    await page.locator('crm-new-key .choices').waitFor();
    expect(await violations(page)).toEqual([]);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWide).toBe(false);
  },
  60_000,
);

test('a password given by somebody else is replaced; the second factor is set up and asked for; codes are shown once', async () => {
  app = await product.open('/');
  const { id, email } = await newPerson(app.page, 'zhou');
  expect(id).toBeTruthy();
  await app.close();
  app = await openPage({ locale: 'en-US', ...PHONE });
  const { page } = app;
  await page.goto(`${product.url}/sign-in`);
  await enter(page, email, 'a gift from above');
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Current password').fill('a gift from above');
  await page.getByLabel('New password').fill('password123');
  await expect.poll(() => page.getByText(/^Strength: /).textContent()).toMatch(/weak/);
  await page.keyboard.press('Enter');
  await page.getByText('This password is among the first').waitFor();
  await page.getByLabel('New password').fill('seven quiet rivers');
  await page.keyboard.press('Enter');
  await page.locator('crm-app main > .page').waitFor();
  await page.goto(`${product.url}/settings/security`);
  await page.getByRole('button', { name: 'Turn on' }).click();
  const secret = async () =>
    (await page.locator('.secret').textContent())?.replace(/\s/g, '') ?? '';
  await page.locator('svg.qr').waitFor();
  const known = await secret();
  expect(known).toMatch(/^[A-Z2-7]{32}$/);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Code' }).fill(await codeFor(known));
  await page.keyboard.press('Enter');
  await page.locator('.codes li').first().waitFor();
  const codes = await page.locator('.codes li').allTextContents();
  expect(codes).toHaveLength(10);
  await page.getByRole('button', { name: 'I have stored them' }).click();
  await page.getByText('On, 10 recovery codes left').waitFor();
  await api(page, 'POST', '/api/auth/sign-out', {});
  await page.goto(`${product.url}/sign-in`);
  await enter(page, email, 'seven quiet rivers');
  await page.getByRole('heading', { name: 'Two-step verification' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await page.getByRole('heading', { name: 'Two-step verification' }).waitFor();
  await page.getByRole('textbox', { name: 'Code' }).fill('000000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.getByRole('textbox', { name: 'Code' }).fill(codes[0] ?? '');
  await page.keyboard.press('Enter');
  await page.locator('crm-app main > .page').waitFor();
}, 120_000);

test('devices are listed and signed out; a key is made, used and deleted; the log tells of it', async () => {
  app = await product.open('/settings/security');
  const { page } = app;
  await page.getByText('当前设备').waitFor();
  const sessions = page.locator('crm-sessions .line');
  await page.getByRole('button', { name: '退出其他所有设备' }).click();
  await expect.poll(() => sessions.count()).toBe(1);
  await page.getByRole('button', { name: '创建密钥' }).click();
  await page.getByLabel('用途').fill('夜间同步');
  await page.getByRole('button', { name: '创建密钥' }).click();
  const token = (await page.locator('crm-new-key .secret').textContent()) ?? '';
  expect(token).toMatch(/^crm_/);
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const path = `${product.url}/api/records/department`;
  expect((await fetch(path, { headers })).status).toBe(200);
  const write = await fetch(path, { method: 'POST', headers, body: '{"name":"x"}' });
  expect(write.status).toBe(403);
  await page.getByRole('button', { name: '我已保存' }).click();
  await page.getByRole('button', { name: '删除密钥 夜间同步' }).click();
  await page.getByRole('button', { name: '删除', exact: true }).click();
  await page.getByText('还没有密钥').waitFor();
  expect((await fetch(path, { headers })).status).toBe(401);
  await page.getByRole('link', { name: '查看登录日志' }).click();
  await page.locator('crm-grid').waitFor();
  await page.locator('crm-grid').getByText('创建 API 密钥').first().waitFor();
  expect(await violations(page)).toEqual([]);
}, 120_000);

test('an administrator unlocks a person and sees the product as that person, read only', async () => {
  app = await product.open('/');
  const { page } = app;
  const { id, email } = await newPerson(page, 'qian');
  for (let i = 0; i < 11; i++)
    await fetch(`${product.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password: `wrong ${i} wrong` }),
    });
  await page.goto(`${product.url}/settings/people?user=${id}`);
  await page.getByText('已锁定', { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '解除锁定' }).click();
  await page.getByText('正常', { exact: true }).waitFor();
  await page.getByLabel('原因').fill('核对客户列表');
  await page.getByRole('button', { name: '以其身份查看' }).click();
  const banner = page.locator('crm-view-banner');
  await banner.getByText('正在以 测试 qian 的身份查看，只读').waitFor();
  expect(await violations(page)).toEqual([]);
  const refused = await api<{ code: string }>(page, 'POST', '/api/records/task', { subject: 'x' });
  expect(refused.code).toBe('auth.view-only');
  await banner.getByRole('button', { name: '退出查看' }).click();
  await page.getByRole('heading', { name: '用户账户' }).waitFor();
  expect((await api<{ user: { email: string } }>(page, 'GET', '/api/me')).user.email).toBe(
    ADMIN.email,
  );
}, 120_000);

test('identity providers stand on the sign-in page in both languages; what went wrong there is told', async () => {
  app = await openPage({ locale: 'zh-CN' });
  const { page } = app;
  await page.route('**/api/auth/sign-in', (route) =>
    route.fulfill({
      json: {
        pending: null,
        minLength: 8,
        providers: [{ name: 'work', label: { 'zh-CN': '企业账号', en: 'Work account' } }],
      },
    }),
  );
  await page.goto(`${product.url}/sign-in?problem=auth.sso-no-account&back=%2Fe%2Faccount`);
  const button = page.getByRole('link', { name: '使用企业账号登录' });
  expect(await button.getAttribute('href')).toBe('/api/auth/sso/work?back=%2Fe%2Faccount');
  await page.getByText('没有与该邮箱对应的有效账户').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Sign in with Work account' }).waitFor();
}, 60_000);
