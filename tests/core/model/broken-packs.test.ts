// Broken metadata: every fault is named with code, file, place and — where a name is near — a cure; no model comes out.
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { problemText } from '../../../core/errors.ts';
import { checkPacks } from '../../../runtime/boot.ts';
import { type Files, packFolder, text } from '../../support/pack-files.ts';

const system = join(import.meta.dirname, '../../../metadata/system');
let remove: (() => void) | undefined;
afterEach(() => remove?.());

function check(files: Files) {
  const made = packFolder('acme', files);
  remove = made.remove;
  return checkPacks([system, made.folder]);
}

const name = { type: 'text', label: text('Name') };
const deal = (own: object, fields: object = {}): Files => ({
  'entities/deal/entity.json': {
    entity: 'deal',
    label: text('Deal'),
    fields: { name, ...fields },
    ...own,
  },
});
const ENTITY = 'acme/entities/deal/entity.json';

test('a sound entity makes a model', () => {
  const { model, problems } = check(deal({}));
  expect(problems).toEqual([]);
  expect(model?.entities.get('deal')?.fields.get('name')?.type).toBe('text');
});

test.each<[string, Files, string, string, string?]>([
  [
    'unknown type',
    deal({}, { price: { type: 'mony', label: text('P') } }),
    'meta.unknown-type',
    `${ENTITY}#/fields/price/type`,
    "'money'",
  ],
  [
    'unknown setting',
    deal({}, { price: { type: 'money', label: text('P'), scal: 2 } }),
    'meta.unknown-key',
    `${ENTITY}#/fields/price/scal`,
    "'scale'",
  ],
  [
    'unknown picklist',
    deal({}, { s: { type: 'picklist', label: text('S'), picklist: 'local' } }),
    'meta.unknown-target',
    `${ENTITY}#/fields/s/picklist`,
    "'locale'",
  ],
  [
    'unknown classification',
    deal({}, { i: { type: 'classification', label: text('I'), classification: 'industry_c' } }),
    'meta.unknown-target',
    `${ENTITY}#/fields/i/classification`,
    "'industry_cn'",
  ],
  [
    'unknown entity',
    deal({}, { u: { type: 'reference', label: text('U'), entity: 'usr' } }),
    'meta.unknown-entity',
    `${ENTITY}#/fields/u`,
    "'user'",
  ],
  [
    'missing English',
    deal({}, { t: { type: 'text', label: { 'zh-CN': '名' } } }),
    'meta.missing-text',
    `${ENTITY}#/fields/t/label`,
  ],
  ['missing Chinese', deal({ label: { en: 'Deal' } }), 'meta.missing-text', `${ENTITY}#/label`],
  ['missing label', deal({}, { t: { type: 'text' } }), 'meta.missing-key', `${ENTITY}#/fields/t`],
  ['unknown property', deal({ labl: text('x') }), 'meta.unknown-key', `${ENTITY}#/labl`, "'label'"],
  [
    'rule over an unknown field',
    deal({ rules: { r: { check: { '==': [{ var: 'nam' }, 'x'] }, message: text('m') } } }),
    'rule.unknown-path',
    `${ENTITY}#/rules/r/check/==/0/var`,
    "'name'",
  ],
  [
    'rule with two operators',
    deal({ rules: { r: { check: { '==': [1, 1], '!=': [1, 2] }, message: text('m') } } }),
    'rule.shape',
    `${ENTITY}#/rules/r/check`,
  ],
  [
    'rule that is no condition',
    deal({ rules: { r: { check: { var: 'name' }, message: text('m') } } }),
    'rule.not-condition',
    `${ENTITY}#/rules/r/check`,
  ],
  [
    'rule with an inherited operator',
    deal({}, { t: { type: 'text', label: text('T'), visibleWhen: { constructor: [1] } } }),
    'rule.unknown-operator',
    `${ENTITY}#/fields/t/visibleWhen`,
  ],
  [
    'key over an unknown field',
    deal({ keys: { k: { fields: ['nam'] } } }),
    'meta.unknown-field',
    `${ENTITY}#/keys/k/fields/0`,
    "'name'",
  ],
  [
    'name field that is not there',
    deal({ nameField: 'nme' }),
    'meta.unknown-field',
    `${ENTITY}#/nameField`,
    "'name'",
  ],
  [
    'one id for two fields',
    deal({}, { a: { ...name, id: 'same1234' }, b: { ...name, id: 'same1234' } }),
    'meta.duplicate-id',
    `${ENTITY}#/fields/b/id`,
  ],
  [
    'roll-up over an unknown collection',
    deal({}, { n: { type: 'rollup', label: text('N'), collection: 'lines', op: 'count' } }),
    'meta.unknown-target',
    `${ENTITY}#/fields/n/collection`,
  ],
  [
    'policy for an unknown role',
    { 'policies/p.json': { policy: 'p', label: text('P'), roles: ['usr'], entities: {} } },
    'meta.unknown-target',
    'acme/policies/p.json#/roles/0',
    "'user'",
  ],
  [
    'menu for an unknown entity',
    { 'menus/side.json': { menu: 'side', items: { x: { entity: 'usr' } } } },
    'meta.unknown-entity',
    'acme/menus/side.json#/items/x/entity',
    "'user'",
  ],
  [
    'orphan node',
    {
      'classifications/t.json': {
        classification: 't',
        label: text('T'),
        current: 'a',
        editions: { a: { nodes: { x: { label: text('X'), parent: 'gone' } } } },
      },
    },
    'meta.tree',
    'acme/classifications/t.json#/editions/a',
  ],
  [
    'missing edition',
    {
      'classifications/t.json': {
        classification: 't',
        label: text('T'),
        current: 'b',
        editions: { a: { nodes: {} } },
      },
    },
    'meta.unknown-target',
    'acme/classifications/t.json#/current',
  ],
])('%s', (_name, files, code, at, hint) => {
  const { model, problems } = check(files);
  expect(model).toBeUndefined();
  const found = problems.find((problem) => problem.code === code && problem.at === at);
  expect(found, JSON.stringify(problems)).toBeDefined();
  if (found && hint) {
    expect(problemText(found, 'en')).toContain(`Did you mean ${hint}?`);
    expect(problemText(found, 'zh-CN')).toContain('是否想写');
  }
});

test('a layout and a view naming a missing field are found in their own files', () => {
  const files = {
    ...deal({}),
    'entities/deal/layouts/form.json': {
      layout: 'form',
      kind: 'form',
      sections: { a: { fields: { nme: {} } } },
    },
    'entities/deal/views/all.json': {
      view: 'all',
      kind: 'table',
      label: text('All'),
      columns: { nam: {} },
      sort: '-x',
      filter: { '>': [{ var: 'name' }, 3] },
    },
  };
  const places = check(files).problems.map((problem) => problem.at);
  expect(places).toContain('acme/entities/deal/layouts/form.json#/sections/a/fields/nme');
  expect(places).toContain('acme/entities/deal/views/all.json#/columns/nam');
  expect(places).toContain('acme/entities/deal/views/all.json#/sort');
  expect(
    places.some((place) => place.startsWith('acme/entities/deal/views/all.json#/filter')),
  ).toBe(true);
});

test('formulas in a circle are found', () => {
  const formula = (other: string) => ({
    type: 'formula',
    label: text('F'),
    returns: 'integer',
    formula: { '+': [{ var: other }, 1] },
  });
  const { problems } = check(deal({}, { a: formula('b'), b: formula('a') }));
  expect(problems.map((problem) => problem.code)).toContain('meta.formula-cycle');
});

test('all problems come at once, from all files', () => {
  const { problems } = check({
    ...deal({ nameField: 'x' }, { a: { type: 'nope', label: text('A') }, Bad: name }),
    'roles/r.json': { role: 'r' },
    'menus/m.json': { menu: 'm', items: { x: { entity: 'zzz' } } },
  });
  expect(new Set(problems.map((problem) => problem.code)).size).toBeGreaterThanOrEqual(4);
});

describe('names (I01)', () => {
  const bad = [
    'Name',
    '1a',
    'a-b',
    'a b',
    'a__b',
    '_a',
    'a_',
    "a'b",
    'a"b',
    'a`b',
    'a]b',
    'a;b',
    'ä',
    '名',
    'a\u0000',
    'x'.repeat(49),
    '__proto__',
  ];
  test.each(bad)('field %j is refused', (field) => {
    const json = `{"entity":"deal","label":{"zh-CN":"d","en":"d"},"fields":{"name":${JSON.stringify(name)},${JSON.stringify(field)}:${JSON.stringify(name)}}}`;
    const { model, problems } = check({ 'entities/deal/entity.json': json });
    expect(model).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });
  test.each([
    'id',
    'version',
    'rid',
    'rowid',
    'oid',
    'ctid',
    'xmin',
    'created_at',
    'constructor',
    'prototype',
  ])('field %s is reserved', (field) => {
    const { model, problems } = check(deal({}, { [field]: name }));
    expect(model).toBeUndefined();
    expect(problems[0]?.code).toBe('meta.reserved-name');
  });
  test.each([
    'order',
    'group',
    'select',
    'user_name',
    'from',
    'index',
    'key',
    'default',
    'x'.repeat(48),
  ])('field %s is fine', (field) => {
    expect(check(deal({}, { [field]: name })).problems).toEqual([]);
  });
  test.each(['Deal', 'a-b', 'x'.repeat(49)])('entity %j is refused', (entity) => {
    const { model } = check({
      [`entities/${entity}/entity.json`]: { entity, label: text('D'), fields: { name } },
    });
    expect(model).toBeUndefined();
  });
});
