// A whole task by keyboard alone, in Chinese with an input method: a customer with everything on it, a contact from its
// page, what was talked about, a task. No mouse is touched from the start page on.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { compose } from './support/app.ts';
import { type TaskRecords, taskOfFile } from './support/customer-task.ts';

const patience = { timeout: 15_000 };
const app = taskOfFile();

/** Is the focus in an element that fits, seen from within its own root? */
function isAt(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.closest(wanted) != null;
  }, selector);
}

async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await isAt(page, selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not reach ${selector}`);
}

const field = (name: string, part = '') => `[data-field=${name}] ${part}`.trim();

async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, field(name, 'input,[data-field] textarea'));
  await page.keyboard.type(text);
}

/** Opens the tree of a field, looks for words and takes the first nodes. */
async function pickNodes(page: Page, name: string, words: string, count: number): Promise<void> {
  await tabTo(page, field(name, '.u-tree-open'));
  await page.keyboard.press('Enter');
  const nodes = page.locator(`${field(name)} [role=treeitem]`);
  await expect.poll(() => nodes.count(), patience).toBeGreaterThan(0);
  const before = await nodes.first().innerText();
  await compose(page, [words], words);
  await expect.poll(() => nodes.first().innerText(), patience).not.toBe(before);
  for (let picked = 0; picked < count; picked++) {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }
  // A tree of one choice closes by itself.
  if (await isAt(page, 'crm-tree')) await page.keyboard.press('Escape');
  await expect.poll(() => isAt(page, field(name, '.u-tree-open'))).toBe(true);
}

async function pickOption(page: Page, name: string, words: string): Promise<void> {
  await tabTo(page, field(name, 'input'));
  await compose(page, [words], words);
  await page
    .locator(`${field(name)} [role=option]`, { hasText: words })
    .first()
    .waitFor();
  await expect
    .poll(
      () =>
        page
          .locator(`${field(name)} [role=option]`)
          .first()
          .innerText(),
      patience,
    )
    .toContain(words);
  if (!(await page.locator(`${field(name)} .u-opt-active`).count()))
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

async function fillForm(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('crm-palette input').waitFor();
  await page.keyboard.type('xjkh');
  await expect
    .poll(() => page.locator('crm-palette .u-opt-active').innerText(), patience)
    .toContain('新建客户');
  await page.keyboard.press('Enter');
  await page.locator('crm-form-dialog [data-field=name] input').waitFor();
  await expect.poll(() => isAt(page, field('name'))).toBe(true);
  await compose(page, ['jian', 'jian pan'], '键盘制造有限公司');
  await tabTo(page, '.u-dialog-foot .u-btn-ghost');
  await page.keyboard.press('Enter');
  const name = page.locator('crm-form-page [data-field=name] input');
  await expect.poll(() => name.inputValue(), patience).toBe('键盘制造有限公司');
  await expect.poll(() => isAt(page, field('name')), patience).toBe(true);
  await tabTo(page, field('uscc', 'input'));
  await page.keyboard.type('91310000MA1K35EN6A');
  await pickOption(page, 'owner', '李明');
  await pickNodes(page, 'industry', '电机', 1);
  await pickNodes(page, 'segments', 'machinery', 2);
  await tabTo(page, field('phone', 'input'));
  await page.keyboard.type('021-58888888');
  await pickNodes(page, 'region', '浦东', 1);
  await tabTo(page, '#f-address');
  await compose(page, ['shi ji'], '世纪大道 100 号');
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => page.locator('crm-record-page h1').innerText(), patience)
    .toBe('键盘制造有限公司');
}

async function toTab(page: Page, name: string): Promise<void> {
  await tabTo(page, '[role=tab]', 'Shift+Tab').catch(() => tabTo(page, '[role=tab]'));
  for (let presses = 0; presses < 12; presses++) {
    if (await isAt(page, `[data-tab=${name}][aria-selected=true]`)) return;
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(30);
  }
  throw new Error(`no tab ${name}`);
}

async function addRelated(page: Page, tab: string, name: string, text: string): Promise<void> {
  await toTab(page, tab);
  await page.locator('.panel crm-related .bar .u-btn').waitFor();
  await tabTo(page, '.bar .u-btn');
  await page.keyboard.press('Enter');
  await page.locator(`crm-form-dialog ${field(name)} input`).waitFor();
  await expect.poll(() => isAt(page, field(name)), patience).toBe(true);
  await compose(page, ['zhong'], text);
  if (tab === 'contacts') await type(page, 'mobile', '13800138000');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => page.locator('crm-form-dialog').count(), patience).toBe(0);
  await expect
    .poll(() => page.locator('.panel crm-related table').innerText(), patience)
    .toContain(text);
}

async function writeInteraction(page: Page): Promise<void> {
  await tabTo(page, '[role=tab]', 'Shift+Tab');
  await page.keyboard.press('Home');
  await page.locator('crm-composer .line').waitFor();
  await tabTo(page, 'crm-composer,.line');
  await page.keyboard.press('Enter');
  await page.locator('crm-composer [data-field=content] textarea').waitFor();
  await expect.poll(() => isAt(page, field('content')), patience).toBe(true);
  await compose(page, ['zhou'], '周总确认二期选型');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(() => page.locator('crm-timeline .entry').first().innerText(), patience)
    .toContain('周总确认二期选型');
}

test('a customer with everything on it', async () => {
  const { page } = app;
  await fillForm(page);
  await expect.poll(() => page.title()).toContain('键盘制造有限公司');
  expect(await isAt(page, 'h1')).toBe(true);
  await addRelated(page, 'contacts', 'name', '钟键');
  await addRelated(page, 'tasks', 'subject', '寄送样品');
  await writeInteraction(page);
  const wanted: TaskRecords = {
    account: '键盘制造有限公司',
    contact: '钟键',
    task: '寄送样品',
    interaction: '周总确认二期选型',
  };
  const { account, ...others } = await app.stored(wanted);
  expect(account).toMatchObject({ uscc: '91310000MA1K35EN6A', phone: '021-58888888' });
  expect(account.industry).toHaveLength(1);
  expect(account.segments).toHaveLength(2);
  expect(account.region).toMatch(/^31/);
  expect(account.address).toMatchObject({ detail: '世纪大道 100 号' });
  expect(account.owner).toBeTruthy();
  expect(others).toEqual({ contacts: 1, tasks: 1, interactions: 1 });
  expect(app.faults).toEqual([]);
}, 120_000);
