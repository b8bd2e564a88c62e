// Full-text search as people type: Chinese pairs, pinyin initials, beginnings of words, pieces of numbers, any width.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { make, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const COMPANIES = [
  { key: 'ningbo', name: '宁波东方轴承有限公司', phone: '13800138000', remark: 'Hydraulic pumps' },
  { key: 'huaxin', name: '华信科技', phone: '021-58888888' },
  { key: 'acme', name: 'ACME Bearings Ltd', remark: '进口轴承，含税' },
  { key: 'wide', name: 'ＡＢＣ贸易' },
  { key: 'percent', name: '100% _pure_ oil' },
] as const;

const QUERIES: readonly [q: string, found: readonly string[]][] = [
  ['东方', ['ningbo']],
  ['轴承', ['ningbo', 'acme']],
  ['方轴承有', ['ningbo']],
  ['东轴', []],
  ['dfzc', ['ningbo']],
  ['hxkj', ['huaxin']],
  ['HX', ['huaxin']],
  ['bear', ['acme']],
  ['BEARINGS', ['acme']],
  ['earings', []],
  ['acme ltd', ['acme']],
  ['acme 东方', []],
  ['hydraulic', ['ningbo']],
  ['138000', ['ningbo']],
  ['38000', ['ningbo']],
  ['13800138000', ['ningbo']],
  ['5888', ['huaxin']],
  ['abc', ['wide']],
  ['ＡＣＭＥ', ['acme']],
  ['１３８００', ['ningbo']],
  ['100', ['percent']],
  ['%', []],
  ['_', []],
  ['"', []],
  ["' or 1=1 --", []],
  ['轴* OR 东', []],
  ['NEAR(acme bearings)', []],
  ['acme AND NOT bearings', []],
  ['name:acme', []],
  ['^acme', ['acme']],
];

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  const keys = new Map<string, string>();
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
    for (const { key, ...company } of COMPANIES)
      keys.set((await make(admin, 'company', company)).id, key);
  });
  afterAll(() => world?.close());

  const found = async (q: string) => {
    const answer = await admin.get('/api/records/company', { q, fields: 'id', count: 'exact' });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.count).toBe(answer.body.items.length);
    return answer.body.items.map(({ id }: { id: string }) => keys.get(id)).sort();
  };

  test.each(QUERIES)('%s', async (q, expected) => {
    expect(await found(q)).toEqual([...expected].sort());
    const everywhere = await admin.get('/api/search', { q, entities: 'company' });
    const hits = everywhere.body.items.map(({ id }: { id: string }) => keys.get(id)).sort();
    expect(hits).toEqual([...expected].sort());
  });

  test('hits carry the name and second line of the record, over all entities', async () => {
    const deal = await make(admin, 'deal', { title: '轴承采购' });
    const { body } = await admin.get('/api/search', { q: '轴承采购' });
    expect(body.items).toEqual([{ entity: 'deal', id: deal.id, name: '轴承采购', subtitle: '' }]);
    await admin.delete(deal.path, 1);
    expect((await admin.get('/api/search', { q: '轴承采购' })).body.items).toEqual([]);
  });

  test('the index follows changes, deletes and restores', async () => {
    const { path } = await make(admin, 'company', { name: '青岛海尔', phone: '13911112222' });
    expect(await found('海尔')).toHaveLength(1);
    await admin.patch(path, 1, { name: '青岛海信', phone: null });
    expect([await found('海尔'), await found('1391111')]).toEqual([[], []]);
    expect(await found('海信')).toHaveLength(1);
    await admin.delete(path, 2);
    expect(await found('海信')).toEqual([]);
    await admin.post(`${path}/restore`);
    expect(await found('海信')).toHaveLength(1);
    await admin.delete(path, 4);
  });

  test('an entity of which nothing was ever indexed has no hits; its index outlives a refused write', async () => {
    const notes = async () => {
      const answer = await admin.get('/api/records/note', { q: '备忘', count: 'exact' });
      expect(answer.status, answer.text).toBe(200);
      return answer.body.count as number;
    };
    const nothing = await admin.get('/api/records/note', { q: '备忘', filter: '{"nope":1}' });
    expect([await notes(), nothing.status]).toEqual([0, 400]);
    const note = (body: string) => ({ body });
    const refused = await admin.post('/api/records/note/bulk', {
      create: [note('备忘一'), { nope: 1 }],
    });
    expect([refused.status, await notes()]).toEqual([422, 0]);
    const id = (await make(admin, 'note', note('备忘二'))).path;
    expect(await notes()).toBe(1);
    await admin.patch(id, 1, { body: '别的' });
    expect(await notes()).toBe(0);
  });

  test('search goes with filter, sort and pages', async () => {
    const filter = JSON.stringify({ starts_with: [{ var: 'name' }, 'ACME'] });
    const narrowed = await admin.get('/api/records/company', { q: '轴承', filter });
    expect(narrowed.body.items.map(({ id }: { id: string }) => keys.get(id))).toEqual(['acme']);
    const first = await admin.get('/api/records/company', { q: '轴承', sort: 'name', limit: '1' });
    const { nextCursor: cursor } = first.body;
    const second = await admin.get('/api/records/company', {
      q: '轴承',
      sort: 'name',
      limit: '1',
      cursor,
    });
    const names = [first, second].map(({ body }) => keys.get(body.items[0].id));
    expect(names).toEqual(['acme', 'ningbo']);
    expect(second.body.nextCursor).toBeNull();
  });

  test.each(['limit=0', 'limit=51', 'limit=x', 'q=', 'entities=company', 'q=x&foo=1'])(
    'refuses /api/search?%s',
    async (query) => {
      const path = query.startsWith('limit') ? `q=x&${query}` : query;
      expect((await admin.get(`/api/search?${path}`)).status).toBe(400);
    },
  );

  test('I03 a search of 60,000 characters is answered', async () => {
    for (const q of ['轴'.repeat(60_000), 'a '.repeat(30_000), '1'.repeat(60_000)]) {
      const answer = await admin.get('/api/records/company', { q });
      expect([200, 400]).toContain(answer.status);
    }
  });
});
