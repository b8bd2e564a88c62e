// Many records in one request: a result per record, or every problem at its place and nothing changed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshName, listAll, make, problemsOf, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
  });
  afterAll(() => world?.close());

  const bulk = (body: object, client = admin) => client.post('/api/records/company/bulk', body);
  const count = async () =>
    (await admin.get('/api/records/company', { count: 'exact' })).body.count as number;
  const some = async (size: number, extra: object = {}) => {
    const create = Array.from({ length: size }, () => ({ name: freshName(), ...extra }));
    const answer = await bulk({ create });
    expect(answer.status, answer.text).toBe(200);
    return (answer.body.results as { id: string }[]).map(({ id }) => id);
  };

  test('creates in order, with index, id and version, and a history for each', async () => {
    const answer = await bulk({ create: [{ name: 'one', size: 1 }, { name: 'two' }] });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.results).toMatchObject([
      { index: 0, version: 1 },
      { index: 1, version: 1 },
    ]);
    const path = `/api/records/company/${answer.body.results[1].id}`;
    expect((await admin.get(path)).body.name).toBe('two');
    expect((await admin.get(`${path}/history`)).body.items).toHaveLength(1);
  });

  test('one bad record undoes all, and every bad one is told', async () => {
    const before = await count();
    const answer = await bulk({
      create: [{ name: 'ok' }, { size: 1 }, { name: 'ok' }, { name: 'x', size: 'y', nope: 1 }],
    });
    expect(answer.status).toBe(422);
    expect(problemsOf(answer)).toEqual([
      'record.unknown-field /create/3/nope',
      'value.integer /create/3/size',
      'value.required /create/1/name',
    ]);
    expect(await count()).toBe(before);
  });

  test('two records with one unique value in one request: refused, nothing created', async () => {
    const before = await count();
    const tax = freshName('Tax');
    const answer = await bulk({
      create: [
        { name: 'a', tax_no: tax },
        { name: 'b', tax_no: tax },
      ],
    });
    expect(answer.status).toBe(422);
    expect(problemsOf(answer)).toEqual(['record.duplicate /create/1/tax_no']);
    expect(await count()).toBe(before);
    expect((await bulk({ create: [{ name: 'a', tax_no: tax }] })).status).toBe(200);
  });

  test('updates by ids and by filter', async () => {
    const ids = await some(3, { size: 7_001 });
    const byIds = await bulk({ update: { ids, patch: { size: 7_002 } } });
    expect(byIds.body.results.map(({ id }: { id: string }) => id)).toEqual(ids);
    const filter = { '==': [{ var: 'size' }, 7_002] };
    const byFilter = await bulk({ update: { filter, patch: { remark: 'done' } } });
    expect(byFilter.body.results).toHaveLength(3);
    const list = await listAll(admin, 'company', { filter: JSON.stringify(filter) });
    expect(list.map(({ remark, version }) => [remark, version])).toEqual(
      ids.map(() => ['done', 3]),
    );
  });

  test('an update with one record that does not exist changes none', async () => {
    const ids = await some(2, { size: 1 });
    const missing = '00000000-0000-7000-8000-000000000000';
    const answer = await bulk({
      update: { ids: [ids[0], missing, ids[1]], patch: { size: 2 } },
    });
    expect(problemsOf(answer)).toEqual(['record.not-found /ids/1']);
    for (const id of ids)
      expect((await admin.get(`/api/records/company/${id}`)).body).toMatchObject({
        size: 1,
        version: 1,
      });
  });

  test('deletes, and refuses all when one is still in use', async () => {
    const ids = await some(3);
    await make(admin, 'deal', { title: freshName(), company: ids[1] });
    const refused = await bulk({ delete: { ids } });
    expect(problemsOf(refused)).toEqual(['record.in-use /ids/1']);
    expect((await admin.get(`/api/records/company/${ids[0]}`)).status).toBe(200);
    const done = await bulk({ delete: { ids: [ids[0], ids[2]] } });
    expect(done.status, done.text).toBe(200);
    expect((await admin.get(`/api/records/company/${ids[2]}`)).status).toBe(404);
  });

  test('a record that went with its parent in the same request counts as deleted', async () => {
    const top = await make(admin, 'area', { name: 'top' });
    const below = await make(admin, 'area', { name: 'below', up: top.id });
    const answer = await admin.post('/api/records/area/bulk', {
      delete: { ids: [top.id, below.id] },
    });
    expect(answer.status, answer.text).toBe(200);
    expect((await admin.get(below.path)).status).toBe(404);
  });

  test('transfers to another owner', async () => {
    const ids = await some(2);
    const heir = await world.user(`heir-${database}`, ['user', 'rep']);
    const answer = await bulk({ transfer: { ids, owner: heir.id } });
    expect(answer.status, answer.text).toBe(200);
    expect((await heir.get(`/api/records/company/${ids[0]}`)).body.owner).toBe(heir.id);
    const nobody = await bulk({
      transfer: { ids, owner: '00000000-0000-7000-8000-000000000000' },
    });
    expect(nobody.status).toBe(422);
  });

  test.each([
    {},
    { create: {} },
    { create: ['x'] },
    { create: [], delete: { ids: [] } },
    { update: { ids: ['x'] } },
    { update: { patch: {} } },
    { update: { ids: ['x'], filter: true, patch: {} } },
    { update: { ids: 'x', patch: {} } },
    { update: { ids: [1], patch: {} } },
    { delete: {} },
    { delete: { ids: ['x'], force: true } },
    { transfer: { ids: ['x'] } },
    { destroy: {} },
    { delete: { filter: { '==': [{ var: 'nope' }, 1] } } },
    { delete: { filter: { foo: [] } } },
    { delete: { filter: 'name' } },
  ])('refuses %j and changes nothing', async (body) => {
    const before = await count();
    const answer = await bulk(body);
    expect(answer.status, answer.text).toBe(400);
    expect(await count()).toBe(before);
  });

  test('A8 a filter that is no condition selects nothing, in lists neither', async () => {
    const before = await count();
    expect(before).toBeGreaterThan(0);
    const answer = await bulk({ delete: { filter: null } });
    expect(answer.body.results ?? []).toEqual([]);
    const list = await admin.get('/api/records/company', { filter: 'null', count: 'exact' });
    expect(list.body.count ?? 0).toBe(0);
    expect(await count()).toBe(before);
  });

  test('an empty list of records is no work', async () => {
    expect((await bulk({ create: [] })).body).toEqual({ results: [] });
    expect((await bulk({ delete: { ids: [] } })).body).toEqual({ results: [] });
  });

  test('D01 more than 10,000 records are refused', async () => {
    const answer = await bulk({ create: Array.from({ length: 10_001 }, () => ({})) });
    expect([answer.status, answer.body.code]).toEqual([400, 'query.too-many']);
  });

  test('roll-ups are right after a bulk change over several parents', async () => {
    const [a, b] = await some(2);
    const create = [a, a, b].map((company) => ({ title: freshName(), company }));
    const made = await admin.post('/api/records/deal/bulk', { create });
    expect(made.status, made.text).toBe(200);
    const deals = made.body.results.map(({ id }: { id: string }) => id);
    const counts = async () =>
      Promise.all(
        [a, b].map(async (id) => (await admin.get(`/api/records/company/${id}`)).body.deal_count),
      );
    expect(await counts()).toEqual([2, 1]);
    await admin.post('/api/records/deal/bulk', {
      update: { ids: deals.slice(0, 2), patch: { company: b } },
    });
    expect(await counts()).toEqual([0, 3]);
    await admin.post('/api/records/deal/bulk', { delete: { ids: deals } });
    expect(await counts()).toEqual([0, 0]);
  });
});
