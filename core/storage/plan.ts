// Compares two layouts and says, step by step, how to get from one to the other. Pure: it decides, apply.ts does.

import { SEARCH_SLOTS } from './layout.ts';
import type {
  ColumnLayout,
  IndexLayout,
  Layout,
  SearchLayout,
  TableLayout,
} from './table-layout.ts';

export type Step =
  | { readonly step: 'create-table'; readonly table: TableLayout }
  | { readonly step: 'rename-table'; readonly from: string; readonly to: string }
  | { readonly step: 'add-column'; readonly table: string; readonly column: ColumnLayout }
  | {
      readonly step: 'rename-column';
      readonly table: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly step: 'convert-column';
      readonly table: string;
      readonly from: ColumnLayout;
      readonly to: ColumnLayout;
    }
  | { readonly step: 'retire-table'; readonly table: string }
  | { readonly step: 'retire-column'; readonly table: string; readonly column: string }
  | { readonly step: 'create-index'; readonly table: string; readonly index: IndexLayout }
  | { readonly step: 'drop-index'; readonly index: string }
  | { readonly step: 'create-search'; readonly search: SearchLayout }
  | { readonly step: 'index-search'; readonly search: SearchLayout };

export interface StoragePlan {
  readonly steps: readonly Step[];
  /** The layout after the steps: the wanted one plus what was retired (kept, not dropped). */
  readonly result: Layout;
}

/** Nothing stored yet. */
export const EMPTY_LAYOUT: Layout = { tables: {}, searches: {} };

/** Steps from what is stored to what a model needs. Retired tables and columns keep their data. */
export function planStorage(from: Layout, to: Layout): StoragePlan {
  const steps: Step[] = [];
  const tables: Record<string, TableLayout> = {};
  const byId = new Map(Object.values(from.tables).map((table) => [table.id, table]));
  const claimed = new Set(Object.values(to.tables).flatMap((table) => byId.get(table.id) ?? []));
  const kept = new Set<string>();
  for (const table of Object.values(to.tables)) {
    const namesake = from.tables[table.name];
    const previous =
      byId.get(table.id) ?? (namesake && !claimed.has(namesake) ? namesake : undefined);
    if (!previous) {
      steps.push({ step: 'create-table', table });
      tables[table.name] = table;
      continue;
    }
    kept.add(previous.name);
    if (previous.name !== table.name)
      steps.push({ step: 'rename-table', from: previous.name, to: table.name });
    tables[table.name] = planTable(previous, table, steps);
  }
  for (const table of Object.values(from.tables)) {
    if (kept.has(table.name)) continue;
    if (tables[table.name] === undefined) tables[table.name] = table;
    steps.push({ step: 'retire-table', table: table.name });
  }
  const searches = planSearches(from, to, steps);
  return {
    steps: steps.filter((step) => step.step !== 'retire-table'),
    result: { tables, searches },
  };
}

function planTable(from: TableLayout, to: TableLayout, steps: Step[]): TableLayout {
  const previous = matchColumns(from, to);
  planRenames(from, to, previous, steps);
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
  const used = new Set(previous.values());
  const retired = from.columns.filter((column) => !used.has(column));
  planIndexes(from, to, steps);
  return { ...to, columns: [...to.columns, ...retired] };
}

/** What each column was before: by its id, else by its name unless that column is another one now. */
function matchColumns(from: TableLayout, to: TableLayout): Map<ColumnLayout, ColumnLayout> {
  const byId = new Map(from.columns.map((column) => [column.id, column]));
  const byName = new Map(from.columns.map((column) => [column.name, column]));
  const claimed = new Set(to.columns.flatMap((column) => byId.get(column.id) ?? []));
  const matched = new Map<ColumnLayout, ColumnLayout>();
  for (const column of to.columns) {
    const namesake = byName.get(column.name);
    const before =
      byId.get(column.id) ?? (namesake && !claimed.has(namesake) ? namesake : undefined);
    if (before) matched.set(column, before);
  }
  return matched;
}

/** Columns may swap names; those whose new name is still taken go over a name no field can have. */
function planRenames(
  from: TableLayout,
  to: TableLayout,
  previous: ReadonlyMap<ColumnLayout, ColumnLayout>,
  steps: Step[],
): void {
  const taken = new Set(from.columns.map((column) => column.name));
  const late: Step[] = [];
  for (const [column, before] of previous) {
    if (before.name === column.name) continue;
    const isTaken = taken.has(column.name);
    const name = isTaken ? `${column.name}__moving` : column.name;
    steps.push({ step: 'rename-column', table: to.name, from: before.name, to: name });
    if (isTaken) late.push({ step: 'rename-column', table: to.name, from: name, to: column.name });
  }
  steps.push(...late);
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

/** A field keeps the slot it has; new ones take the next free slot. */
function planSearches(from: Layout, to: Layout, steps: Step[]): Record<string, SearchLayout> {
  const searches: Record<string, SearchLayout> = { ...from.searches };
  for (const search of Object.values(to.searches)) {
    const previous = from.searches[search.table];
    const added = search.slots.filter((id) => !previous?.slots.includes(id));
    const merged = {
      ...search,
      slots: [...(previous?.slots ?? []), ...added].slice(0, SEARCH_SLOTS),
    };
    searches[search.table] = merged;
    if (!previous) steps.push({ step: 'create-search', search: merged });
    if (added.length > 0) steps.push({ step: 'index-search', search: merged });
  }
  return searches;
}
