// Rules on the API: required, hidden, read-only and offered values, record types, formulas, auto-numbers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshName, make, problemsOf, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

/** What is sent besides a name, and the problems it meets. */
const creates: readonly [what: string, body: object, problems: readonly string[]][] = [
  ['required field', { name: '  ' }, ['value.required /name']],
  ['unknown field', { nmae: 'x' }, ['record.unknown-field /nmae']],
  ['required by rule', { source: 'other' }, ['value.required /source_note']],
  ['required by rule, filled', { source: 'other', source_note: 'x' }, []],
  ['hidden by rule', { source: 'web', source_note: 'x' }, ['record.hidden-field /source_note']],
  ['hidden by rule, empty', { source: 'web', source_note: null }, []],
  ['option not offered here', { source: 'fair', grade: 'c' }, ['value.option-not-here /grade']],
  ['option offered here', { source: 'fair', grade: 'b' }, []],
  ['unknown option', { grade: 'z' }, ['value.option /grade']],
  [
    'option of the record type',
    { record_type: 'person', phone: '13800138000', grade: 'a' },
    ['value.option-not-here /grade'],
  ],
  [
    'field of another record type',
    { record_type: 'person', phone: '13800138000', size: 3 },
    ['record.hidden-field /size'],
  ],
  ['required in the record type', { record_type: 'person' }, ['value.required /phone']],
  ['unknown record type', { record_type: 'nope' }, ['value.option /record_type']],
  ['validation rule', { size: -1 }, ['record.rule /size']],
  ['locked only on changes', { active: false, frozen: 'x' }, []],
  ['unknown node', { branch: 'z9' }, ['value.node /branch']],
  ['nodes in a list', { branches: ['a1', 'zz'] }, ['value.node /branches']],
  ['read-only field', { fixed: 'x' }, ['record.read-only /fixed']],
  ['formula', { double_size: 4 }, ['record.read-only /double_size']],
  ['roll-up', { deal_count: 4 }, ['record.read-only /deal_count']],
  ['auto-number', { code: 'C-1' }, ['record.read-only /code']],
  [
    'several at once',
    { size: 'x', grade: 'z', nope: 1 },
    ['record.unknown-field /nope', 'value.integer /size', 'value.option /grade'],
  ],
];

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
  });
  afterAll(() => world?.close());

  test.each(creates)('create: %s', async (_, body, problems) => {
    const before = (await admin.get('/api/records/company', { count: 'exact' })).body.count;
    const answer = await admin.post('/api/records/company', { name: freshName(), ...body });
    expect(problemsOf(answer), answer.text).toEqual([...problems].sort());
    expect(answer.status).toBe(problems.length === 0 ? 201 : 422);
    const after = (await admin.get('/api/records/company', { count: 'exact' })).body.count;
    expect(after - before).toBe(problems.length === 0 ? 1 : 0);
  });

  test('the same rules hold on a change, over the record as it will be', async () => {
    const { path } = await make(admin, 'company', {
      name: freshName(),
      source: 'fair',
      grade: 'a',
    });
    const needs = await admin.patch(path, 1, { source: 'other' });
    expect(problemsOf(needs)).toEqual(['value.required /source_note']);
    const ok = await admin.patch(path, 1, { source: 'other', source_note: 'met' });
    expect(ok.status, ok.text).toBe(200);
    const hidden = await admin.patch(path, 2, { source: 'web', source_note: 'changed' });
    expect(problemsOf(hidden)).toEqual(['record.hidden-field /source_note']);
    const emptied = await admin.patch(path, 2, { name: null });
    expect(problemsOf(emptied)).toEqual(['value.required /name']);
    expect((await admin.get(path)).body.version).toBe(2);
  });

  test('lists are emptied by null and by an empty list, and never null in an answer', async () => {
    const lists = { tags: ['x'], branches: ['a1'], peers: [] };
    const { path, body } = await make(admin, 'company', { name: freshName(), ...lists });
    expect(body).toMatchObject(lists);
    const emptied = await admin.patch(path, 1, { tags: [], branches: null });
    expect(emptied.status, emptied.text).toBe(200);
    expect((await admin.get(path)).body).toMatchObject({ tags: [], branches: [], peers: [] });
  });

  test('a field locked by a rule cannot be changed, by bulk neither', async () => {
    const locked = await make(admin, 'company', { name: freshName(), active: false, frozen: 'a' });
    const answer = await admin.patch(locked.path, 1, { frozen: 'b' });
    expect(problemsOf(answer)).toEqual(['record.read-only /frozen']);
    const bulk = await admin.post('/api/records/company/bulk', {
      update: { ids: [locked.id], patch: { frozen: 'b' } },
    });
    expect(problemsOf(bulk)).toEqual(['record.read-only /ids/0/frozen']);
    expect((await admin.patch(locked.path, 1, { active: true })).status).toBe(200);
    expect((await admin.patch(locked.path, 2, { frozen: 'b' })).status).toBe(200);
  });

  test('the message of a rule names values of the record, in the language asked for', async () => {
    const name = freshName('Rule');
    const answer = await admin.post('/api/records/company', { name, size: -4 });
    expect(answer.body.problems[0].message).toBe(`The size of ${name} is negative`);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const chinese = await admin.post('/api/records/company', {}, { 'Accept-Language': 'zh-CN' });
    expect(chinese.body.problems[0].message).toBe('此项为必填。');
  });

  test('an option that was retired stays where it is and is not offered again', async () => {
    const answer = await admin.post('/api/records/deal', { title: freshName(), stage: 'old' });
    expect(problemsOf(answer)).toEqual(['value.option /stage']);
  });

  test('formulas follow what they read, within one request', async () => {
    const { path, body } = await make(admin, 'company', { name: freshName(), size: 21 });
    expect(body.double_size).toBe(42);
    expect((await admin.patch(path, 1, { size: 4 })).body.double_size).toBe(8);
    expect((await admin.patch(path, 2, { size: null })).body.double_size).toBeNull();
  });

  test('record types have numbers of their own and the default type is taken', async () => {
    const firm = await make(admin, 'company', { name: freshName() });
    expect(firm.body).toMatchObject({ record_type: 'firm', active: true });
    expect(firm.body.code).toMatch(/^C-2026-\d{4}$/);
    const person = await make(admin, 'company', {
      name: freshName(),
      record_type: 'person',
      phone: '13800138000',
    });
    expect(person.body.code).toMatch(/^P-\d{3}$/);
  });

  test('C02 200 numbers at once and 20 refused writes between: unique, no gap', async () => {
    const before = await make(admin, 'company', { name: freshName() });
    const answers = await Promise.all(
      Array.from({ length: 220 }, (_, index) =>
        admin.post('/api/records/company', {
          name: freshName(),
          size: index % 11 === 10 ? -1 : 1,
        }),
      ),
    );
    const numbers = answers
      .filter(({ status }) => status === 201)
      .map(({ body }) => Number(body.code.slice(-4)))
      .sort((a, b) => a - b);
    const first = Number(before.body.code.slice(-4)) + 1;
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => first + index));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(20);
  });

  test('T04 the number starts again with the year, by the date where the writer is', async () => {
    const key = await admin.post('/api/auth/keys', { label: 'new year' });
    const create = async () => {
      const answer = await world.anonymous.post(
        '/api/records/company',
        { name: freshName() },
        { Authorization: `Bearer ${key.body.token}` },
      );
      return answer.body.code;
    };
    world.setNow('2026-12-31T15:59:58.000Z');
    expect(await create()).toMatch(/^C-2026-/);
    world.setNow('2026-12-31T16:00:02.000Z');
    expect(await create()).toBe('C-2027-0001');
    world.setNow('2026-11-22T02:00:00.000Z');
  });
});
