// Order among siblings, and CSV there and back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, parseCsv } from '../../../core/packs/csv.ts';
import { inOrder } from '../../../core/packs/sequence.ts';

test.each<[Record<string, { after?: string | null }>, string[]]>([
  [{ a: {}, b: {}, c: {} }, ['a', 'b', 'c']],
  [{ a: {}, b: {}, c: { after: 'a' } }, ['a', 'c', 'b']],
  [{ a: {}, b: { after: null } }, ['b', 'a']],
  [
    { a: {}, b: {}, c: { after: 'a' }, d: { after: 'a' }, e: { after: 'c' } },
    ['a', 'c', 'e', 'd', 'b'],
  ],
  [{ a: { after: 'gone' }, b: {} }, ['a', 'b']],
  [{ a: { after: 'a' }, b: {} }, ['a', 'b']],
])('%j', (nodes, expected) => {
  expect(inOrder(nodes).map(([name]) => name)).toEqual(expected);
});

test('a circle keeps all and is reported', () => {
  const reports: unknown[] = [];
  const order = inOrder({ a: { after: 'b' }, b: { after: 'a' }, c: {} }, (problem) =>
    reports.push(problem.code),
  );
  expect(order.map(([name]) => name).sort()).toEqual(['a', 'b', 'c']);
  expect(reports).toEqual(['meta.order-cycle']);
});

test('what csvLine writes, parseCsv reads', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '中', ',', '"', '\n', '\r\n', ' ', '𠮷') });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }),
      (rows) => {
        expect(parseCsv(rows.map(csvLine).join(''))).toEqual(rows);
      },
    ),
  );
});

test.each([
  [
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,\r\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  [
    '"x ""y""","p\nq"\n\nz,w',
    [
      ['x "y"', 'p\nq'],
      ['z', 'w'],
    ],
  ],
])('%j', (csv, expected) => {
  expect(parseCsv(csv)).toEqual(expected);
});
