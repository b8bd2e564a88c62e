// The same whole task with a thumb on a phone of 390 pixels: a customer with everything on it, a contact, what was talked
// about, a task. Only taps and the phone's keyboard are used.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { compose, fieldOf } from './support/app.ts';
import { type TaskRecords, taskOfFile } from './support/customer-task.ts';

const patience = { timeout: 15_000 };
const app = taskOfFile({
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
});

async function write(page: Page, name: string, text: string): Promise<void> {
  await fieldOf(page, name).locator('input,textarea').last().tap();
  await compose(page, [], text);
}

async function pickNodes(page: Page, name: string, words: string, count: number): Promise<void> {
  const field = fieldOf(page, name);
  await field.locator('.u-tree-open').tap();
  const nodes = field.locator('[role=treeitem]');
  await expect.poll(() => nodes.count(), patience).toBeGreaterThan(0);
  const before = await nodes.first().innerText();
  await field.locator('crm-tree input').tap();
  await compose(page, [], words);
  await expect.poll(() => nodes.first().innerText(), patience).not.toBe(before);
  for (let picked = 0; picked < count; picked++) await nodes.nth(picked).tap();
  // What is open over the form is left by a tap beside it.
  if (await field.locator('crm-tree').isVisible()) await page.touchscreen.tap(195, 60);
  await expect.poll(() => field.locator('crm-tree').isVisible()).toBe(false);
}

async function fillForm(page: Page): Promise<void> {
  await page.locator('nav.bottom a[href="/e/account"]').tap();
  await page.locator('crm-grid .card').first().waitFor();
  await page.locator('.top .u-btn-primary').tap();
  await fieldOf(page, 'name').locator('input').waitFor();
  await write(page, 'name', '掌上制造有限公司');
  await write(page, 'uscc', '91310000MA1K35EN6A');
  await write(page, 'owner', '李明');
  await fieldOf(page, 'owner').locator('[role=option]', { hasText: '李明' }).first().tap();
  await pickNodes(page, 'industry', '电机', 1);
  await pickNodes(page, 'segments', 'machinery', 2);
  await write(page, 'phone', '021-58888888');
  await pickNodes(page, 'region', '浦东', 1);
  await write(page, 'address', '世纪大道 100 号');
  await page.locator('crm-form-page .head .u-btn-primary').tap();
  await expect
    .poll(() => page.locator('crm-record-page h1').innerText(), patience)
    .toBe('掌上制造有限公司');
}

async function addRelated(page: Page, tab: string, name: string, text: string): Promise<void> {
  await page.locator(`[data-tab=${tab}]`).tap();
  await page.locator('.panel crm-related .bar .u-btn').tap();
  const dialog = page.locator('crm-form-dialog');
  await dialog.locator(`[data-field=${name}] input`).tap();
  await compose(page, [], text);
  await dialog.locator('.u-dialog-foot .u-btn-primary').tap();
  await expect.poll(() => dialog.count(), patience).toBe(0);
  await expect
    .poll(() => page.locator('.panel crm-related table').innerText(), patience)
    .toContain(text);
}

async function writeInteraction(page: Page): Promise<void> {
  await page.locator('[data-tab="$timeline"]').tap();
  await page.locator('crm-composer .line').tap();
  await page.locator('crm-composer [data-field=content] textarea').tap();
  await compose(page, [], '周总确认二期选型');
  await page.locator('crm-composer .foot .u-btn-primary').tap();
  await expect
    .poll(() => page.locator('crm-timeline .entry').first().innerText(), patience)
    .toContain('周总确认二期选型');
}

/** Touch targets are at least 40 pixels high, as long as they are no links in a text. */
async function smallTargets(page: Page): Promise<string[]> {
  const buttons = await page.locator('button.u-btn:visible,a.u-btn:visible,nav.bottom a').all();
  const small: string[] = [];
  for (const button of buttons) {
    const box = await button.boundingBox();
    if (box && box.height < 40) small.push(`${await button.innerText()} ${box.height}`);
  }
  return small;
}

test('a customer with everything on it', async () => {
  const { page } = app;
  await fillForm(page);
  expect(await smallTargets(page)).toEqual([]);
  await addRelated(page, 'contacts', 'name', '钟掌');
  await addRelated(page, 'tasks', 'subject', '寄送样品');
  await writeInteraction(page);
  const wanted: TaskRecords = {
    account: '掌上制造有限公司',
    contact: '钟掌',
    task: '寄送样品',
    interaction: '周总确认二期选型',
  };
  const { account, ...others } = await app.stored(wanted);
  expect(account).toMatchObject({ uscc: '91310000MA1K35EN6A', phone: '021-58888888' });
  expect(account.industry).toHaveLength(1);
  expect(account.segments).toHaveLength(2);
  expect(account.region).toMatch(/^31/);
  expect(account.address).toMatchObject({ detail: '世纪大道 100 号' });
  expect(others).toEqual({ contacts: 1, tasks: 1, interactions: 1 });
  expect(app.faults).toEqual([]);
}, 120_000);
