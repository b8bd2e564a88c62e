// The order of packs, versions and ranges.
import { expect, test } from 'vitest';
import { compareVersions, inRange, orderPacks } from '../../../core/packs/order.ts';
import { packOf } from '../../support/pack-files.ts';

const codes = (problems: readonly { code: string }[]) => problems.map((problem) => problem.code);

test('layers decide first, dependencies within a layer second', () => {
  const packs = [
    packOf('client', 'client', []),
    packOf('b', 'crm', [], { dependsOn: { c: '*' } }),
    packOf('c', 'crm', []),
    packOf('sys', 'system', []),
  ];
  const { ordered, problems } = orderPacks(packs);
  expect(ordered.map((pack) => pack.manifest.name)).toEqual(['sys', 'c', 'b', 'client']);
  expect(problems).toEqual([]);
});

test('missing, too old, upward, circular and repeated packs are named', () => {
  const missing = orderPacks([packOf('a', 'crm', [], { dependsOn: { gone: '*' } })]);
  expect(codes(missing.problems)).toContain('pack.missing-dependency');
  const old = orderPacks([
    packOf('a', 'crm', [], { dependsOn: { b: '^2.0.0' } }),
    packOf('b', 'crm', []),
  ]);
  expect(codes(old.problems)).toEqual(['pack.missing-dependency']);
  const upward = orderPacks([
    packOf('a', 'crm', [], { dependsOn: { b: '*' } }),
    packOf('b', 'client', []),
  ]);
  expect(codes(upward.problems)).toContain('pack.layer');
  const circle = orderPacks([
    packOf('a', 'crm', [], { dependsOn: { b: '*' } }),
    packOf('b', 'crm', [], { dependsOn: { a: '*' } }),
  ]);
  expect(codes(circle.problems)).toEqual(['pack.cycle']);
  expect(circle.ordered).toEqual([]);
  expect(codes(orderPacks([packOf('a', 'crm', []), packOf('a', 'crm', [])]).problems)).toEqual([
    'pack.repeated',
  ]);
});

test.each([
  ['1.2.3', '1.2.3', 0],
  ['1.2.3', '1.10.0', -1],
  ['2.0.0', '1.99.99', 1],
  ['1.0.0-beta', '1.0.0', -1],
  ['1.0.0-rc.1', '1.0.0-beta', 1],
])('%s against %s is %i', (a, b, expected) => {
  expect(compareVersions(a, b)).toBe(expected);
});

test.each([
  ['1.4.0', '*', true],
  ['1.4.0', '^1.2.0', true],
  ['1.1.0', '^1.2.0', false],
  ['2.0.0', '^1.2.0', false],
  ['0.3.0', '^0.2.0', false],
  ['0.2.5', '^0.2.0', true],
  ['3.0.0', '>=1.2.0', true],
  ['1.2.0', '1.2.0', true],
  ['1.2.1', '1.2.0', false],
])('%s in %s: %s', (version, range, expected) => {
  expect(inRange(version, range)).toBe(expected);
});
