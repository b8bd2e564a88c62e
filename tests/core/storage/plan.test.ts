// Storage plans: pure, complete, and done once — planning from the result again finds nothing to do.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_LAYOUT, planStorage } from '../../../core/storage/plan.ts';
import type { ColumnLayout, Layout, TableLayout } from '../../../core/storage/table-layout.ts';

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const kind = fc.constantFrom('text', 'integer', 'boolean', 'json') as fc.Arbitrary<'text'>;

const columns = fc.uniqueArray(fc.record({ name, id: name, kind }), {
  maxLength: 5,
  selector: (column) => column.name,
});

function tableOf(
  table: string,
  own: readonly { name: string; id: string; kind: 'text' }[],
): TableLayout {
  const unique = own.filter(
    (column, index) => own.findIndex((other) => other.id === column.id) === index,
  );
  const layouts: ColumnLayout[] = unique.map((column) => ({
    ...column,
    id: `id_${column.id}`,
    scale: 0,
  }));
  const indexes = layouts.slice(0, 2).map((column) => ({
    name: `i_${table}_${column.name}`,
    columns: [column.name],
    unique: false,
    liveOnly: true,
  }));
  return { name: table, id: `id_${table}`, columns: layouts, indexes };
}

const layout: fc.Arbitrary<Layout> = fc.dictionary(name, columns, { maxKeys: 4 }).map((tables) => ({
  tables: Object.fromEntries(Object.entries(tables).map(([key, own]) => [key, tableOf(key, own)])),
  searches: {},
}));

test('planning from the result to the same layout finds nothing to do', () => {
  fc.assert(
    fc.property(layout, layout, (from, to) => {
      const first = planStorage(planStorage(EMPTY_LAYOUT, from).result, to);
      expect(planStorage(first.result, to).steps).toEqual([]);
    }),
  );
});

test('no plan ever drops a table or a column: each lives on under its id or its name', () => {
  fc.assert(
    fc.property(layout, layout, (from, to) => {
      const { result } = planStorage(from, to);
      const kept = Object.values(result.tables);
      for (const table of Object.values(from.tables)) {
        const now = kept.find((other) => other.id === table.id || other.name === table.name);
        for (const column of table.columns) {
          expect(
            now?.columns.some((other) => other.id === column.id || other.name === column.name),
          ).toBe(true);
        }
      }
    }),
  );
});

describe('one change, one step', () => {
  const base = tableOf('deal', [{ name: 'a', id: 'a', kind: 'text' }]);
  const from: Layout = { tables: { deal: { ...base, indexes: [] } }, searches: {} };
  const steps = (table: Partial<TableLayout>) =>
    planStorage(from, {
      tables: { [table.name ?? 'deal']: { ...base, indexes: [], ...table } },
      searches: {},
    }).steps.map(({ step }) => step);

  test.each<[string, Partial<TableLayout>, string[]]>([
    ['nothing', {}, []],
    [
      'a new column',
      { columns: [...base.columns, { name: 'b', id: 'b', kind: 'text', scale: 0 }] },
      ['add-column'],
    ],
    [
      'the same id under a new name',
      { columns: [{ name: 'z', id: 'id_a', kind: 'text', scale: 0 }] },
      ['rename-column'],
    ],
    [
      'another kind',
      { columns: [{ name: 'a', id: 'id_a', kind: 'json', scale: 0 }] },
      ['convert-column'],
    ],
    ['a column less', { columns: [] }, []],
    ['the same table under a new name', { name: 'order' }, ['rename-table']],
    [
      'an index',
      { indexes: [{ name: 'i', columns: ['a'], unique: false, liveOnly: true }] },
      ['create-index'],
    ],
  ])('%s', (_name, table, expected) => {
    expect(steps(table)).toEqual(expected);
  });
});
