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
  const kept = new Set<string>();
  for (const table of Object.values(to.tables)) {
    const previous = from.tables[table.name] ?? byId.get(table.id);
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
  const byId = new Map(from.columns.map((column) => [column.id, column]));
  const byName = new Map(from.columns.map((column) => [column.name, column]));
  const used = new Set<ColumnLayout>();
  for (const column of to.columns) {
    const previous = byId.get(column.id) ?? byName.get(column.name);
    if (!previous) {
      steps.push({ step: 'add-column', table: to.name, column });
      continue;
    }
    used.add(previous);
    if (previous.name !== column.name) {
      steps.push({ step: 'rename-column', table: to.name, from: previous.name, to: column.name });
    }
    if (previous.kind !== column.kind || previous.scale !== column.scale) {
      steps.push({
        step: 'convert-column',
        table: to.name,
        from: { ...previous, name: column.name },
        to: column,
      });
    }
  }
  const retired = from.columns.filter((column) => !used.has(column));
  planIndexes(from, to, steps);
  return { ...to, columns: [...to.columns, ...retired] };
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
