// What a list shows as data: where rows of a very long table stand, sort texts, definitions and addresses, groups of a filter.
import { expect, test } from 'vitest';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import {
  filterCount,
  joinFilters,
  type ListDefinition,
  readAddress,
  readDefinition,
  sameDefinition,
  writeAddress,
} from '../../../runtime/web/list/list-definition.ts';
import {
  chosenCount,
  EVERYTHING,
  isChosen,
  withChosen,
  withToggled,
} from '../../../runtime/web/list/list-selection.ts';
import { nextSort, reversedSort, sortOf } from '../../../runtime/web/list/list-sort.ts';
import { GridWindow } from '../../../runtime/web/views/grid-window.ts';

function windowOf(count: number): GridWindow {
  return Object.assign(new GridWindow(), { count, rowHeight: 36, space: 700 });
}

test.each([10, 1000, 400_000, 1_000_000, 20_000_000])(
  'every one of %i rows can be reached',
  (count) => {
    const view = windowOf(count);
    expect(view.bodyHeight).toBeLessThanOrEqual(15_000_000);
    for (const row of [count - 1, Math.floor(count / 2), 0]) {
      view.top = Math.min(view.topFor(row), Math.max(0, view.bodyHeight - view.space));
      const { from, to } = view.range();
      expect(from).toBeLessThanOrEqual(row);
      expect(to).toBeGreaterThan(row);
      const y = view.y(row) - view.top;
      expect(y).toBeGreaterThanOrEqual(-36);
      expect(y).toBeLessThanOrEqual(view.space);
    }
  },
);

test('a head turns up, down and off; Shift keeps the other keys; an order is read from its end', () => {
  expect(nextSort('', 'a', false)).toBe('a');
  expect(nextSort('a', 'a', false)).toBe('-a');
  expect(nextSort('-a', 'a', false)).toBe('');
  expect(nextSort('a', 'b', true)).toBe('a,b');
  expect(nextSort('a,b', 'a', true)).toBe('-a,b');
  expect(nextSort('-a,b', 'a', true)).toBe('b');
  expect(sortOf('a,b', 'b', true)).toBe('a,-b');
  expect(reversedSort('-a,b')).toBe('a,-b');
});

const entity = { fields: {}, views: [] } as unknown as ClientEntity;
const view: ListDefinition = {
  columns: [{ path: 'name' }, { path: 'amount', total: 'sum' }],
  frozen: 1,
  sort: 'name',
  filter: { '==': [{ var: 'stage' }, 'won'] },
};

test('the address carries what differs from the view and gives it back', () => {
  const changed: ListDefinition = {
    columns: [{ path: 'amount', width: 180, total: 'avg' }, { path: 'owner.name' }],
    frozen: 2,
    sort: '-amount,name',
    density: 'compact',
  };
  const params = new URLSearchParams();
  writeAddress(params, changed, view);
  expect(params.get('cols')).toBe('amount:180:avg,owner.name');
  expect(sameDefinition(readAddress(params, view), changed)).toBe(true);
  const none = new URLSearchParams();
  writeAddress(none, view, view);
  expect(none.size).toBe(0);
  expect(sameDefinition(readAddress(none, view), view)).toBe(true);
});

test('a stored definition is read with care', () => {
  const read = readDefinition(
    {
      columns: [{ path: 'a', width: 9 }, { path: 'a' }, 7, {}],
      frozen: 99,
      sort: 5,
      filter: [],
      density: 'x',
    },
    entity,
  );
  expect(read).toEqual({ columns: [{ path: 'a', width: 56 }], frozen: 6, sort: '' });
  expect(readDefinition(null, entity).columns).toEqual([]);
});

test('filters are joined and counted through their groups', () => {
  const one = { is_empty: { var: 'a' } };
  const either: Rule = { or: [{ var: 'c' }, { var: 'd' }] };
  const two: Rule = { and: [{ var: 'b' }, either] };
  expect(joinFilters(one, two)).toEqual({ and: [one, { var: 'b' }, either] });
  expect(joinFilters(undefined, one)).toBe(one);
  expect(filterCount(joinFilters(one, two))).toBe(4);
});

test('everything may be chosen but some', () => {
  const but = withToggled(EVERYTHING, 'x');
  expect(isChosen(but, 'x')).toBe(false);
  expect(isChosen(but, 'y')).toBe(true);
  expect(chosenCount(but, 50_000)).toBe(49_999);
  expect(chosenCount(withChosen(but, ['x']), 50_000)).toBe(50_000);
});
