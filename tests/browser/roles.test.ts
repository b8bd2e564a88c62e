// The shipped roles walked through on the real product: what each of them finds in the menu, in the list of customers and
// on a customer's page.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type Made, make } from '../support/trade.ts';
import { violations } from './support/accessibility.ts';
import { useServedWorld } from './support/served-world.ts';

const served = useServedWorld();
let account: Made;

const ROLES = {
  seller: 'sales_rep',
  head: 'sales_supervisor',
  manager: 'executive',
  service: 'service_rep',
  clerk: 'data_entry',
  data: 'data_manager',
  platform: 'platform_maintenance',
  stranger: 'sales_rep',
} as const;
type Name = keyof typeof ROLES;

beforeAll(async () => {
  const { world } = served;
  const { id: department } = await make(world.admin, 'department', { name: '华东销售部' });
  const ids = new Map<string, string>();
  for (const [name, role] of Object.entries(ROLES)) {
    const { id } = await world.user(name, ['user', role]);
    ids.set(name, id);
    const path = `/api/records/user/${id}`;
    const { version } = (await world.admin.get(path)).body;
    await world.admin.patch(path, version, { department });
  }
  account = await make(world.admin, 'account', {
    name: '绍兴华纺机械有限公司',
    phone: '0575-88886666',
    credit_level: 'A',
    credit_limit: '123456.00',
    owner: ids.get('seller'),
  });
}, 60_000);

/** Names in the menu at the side. */
const menuOf = async (page: Page) =>
  (await page.locator('crm-app nav a .label').allInnerTexts()).map((text) => text.trim());

interface Sees {
  /** In the menu, and not in it. */
  menu: readonly string[];
  without: readonly string[];
  /** Of the customer's page: shown and absent texts; nothing for who does not see it. */
  page?: readonly string[];
  hidden?: readonly string[];
  edits?: boolean;
}

const CASES: Readonly<Record<Name, Sees>> = {
  seller: {
    menu: ['线索', '客户', '商机', '审核'],
    without: ['用户', '角色'],
    page: ['0575-88886666'],
    edits: true,
  },
  head: { menu: ['客户', '审核'], without: ['用户'], page: ['0575-88886666'], edits: true },
  manager: { menu: ['客户', '商机'], without: ['审核'], page: ['0575-88886666'], edits: false },
  service: { menu: ['客户'], without: ['线索'], page: ['0575-88886666'] },
  clerk: { menu: ['客户'], without: ['审核'], page: [], hidden: ['0575-88886666'] },
  data: { menu: ['客户', '审核'], without: [], page: ['0575-88886666'], edits: true },
  platform: { menu: [], without: ['客户', '联系人', '商机', '线索'] },
  stranger: { menu: ['客户'], without: ['用户'] },
};

test.each(Object.entries(CASES))(
  '%s',
  async (name, { menu, without, page: shown, hidden, edits }) => {
    const page = await served.open(name, '/');
    await page.locator('crm-app main').waitFor();
    await expect.poll(() => menuOf(page)).toEqual(expect.arrayContaining([...menu]));
    for (const item of without) expect(await menuOf(page)).not.toContain(item);
    if (!shown) {
      const answer = await page.request.get(`${served.url}/api/records/account/${account.id}`);
      expect(answer.status()).toBe(404);
      return;
    }
    await page.goto(`${served.url}/e/account`);
    await page.getByText('绍兴华纺机械有限公司').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${served.url}/e/account/${account.id}`);
    await page.getByText('绍兴华纺机械有限公司').first().waitFor();
    const shownText = (text: string) => page.getByText(text).first();
    for (const each of shown) await shownText(each).waitFor();
    await page.locator('crm-timeline').waitFor();
    await page.waitForTimeout(300);
    for (const each of hidden ?? []) expect(await page.getByText(each).count()).toBe(0);
    if (edits !== undefined)
      await expect
        .poll(() =>
          page
            .getByRole('button', { name: '编辑', exact: true })
            .or(page.getByRole('link', { name: '编辑', exact: true }))
            .count(),
        )
        .toBe(edits ? 1 : 0);
  },
  60_000,
);
