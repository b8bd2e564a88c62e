// What a person may not see shows nowhere: lists, counts, filters, sorts, paths, search, groups, history, errors, documents.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Made, make, problemsOf, startTrade } from '../support/trade.ts';
import { type Answer, type Client, databases, type World } from '../support/world.ts';

/** Stands in every value the person called rep may not see. */
const CANARY = 'kanarienvogel';
const MISSING = '00000000-0000-7000-8000-000000000000';

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  let rep: Client & { readonly id: string };
  let clerk: Client & { readonly id: string };
  let own: Made;
  let foreign: Made;
  let vault: Made;
  let deal: Made;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
    rep = await world.user(`rep-${database}`, ['user', 'rep']);
    clerk = await world.user(`clerk-${database}`, ['user', 'clerk']);
    vault = await make(admin, 'vault', { word: `${CANARY} vault` });
    foreign = await make(admin, 'company', {
      name: `${CANARY} foreign`,
      secret: CANARY,
      size: 999,
      phone: '13900001111',
    });
    own = await make(admin, 'company', {
      name: 'Own company',
      owner: rep.id,
      secret: CANARY,
      margin: '77.77',
      bank: `6222${CANARY}9999`,
      parent: foreign.id,
    });
    deal = await make(admin, 'deal', {
      title: 'Own deal',
      owner: rep.id,
      company: own.id,
      vault: vault.id,
      margin: '66.66',
      lines: [{ quantity: '1.00', price: '5.00', cost: '3.33' }],
    });
    await make(admin, 'deal', { title: `${CANARY} deal`, company: foreign.id });
  });
  afterAll(() => world?.close());

  const company = (query: Record<string, string>) => rep.get('/api/records/company', query);
  const clean = (answer: Answer) => {
    expect(answer.text).not.toContain(CANARY);
    expect(answer.text).not.toContain('77.77');
    expect(answer.text).not.toContain('66.66');
    expect(answer.text).not.toContain('3.33');
  };

  test('P01 lists, counts and pages hold what one may see only', async () => {
    const list = await company({ count: 'exact' });
    expect(list.body).toMatchObject({ count: 1, nextCursor: null });
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([own.id]);
    clean(list);
    const [row] = (await rep.post('/api/records/company/aggregate', {})).body.rows;
    expect(row).toEqual({ count: 1 });
    const groups = await rep.post('/api/records/company/aggregate', {
      groupBy: [{ field: 'size' }],
      measures: [{ op: 'sum', field: 'size' }],
    });
    expect(groups.body.rows).toEqual([{ size: null, sum_size: null }]);
    const bin = await company({ deleted: 'only', count: 'exact' });
    expect(bin.body.count).toBe(0);
  });

  test('P02 a record out of reach answers like none at all', async () => {
    const ways: ((id: string) => Promise<Answer>)[] = [
      (id) => rep.get(`/api/records/company/${id}`),
      (id) => rep.get(`/api/records/company/${id}`, { fields: 'name' }),
      (id) => rep.get(`/api/records/company/${id}/history`),
      (id) => rep.patch(`/api/records/company/${id}`, 1, { name: 'x' }),
      (id) => rep.patch(`/api/records/company/${id}`, undefined, { name: 'x' }),
      (id) => rep.patch(`/api/records/company/${id}`, 9, { nope: 'x' }),
      (id) => rep.delete(`/api/records/company/${id}`, 1),
      (id) => rep.delete(`/api/records/company/${id}`),
      (id) => rep.post(`/api/records/company/${id}/restore`),
      (id) => rep.post('/api/records/company/bulk', { delete: { ids: [id] } }),
      (id) => rep.post('/api/records/company/bulk', { update: { ids: [id], patch: { size: 1 } } }),
      (id) => rep.post('/api/records/deal', { title: 'x', company: id }),
      (id) => rep.post('/api/records/note', { body: 'x', about: { entity: 'company', id } }),
      (id) => rep.post('/api/records/company', { name: 'x', peers: [id] }),
      (id) =>
        rep.get('/api/records/company', { filter: JSON.stringify({ '==': [{ var: 'id' }, id] }) }),
    ];
    for (const [index, way] of ways.entries()) {
      const [hidden, missing] = [await way(foreign.id), await way(MISSING)];
      expect([hidden.status, hidden.text], `way ${index}`).toEqual([missing.status, missing.text]);
      expect(hidden.headers.get('etag')).toBe(missing.headers.get('etag'));
    }
    expect((await admin.get(foreign.path)).body.version).toBe(1);
  });

  test.each(['secret', 'margin', 'bank'])(
    'P03 %s is refused in every place of a query',
    async (field) => {
      const of = { var: field };
      const filters = [
        { '==': [of, 'x'] },
        { '!': { is_empty: of } },
        { is_empty: of },
        { or: [{ '==': [{ var: 'name' }, 'x'] }, { and: [{ '!': { is_empty: of } }] }] },
        { '!': { in: [of, ['x']] } },
        { if: [{ is_empty: of }, true, false] },
        { '>': [{ var: 'children.0.margin' }, 1] },
      ];
      for (const filter of filters) {
        const answer = await company({ filter: JSON.stringify(filter) });
        expect([400, 403], JSON.stringify(filter)).toContain(answer.status);
        const body = { filter, measures: [{ op: 'count' }] };
        const rows = await rep.post('/api/records/company/aggregate', body);
        expect([400, 403]).toContain(rows.status);
        const bulk = await rep.post('/api/records/company/bulk', { delete: { filter } });
        expect([400, 403]).toContain(bulk.status);
      }
      expect((await company({ sort: field })).status).toBe(400);
      expect((await company({ sort: `-parent.${field}` })).status).toBe(400);
      for (const body of [
        { groupBy: [{ field }] },
        { measures: [{ op: 'max', field }] },
        { measures: [{ op: 'count', field }] },
        { groupBy: [{ field: `parent.${field}` }] },
        { measures: [{ op: 'sum', field: 'size' }], sort: field },
      ])
        expect((await rep.post('/api/records/company/aggregate', body)).status).toBe(400);
    },
  );

  test('P03 a hidden field answers exactly like one that does not exist', async () => {
    const like = (text: string, name: string) => text.replaceAll(name, 'NAME');
    const secret = await company({ filter: '{"==":[{"var":"secret"},"x"]}' });
    const missing = await company({ filter: '{"==":[{"var":"zzzzzz"},"x"]}' });
    expect(like(secret.text, 'secret')).toBe(like(missing.text, 'zzzzzz'));
    const near = await company({ sort: 'secre' });
    expect(near.text).not.toContain('secret');
    for (const [name, hidden] of [
      ['secre', 'secret'],
      ['vaultss', 'vaults'],
    ]) {
      const filter = JSON.stringify({ some: [{ var: name }, { is_empty: { var: name } }] });
      const tries = [
        await company({ filter }),
        await company({ filter: JSON.stringify({ is_empty: { var: name } }) }),
        await company({ fields: String(name) }),
        await rep.post('/api/records/company/aggregate', { groupBy: [{ field: name }] }),
      ];
      for (const answer of tries) {
        expect(answer.status).toBe(400);
        expect(answer.text.replaceAll(String(name), '')).not.toContain(hidden);
      }
    }
    const write = await rep.post('/api/records/company', { name: 'x', secre: 1 });
    expect(write.text).not.toContain("'secret'");
    const fields = await company({ fields: 'secret' });
    const none = await company({ fields: 'zzzzzz' });
    expect(like(fields.text, 'secret')).toBe(like(none.text, 'zzzzzz'));
  });

  test('P05 paths stop at what one may not read, however long they are', async () => {
    const refused = [
      'vault.word',
      'vault.company.name',
      'company.secret',
      'company.parent.secret',
      'company.vaults.word',
    ];
    for (const path of refused) {
      const filter = JSON.stringify({ '==': [{ var: path }, 'x'] });
      for (const query of [{ filter }, { sort: path }, { fields: path }] as Record<
        string,
        string
      >[]) {
        const answer = await rep.get('/api/records/deal', query);
        expect([400, 403], JSON.stringify(query)).toContain(answer.status);
      }
    }
    const some = { some: [{ var: 'vaults' }, { '!': { is_empty: { var: 'word' } } }] };
    expect((await company({ filter: JSON.stringify(some) })).status).toBe(400);
    const count = { '>': [{ count: [{ var: 'vaults' }, true] }, 0] };
    expect((await company({ filter: JSON.stringify(count) })).status).toBe(400);
  });

  test('P05 a related record out of reach counts as missing in filters and sorts', async () => {
    const named = (name: string) =>
      company({ filter: JSON.stringify({ '==': [{ var: 'parent.name' }, name] }), count: 'exact' });
    expect((await named(`${CANARY} foreign`)).body.count).toBe(0);
    const started = { starts_with: [{ var: 'parent.name' }, 'k'] };
    const probed = await company({ filter: JSON.stringify(started), count: 'exact' });
    expect(probed.body.count).toBe(0);
    const children = { some: [{ var: 'deals' }, { starts_with: [{ var: 'title' }, CANARY] }] };
    const some = await company({ filter: JSON.stringify(children), count: 'exact' });
    expect(some.body.count).toBe(0);
  });

  test('P08 expanding a related record out of reach gives null, hidden fields are absent', async () => {
    const expanded = await rep.get(own.path, { fields: 'name,parent.name,parent.$name' });
    expect(expanded.body.parent).toBeNull();
    clean(expanded);
    const whole = await rep.get(own.path);
    expect(whole.body).not.toHaveProperty('secret');
    expect(whole.body).not.toHaveProperty('margin');
    expect(whole.body.bank).toBe('622****9999');
    clean(whole);
    const lines = await rep.get(deal.path);
    expect(lines.body.lines).toHaveLength(1);
    clean(lines);
    const deep = await rep.get(own.path, { fields: 'parent.parent.parent.parent.parent.name' });
    expect(deep.status).toBe(400);
    const starred = await rep.get(own.path, { fields: '*' });
    expect(starred.status).toBe(400);
  });

  test('P09 search finds nothing by hidden, masked or foreign values', async () => {
    for (const q of [CANARY, '13900001111', '9999', '6222']) {
      const list = await company({ q, count: 'exact' });
      expect(list.body, q).toMatchObject({ items: [], count: 0 });
      const everywhere = await rep.get('/api/search', { q });
      expect(everywhere.body.items).toEqual([]);
      const rows = await rep.post('/api/records/company/aggregate', { q });
      expect(rows.body.rows.map(({ count }: { count: number }) => count)).not.toContain(1);
    }
    expect(
      (await rep.get('/api/search', { q: 'Own', entities: 'company' })).body.items,
    ).toHaveLength(1);
  });

  test('history leaves hidden fields out and masks masked ones', async () => {
    const { body, text } = await rep.get(`${own.path}/history`);
    const fields = body.items[0].changes.map(({ field }: { field: string }) => field);
    expect(fields).not.toContain('secret');
    expect(fields).not.toContain('margin');
    expect(fields).toContain('bank');
    expect(text).not.toContain(CANARY);
  });

  test('the answer to a stale version holds what one may see only', async () => {
    const made = await make(rep, 'company', { name: 'Stale' });
    await admin.patch(made.path, 1, { secret: CANARY });
    const stale = await rep.patch(made.path, 1, { name: 'x' });
    expect(stale.status).toBe(412);
    clean(stale);
    expect(stale.body.current.version).toBe(2);
  });

  test.each([
    ['id', { id: MISSING }],
    ['version', { version: 99 }],
    ['created_by', { created_by: MISSING }],
    ['created_at', { created_at: '2020-01-01T00:00:00.000Z' }],
    ['deleted_at', { deleted_at: '2020-01-01T00:00:00.000Z' }],
    ['hidden', { secret: 'x' }],
    ['masked', { bank: '6222' }],
    ['formula', { double_size: 1 }],
    ['roll-up', { deal_sum: '1.00' }],
    ['auto-number', { code: 'C-1' }],
    ['read-only', { fixed: 'x' }],
    ['nested record', { parent: { id: MISSING, name: 'x' } }],
    ['expanded path', { 'parent.name': 'x' }],
    ['tenant', { tenant: 'x' }],
    ['constructor', { constructor: {} }],
    ['collection', { deals: [{ title: 'x' }] }],
  ])('P16 writing %s is refused and changes nothing', async (_, body) => {
    const before = (await admin.get(own.path)).text;
    const patched = await rep.patch(own.path, JSON.parse(before).version, body);
    expect(patched.status, patched.text).toBe(422);
    const created = await rep.post('/api/records/company', { name: 'x', ...body });
    expect(created.status).toBe(422);
    expect((await admin.get(own.path)).text).toBe(before);
  });

  test('P16 __proto__ in a body is an unknown field', async () => {
    const answer = await rep.send('POST', '/api/records/company', {
      headers: { 'Content-Type': 'application/json' },
      body: '{"name":"x","__proto__":{"owner":"y","administrator":true}}',
    });
    expect(answer.status).toBe(422);
    expect(({} as { administrator?: boolean }).administrator).toBeUndefined();
  });

  test('P16 P18 nobody gives records away or takes them without the right', async () => {
    const made = await make(rep, 'company', { name: 'Mine' });
    expect((await rep.patch(made.path, 1, { owner: clerk.id })).status).toBe(403);
    const bulk = { transfer: { ids: [made.id], owner: clerk.id } };
    expect((await rep.post('/api/records/company/bulk', bulk)).status).toBe(403);
    const patch = { update: { ids: [made.id], patch: { owner: clerk.id } } };
    expect((await rep.post('/api/records/company/bulk', patch)).status).toBeGreaterThanOrEqual(400);
    expect((await admin.get(made.path)).body).toMatchObject({ owner: rep.id, version: 1 });
  });

  test('P18 bulk by ids or filter touches own records only', async () => {
    const mine = await make(rep, 'company', { name: 'Mine', size: 999 });
    const mixed = await rep.post('/api/records/company/bulk', {
      delete: { ids: [mine.id, foreign.id] },
    });
    expect(problemsOf(mixed)).toEqual(['record.not-found /ids/1']);
    const filter = { '==': [{ var: 'size' }, 999] };
    const filtered = await rep.post('/api/records/company/bulk', {
      update: { filter, patch: { size: 1 } },
    });
    expect(filtered.body.results.map(({ id }: { id: string }) => id)).toEqual([mine.id]);
    expect((await admin.get(foreign.path)).body.size).toBe(999);
    expect((await clerk.post('/api/records/company/bulk', { create: [] })).status).toBe(403);
  });

  test('P18 lines are written through their parent with the rights of lines only', async () => {
    const title = `Lines ${database}`;
    const open = await make(admin, 'deal', {
      title,
      lines: [
        { quantity: '1.00', price: '1.00' },
        { quantity: '500.00', price: '1.00' },
      ],
    });
    const seen = await clerk.get(open.path);
    expect(seen.body.lines).toHaveLength(1);
    const [line] = seen.body.lines;
    const added = await clerk.patch(open.path, 1, {
      lines: [line, { quantity: '2.00', price: '1.00' }],
    });
    const changed = await clerk.patch(open.path, 1, { lines: [{ ...line, price: '9.00' }] });
    const removed = await clerk.patch(open.path, 1, { lines: [] });
    expect([added.status, changed.status, removed.status]).toEqual([403, 403, 403]);
    const kept = await clerk.patch(open.path, 1, { title: `${title}!`, lines: [line] });
    expect(kept.status, kept.text).toBe(200);
    expect((await admin.get(open.path)).body).toMatchObject({ title: `${title}!`, line_count: 2 });
  });

  test('P20 documents of the model show neither hidden entities nor fields', async () => {
    for (const path of [
      '/api/openapi.json',
      '/api/model',
      '/api/model/entities/company',
      '/api/validators/company.js',
    ]) {
      const answer = await rep.get(path);
      expect(answer.status, path).toBe(200);
      expect(answer.text, path).not.toMatch(/\bsecret\b|\bmargin\b/);
      expect(answer.text, path).not.toMatch(/\bvault\b(?!")/);
    }
    for (const path of [
      '/api/model/entities/vault',
      '/api/records/vault',
      '/api/validators/vault.js',
    ]) {
      const [hidden, missing] = [
        await rep.get(path),
        await rep.get(path.replace('vault', 'vauxx')),
      ];
      expect([hidden.status, hidden.text.replaceAll('vault', 'vauxx')]).toEqual([
        missing.status,
        missing.text,
      ]);
    }
  });

  test('P19 files of others answer like none', async () => {
    const form = new FormData();
    form.set('file', new File([CANARY], 'a.txt', { type: 'text/plain' }));
    const made = await admin.send('POST', '/api/files', { body: form });
    expect(made.status, made.text).toBe(201);
    const [hidden, missing] = [
      await rep.get(`/api/files/${made.body.id}`),
      await rep.get(`/api/files/${MISSING}`),
    ];
    expect([hidden.status, hidden.text]).toEqual([missing.status, missing.text]);
    const mine = await admin.get(`/api/files/${made.body.id}`);
    expect(mine.text).toBe(CANARY);
    expect(mine.headers.get('cache-control')).toContain('private');
    const ranged = await rep.send('GET', `/api/files/${made.body.id}`, {
      headers: { Range: 'bytes=0-3' },
    });
    expect(ranged.status).toBe(404);
  });

  test('private answers are never for shared caches', async () => {
    for (const path of [
      '/api/me',
      own.path,
      '/api/records/company',
      '/api/model',
      '/api/openapi.json',
    ])
      expect((await rep.get(path)).headers.get('cache-control'), path).toMatch(/private|no-store/);
    const model = await rep.get('/api/model');
    const tag = String(model.headers.get('etag'));
    const other = await clerk.send('GET', '/api/model', { headers: { 'If-None-Match': tag } });
    expect(other.status).toBe(200);
  });
});
