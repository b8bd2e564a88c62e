// Records in two windows at once, drafts, edit in place, stages, the timeline and quick creation, on the real product.
import { afterEach, expect, test } from 'vitest';
import type { OpenPage } from '../support/browser.ts';
import { fieldOf } from './support/app.ts';
import { productOfFile } from './support/product.ts';

const product = productOfFile();
const opened: OpenPage[] = [];

afterEach(async () => {
  for (const { faults, close } of opened.splice(0)) {
    // A refused save is a 412 or 422 in the console, and that is as it should be.
    expect(faults.filter((fault) => !/status of 4(12|22)/.test(fault))).toEqual([]);
    await close();
  }
});

async function open(path: string): Promise<OpenPage['page']> {
  const app = await product.open(path);
  opened.push(app);
  return app.page;
}

async function newAccount(page: OpenPage['page'], values: object): Promise<string> {
  const answer = await page.request.post(`${product.url}/api/records/account`, {
    data: { record_type: 'company', ...values },
    headers: { Origin: product.url },
  });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

async function stored(page: OpenPage['page'], id: string): Promise<Record<string, unknown>> {
  const answer = await page.request.get(`${product.url}/api/records/account/${id}`);
  return (await answer.json()) as Record<string, unknown>;
}

const save = (page: OpenPage['page']) => page.keyboard.press('Control+s');

test('two windows change different fields: both changes stand', async () => {
  const one = await open('/');
  const id = await newAccount(one, { name: '并行编辑一号有限公司' });
  await one.goto(`${product.url}/e/account/${id}/edit`);
  await fieldOf(one, 'short_name').locator('input').fill('一号');
  const two = await open(`/e/account/${id}/edit`);
  await fieldOf(two, 'phone').locator('input').fill('021-58888888');
  await save(two);
  await two.locator('crm-record-page h1').waitFor();
  await save(one);
  await one.locator('crm-record-page h1').waitFor();
  await expect
    .poll(() => one.locator('.toast').allTextContents())
    .toContainEqual(expect.stringContaining('电话'));
  expect(await stored(one, id)).toMatchObject({ short_name: '一号', phone: '021-58888888' });
});

test('two windows change the same field: before, mine and theirs are shown and one is chosen', async () => {
  const one = await open('/');
  const id = await newAccount(one, { name: '并行编辑二号有限公司', short_name: '原简称' });
  await one.goto(`${product.url}/e/account/${id}/edit`);
  await fieldOf(one, 'short_name').locator('input').fill('我的简称');
  const two = await open(`/e/account/${id}/edit`);
  await fieldOf(two, 'short_name').locator('input').fill('对方简称');
  await save(two);
  await two.locator('crm-record-page h1').waitFor();
  await save(one);
  const dialog = one.locator('crm-conflict-dialog');
  await dialog.locator('fieldset').waitFor();
  const text = await dialog.locator('fieldset').innerText();
  for (const value of ['原简称', '我的简称', '对方简称']) expect(text).toContain(value);
  // Nothing is decided beforehand, and closing decides nothing.
  expect(await dialog.getByRole('button', { name: '按选择保存' }).isDisabled()).toBe(true);
  await one.keyboard.press('Escape');
  expect(await stored(one, id)).toMatchObject({ short_name: '对方简称' });
  expect(await fieldOf(one, 'short_name').locator('input').inputValue()).toBe('我的简称');
  await save(one);
  await dialog.getByRole('radio').first().check();
  await dialog.getByRole('button', { name: '按选择保存' }).click();
  await one.locator('crm-record-page h1').waitFor();
  expect(await stored(one, id)).toMatchObject({ short_name: '我的简称' });
});

test('a draft outlives the page and is dropped once it is saved', async () => {
  const page = await open('/e/account/new');
  await fieldOf(page, 'name').locator('input').fill('草稿里的公司');
  await expect
    .poll(() => page.locator('crm-form-page .head').innerText())
    .toContain('草稿已自动保存');
  await page.reload();
  await page.getByRole('button', { name: '恢复草稿' }).click();
  expect(await fieldOf(page, 'name').locator('input').inputValue()).toBe('草稿里的公司');
  await save(page);
  await expect.poll(() => page.locator('crm-record-page h1').innerText()).toBe('草稿里的公司');
  await page.goto(`${product.url}/e/account/new`);
  await fieldOf(page, 'name').locator('input').waitFor();
  expect(await page.getByRole('button', { name: '恢复草稿' }).count()).toBe(0);
});

test('a fact is edited in place by keyboard, undone, and refused with its reason', async () => {
  const page = await open('/');
  const id = await newAccount(page, { name: '就地编辑有限公司', short_name: '旧简称' });
  await page.goto(`${product.url}/e/account/${id}`);
  const fact = page.locator('[data-fact=short_name]');
  await fact.locator('.edit-fact').focus();
  await page.keyboard.press('Enter');
  await fact.locator('input').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('新简称');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await stored(page, id)).short_name).toBe('新简称');
  await expect.poll(() => fact.innerText()).toContain('新简称');
  await page.locator('.toast').getByRole('button', { name: '撤销' }).first().click();
  await expect.poll(async () => (await stored(page, id)).short_name).toBe('旧简称');
  await expect.poll(() => fact.innerText()).toContain('旧简称');
  await page.getByRole('button', { name: /显示 \d+ 个空字段/ }).click();
  const email = page.locator('[data-fact=email]');
  await email.locator('.edit-fact').focus();
  await page.keyboard.press('Enter');
  await email.locator('input').fill('不是邮箱');
  await email.locator('input').press('Enter');
  await expect.poll(() => email.locator('.u-error').count()).toBe(1);
  await email.locator('input').press('Escape');
  await expect.poll(() => email.locator('input').count()).toBe(0);
  expect((await stored(page, id)).email).toBeNull();
});

test('a stage that needs more asks for it, and goes back when nothing is given', async () => {
  const page = await open('/');
  const id = await newAccount(page, { name: '阶段推进有限公司' });
  await page.goto(`${product.url}/e/account/${id}`);
  await page.locator('.step-pick', { hasText: '已流失' }).click();
  const dialog = page.locator('crm-form-dialog');
  await dialog.locator('[data-field=churn_reason]').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  expect((await stored(page, id)).stage).toBe('potential');
  await page.locator('.step-pick', { hasText: '跟进中' }).click();
  await expect.poll(async () => (await stored(page, id)).stage).toBe('following');
});

test('what is written in the timeline stands in it, and the composer hides what is plain', async () => {
  const page = await open('/');
  const id = await newAccount(page, { name: '动态记录有限公司' });
  await page.goto(`${product.url}/e/account/${id}`);
  await page.locator('crm-composer .line').click();
  await page.locator('crm-composer [data-field=content]').waitFor();
  expect(await page.locator('crm-composer [data-field=account]').count()).toBe(0);
  await page.keyboard.type('周总确认二期选型');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(() => page.locator('crm-timeline .entry').first().innerText())
    .toContain('周总确认二期选型');
  expect(await page.locator('crm-timeline .entry').count()).toBe(2);
});

test('C creates a record in a small dialog, whose values go on to the whole form', async () => {
  const page = await open('/e/account');
  await page.locator('crm-grid [role=row]').nth(1).waitFor();
  await page.keyboard.press('c');
  const dialog = page.locator('crm-form-dialog');
  await dialog.locator('[data-field=name] input').waitFor();
  await page.keyboard.type('快速新建有限公司');
  await dialog.getByRole('button', { name: '完整表单' }).click();
  await expect
    .poll(() => page.locator('crm-form-page [data-field=name] input').inputValue())
    .toBe('快速新建有限公司');
  await save(page);
  await expect.poll(() => page.locator('crm-record-page h1').innerText()).toBe('快速新建有限公司');
});

test('J and K go through the list a record was opened from, on its page and beside the list', async () => {
  const page = await open('/e/account?sort=name');
  const cell = page.locator('crm-grid .cell-at');
  await cell.focus();
  await page.keyboard.press('Enter');
  const heading = page.locator('crm-record-page h1');
  await heading.waitFor();
  const first = await heading.innerText();
  await expect.poll(() => page.locator('.position').innerText()).toMatch(/^1 \/ \d+/);
  await page.keyboard.press('j');
  await expect.poll(() => page.locator('.position').innerText()).toMatch(/^2 \//);
  await expect.poll(() => heading.innerText()).not.toBe(first);
  await page.keyboard.press('k');
  await expect.poll(() => heading.innerText()).toBe(first);
  await page.goBack();
  await cell.focus();
  await page.keyboard.press('p');
  await expect.poll(() => heading.innerText()).toBe(first);
  await page.keyboard.press('j');
  await expect.poll(() => page.locator('.position').innerText()).toMatch(/^2 \//);
  expect(page.url()).toContain('/e/account?');
});

test('the buttons to the next and previous record keep the focus, at the end of the list too', async () => {
  const page = await open('/e/account?sort=name');
  await page.locator('crm-grid .cell-at').focus();
  await page.keyboard.press('Enter');
  const position = () => page.locator('.position').innerText();
  const focused = () =>
    page.locator('crm-record-page').evaluate((host) => {
      const active = host.shadowRoot?.activeElement;
      return active instanceof HTMLElement ? active.dataset.step : undefined;
    });
  await expect.poll(position).toMatch(/^1 \//);
  await page.getByRole('button', { name: '下一条' }).focus();
  for (const place of [2, 3]) {
    await page.keyboard.press('Enter');
    await expect.poll(position).toMatch(new RegExp(`^${place} /`));
    await expect.poll(focused).toBe('1');
  }
  await page.getByRole('button', { name: '上一条' }).focus();
  for (const [place, step] of [
    [2, '-1'],
    [1, '1'],
  ]) {
    await page.keyboard.press('Enter');
    await expect.poll(position).toMatch(new RegExp(`^${place} /`));
    await expect.poll(focused).toBe(step);
  }
});

test('changes older than the first page are loaded on demand', async () => {
  const page = await open('/');
  const id = await newAccount(page, { name: '历史很长有限公司', short_name: '第0' });
  for (let version = 1; version <= 60; version++)
    await page.request.patch(`${product.url}/api/records/account/${id}`, {
      data: { short_name: `第${version}` },
      headers: { Origin: product.url, 'If-Match': `"${version}"` },
    });
  await page.goto(`${product.url}/e/account/${id}`);
  const entries = page.locator('crm-timeline .entry');
  await entries.first().waitFor();
  expect(await entries.count()).toBe(50);
  await page.getByRole('button', { name: '更早' }).click();
  await expect.poll(() => entries.count()).toBe(61);
  expect(await page.getByRole('button', { name: '更早' }).count()).toBe(0);
});
