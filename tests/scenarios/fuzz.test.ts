// A8, A9: random requests over every route of the OpenAPI document. None may be a fault, none may speak of SQL.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorCodes } from '../../core/error-codes.ts';
import { make, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const RUNS = Number(process.env.CRM_TEST_FUZZ ?? 750);
/** People and roles are read only here, so that the fuzz does not lock itself out. */
const KEPT = /\/(user|role)(\/|$)/;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly string[];
  readonly fields: readonly string[];
}

const WEIRD: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1.5,
  true,
  [],
  {},
  '0',
  '-0',
  '1e400',
  9_007_199_254_740_992,
  "' or 1=1 --",
  '%',
  '\\',
  '"',
  '{}',
  '[]',
  '𠮷',
  '\u202e',
  'x'.repeat(3000),
  '2026-02-30',
  '2026-11-22',
  '2026-11-22T00:00:00Z',
  ['a', 'a'],
  [null],
  [[]],
  { id: null },
  { entity: 'company', id: 'x' },
  { entity: 'vault', id: '1' },
  { var: 'name' },
  { and: [] },
  { lat: 1, lng: 'x' },
  { country: 'CN', region: '99' },
  '13800138000',
  'constructor',
  '__proto__',
];
const weird = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WEIRD) },
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer(),
  fc.string({ maxLength: 20 }),
);
const FILTERS = [
  'true',
  'null',
  '{}',
  '[]',
  '1',
  '{"==":[{"var":"name"},"x"]}',
  '{"!":[{"is_empty":{"var":"size"}}]}',
  '{"in":[{"var":"size"},[1,null,"x"]]}',
  '{"some":[{"var":"deals"},{">":[{"var":"amount"},"1"]}]}',
  '{"within":[{"var":"branch"},"a"]}',
  '{"between":[{"var":"founded"},"2026-01-01","x"]}',
  '{">":[{"var":"turnover"},"1e400"]}',
  '{"contains":[{"var":"name"},"%"]}',
  '{"date_add":[{"var":"founded"},1e9,"day"]}',
  '{">":[{"date_add":[{"var":"founded"},999999999,"year"]},"2026-01-01"]}',
  '{"==":[{"*":[{"var":"size"},9223372036854775807]},1]}',
  '{"==":[{"/":[{"var":"size"},0]},1]}',
  '{">":[{"sum":[{"var":"deals"},{"var":"amount"}]},"0"]}',
  '{"==":[{"substr":[{"var":"name"},-1e9,1e9]},"x"]}',
  '{"==":[{"round":[{"var":"turnover"},99]},"1"]}',
  '{"==":[{"length":{"var":"name"}},-1]}',
];
const queryValue = fc.oneof(
  fc.constantFrom(...FILTERS),
  fc.constantFrom(
    'name',
    '-size',
    'name,-size',
    'owner.name',
    '*',
    'exact',
    'only',
    '1',
    '200',
    '0',
    '1e3',
    'open',
    'nope',
    '',
    ',',
    '.',
    '%',
    '张三',
    'a b',
  ),
  fc.string({ maxLength: 30 }),
);
const rule = fc.constantFrom(...FILTERS).map((text) => JSON.parse(text) as unknown);
const special = fc.record(
  {
    create: fc.array(fc.dictionary(fc.constantFrom('name', 'title', 'size', 'x'), weird), {
      maxLength: 3,
    }),
    update: fc.record({
      filter: rule,
      patch: fc.dictionary(fc.constantFrom('name', 'size', 'tags'), weird),
    }),
    delete: fc.record({ ids: fc.array(weird, { maxLength: 3 }) }),
    filter: fc.oneof(rule, weird),
    groupBy: fc.array(
      fc.record(
        {
          field: fc.constantFrom('size', 'founded', 'branch', 'tags', 'seen', 'owner.name', 'nope'),
          bucket: fc.constantFrom('day', 'week', 'month', 'x'),
          level: fc.constantFrom('top', 'x'),
        },
        { requiredKeys: ['field'] },
      ),
      { maxLength: 3 },
    ),
    measures: fc.array(
      fc.record(
        {
          op: fc.constantFrom('count', 'sum', 'avg', 'min', 'max', 'distinct'),
          field: fc.constantFrom(
            'size',
            'turnover',
            'founded',
            'name',
            'active',
            'extra',
            'tags',
            'owner',
          ),
        },
        { requiredKeys: ['op'] },
      ),
      { maxLength: 3 },
    ),
    sort: queryValue,
    limit: weird,
  },
  { requiredKeys: [] },
);

type Document = {
  paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
};

function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) => {
    const entity = path.split('/')[3] ?? '';
    const fields = Object.keys(document.components.schemas[entity]?.properties ?? {});
    return Object.entries(methods)
      .filter(([method]) => method === 'get' || !KEPT.test(path))
      .map(([method, { parameters = [] }]) => ({
        method: method.toUpperCase(),
        path,
        fields: fields.length > 0 ? fields : ['name'],
        parameters: parameters.filter((each) => each.in === 'query').map((each) => each.name),
      }));
  });
}

describe.each(databases)('%s', (database) => {
  let world: World;
  let rep: Client;
  let operations: Operation[];
  const ids: string[] = ['x', '00000000-0000-7000-8000-000000000000', '..', '%2e%2e', '%27', '😀'];
  beforeAll(async () => {
    world = await startTrade(database);
    rep = await world.user(`fuzz-${database}`, ['user', 'rep']);
    const company = await make(world.admin, 'company', {
      name: 'Fuzz',
      size: 3,
      founded: '2026-01-01',
      turnover: '9.99',
    });
    const deal = await make(world.admin, 'deal', { title: 'Fuzz', company: company.id });
    ids.push(company.id, deal.id);
    const document = (await world.admin.get('/api/openapi.json')).body as Document;
    operations = operationsOf(document);
    expect(operations.length).toBeGreaterThan(50);
  });
  afterAll(() => world?.close());

  const request = () =>
    fc.constantFrom(...operations).chain((operation) =>
      fc.record({
        operation: fc.constant(operation),
        id: fc.constantFrom(...ids),
        asRep: fc.boolean(),
        query: fc.dictionary(
          fc.constantFrom('filter', 'sort', 'zzz', ...operation.parameters),
          queryValue,
          { maxKeys: 3 },
        ),
        body: fc.oneof(
          {
            weight: 3,
            arbitrary: fc.dictionary(fc.constantFrom(...operation.fields), weird, { maxKeys: 5 }),
          },
          { weight: 3, arbitrary: special },
          weird,
        ),
        version: fc.constantFrom('"1"', '"2"', '3', '*', '', 'W/"1"', '"x"'),
        key: fc.constantFrom(undefined, 'one', 'two', 'ü'),
      }),
    );

  test(`A9 ${RUNS} random requests: no answer of 500 or more`, { timeout: 240_000 }, async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request(), async ({ operation, id, asRep, query, body, version, key }) => {
        const client = asRep ? rep : world.admin;
        const search = operation.method === 'GET' ? `?${new URLSearchParams(query)}` : '';
        const answer = await client.send(
          operation.method,
          operation.path.replace('{id}', id) + search,
          {
            headers: {
              'Content-Type': 'application/json',
              'If-Match': version,
              ...(key ? { 'Idempotency-Key': key } : {}),
            },
            body:
              operation.method === 'GET' || operation.method === 'DELETE'
                ? undefined
                : JSON.stringify(body),
          },
        );
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect(answer.status, answer.text).toBeLessThan(500);
        if (answer.status < 400) return;
        expect(Object.keys(errorCodes)).toContain(answer.body.code);
        expect(answer.body.status).toBe(answer.status);
        expect(answer.text).not.toMatch(/SQLITE|PostgresError|syntax error at|no such column/i);
      }),
      { numRuns: RUNS },
    );
    expect(statuses.get(200) ?? 0).toBeGreaterThan(0);
    expect((await world.admin.get('/api/me')).status).toBe(200);
  });
});
