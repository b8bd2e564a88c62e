// Lists: paths over references, names, limits, the bin, and cursors that agree with one big sort.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAll, make, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

type Value = string | number | boolean | null;
type Item = Record<string, Value> & { id: string };

const SORTABLE = [
  'name',
  'size',
  'turnover',
  'founded',
  'seen',
  'active',
  'source',
  'rate',
] as const;
const RECORDS = 60;

/** Values with many ties and many empty ones; texts whose order a database may see differently. */
const company = fc.record({
  name: fc.constantFrom('a', 'B', 'b', 'Ä', '张', '中', '10', '9', '😀', 'ab'),
  size: fc.option(fc.integer({ min: -0, max: 4 })),
  turnover: fc.option(fc.constantFrom('-0.01', '0.00', '9999999999999999.99', '10.00', '9.00')),
  rate: fc.option(fc.constantFrom('0.0001', '1.0000', '-1.0000')),
  founded: fc.option(fc.constantFrom('2026-03-01', '2025-12-31', '1999-01-01')),
  seen: fc.option(fc.constantFrom('2026-03-01T00:00:00.000Z', '2026-02-28T23:59:59.999Z')),
  active: fc.option(fc.boolean()),
  source: fc.option(fc.constantFrom('fair', 'web')),
});

const sorts = fc
  .uniqueArray(fc.constantFrom(...SORTABLE), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.boolean().map((down) => (down ? `-${name}` : name)))),
  );

function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The order of the names above, each different from all others. */
const NAMES = ['9', '10', 'a', 'ab', 'B', 'b', '张', '中', 'Ä', '😀'];

/** Empty first upwards, texts by code point, numbers by size. */
function compareValue(a: Value, b: Value, isDecimal: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (isDecimal) {
    const [x, y] = [a, b].map((text) => BigInt(String(text).replace('.', '')));
    return (x as bigint) < (y as bigint) ? -1 : x === y ? 0 : 1;
  }
  return typeof a === 'string' ? compareText(a, String(b)) : Number(a) - Number(b);
}

function sorted(items: readonly Item[], sort: readonly string[]): string[] {
  const order = [...items];
  order.sort((a, b) => {
    for (const part of sort) {
      const name = part.replace('-', '');
      const isDecimal = name === 'turnover' || name === 'rate';
      const rank = (value: Value) => NAMES.indexOf(String(value));
      const [left, right] = [a[name] ?? null, b[name] ?? null];
      const difference =
        name === 'name' ? rank(left) - rank(right) : compareValue(left, right, isDecimal);
      if (difference !== 0) return part.startsWith('-') ? -difference : difference;
    }
    return 0;
  });
  return order.map(({ id }) => id);
}

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  let items: Item[];
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
    const create = fc.sample(company, { numRuns: RECORDS, seed: 7 });
    const answer = await admin.post('/api/records/company/bulk', { create });
    expect(answer.status, answer.text).toBe(200);
    items = (await listAll(admin, 'company', { fields: SORTABLE.join(',') })) as Item[];
  });
  afterAll(() => world?.close());

  const pages = async (sort: string, limit: number, extra: Record<string, string> = {}) =>
    (await listAll(admin, 'company', { sort, limit: String(limit), fields: 'id', ...extra })).map(
      ({ id }) => id,
    );

  test('pages of 7 under any sort hold every record once, in the order of one big sort', async () => {
    await fc.assert(
      fc.asyncProperty(sorts, async (sort) => {
        const whole = await pages(sort.join(','), 200);
        expect(await pages(sort.join(','), 7)).toEqual(whole);
        const rank = new Map(sorted(items, sort).map((id, index) => [id, index]));
        const ties = new Set<string>();
        for (const [index, id] of whole.entries()) ties.add(`${index - (rank.get(id) ?? 0)}`);
        const key = (id: string) => {
          const item = items.find((each) => each.id === id);
          return JSON.stringify(sort.map((part) => item?.[part.replace('-', '')] ?? null));
        };
        expect(whole.map(key)).toEqual(sorted(items, sort).map(key));
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  test('pages go on where they were while records come and go', async () => {
    const query = { sort: 'size,-name', limit: '20', fields: 'id' };
    const first = await admin.get('/api/records/company', query);
    const seen = first.body.items.map(({ id }: { id: string }) => id);
    const extra = await make(admin, 'company', { name: 'first of all', size: null });
    const rest: string[] = [];
    let cursor = first.body.nextCursor;
    while (cursor) {
      const page = await admin.get('/api/records/company', { ...query, cursor });
      rest.push(...page.body.items.map(({ id }: { id: string }) => id));
      cursor = page.body.nextCursor;
    }
    const all = [...seen, ...rest].filter((id) => id !== extra.id);
    expect(new Set(all).size).toBe(RECORDS);
    expect(all).toHaveLength(RECORDS);
    await admin.delete(extra.path, 1);
  });

  test('a cursor belongs to its query and cannot be made up', async () => {
    const page = await admin.get('/api/records/company', { sort: 'size', limit: '5' });
    const cursor = String(page.body.nextCursor);
    const [body = '', signature = ''] = cursor.split('.');
    const forged = Buffer.from(body, 'base64url').toString().replace(/\d+/, '1');
    const tries: Record<string, string>[] = [
      { sort: '-size', cursor },
      { sort: 'size', cursor, filter: '{"==":[{"var":"size"},1]}' },
      { sort: 'size', cursor: `${Buffer.from(forged).toString('base64url')}.${signature}` },
      { sort: 'size', cursor: body },
      { sort: 'size', cursor: '.' },
      { sort: 'size', cursor: '🙂' },
      { sort: 'size', cursor: 'x'.repeat(5000) },
    ];
    for (const query of tries) {
      const answer = await admin.get('/api/records/company', query);
      expect([answer.status, answer.body.code], JSON.stringify(query)).toEqual([
        400,
        'request.bad-cursor',
      ]);
    }
  });

  test.each(['0', '-1', '201', '1000000000', 'NaN', '1e3', '0x10', '1.5', '', ' 5', '１０'])(
    'D02 limit=%s is refused',
    async (limit) => {
      const answer = await admin.get('/api/records/company', { limit });
      expect([answer.status, answer.body.code]).toEqual([400, 'request.bad-parameter']);
    },
  );

  test.each([
    ['unknown parameter', 'offset=10'],
    ['parameter given twice', 'limit=5&limit=6'],
    ['count of another kind', 'count=true'],
    ['bin of another kind', 'deleted=yes'],
    ['unknown view', 'view=nope'],
    ['six sort keys', 'sort=name,size,turnover,rate,founded,seen'],
    ['filter that is no JSON', 'filter={'],
    ['filter too long', `filter=${'%20'.repeat(60_001)}`],
    ['unknown field', 'fields=nope'],
    ['empty sort key', 'sort=name,'],
  ])('refuses: %s', async (_, query) => {
    expect((await admin.get(`/api/records/company?${query}`)).status).toBe(400);
  });

  test('a view brings its filter and sort; an own filter narrows it further', async () => {
    const view = await listAll(admin, 'company', { view: 'open', fields: 'active,size' });
    const active = items.filter((item) => item.active === true);
    expect(view).toHaveLength(active.length);
    const sizes = view.map(({ size }) => (size === null ? -1 : Number(size)));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const filter = JSON.stringify({ '==': [{ var: 'size' }, 2] });
    const narrowed = await listAll(admin, 'company', { view: 'open', filter });
    expect(narrowed).toHaveLength(active.filter(({ size }) => size === 2).length);
  });

  test('paths over references, names and labels', async () => {
    const parent = await make(admin, 'company', { name: 'Parent', tax_no: `T-${database}` });
    const child = await make(admin, 'company', { name: 'Child', parent: parent.id, branch: 'a1' });
    const fields =
      'name,parent,parent.name,parent.owner.name,owner.name,$name,$subtitle,branch.$label';
    const { body } = await admin.get(child.path, { fields });
    expect(body).toMatchObject({ id: child.id, version: 1, $name: 'Child' });
    expect(body.parent).toMatchObject({ id: parent.id, name: 'Parent' });
    expect(body.parent.owner.name).toBeTruthy();
    expect(body['branch.$label'].en ?? body['branch.$label']).toContain('A1');
    const none = await admin.get(parent.path, { fields: 'parent.name,$subtitle' });
    expect(none.body).toMatchObject({ parent: null, $subtitle: `T-${database}` });
    const sort = await admin.get('/api/records/company', { sort: '-parent.name', limit: '1' });
    expect(sort.body.items[0].id).toBe(child.id);
    const filter = JSON.stringify({ '==': [{ var: 'parent.name' }, 'Parent'] });
    expect((await listAll(admin, 'company', { filter })).map(({ id }) => id)).toEqual([child.id]);
    for (const { path } of [child, parent]) await admin.delete(path, 1);
  });

  test('the count is that of all pages, with any filter', async () => {
    for (const size of [0, 1, 2, 3, 4]) {
      const filter = JSON.stringify({ '==': [{ var: 'size' }, size] });
      const { body } = await admin.get('/api/records/company', {
        filter,
        count: 'exact',
        limit: '1',
      });
      expect(body.count).toBe(items.filter((item) => item.size === size).length);
    }
  });
});
