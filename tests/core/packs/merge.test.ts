// Layers: an overlay says only what differs, every property knows its file, locked ones stay.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MergedNode, mergeLayers, nodesOf, placeOf } from '../../../core/packs/merge.ts';
import type { JsonObject, Pack } from '../../../core/packs/source.ts';
import { packOf } from '../../support/pack-files.ts';

const entity = (json: JsonObject) => ({ kind: 'entity' as const, key: 'deal', json });
const LAYERS = ['system', 'crm', 'industry', 'client', 'site'];

function merge(...layers: JsonObject[]): {
  node: MergedNode | undefined;
  problems: readonly { code: string; at: string }[];
} {
  const packs = layers.map(
    (json, index): Pack => packOf(`p${index}`, LAYERS[index] ?? 'site', [entity(json)]),
  );
  const { metadata, problems } = mergeLayers(packs);
  return { node: nodesOf(metadata, 'entity')[0], problems };
}

test('an overlay changes a property and leaves the rest', () => {
  const { node } = merge(
    { fields: { name: { type: 'text', required: true, label: { en: 'Name' } } } },
    { fields: { name: { required: false }, tag: { type: 'tags' } } },
  );
  expect(node?.value).toEqual({
    fields: {
      name: { type: 'text', required: false, label: { en: 'Name' } },
      tag: { type: 'tags' },
    },
  });
});

test('every property names the file that set it', () => {
  const { node } = merge(
    { fields: { name: { type: 'text', help: 'a' } } },
    { fields: { name: { help: 'b' }, more: { type: 'text' } } },
  );
  const place = (pointer: string) => node && placeOf(node, pointer).split('#')[0];
  expect(place('/fields/name/type')).toBe('p0/entity/deal.json');
  expect(place('/fields/name/help')).toBe('p1/entity/deal.json');
  expect(place('/fields/more/type')).toBe('p1/entity/deal.json');
});

test('$remove takes a part or the whole away, lists are replaced whole', () => {
  expect(
    merge({ a: { x: 1, y: 2 }, l: [1, 2] }, { a: { x: { $remove: true } }, l: [3] }).node?.value,
  ).toEqual({ a: { y: 2 }, l: [3] });
  expect(merge({ a: 1 }, { $remove: true }).node).toBeUndefined();
});

test('a locked property cannot be changed, setting it to the same value is fine', () => {
  const base = { fields: { name: { type: 'text', required: true, $locked: ['required'] } } };
  const { node, problems } = merge(base, { fields: { name: { required: false } } });
  expect(problems).toMatchObject([
    { code: 'pack.locked', at: 'p1/entity/deal.json#/fields/name/required' },
  ]);
  expect(node?.value).toEqual(base);
  expect(merge(base, { fields: { name: { required: true } } }).problems).toEqual([]);
});

test('layouts of a removed entity go with it', () => {
  const layout = { kind: 'layout' as const, key: 'deal/form', json: { layout: 'form' } };
  const packs = [
    packOf('a', 'crm', [entity({ x: 1 }), layout]),
    packOf('b', 'client', [entity({ $remove: true })]),
  ];
  expect(nodesOf(mergeLayers(packs).metadata, 'layout')).toEqual([]);
});

const key = fc.constantFrom('a', 'b', 'c', 'd');
const value = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.string(),
    fc.array(fc.integer(), { maxLength: 3 }),
    tie('node'),
  ),
  node: fc.dictionary(key, tie('json'), { maxKeys: 4 }),
}));
const node = value.node as fc.Arbitrary<JsonObject>;

test('laying the same overlay twice is laying it once', () => {
  fc.assert(
    fc.property(node, node, (base, overlay) => {
      expect(merge(base, overlay, overlay).node?.value).toEqual(merge(base, overlay).node?.value);
    }),
  );
});

test('overlays of different properties commute', () => {
  fc.assert(
    fc.property(node, node, node, (base, left, right) => {
      const [a, b] = [{ left }, { right }];
      const start = { base };
      expect(merge(start, a, b).node?.value).toEqual(merge(start, b, a).node?.value);
    }),
  );
});

test('merging changes none of its inputs', () => {
  fc.assert(
    fc.property(node, node, (base, overlay) => {
      const before = JSON.stringify([base, overlay]);
      merge(base, overlay);
      expect(JSON.stringify([base, overlay])).toBe(before);
    }),
  );
});
