// A value that is shown on request, in a real browser: masked, whole at a press, masked again, and written down.
import { afterAll, afterEach, expect, test } from 'vitest';
import type { OpenPage } from '../support/browser.ts';
import { keyText, secretsPack } from '../support/secrets-pack.ts';
import { violations } from './support/accessibility.ts';
import { productOfFile } from './support/product.ts';

const pack = secretsPack();
const product = productOfFile({ CRM_PACKS: pack.folder, CRM_ENCRYPTION_KEY: keyText(1) });
let app: OpenPage;
afterEach(async () => {
  expect(app.faults).toEqual([]);
  await app.close();
});
afterAll(() => pack.remove());

test.each([
  ['zh-CN', '显示完整内容', '隐藏', '查看了完整内容'],
  ['en-US', 'Show the whole value', 'Hide', 'looked at the whole value'],
])(
  'in %s',
  async (locale, show, hide, told) => {
    app = await product.open('/', { locale });
    const { page } = app;
    const id = await page.evaluate(async () => {
      const body = JSON.stringify({ name: 'Li', account: '6222020200112233445' });
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch('/api/records/patient', { method: 'POST', headers, body });
      return (await answer.json()).id as string;
    });
    await page.goto(`${product.url}/e/patient/${id}`);
    await page.getByText('622****3445').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: show }).click();
    await page.getByText('6222020200112233445').waitFor();
    expect(await violations(page)).toEqual([]);
    await page
      .locator('crm-reveal')
      .getByRole('button', { name: new RegExp(hide) })
      .click();
    await page.getByText('622****3445').first().waitFor();
    await page.goto(`${product.url}/settings/audit`);
    await page.locator('crm-audit-log .entry').filter({ hasText: told }).first().waitFor();
  },
  60_000,
);
