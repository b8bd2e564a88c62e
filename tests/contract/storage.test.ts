// Every field type through the real API on every database: what is written is read, found, sorted, changed and refused.

import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyFieldType, Json } from '../../core/fields/field-type.ts';
import { fieldTypes } from '../../core/fields/registry.ts';
import { findDrift } from '../../core/storage/migrate.ts';
import { projectFolder } from '../../runtime/config.ts';
import { manifest, packFolder, text } from '../support/pack-files.ts';
import { make } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

/** Written inside their parent, with tests of their own (scenarios/records-lines). */
const ELSEWHERE = new Set(['lines']);
/** Settings that fit the pack of this test, where the examples name things it does not have. */
const SETTINGS: Readonly<Record<string, object>> = {
  formula: { formula: { '+': [{ var: 'f_integer' }, 1] }, returns: 'integer' },
  rollup: { collection: 'children', op: 'count' },
  snapshot: { from: 'source.name', of: { type: 'text' } },
  many_to_many: { entity: 'contact' },
};

const types = Object.entries(fieldTypes).filter(([name]) => !ELSEWHERE.has(name)) as [
  string,
  AnyFieldType,
][];
const settingsOf = (name: string, type: AnyFieldType) =>
  (SETTINGS[name] ?? type.examples.settings) as Record<string, unknown>;
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 50) ?? String(value);
const isList = (type: AnyFieldType, settings: Record<string, unknown>) =>
  type.ruleType(settings).list === true;

function entity(name: string, fields: object): object {
  const label = text(name);
  return {
    entity: name,
    label,
    nameField: 'name',
    fields: { name: { type: 'text', label }, ...fields },
  };
}

function sampleEntity(): object {
  const fields = types.map(([name, type]) => [
    `f_${name}`,
    { ...settingsOf(name, type), type: name, label: text(name) },
  ]);
  return entity('sample', {
    ...Object.fromEntries(fields),
    source: { type: 'reference', entity: 'contact', label: text('Source') },
    parent: { type: 'reference', entity: 'sample', inverse: 'children', label: text('Parent') },
  });
}

const node = (parent?: string) => ({ label: text('Node'), ...(parent ? { parent } : {}) });
const industry = {
  classification: 'industry',
  label: text('Industry'),
  current: '2017',
  editions: {
    '2017': { nodes: { C: node(), C39: node('C'), '3911': node('C39'), '65': node() } },
    '2011': { nodes: { C39: node() } },
  },
};
const WORDS = [
  'order',
  'group',
  'select',
  'from',
  'where',
  'limit',
  'user',
  'table',
  'index',
  'primary',
  'default',
  'check',
  'references',
  'values',
  'to',
  'case',
  'null',
  'desc',
];
const files = {
  'classifications/industry.json': industry,
  'entities/sample/entity.json': sampleEntity(),
  'entities/account/entity.json': entity('account', {}),
  'entities/contact/entity.json': entity('contact', {}),
  'entities/order/entity.json': entity(
    'order',
    Object.fromEntries(
      WORDS.map((word, index) => [
        word,
        {
          type: index % 2 ? 'tags' : 'text',
          label: text(word),
          ...(index % 2 ? {} : { searchable: true }),
        },
      ]),
    ),
  ),
};

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  let pack: ReturnType<typeof packFolder>;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    pack = packFolder('contract', {
      ...files,
      'pack.json': manifest('contract', { layer: 'crm', dependsOn: { system: '*' } }),
    });
    world = await startWorld(database, {
      onlyPacks: [join(projectFolder, 'metadata', 'system'), pack.folder],
    });
    admin = world.admin;
  });
  afterAll(async () => {
    await world?.close();
    pack?.remove();
  });

  /** A record in the place of an example's id, always the same for the same id. */
  async function recordFor(name: string, target: string, id: string): Promise<string> {
    const key = `${target} ${id}`;
    const known = ids.get(key);
    if (known) return known;
    const made = name === 'file' || name === 'image' ? await upload(id) : await record(target, id);
    ids.set(key, made);
    return made;
  }
  async function upload(id: string): Promise<string> {
    const form = new FormData();
    form.set('file', new File([id], `${id}.txt`));
    return (await admin.send('POST', '/api/files', { body: form })).body.id;
  }
  async function record(target: string, id: string): Promise<string> {
    const email = `${id.replace(/\W/g, '')}.${target}@example.com`;
    const body = target === 'user' ? { name: id, email, active: true } : { name: id };
    return (await make(admin, target, body)).id;
  }

  const fieldOf = (name: string) => {
    const field = world.runtime.live.current.model.entities.get('sample')?.fields.get(`f_${name}`);
    if (!field) throw new Error(`no field of type ${name}`);
    return field;
  };

  /** An example with the ids of records that exist. */
  async function real(name: string, value: Json): Promise<Json> {
    const { targets } = fieldOf(name);
    if (targets.length === 0) return value;
    if (Array.isArray(value)) return Promise.all(value.map((each) => real(name, each as Json)));
    if (typeof value === 'string') return recordFor(name, targets[0] ?? '', value);
    const pointer = value as { entity: string; id: string };
    return { entity: pointer.entity, id: await recordFor(name, pointer.entity, pointer.id) };
  }

  const list = async (filter: unknown, query: Record<string, string> = {}) => {
    const answer = await admin.get('/api/records/sample', {
      filter: JSON.stringify(filter),
      count: 'exact',
      ...query,
    });
    expect(answer.status, answer.text).toBe(200);
    return answer.body.items.map(({ id }: { id: string }) => id) as string[];
  };

  test('the tables are as the model says', async () => {
    expect(await findDrift(world.runtime.database)).toEqual([]);
  });

  describe.each(types.filter(([, type]) => !type.computed))('%s', (name, type) => {
    const settings = settingsOf(name, type);
    const field = `f_${name}`;
    const examples = type.examples.valid;

    test.each(examples.map((value) => [shown(value), value] as const))(
      'keeps %s, finds it and lets it go',
      async (_, example) => {
        const value = await real(name, example);
        const { id, path, body } = await make(admin, 'sample', { [field]: value });
        expect(body[field]).toEqual(value);
        expect((await admin.get(path)).body[field]).toEqual(value);
        const own = { '==': [{ var: 'id' }, id] };
        const listed = await admin.get('/api/records/sample', { filter: JSON.stringify(own) });
        expect(listed.body.items[0][field]).toEqual(value);
        const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
        if (type.operators.includes('==') && isPlain && name !== 'json') {
          expect(await list({ and: [own, { '==': [{ var: field }, value] }] })).toEqual([id]);
          expect(await list({ and: [own, { '!=': [{ var: field }, value] }] })).toEqual([]);
        }
        if (type.operators.includes('is_empty'))
          expect(await list({ and: [own, { is_empty: { var: field } }] })).toEqual([]);
        const cleared = await admin.patch(path, 1, { [field]: null });
        expect(cleared.status, cleared.text).toBe(200);
        expect(cleared.body[field]).toEqual(isList(type, settings) ? [] : null);
        if (type.operators.includes('is_empty'))
          expect(await list({ and: [own, { is_empty: { var: field } }] })).toEqual([id]);
        const again = await admin.patch(path, cleared.body.version, { [field]: value });
        expect(again.body[field]).toEqual(value);
        await admin.delete(path, again.body.version);
      },
    );

    test('sorts, or refuses to', async () => {
      const made: string[] = [];
      for (const example of examples)
        made.push((await make(admin, 'sample', { [field]: await real(name, example) })).id);
      const filter = JSON.stringify({ in: [{ var: 'id' }, made] });
      const answer = await admin.get('/api/records/sample', { filter, sort: field });
      const isSortable = type.sortable && type.storage(settings).kind === 'columns';
      expect(answer.status).toBe(isSortable ? 200 : 400);
      if (isSortable) {
        const up = answer.body.items.map((item: { id: string }) => item.id);
        const down = await admin.get('/api/records/sample', { filter, sort: `-${field}` });
        expect([...up].sort()).toEqual([...made].sort());
        const values = (items: Record<string, unknown>[]) => items.map((item) => item[field]);
        expect(values(down.body.items)).toEqual(values(answer.body.items).reverse());
      }
      await admin.post('/api/records/sample/bulk', { delete: { ids: made } });
    });

    const sendable = type.examples.invalid.filter((value) =>
      isDeepStrictEqual(JSON.parse(JSON.stringify(value) ?? 'null'), value),
    );
    test.each(sendable.map((value) => [shown(value), value] as const))(
      'refuses %s and changes nothing',
      async (_, value) => {
        const { path } = await make(admin, 'sample', { name: 'before' });
        for (const answer of [
          await admin.patch(path, 1, { [field]: value, name: 'after' }),
          await admin.post('/api/records/sample', { [field]: value }),
        ]) {
          const isUnreadable = ['request.bad-text', 'request.too-deep'].includes(answer.body.code);
          expect(answer.status, answer.text).toBe(isUnreadable ? 400 : 422);
          for (const { at } of answer.body.problems) expect(at).toMatch(new RegExp(`^/${field}`));
        }
        expect((await admin.get(path)).body).toMatchObject({ name: 'before', version: 1 });
        await admin.delete(path, 1);
      },
    );
  });

  test('computed types fill themselves and take no value', async () => {
    const contact = await make(admin, 'contact', { name: 'Source' });
    const { id, path, body } = await make(admin, 'sample', { f_integer: 4, source: contact.id });
    expect(body).toMatchObject({ f_formula: 5, f_snapshot: 'Source', f_rollup: 0 });
    expect(body.f_auto_number).toBeTruthy();
    await make(admin, 'sample', { parent: id });
    expect((await admin.get(path)).body.f_rollup).toBe(1);
    await admin.patch(contact.path, 1, { name: 'Renamed' });
    expect((await admin.get(path)).body.f_snapshot).toBe('Source');
    for (const name of ['formula', 'snapshot', 'rollup', 'auto_number'])
      expect((await admin.post('/api/records/sample', { [`f_${name}`]: 1 })).status).toBe(422);
  });

  test('names that are words of SQL work as entity and field', async () => {
    const values = Object.fromEntries(
      WORDS.map((word, index) => [word, index % 2 ? [word] : word]),
    );
    const made = await make(admin, 'order', values);
    expect(made.body).toMatchObject(values);
    for (const [index, word] of WORDS.entries()) {
      const rule = index % 2 ? { in: [word, { var: word }] } : { '==': [{ var: word }, word] };
      const query = { filter: JSON.stringify(rule), ...(index % 2 ? {} : { sort: `-${word}` }) };
      const answer = await admin.get('/api/records/order', query);
      expect(answer.body.items?.length, `${word} ${answer.text}`).toBe(1);
      const rows = await admin.post('/api/records/order/aggregate', { groupBy: [{ field: word }] });
      expect(rows.body.rows, rows.text).toEqual([{ [word]: word, count: 1 }]);
    }
    const changed = await admin.patch(made.path, 1, { order: 'x', group: ['y', 'z'] });
    expect(changed.body).toMatchObject({ order: 'x', group: ['y', 'z'] });
    expect((await admin.get('/api/records/order', { q: 'select' })).body.items).toHaveLength(1);
    expect((await admin.delete(made.path, 2)).status).toBe(204);
  });
});
