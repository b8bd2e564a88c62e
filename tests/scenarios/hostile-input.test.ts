// Requests that mean harm: names, values and rules that carry SQL or code, bodies too deep or too large, bad characters.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../runtime/http/app.ts';
import { freshName, listAll, make, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const NAMES = [
  'nope',
  '"nope"',
  'name"',
  "name'",
  'name]',
  '`name`',
  'name collate x',
  'name desc',
  '(case when 1=1 then name end)',
  'name;drop table company',
  'rid',
  'rowid',
  '__proto__',
  'constructor',
  'toString',
  'NAME',
  'name ',
  'name\u0000',
  't.name',
  'name.',
  '.name',
  'name..name',
  'n\u00e4me',
  'x'.repeat(5000),
] as const;

const RULES: readonly [what: string, rule: unknown][] = [
  ['unknown operator', { foo: [1] }],
  ['inherited operator', { toString: [] }],
  ['inherited operator 2', { hasOwnProperty: ['x'] }],
  ['prototype operator', JSON.parse('{"__proto__":[]}')],
  ['method', { method: [{ var: 'name' }, 'constructor'] }],
  ['two operators', { '==': [1, 1], '!=': [1, 2] }],
  ['no operator', {}],
  ['a list', []],
  ['a text', 'name'],
  ['a number', 1],
  ['variable of the prototype', { '==': [{ var: 'constructor.constructor' }, 'x'] }],
  ['variable __proto__', { '==': [{ var: '__proto__' }, 'x'] }],
  ['variable with a default of another type', { '==': [{ var: ['name', 1] }, 'x'] }],
  ['variable that is a rule', { '==': [{ var: { var: 'name' } }, 'x'] }],
  ['value that is an object', { '==': [{ var: 'name' }, { a: 1, b: 2 }] }],
  ['value that is a list', { '==': [{ var: 'name' }, ['x']] }],
  ['text against number', { '==': [{ var: 'size' }, 'x'] }],
  ['number against text', { '==': [{ var: 'name' }, 1] }],
  ['date that is none', { '>': [{ var: 'founded' }, '2026-02-30'] }],
  ['number as a condition', { and: [{ var: 'size' }] }],
  ['path of JSON', { '==': [{ var: "extra.$.a')||'" }, 'x'] }],
  ['too few arguments', { '==': [{ var: 'name' }] }],
  ['unknown option', { '==': [{ var: 'stage_of_nothing' }, 'x'] }],
];

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  let before: string;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
    await make(admin, 'company', { name: 'Witness', size: 1 });
    before = JSON.stringify(await listAll(admin, 'company'));
  });
  afterAll(async () => {
    await world?.close();
  });

  const unchanged = async () =>
    expect(JSON.stringify(await listAll(admin, 'company'))).toBe(before);

  test.each(NAMES)('I02 %s is no field to sort, select, group or filter by', async (name) => {
    const answers = [
      await admin.get('/api/records/company', { sort: name }),
      await admin.get('/api/records/company', { fields: `name,${name}` }),
      await admin.get('/api/records/company', {
        filter: JSON.stringify({ is_empty: { var: name.replace('\u0000', '?') } }),
      }),
      await admin.post('/api/records/company/aggregate', {
        groupBy: [{ field: name.slice(0, 199) }],
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    for (const { text } of answers) expect(text).not.toMatch(/sqlite|syntax|column|pg_/i);
  });

  test.each(NAMES)('I02 %s is no entity', async (name) => {
    const answer = await admin.get(`/api/records/${encodeURIComponent(name)}`);
    expect(answer.status).toBe(404);
  });

  test.each(RULES)('I06 filter: %s', async (_, rule) => {
    const filter = JSON.stringify(rule);
    const list = await admin.get('/api/records/company', { filter });
    const bulk = await admin.post('/api/records/company/bulk', { delete: { filter: rule } });
    expect([list.status, bulk.status], list.text).toEqual([400, 400]);
    expect(list.text).not.toMatch(/function|native code/i);
    await unchanged();
  });

  test.each(["' or '1'='1", '%', '_', '\\', '"; drop table company; --', '#{1+1}', '{{x}}', '$.a'])(
    'I03 the value %s means itself',
    async (value) => {
      const { id, path } = await make(admin, 'company', { name: `<${value}>` });
      for (const operator of ['contains', 'starts_with', '==']) {
        const needle =
          operator === 'contains' ? value : operator === '==' ? `<${value}>` : `<${value}`;
        const filter = JSON.stringify({ [operator]: [{ var: 'name' }, needle] });
        const found = await listAll(admin, 'company', { filter });
        expect(
          found.map((item) => item.id),
          operator,
        ).toEqual([id]);
      }
      await admin.delete(path, 1);
    },
  );

  test('D01 depth, size and lists have limits, and the answer is a refusal', async () => {
    const nested = (levels: number) => `${'{"and":['.repeat(levels)}true${']}'.repeat(levels)}`;
    const rules: [string, string][] = [
      ['depth 1,100', nested(1100)],
      ['1,000 nodes', JSON.stringify({ or: Array(1000).fill({ '==': [{ var: 'size' }, 1] }) })],
      ['in 5,000', JSON.stringify({ in: [{ var: 'size' }, Array(5000).fill(1)] })],
      ['depth 20', nested(12)],
    ];
    for (const [what, filter] of rules)
      expect((await admin.get('/api/records/company', { filter })).status, what).toBe(400);
    for (const body of [
      `{"x":${'['.repeat(1_000_000)}`,
      `{"name":${'['.repeat(33)}${']'.repeat(33)}}`,
      `{"extra":${'{"a":'.repeat(40)}1${'}'.repeat(40)}}`,
    ]) {
      const answer = await admin.send('POST', '/api/records/company', {
        headers: { 'Content-Type': 'application/json' },
        body: body.slice(0, 900_000),
      });
      expect([answer.status, answer.body.code]).toEqual([400, 'request.too-deep']);
    }
    await unchanged();
  });

  test('D03 paths over circles and repeated fields are capped', async () => {
    const deep = Array(10).fill('parent').join('.');
    expect((await admin.get('/api/records/company', { fields: `${deep}.name` })).status).toBe(400);
    const many = Array(1000).fill('name').join(',');
    expect((await admin.get('/api/records/company', { fields: many })).status).toBe(400);
    const fields = Array(200).fill('name').join(',');
    expect((await admin.get('/api/records/company', { fields })).status).toBe(200);
  });

  test('D09 a body over the limit is 413, by its header or by its bytes', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ name: 'x', remark: 'x'.repeat(1_100_000) });
    const whole = await admin.send('POST', '/api/records/company', { headers, body });
    expect(whole.status).toBe(413);
    const claimed = await admin.send('POST', '/api/records/company', {
      headers: { ...headers, 'Content-Length': '99999999' },
      body: '{"name":"x"}',
    });
    expect([400, 413]).toContain(claimed.status);
    await unchanged();
  });

  test('D09 an endless body is cut off at the limit', async () => {
    const key = await admin.post('/api/auth/keys', { label: `endless ${database}` });
    const app = createApp(world.runtime);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    const answer = await app.request('/api/records/company', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key.body.token}` },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(2_000_000);
  });

  test.each(['-1', '0', '501', '1e9', 'NaN', 'x', ''])(
    'D02 nodes with limit=%s are refused',
    async (limit) => {
      expect((await admin.get('/api/classifications/branch', { limit })).status).toBe(400);
    },
  );

  test.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"x"'],
    ['two objects', '{}{}'],
    ['comment', '{"name":"x"/**/}'],
    ['single quotes', "{'name':'x'}"],
    ['NaN', '{"size":NaN}'],
    ['trailing comma', '{"name":"x",}'],
  ])('a body that is %s is 400', async (_, body) => {
    const answer = await admin.send('POST', '/api/records/company', {
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    expect(answer.status, answer.text).toBe(400);
  });

  test.each([
    ['NUL', '"a\\u0000b"'],
    ['lone high surrogate', '"a\\ud83d"'],
    ['lone low surrogate', '"\\ude00b"'],
    ['NUL in a name', '"x","a\\u0000":1,"y":"z"'],
  ])('X02 %s is refused', async (_, value) => {
    for (const field of ['name', 'remark', 'extra', 'tags']) {
      if (field === 'tags' && value.includes(',')) continue;
      const answer = await admin.send('POST', '/api/records/company', {
        headers: { 'Content-Type': 'application/json' },
        body: `{"name":"x","${field}":${field === 'tags' ? `[${value}]` : value}}`,
      });
      expect([answer.status, answer.body.code], field).toEqual([400, 'request.bad-text']);
    }
    await unchanged();
  });

  test.each(['\u0001', '\u001b', '\u007f', 'a\tb', 'a\nb'])(
    'X02 the control character %j in a one-line text is refused',
    async (text) => {
      const answer = await admin.post('/api/records/company', { name: `x${text}y` });
      expect(answer.status).toBe(422);
    },
  );

  test('X02 NUL and broken percent signs in the address are refused or nowhere', async () => {
    const paths = [
      '/api/records/company/%00',
      '/api/records/company/a%00b/history',
      '/api/records/company/%ff',
      '/api/records/company/%ED%A0%80',
      '/api/files/%00',
      '/api/model/entities/%00',
      '/api/classifications/%00',
      '/api/classifications/branch?parent=%00',
      '/api/classifications/branch?q=%00',
      '/api/schemas/%00',
      '/api/validators/%00.js',
      '/api/search?q=%00',
      '/api/search?q=a%00b',
      '/api/records/company?q=%00',
      '/api/records/company?view=%00',
      '/api/records/company?cursor=%00',
      '/api/records/company?filter=%00',
      '/api/records/company?filter=%22%5Cu0000%22',
      '/api/records/company?sort=%ff',
    ];
    for (const path of paths) {
      const answer = await admin.send('GET', path);
      expect(answer.status, `${path} ${answer.text.slice(0, 200)}`).toBeLessThan(500);
    }
    expect((await admin.delete('/api/auth/keys/%00')).status).toBe(404);
    expect((await admin.patch('/api/records/company/%00', 1, {})).status).toBe(404);
    expect((await admin.delete('/api/records/company/%00', 1)).status).toBe(404);
    expect((await admin.post('/api/records/company/%00/restore')).status).toBe(404);
  });

  test('X01 valid text comes back unchanged', async () => {
    const texts = [
      '👩‍👩‍👧‍👦',
      '🇨🇳',
      '𠮷野家',
      '\u202eabc',
      'a\u0301'.normalize('NFC'),
      '한국',
      'ﷺ',
      '\u200dx',
    ];
    for (const text of texts) {
      const { body, path } = await make(admin, 'company', {
        name: `[${text}]`,
        remark: `${text}\n${text}`,
      });
      const read = (await admin.get(path)).body;
      expect([read.name, read.remark]).toEqual([body.name, body.remark]);
      if (!/[\u202e\u200d]/.test(text)) expect(read.name).toBe(`[${text}]`);
      await admin.delete(path, 1);
    }
  });

  test('X01 length counts characters, and the limit does not cut any', async () => {
    const fits = '😀'.repeat(120);
    const made = await make(admin, 'company', { name: fits });
    expect(made.body.name).toBe(fits);
    expect((await admin.post('/api/records/company', { name: `${fits}x` })).status).toBe(422);
    await admin.delete(made.path, 1);
  });

  test('I03 JSON fields keep what they hold and nothing of it is run', async () => {
    const extra = { "a')||(select 1)--": { __proto__x: [1, 'é', null, { var: 'name' }] }, '': 0 };
    const { path } = await make(admin, 'company', { name: freshName(), extra });
    expect((await admin.get(path)).body.extra).toEqual(extra);
    await admin.delete(path, 1);
  });
});
