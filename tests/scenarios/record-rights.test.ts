// Rights that differ from record to record: the widest of the policies that hold for this one record, in every place a
// value could show.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import { type Made, make } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const packs = ['metadata/system', 'tests/support/packs/guarded'].map((path) =>
  join(projectFolder, path),
);
type Person = Client & { readonly id: string };

describe.each(databases)('%s', (database) => {
  let world: World;
  /** Sells: own records with all fields; plans: everybody's, few fields. */
  let both: Person;
  let auditor: Person;
  let mine: Made;
  let theirs: Made;
  beforeAll(async () => {
    world = await startWorld(database, { onlyPacks: packs });
    both = await world.user(`both-${database}`, ['user', 'seller', 'planner']);
    auditor = await world.user(`auditor-${database}`, ['user', 'auditor']);
    const values = { city: '杭州', phone: '13800001234', grade: 'a', tags: ['重点'] };
    mine = await make(world.admin, 'client', {
      ...values,
      name: '本人客户',
      budget: '100.00',
      owner: both.id,
    });
    theirs = await make(world.admin, 'client', {
      ...values,
      name: '他人客户',
      budget: '250.00',
      partner: mine.id,
    });
    await make(world.admin, 'client', { name: '乙级客户', grade: 'b', budget: '900.00' });
  });
  afterAll(() => world?.close());

  test('one record shows all fields, another only those of the policy that reaches it', async () => {
    const own = (await both.get(mine.path)).body;
    expect(own).toMatchObject({ budget: '100.00', phone: '13800001234', tags: ['重点'] });
    const foreign = (await both.get(theirs.path)).body;
    expect(foreign).toMatchObject({ name: '他人客户', city: '杭州', grade: 'a' });
    expect(foreign.phone).toMatch(/^138\*+1234$/);
    for (const hidden of ['budget', 'tags', 'partner', 'owner'])
      expect(foreign, hidden).not.toHaveProperty(hidden);
  });

  test('lists hold the same, and filters, sorts and groups see nothing of hidden values', async () => {
    const list = (query: Record<string, string>) => both.get('/api/records/client', query);
    const all = await list({ fields: 'name,budget,phone', sort: 'name' });
    expect(all.body.items).toHaveLength(3);
    expect(all.text).not.toContain('250.00');
    expect(all.text).not.toContain('900.00');
    const rich = await list({
      filter: JSON.stringify({ '>': [{ var: 'budget' }, 10] }),
      count: 'exact',
    });
    expect(rich.body.count).toBe(1);
    expect(rich.body.items[0].id).toBe(mine.id);
    const tagged = await list({ filter: JSON.stringify({ in: ['重点', { var: 'tags' }] }) });
    expect(tagged.body.items.map(({ id }: Made) => id)).toEqual([mine.id]);
    const phones = await list({
      filter: JSON.stringify({ '==': [{ var: 'phone' }, '13800001234'] }),
    });
    expect(phones.body.items.map(({ id }: Made) => id)).toEqual([mine.id]);
    const sorted = await list({ sort: '-budget', fields: 'name,budget', limit: '1' });
    expect(sorted.body.items[0].id).toBe(mine.id);
    const next = await list({
      sort: '-budget',
      fields: 'name,budget',
      cursor: sorted.body.nextCursor,
    });
    expect(next.status, next.text).toBe(200);
    expect(next.body.items).toHaveLength(2);
    const rows = await both.post('/api/records/client/aggregate', {
      groupBy: [{ field: 'budget' }],
      measures: [{ op: 'sum', field: 'budget' }, { op: 'max', field: 'budget' }, { op: 'count' }],
    });
    expect(rows.status, rows.text).toBe(200);
    expect(rows.body.rows).toEqual([
      { budget: null, sum_budget: null, max_budget: null, count: 2 },
      { budget: '100.00', sum_budget: '100.00', max_budget: '100.00', count: 1 },
    ]);
  });

  test('a search finds a phone only where it may be read', async () => {
    const found = await both.get('/api/records/client', { q: '13800001234' });
    expect(found.status, found.text).toBe(200);
    expect(found.body.items.map(({ id }: Made) => id)).toEqual([mine.id]);
    const named = await both.get('/api/records/client', { q: '他人' });
    expect(named.body.items.map(({ id }: Made) => id)).toEqual([theirs.id]);
    const global = await both.get('/api/search', { q: '13800001234' });
    expect(JSON.stringify(global.body)).not.toContain(theirs.id);
  });

  test('paths over references keep to the rights on the record they end at', async () => {
    const answer = await both.get('/api/records/client', {
      fields: 'name,partner.name,partner.budget',
      filter: JSON.stringify({ '==': [{ var: 'id' }, theirs.id] }),
    });
    expect(answer.body.items[0]).not.toHaveProperty('partner');
    const reached = await both.get('/api/records/client', {
      filter: JSON.stringify({ '>': [{ var: 'partner.budget' }, 1] }),
    });
    expect(reached.body.items).toEqual([]);
  });

  test('the change log follows the rights to the record', async () => {
    await world.admin.patch(theirs.path, theirs.version, { budget: '251.00', city: '苏州' });
    const { text, body } = await both.get(`${theirs.path}/history`);
    expect(text).not.toContain('251.00');
    expect(text).toContain('苏州');
    expect(JSON.stringify(body)).not.toContain('13800001234');
  });

  test('writing is decided by the policies that let this record be changed', async () => {
    const b = await make(world.admin, 'client', { name: '可改城市', grade: 'b', city: '北京' });
    const city = await both.patch(b.path, 1, { city: '天津' });
    expect(city.status, city.text).toBe(200);
    expect(city.body).not.toHaveProperty('budget');
    for (const [field, value] of [
      ['name', 'x'],
      ['budget', '1.00'],
      ['phone', '13900001111'],
    ] as const) {
      const refused = await both.patch(b.path, 2, { [field]: value });
      expect(refused.status, field).toBe(422);
      expect(refused.body.problems[0]).toMatchObject({ code: 'record.read-only', at: `/${field}` });
    }
    expect((await both.patch(theirs.path, 2, { city: 'x' })).status).toBe(403);
    const own = await both.patch(mine.path, 1, { budget: '120.00', name: '本人客户二' });
    expect(own.status, own.text).toBe(200);
    const stale = await both.patch(b.path, 1, { city: 'x' });
    expect(stale.status).toBe(412);
    expect(stale.body.current).not.toHaveProperty('budget');
    expect(stale.body.current.city).toBe('天津');
  });

  test('a mute takes fields away on the records it names', async () => {
    const a = (await auditor.get(mine.path)).body;
    expect(a).not.toHaveProperty('budget');
    expect(a.phone).toContain('*');
    const list = await auditor.get('/api/records/client', {
      fields: 'name,budget',
      sort: '-budget',
    });
    expect(list.body.items[0]).toMatchObject({ name: '乙级客户', budget: '900.00' });
    expect(list.text).not.toContain('250.00');
    const sum = await auditor.post('/api/records/client/aggregate', {
      measures: [{ op: 'sum', field: 'budget' }],
    });
    expect(sum.body.rows).toEqual([{ sum_budget: '900.00' }]);
  });

  test('a record says what may be done with it', async () => {
    const own = (await both.get(`${mine.path}/access`)).body;
    expect(own.actions).toEqual(expect.arrayContaining(['read', 'update', 'delete', 'share']));
    expect(own.fields).toMatchObject({ budget: 'write', id: 'read' });
    const foreign = (await both.get(`${theirs.path}/access`)).body;
    expect(foreign.actions).toEqual(expect.not.arrayContaining(['update', 'delete']));
    expect(foreign.fields).toMatchObject({ budget: 'hidden', phone: 'masked', city: 'read' });
    expect((await auditor.get(`/api/records/contract/${mine.id}/access`)).status).toBe(404);
  });
});
