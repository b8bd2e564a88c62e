// Notifications on the real product: the bell counts while one looks, its list opens and marks as read, by keyboard too; a
// page on the phone.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violations } from './support/accessibility.ts';
import { activeText } from './support/app.ts';
import { useServedWorld } from './support/served-world.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const served = useServedWorld();

/** Signed in as somebody new, to whom colleagues hand over records. */
async function open(
  name: string,
  options?: BrowserContextOptions,
): Promise<{ page: Page; handOver(title: string): Promise<void> }> {
  const { world } = served;
  const person = await world.user(name, ['user', 'sales_rep']);
  const page = await served.open(name, '/', options);
  await bell(page).waitFor();
  const handOver = async (title: string) => {
    const values = { name: title, record_type: 'company', owner: person.id };
    const answer = await world.admin.post('/api/records/account', values);
    expect(answer.status, answer.text).toBe(201);
  };
  return { page, handOver };
}

const bell = (page: Page) => page.locator('crm-bell button').first();
const rows = (page: Page) => page.locator('crm-notifications li');
const unread = (page: Page) => expect.poll(() => bell(page).getAttribute('aria-label'));

test('the bell counts at once; the record is opened by keyboard and is read then', async () => {
  const { page, handOver } = await open('sun');
  await unread(page).toBe('通知');
  await handOver('通知一号有限公司');
  await unread(page).toBe('通知，1 条未读');
  await bell(page).focus();
  await page.keyboard.press('Enter');
  await rows(page).first().waitFor();
  expect(await rows(page).first().innerText()).toContain('将客户“通知一号有限公司”转给了您');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await page.locator('crm-notifications').count()).toBe(0);
  await page.keyboard.press('Enter');
  await rows(page).first().waitFor();
  for (let tabs = 0; tabs < 3 && !(await activeText(page)).includes('通知一号'); tabs++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('crm-record-page h1').waitFor();
  expect(await page.locator('crm-record-page h1').innerText()).toContain('通知一号有限公司');
  await unread(page).toBe('通知');
});

test('one is marked as read, then all; what comes meanwhile appears in the open list', async () => {
  const { page, handOver } = await open('li');
  for (const name of ['通知二号有限公司', '通知三号有限公司']) await handOver(name);
  await unread(page).toBe('通知，2 条未读');
  await bell(page).click();
  await rows(page).first().getByRole('button', { name: '标为已读' }).click();
  await unread(page).toBe('通知，1 条未读');
  await expect.poll(() => activeText(page)).toContain('通知三号');
  await handOver('通知四号有限公司');
  await expect.poll(() => rows(page).first().innerText()).toContain('通知四号');
  await page.getByRole('button', { name: '全部标为已读' }).click();
  await unread(page).toBe('通知');
  expect(await page.locator('crm-notifications .fresh').count()).toBe(0);
});

test('on the phone it is a page of its own', async () => {
  const { page, handOver } = await open('wu', PHONE);
  await handOver('通知五号有限公司');
  await unread(page).toBe('通知，1 条未读');
  await bell(page).click();
  await rows(page).first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/notifications');
  expect(await page.title()).toContain('通知');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: /通知五号/ }).click();
  await page.locator('crm-record-page h1').waitFor();
});
