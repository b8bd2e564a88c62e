// Names in the order people look for them: pinyin, letters without case, numbers by size; alike on every database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eras, field } from '../support/eras.ts';
import { packFolder, text } from '../support/pack-files.ts';
import { listAll, make } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const FIRM = {
  name: field('fi_name', 'text', { searchable: true }),
  note: field('fi_note', 'text'),
};
const entities = {
  'entities/firm/entity.json': {
    entity: 'firm',
    id: 'ent_firm',
    label: text('Firm'),
    nameField: 'name',
    fields: FIRM,
    features: { owner: true },
  },
  'entities/firm/views/all.json': {
    view: 'all',
    kind: 'table',
    label: text('All'),
    sort: 'name',
    columns: { name: {} },
  },
  'entities/person/entity.json': {
    entity: 'person',
    id: 'ent_person',
    label: text('Person'),
    nameField: 'name',
    fields: {
      name: field('pe_name', 'text', { format: 'person_name' }),
      firm: field('pe_firm', 'reference', { entity: 'firm' }),
    },
  },
  'roles/clerk.json': { role: 'clerk', label: text('Clerk') },
  'policies/clerk.json': {
    policy: 'clerk',
    label: text('Clerk'),
    roles: ['clerk'],
    entities: {
      firm: { actions: { read: 'all' }, fields: { name: 'masked' } },
      person: { actions: { read: 'all' }, fields: { name: 'hidden' } },
    },
  },
};
const FIRMS = [
  null,
  '(上海)贸易',
  '1号店',
  '9号店',
  '10号店',
  '阿里巴巴',
  'Amber',
  'amber',
  '安徽海螺',
  'BASF',
  '长沙机械',
  '重庆长安',
  '吕梁钢铁',
  '罗兰贝格',
  '上海华信 2 厂',
  '上海华信 12 厂',
  '中国银行',
  '中国银行',
  '重工集团',
  'Zürich AG',
  '𠮷野家',
];
const PEOPLE = ['李娜', '单雄信', '王伟', '王伟', '曾国藩', '张三丰', '张伟', '章子怡', 'Zoe'];

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  let folder: ReturnType<typeof packFolder>;
  const names = async (entity: string, query: Record<string, string>) =>
    (await listAll(admin, entity, query)).map(({ name }) => name);

  beforeAll(async () => {
    folder = packFolder('names', entities);
    const onlyPacks = [`${process.cwd()}/metadata/system`, folder.folder];
    world = await startWorld(database, { onlyPacks });
    admin = world.admin;
    // Neither in order nor backwards.
    const shuffled = [...FIRMS.keys()].sort((a, b) => ((a * 7) % 11) - ((b * 7) % 11) || a - b);
    const create = shuffled.map((index) => ({ name: FIRMS[index] }));
    expect((await admin.post('/api/records/firm/bulk', { create })).status).toBe(200);
    for (const name of [...PEOPLE].reverse()) {
      const [firm] = await listAll(admin, 'firm', {
        filter: JSON.stringify({ '==': [{ var: 'name' }, FIRMS[PEOPLE.indexOf(name) + 8]] }),
      });
      await make(admin, 'person', { name, firm: firm?.id });
    }
  });
  afterAll(async () => {
    await world?.close();
    folder.remove();
  });

  test('up, down and through a view', async () => {
    expect(await names('firm', { sort: 'name' })).toEqual(FIRMS);
    expect(await names('firm', { sort: '-name' })).toEqual([...FIRMS].reverse());
    expect(await names('firm', { view: 'all' })).toEqual(FIRMS);
    expect(await names('person', { sort: 'name' })).toEqual(PEOPLE);
  });

  test('page by page, also where names are the same', async () => {
    for (const sort of ['name', '-name', 'note,name', 'name,note']) {
      const whole = await listAll(admin, 'firm', { sort });
      const paged = await listAll(admin, 'firm', { sort, limit: '2' });
      expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    }
  });

  test('through a reference', async () => {
    const people = await names('person', { sort: 'firm.name' });
    expect(people).toEqual(PEOPLE.map((_, index) => PEOPLE[index]));
    expect(await names('person', { sort: '-firm.name', limit: '2' })).toEqual(people.reverse());
  });

  test('a changed name moves, an emptied one goes to the empty ones', async () => {
    const made = await make(admin, 'firm', { name: '张江' });
    expect((await names('firm', { sort: '-name' }))[5]).toBe('张江');
    await admin.patch(made.path, 1, { name: 'AAA' });
    expect((await names('firm', { sort: 'name' })).indexOf('AAA')).toBe(6);
    await admin.patch(made.path, 2, { name: null });
    expect((await names('firm', { sort: 'name' })).slice(0, 3)).toEqual([null, null, FIRMS[1]]);
    await admin.delete(made.path, 3);
  });

  test('nobody sorts by a name he may not read', async () => {
    const clerk = await world.user(`clerk-${database}`, ['clerk']);
    for (const [entity, sort] of [
      ['firm', 'name'],
      ['person', 'name'],
      ['person', 'firm.name'],
      ['firm', 'name__sort'],
    ] as const)
      expect((await clerk.get(`/api/records/${entity}`, { sort })).status).toBe(400);
    const { body } = await admin.get('/api/records/firm', { limit: '1' });
    expect(Object.keys(body.items[0]).filter((key) => key.includes('sort'))).toEqual([]);
  });

  test('records that were there before get their keys, and again after a time without', async () => {
    const firm = entities['entities/firm/entity.json'];
    const named = (nameField: string) => ({
      'entities/firm/entity.json': { ...firm, nameField },
    });
    const sorted = async (client: Client) =>
      (await listAll(client, 'firm', { sort: 'name' })).map(({ name }) => name);
    await eras(database, [
      [
        named('note'),
        async ({ admin: client }) => {
          await client.post('/api/records/firm/bulk', {
            create: Array.from({ length: 1203 }, (_, index) => ({ name: `公司${index}` })),
          });
        },
      ],
      [
        named('name'),
        async ({ admin: client }) => {
          const all = Array.from({ length: 1203 }, (_, index) => `公司${index}`);
          expect(await sorted(client)).toEqual(all);
        },
      ],
      [
        named('note'),
        async ({ admin: client }) => {
          const [last] = await listAll(client, 'firm', { sort: 'created_at' });
          await client.patch(`/api/records/firm/${last?.id}`, 1, { name: '阿' });
        },
      ],
      [
        named('name'),
        async ({ admin: client }) => {
          expect((await sorted(client))[0]).toBe('阿');
        },
      ],
    ]);
  });
});
