// The roles that ship: what each of them sees and may do with customers, deals and accounts of colleagues.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Made, make } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

type Person = Client & { readonly id: string };
const ROLES = {
  seller: 'sales_rep',
  head: 'sales_supervisor',
  manager: 'executive',
  service: 'service_rep',
  clerk: 'data_entry',
  data: 'data_manager',
  platform: 'platform_maintenance',
  marketing: 'marketing',
} as const;
type Name = keyof typeof ROLES;

describe.each(databases)('%s', (database) => {
  let world: World;
  const people = {} as Record<Name, Person>;
  let own: Made;
  let foreign: Made;
  beforeAll(async () => {
    world = await startWorld(database);
    const company = await make(world.admin, 'department', { name: '总公司' });
    const sales = await make(world.admin, 'department', { name: '销售部', parent: company.id });
    for (const [name, role] of Object.entries(ROLES)) {
      people[name as Name] = await world.user(`${name}-${database}`, ['user', role]);
      const path = `/api/records/user/${people[name as Name].id}`;
      const { version } = (await world.admin.get(path)).body;
      await world.admin.patch(path, version, { department: sales.id });
    }
    const values = {
      phone: '021-58880001',
      credit_level: 'A',
      credit_limit: '50000.00',
      bank_account: '6222000011',
    };
    const { seller } = people;
    own = await make(world.admin, 'account', { name: '本部客户', owner: seller.id, ...values });
    foreign = await make(world.admin, 'account', { name: '外部客户', ...values });
    await make(world.admin, 'contact', { name: '王芳', account: own.id, mobile: '13800001234' });
    await make(world.admin, 'opportunity', {
      name: '设备采购',
      account: own.id,
      owner: seller.id,
      amount: '880000.00',
      expected_close_on: '2026-12-31',
    });
  });
  afterAll(() => world?.close());

  const names = async (who: Name, entity: string) => {
    const { status, body } = await people[who].get(`/api/records/${entity}`, {
      sort: 'name',
      fields: 'name',
    });
    return status === 404 ? status : body.items.map(({ name }: { name: string }) => name);
  };

  test.each([
    ['seller', ['本部客户'], ['王芳'], ['设备采购']],
    ['head', ['本部客户'], [], ['设备采购']],
    ['manager', ['外部客户', '本部客户'].sort(), ['王芳'], ['设备采购']],
    ['service', ['外部客户', '本部客户'].sort(), ['王芳'], ['设备采购']],
    ['clerk', ['外部客户', '本部客户'].sort(), ['王芳'], []],
    ['data', ['外部客户', '本部客户'].sort(), ['王芳'], ['设备采购']],
    ['platform', 404, 404, 404],
    ['marketing', ['外部客户', '本部客户'].sort(), ['王芳'], ['设备采购']],
  ] as const)('%s sees', async (who, accounts, contacts, deals) => {
    const seen = await names(who, 'account');
    expect(Array.isArray(seen) ? [...seen].sort() : seen).toEqual(accounts);
    expect(await names(who, 'contact')).toEqual(contacts);
    expect(await names(who, 'opportunity')).toEqual(deals);
  });

  test('a seller changes what is his and nothing else', async () => {
    const { seller } = people;
    expect((await seller.get(foreign.path)).status).toBe(404);
    expect((await seller.patch(own.path, 1, { short_name: '本部' })).status).toBe(200);
    const credit = await seller.patch(own.path, 2, { credit_limit: '1.00' });
    expect(credit.body.problems?.[0]).toMatchObject({ at: '/credit_limit' });
    const made = await make(seller, 'account', { name: '新客户甲', phone: '021-58880002' });
    expect(made.body.owner).toBe(seller.id);
  });

  test('data entry sees names to choose from, and all of what it has entered', async () => {
    const { clerk } = people;
    const other = (await clerk.get(own.path)).body;
    expect(other.name).toBe('本部客户');
    for (const field of ['phone', 'credit_limit', 'owner', 'level'])
      expect(other).not.toHaveProperty(field);
    const values = { name: '代录客户', phone: '021-58880003', owner: people.seller.id };
    const made = await make(clerk, 'account', values);
    expect((await clerk.get(made.path)).body).toMatchObject({ phone: '021-58880003' });
    expect((await clerk.patch(made.path, 1, { phone: '021-58880004' })).status).toBe(200);
    expect((await clerk.patch(own.path, 2, { phone: '021-58880004' })).status).toBe(403);
    const rich = await clerk.get('/api/records/account', {
      filter: JSON.stringify({ '>': [{ var: 'credit_limit' }, 1] }),
      count: 'exact',
    });
    expect(rich.body.count).toBe(0);
  });

  test('service and marketing read customers without their money', async () => {
    for (const who of ['service', 'marketing'] as const) {
      const account = (await people[who].get(own.path)).body;
      for (const field of ['credit_limit', 'bank_account', 'annual_revenue'])
        expect(account, who).not.toHaveProperty(field);
      const deal = (await people[who].get('/api/records/opportunity')).body.items[0];
      expect(deal, who).not.toHaveProperty('amount');
    }
    const mobile = (await people.marketing.get('/api/records/contact')).body.items[0].mobile;
    expect(mobile).toBe('138****1234');
  });

  test('every list and view that is offered opens', async () => {
    for (const [name, person] of Object.entries(people)) {
      const { entities } = (await person.get('/api/model')).body;
      for (const entity of Object.keys(entities)) {
        const { views } = (await person.get(`/api/model/entities/${entity}`)).body;
        for (const view of views as { name: string; sort?: string; filter?: unknown }[]) {
          const query = {
            ...(view.sort ? { sort: view.sort } : {}),
            ...(view.filter ? { filter: JSON.stringify(view.filter) } : {}),
          };
          for (const asked of [{ view: view.name }, query]) {
            const answer = await person.get(`/api/records/${entity}`, { ...asked, limit: '3' });
            expect(answer.status, `${name} ${entity} ${view.name} ${answer.text}`).toBe(200);
          }
        }
      }
    }
  });

  test('P16 who manages users makes no administrators and takes over none', async () => {
    const { data, platform } = people;
    const roles = (await world.admin.get('/api/records/role')).body.items;
    const idOf = (key: string) => roles.find((role: { key: string }) => role.key === key).id;
    const me = (await world.admin.get('/api/me')).body.user.id;
    const person = (more: object) => ({ name: '新人', active: true, ...more });
    const plain = await data.post(
      '/api/records/user',
      person({ email: `plain-${database}@example.com`, roles: [idOf('user'), idOf('sales_rep')] }),
    );
    expect(plain.status, plain.text).toBe(201);
    const admin = await data.post(
      '/api/records/user',
      person({ email: `evil-${database}@example.com`, roles: [idOf('admin')] }),
    );
    expect(admin.status).toBe(403);
    const tries: [string, object][] = [
      [people.data.id, { roles: [idOf('user'), idOf('data_manager'), idOf('admin')] }],
      [me, { email: 'mine@example.com' }],
      [me, { active: false }],
      [plain.body.id, { roles: [idOf('admin')] }],
    ];
    for (const [id, patch] of tries) {
      const { version } = (await world.admin.get(`/api/records/user/${id}`)).body;
      expect((await data.patch(`/api/records/user/${id}`, version, patch)).status).toBe(403);
    }
    const grant = { starts_at: '2026-11-22T00:00:00Z', ends_at: '2026-12-01T00:00:00Z' };
    const given = await data.post('/api/records/role_grant', {
      person: people.data.id,
      role: idOf('admin'),
      reason: 'x',
      ...grant,
    });
    expect(given.status).toBe(403);
    const lent = await world.admin.post('/api/records/role_grant', {
      person: people.data.id,
      role: idOf('admin'),
      reason: 'x',
      starts_at: '2030-01-01T00:00:00Z',
      ends_at: '2030-02-01T00:00:00Z',
    });
    expect(lent.status, lent.text).toBe(201);
    for (const patch of [{ role: idOf('user') }, { ends_at: '2030-01-02T00:00:00Z' }]) {
      const taken = await data.patch(`/api/records/role_grant/${lent.body.id}`, 1, patch);
      expect(taken.status, JSON.stringify(patch)).toBe(403);
    }
    const { version } = (await world.admin.get(`/api/records/user/${plain.body.id}`)).body;
    const rights = await platform.patch(`/api/records/user/${plain.body.id}`, version, {
      roles: [idOf('data_manager')],
    });
    expect(rights.status).toBe(422);
  });
});
