// Compares two layouts and says, step by step, how to get from one to the other. Pure: it decides, apply.ts does.
import { identifier } from '../model/naming.ts';
import { planSearches } from './plan-searches.ts';
import { type NewIds, type Rename, type Step, swapSafe } from './step.ts';
import type { ColumnLayout, Layout, TableLayout } from './table-layout.ts';

export interface StoragePlan {
  readonly steps: readonly Step[];
  /** The layout after the steps: the wanted one plus what was retired (kept, not dropped). */
  readonly result: Layout;
  /** Tables that have another name now. */
  readonly renamed: readonly Rename[];
}

/** Nothing stored yet. */
export const EMPTY_LAYOUT: Layout = { tables: {}, searches: {} };

/** Steps from what is stored to what a model needs. Retired tables and columns keep their data. */
export function planStorage(from: Layout, to: Layout): StoragePlan {
  const previous = matched(Object.values(from.tables), Object.values(to.tables));
  const used = new Set(previous.values());
  const retired = Object.values(from.tables).filter((table) => !used.has(table));
  const taken = new Set([...Object.keys(from.tables), ...Object.keys(to.tables)]);
  const steps: Step[] = [];
  const tables: Record<string, TableLayout> = {};
  const renamed: Rename[] = [];
  for (const table of retired) {
    if (to.tables[table.name] === undefined) {
      tables[table.name] = table;
      continue;
    }
    // Another table bears its name now. Names of indexes are the schema's, so they must go as well.
    for (const { name } of table.indexes) steps.push({ step: 'drop-index', index: name });
    const name = keptName(table.name, taken);
    renamed.push({ from: table.name, to: name });
    tables[name] = { ...table, name, indexes: [] };
  }
  for (const [table, before] of previous)
    if (before.name !== table.name) renamed.push({ from: before.name, to: table.name });
  const present = new Set(Object.keys(from.tables));
  for (const rename of swapSafe(renamed, present)) steps.push({ step: 'rename-table', ...rename });
  const newIds: NewIds = new Map();
  for (const table of Object.values(to.tables)) {
    const before = previous.get(table);
    if (!before) steps.push({ step: 'create-table', table });
    tables[table.name] = before ? planTable(before, table, steps, newIds) : table;
  }
  const searches = planSearches(from, to, { renamed, newIds }, steps);
  return { steps, result: { tables, searches }, renamed };
}

/** What each thing was before: by its id, else by its name unless that is another one now. */
function matched<T extends { readonly id: string; readonly name: string }>(
  from: readonly T[],
  to: readonly T[],
): Map<T, T> {
  const byId = new Map(from.map((thing) => [thing.id, thing]));
  const byName = new Map(from.map((thing) => [thing.name, thing]));
  const claimed = new Set(to.flatMap((thing) => byId.get(thing.id) ?? []));
  const previous = new Map<T, T>();
  for (const thing of to) {
    const namesake = byName.get(thing.name);
    const before =
      byId.get(thing.id) ?? (namesake && !claimed.has(namesake) ? namesake : undefined);
    if (before) previous.set(thing, before);
  }
  return previous;
}

/** A name for what is retired and must make room; three underscores stand in no other name. */
function keptName(name: string, taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const kept = identifier(`${name}___kept${count === 1 ? '' : count}`);
    if (taken.has(kept)) continue;
    taken.add(kept);
    return kept;
  }
}

function planTable(from: TableLayout, to: TableLayout, steps: Step[], newIds: NewIds): TableLayout {
  const previous = matched(from.columns, to.columns);
  noteIds(from, to, previous, newIds);
  const used = new Set(previous.values());
  const taken = new Set([...from.columns, ...to.columns].map((column) => column.name));
  const wanted = new Set(to.columns.map((column) => column.name));
  const retired = from.columns
    .filter((column) => !used.has(column))
    .map((column) => ({
      column,
      name: wanted.has(column.name) ? keptName(column.name, taken) : column.name,
    }));
  const renames = [
    ...retired.map(({ column, name }) => ({ from: column.name, to: name })),
    ...[...previous].map(([column, before]) => ({ from: before.name, to: column.name })),
  ].filter((rename) => rename.from !== rename.to);
  const present = new Set(from.columns.map((column) => column.name));
  for (const rename of swapSafe(renames, present))
    steps.push({ step: 'rename-column', table: to.name, ...rename });
  for (const column of to.columns) {
    const before = previous.get(column);
    if (!before) steps.push({ step: 'add-column', table: to.name, column });
    else if (before.kind !== column.kind || before.scale !== column.scale) {
      steps.push({
        step: 'convert-column',
        table: to.name,
        from: { ...before, name: column.name },
        to: column,
      });
    }
  }
  planSortKeys(to, previous, steps);
  planIndexes(from, to, steps);
  const kept = retired.map(({ column, name }) => ({
    ...column,
    name,
    isStale: column.sorts ? true : undefined,
  }));
  return { ...to, columns: [...to.columns, ...kept] };
}

/** Fields whose id is another now, which happens where packs leave ids out. */
function noteIds(
  from: TableLayout,
  to: TableLayout,
  previous: ReadonlyMap<ColumnLayout, ColumnLayout>,
  newIds: NewIds,
): void {
  const entity = to.columns.find((column) => column.name === 'record')?.references ?? to.name;
  const ids = newIds.get(entity) ?? new Map<string, string>();
  ids.set(from.id, to.id);
  for (const [column, before] of previous) ids.set(before.id, column.id);
  newIds.set(entity, ids);
}

/** New sort keys, and those that were not kept for a while or are read in another way now. */
function planSortKeys(
  to: TableLayout,
  previous: ReadonlyMap<ColumnLayout, ColumnLayout>,
  steps: Step[],
): void {
  for (const column of to.columns) {
    if (!column.sorts) continue;
    const before = previous.get(column);
    const isKept =
      before?.sorts && !before.isStale && before.sorts.isPerson === column.sorts.isPerson;
    if (isKept) continue;
    const { column: source, isPerson } = column.sorts;
    steps.push({ step: 'fill-sort-keys', table: to.name, column: column.name, source, isPerson });
  }
}

function planIndexes(from: TableLayout, to: TableLayout, steps: Step[]): void {
  const wanted = new Map(to.indexes.map((index) => [index.name, JSON.stringify(index)]));
  for (const index of from.indexes) {
    if (wanted.get(index.name) !== JSON.stringify(index))
      steps.push({ step: 'drop-index', index: index.name });
  }
  const present = new Map(from.indexes.map((index) => [index.name, JSON.stringify(index)]));
  for (const index of to.indexes) {
    if (present.get(index.name) !== JSON.stringify(index))
      steps.push({ step: 'create-index', table: to.name, index });
  }
}
