// Groups and measures: exact sums, date buckets, classification levels, sort and limit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const RECORDS = [
  {
    name: 'a',
    size: 1,
    turnover: '9999999999999999.99',
    rate: '0.1000',
    founded: '2026-01-31',
    seen: '2026-03-31T16:30:00.000Z',
    branch: 'a1',
    branches: ['a1', 'b1'],
    source: 'fair',
    tags: ['x', 'y'],
    active: true,
  },
  {
    name: 'b',
    size: 2,
    turnover: '9999999999999999.99',
    rate: '0.2000',
    founded: '2026-02-01',
    seen: '2026-03-31T15:30:00.000Z',
    branch: 'a2',
    branches: ['a1', 'a2'],
    source: 'fair',
    tags: ['x'],
    active: false,
  },
  {
    name: 'c',
    size: 3,
    turnover: '9999999999999999.98',
    rate: '-0.3000',
    founded: '2026-02-28',
    seen: '2025-12-31T23:00:00.000Z',
    branch: 'a',
    branches: [],
    source: 'web',
    tags: [],
  },
  {
    name: 'd',
    size: null,
    turnover: null,
    rate: null,
    founded: null,
    seen: null,
    branch: null,
    source: null,
  },
  {
    name: 'e',
    size: 9_007_199_254_740_991,
    turnover: '-0.01',
    rate: '0.0001',
    founded: '2025-12-29',
    branch: 'b1',
    branches: ['b1'],
  },
  { name: 'f', size: 9_007_199_254_740_991, founded: '2026-12-31', branch: 'b1' },
];

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
    const made = await admin.post('/api/records/company/bulk', { create: RECORDS });
    expect(made.status, made.text).toBe(200);
  });
  afterAll(() => world?.close());

  const aggregate = (body: object) => admin.post('/api/records/company/aggregate', body);
  const rows = async (body: object) => {
    const answer = await aggregate(body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.rows;
  };
  const counts = async (groupBy: object) =>
    Object.fromEntries(
      (await rows({ groupBy: [groupBy] })).map((row: Record<string, unknown>) => [
        String(row[(groupBy as { field: string }).field]),
        row.count,
      ]),
    );

  test('M02 sums are exact beyond 64 bits, averages rounded from the exact sum', async () => {
    const [row] = await rows({
      measures: [
        { op: 'sum', field: 'turnover' },
        { op: 'avg', field: 'turnover' },
        { op: 'min', field: 'turnover' },
        { op: 'max', field: 'turnover' },
        { op: 'sum', field: 'rate' },
        { op: 'count', field: 'rate', as: 'filled' },
        { op: 'distinct', field: 'source' },
        { op: 'count' },
      ],
    });
    expect(row).toEqual({
      sum_turnover: '29999999999999999.95',
      avg_turnover: '7499999999999999.99',
      min_turnover: '-0.01',
      max_turnover: '9999999999999999.99',
      sum_rate: '0.0001',
      filled: 4,
      distinct_source: 2,
      count: 6,
    });
  });

  test('M02 a sum of integers beyond what a number holds comes as text', async () => {
    const [row] = await rows({
      measures: [
        { op: 'sum', field: 'size' },
        { op: 'max', field: 'size' },
      ],
    });
    expect(String(row.sum_size)).toBe('18014398509481988');
    expect(String(row.max_size)).toBe('9007199254740991');
  });

  test('M02 sums that leave the 64-bit range on the way', async () => {
    const create = Array.from({ length: 12 }, (_, index) => ({
      name: `big ${index}`,
      turnover: '9999999999999999.99',
      remark: 'big',
    }));
    const made = await admin.post('/api/records/company/bulk', { create });
    const filter = { '==': [{ var: 'remark' }, 'big'] };
    const [row] = await rows({
      filter,
      groupBy: [{ field: 'record_type' }],
      measures: [{ op: 'sum', field: 'turnover' }],
      sort: '-sum_turnover',
    });
    expect(row.sum_turnover).toBe('119999999999999999.88');
    const ids = made.body.results.map(({ id }: { id: string }) => id);
    await admin.post('/api/records/company/bulk', { delete: { ids } });
  });

  test.each([
    ['picklist', { field: 'source' }, { fair: 2, web: 1, null: 3 }],
    ['boolean', { field: 'active' }, { true: 5, false: 1 }],
    ['list, once under each value', { field: 'tags' }, { x: 2, y: 1, null: 4 }],
    [
      'month',
      { field: 'founded', bucket: 'month' },
      { '2025-12': 1, '2026-01': 1, '2026-02': 2, '2026-12': 1, null: 1 },
    ],
    ['year', { field: 'founded', bucket: 'year' }, { 2025: 1, 2026: 4, null: 1 }],
    [
      'day of a moment, where the viewer is',
      { field: 'seen', bucket: 'day' },
      { '2026-04-01': 1, '2026-03-31': 1, '2026-01-01': 1, null: 3 },
    ],
    ['node', { field: 'branch' }, { a: 1, a1: 1, a2: 1, b1: 2, null: 1 }],
    ['level of a classification', { field: 'branch', level: 'top' }, { a: 3, b: 2, null: 1 }],
    ['level of several nodes', { field: 'branches', level: 'top' }, { a: 3, b: 2, null: 3 }],
    ['path over a reference', { field: 'owner.active' }, { true: 6 }],
  ])('groups by %s', async (_, groupBy, expected) => {
    expect(await counts(groupBy)).toEqual(expected);
  });

  test('T01 a date is in the bucket of its own calendar, a moment in that of the viewer', async () => {
    const byQuarter = await rows({ groupBy: [{ field: 'founded', bucket: 'quarter' }] });
    const quarters = byQuarter.map((row: { founded: string | null }) => row.founded);
    expect(quarters).toHaveLength(new Set(quarters).size);
    expect(quarters).toHaveLength(4);
    const weeks = await counts({ field: 'founded', bucket: 'week' });
    expect(weeks['2025-12-29']).toBe(1);
  });

  test('several keys, sort by a measure, limit, filter', async () => {
    const found = await rows({
      filter: { '!': { is_empty: { var: 'branch' } } },
      groupBy: [{ field: 'branch', level: 'top' }],
      measures: [
        { op: 'count', as: 'n' },
        { op: 'sum', field: 'rate' },
      ],
      sort: '-n',
      limit: 1,
    });
    expect(found).toEqual([{ branch: 'a', n: 3, sum_rate: '0.0000' }]);
    const two = await rows({ groupBy: [{ field: 'source' }, { field: 'active' }], sort: 'source' });
    expect(two.length).toBe(4);
  });

  test('nothing matches: groups none, the whole one row of nothing', async () => {
    const filter = { '==': [{ var: 'name' }, 'nobody'] };
    expect(await rows({ filter, groupBy: [{ field: 'source' }] })).toEqual([]);
    const [row] = await rows({
      filter,
      measures: [{ op: 'sum', field: 'turnover' }, { op: 'count' }],
    });
    expect(row).toEqual({ sum_turnover: null, count: 0 });
  });

  test.each([
    ['I05 bucket with SQL', { groupBy: [{ field: 'founded', bucket: "month'; drop table x" }] }],
    ['I05 op with SQL', { measures: [{ op: 'sum(1))--', field: 'size' }] }],
    ['I05 inherited op', { measures: [{ op: 'constructor', field: 'size' }] }],
    ['I05 alias with SQL', { measures: [{ op: 'count', as: 'x" from user --' }] }],
    ['I05 level with SQL', { groupBy: [{ field: 'branch', level: "top' or 1=1" }] }],
    ['I05 field with SQL', { groupBy: [{ field: 'name" collate nocase' }] }],
    ['I05 sort by what is not there', { groupBy: [{ field: 'source' }], sort: 'turnover' }],
    ['sum over text', { measures: [{ op: 'sum', field: 'name' }] }],
    ['sum over a date', { measures: [{ op: 'sum', field: 'founded' }] }],
    ['bucket over a number', { groupBy: [{ field: 'size', bucket: 'month' }] }],
    ['level over a picklist', { groupBy: [{ field: 'source', level: 'top' }] }],
    ['unknown member', { groupBy: [{ field: 'source', foo: 'x' }] }],
    ['unknown member of the body', { having: {} }],
    ['six keys', { groupBy: Array.from({ length: 6 }, () => ({ field: 'source' })) }],
    ['21 measures', { measures: Array.from({ length: 21 }, () => ({ op: 'count' })) }],
    ['limit 0', { limit: 0 }],
    ['limit of 1001', { limit: 1001 }],
    ['limit as text', { limit: '5' }],
    ['groupBy as text', { groupBy: 'source' }],
    ['measure without field', { measures: [{ op: 'sum' }] }],
    ['groups by text of any length', { groupBy: [{ field: 'extra' }] }],
  ])('refuses: %s', async (_, body) => {
    const answer = await aggregate(body);
    expect(answer.status, answer.text).toBe(400);
  });

  test('every measure over every field is answered or refused, never a fault', async () => {
    const model = world.runtime.live.current.model.entities.get('company');
    const ops = ['count', 'sum', 'avg', 'min', 'max', 'distinct'];
    const faults: string[] = [];
    for (const field of model?.fields.keys() ?? []) {
      for (const op of ops) {
        const answer = await aggregate({ measures: [{ op, field }], sort: `-${op}_${field}` });
        if (answer.status >= 500) faults.push(`${op} ${field} ${answer.status}`);
      }
      for (const more of [{}, { bucket: 'week' }, { bucket: 'quarter' }, { level: 'top' }]) {
        const answer = await aggregate({ groupBy: [{ field, ...more }], sort: `-${field}` });
        if (answer.status >= 500) faults.push(`group ${field} ${JSON.stringify(more)}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
