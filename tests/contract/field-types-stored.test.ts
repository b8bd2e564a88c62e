// Every field type of the registry through the real API on every database: what goes in comes out, what is wrong is
// refused and changes nothing, and the type can be filtered and sorted as it says.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyFieldType, Json } from '../../core/fields/field-type.ts';
import { fieldTypes } from '../../core/fields/registry.ts';
import { findDrift } from '../../core/storage/migrate.ts';
import { packFolder, text } from '../support/pack-files.ts';
import { databases, startWorld, type World } from '../support/world.ts';

const system = join(import.meta.dirname, '../../metadata/system');
/** Types whose values people do not write, or that need records of other entities: they have scenarios of their own. */
const ELSEWHERE = new Set([
  'auto_number',
  'formula',
  'rollup',
  'snapshot',
  'lines',
  'reference',
  'many_to_many',
  'user',
  'department',
  'file',
  'image',
]);
const types = (Object.values(fieldTypes) as AnyFieldType[]).filter(
  (type) => !ELSEWHERE.has(type.name),
);

/** Settings of the examples, with names that exist here. */
function settingsOf(type: AnyFieldType): Record<string, unknown> {
  const settings: Record<string, unknown> = { ...type.examples.settings };
  if (typeof settings.picklist === 'string') settings.picklist = 'sample';
  if (settings.classification) settings.classification = 'sample_tree';
  if (settings.classifications) {
    delete settings.classifications;
    settings.classification = 'sample_tree';
  }
  for (const sibling of ['currencyField', 'rateDateField']) delete settings[sibling];
  return settings;
}

/** Option and node values the examples use. */
function wordsOf(name: string): string[] {
  const { valid, loose = [] } = fieldTypes[name as 'picklist'].examples;
  const values = [...valid, ...loose.map(([, value]) => value)].flat() as Json[];
  return [
    ...new Set(
      values
        .filter((value): value is string => typeof value === 'string')
        .map((value) => value.split(':').at(-1) ?? ''),
    ),
  ].filter((value) => value !== '' && !value.includes('/'));
}

function probePack() {
  const fields = Object.fromEntries(
    types.map((type) => [
      `f_${type.name}`,
      { type: type.name, label: text(type.name), ...settingsOf(type) },
    ]),
  );
  const options = Object.fromEntries(
    wordsOf('picklist').map((value) => [value, { label: text(value) }]),
  );
  const nodes = Object.fromEntries(
    wordsOf('classification').map((code) => [code, { label: text(code) }]),
  );
  return packFolder('probe', {
    'picklists/sample.json': { picklist: 'sample', label: text('Sample'), options },
    'classifications/sample_tree.json': {
      classification: 'sample_tree',
      label: text('Tree'),
      current: 'one',
      editions: { one: { nodes } },
    },
    'entities/probe/entity.json': {
      entity: 'probe',
      label: text('Probe'),
      fields: { title: { type: 'text', label: text('Title') }, ...fields },
    },
  });
}

/** Examples that name options, nodes or dimensions other than those of the probe pack are left out. */
function validOf(type: AnyFieldType): readonly Json[] {
  if (type.name === 'classification')
    return type.examples.valid.filter((value) => !JSON.stringify(value).match(/[:/]/));
  if (type.name === 'address')
    return type.examples.valid.filter((value) => !(value as { region?: string }).region);
  return type.examples.valid;
}

/** Values JSON cannot carry (NaN) and, in one dimension, those that were wrong in several only, say nothing here. */
function invalidOf(type: AnyFieldType): readonly Json[] {
  const carried = type.examples.invalid.filter(
    (value) => JSON.stringify(value) !== 'null' && value !== undefined,
  );
  if (type.name !== 'classification') return carried;
  return carried.filter((value) => !/^\[?"[\w.-]+"/.test(JSON.stringify(value)));
}

describe.each(databases)('%s', (database) => {
  let world: World;
  const pack = probePack();
  beforeAll(async () => {
    world = await startWorld(database, { onlyPacks: [system, pack.folder] });
  });
  afterAll(async () => {
    await world?.close();
    pack.remove();
  });

  const path = '/api/records/probe';

  test.each(types.map((type) => [type.name, type] as const))(
    '%s: valid values come back as they went in',
    async (name, type) => {
      const field = `f_${name}`;
      for (const value of validOf(type)) {
        const created = await world.admin.post(path, { title: name, [field]: value });
        expect(created.status, `${JSON.stringify(value)} ${created.text}`).toBe(201);
        expect(created.body[field]).toEqual(value);
        const read = await world.admin.get(`${path}/${created.body.id}`);
        expect(read.body[field]).toEqual(value);
        const cleared = await world.admin.patch(`${path}/${created.body.id}`, 1, { [field]: null });
        expect(cleared.status, cleared.text).toBe(200);
        expect([null, []]).toContainEqual(cleared.body[field]);
        const set = await world.admin.patch(`${path}/${created.body.id}`, 2, { [field]: value });
        expect(set.body[field], set.text).toEqual(value);
        const history = await world.admin.get(`${path}/${created.body.id}/history`);
        expect(history.body.items[0].changes[0]).toMatchObject({ field, after: value });
      }
    },
  );

  test.each(types.map((type) => [type.name, type] as const))(
    '%s: invalid values are refused at the field and nothing is written',
    async (name, type) => {
      const field = `f_${name}`;
      const before = (await world.admin.get(path, { count: 'exact', limit: '1' })).body.count;
      for (const value of invalidOf(type)) {
        const answer = await world.admin.post(path, { title: name, [field]: value });
        expect([400, 413, 422], `${JSON.stringify(value)} ${answer.text}`).toContain(answer.status);
        if (answer.status === 422)
          expect(answer.body.problems[0].at).toMatch(new RegExp(`^/${field}`));
      }
      expect((await world.admin.get(path, { count: 'exact', limit: '1' })).body.count).toBe(before);
    },
  );

  test.each(types.map((type) => [type.name, type] as const))(
    '%s: can be asked whether it is empty, and sorted when it says so',
    async (name, type) => {
      const field = `f_${name}`;
      const filled = validOf(type).length;
      const title = { '==': [{ var: 'title' }, name] };
      if (type.operators.includes('is_empty')) {
        const filter = JSON.stringify({ and: [title, { '!': { is_empty: [{ var: field }] } }] });
        const found = await world.admin.get(path, { filter, count: 'exact' });
        expect(found.status, found.text).toBe(200);
        expect(found.body.count).toBe(filled);
      }
      const sorted = await world.admin.get(path, {
        sort: `-${field}`,
        filter: JSON.stringify(title),
      });
      const isSortable = type.sortable && type.storage(settingsOf(type)).kind === 'columns';
      expect(sorted.status, sorted.text).toBe(isSortable ? 200 : 400);
    },
  );

  test('the tables are as the engine believes', async () => {
    expect(await findDrift(world.runtime.database)).toEqual([]);
  });
});
