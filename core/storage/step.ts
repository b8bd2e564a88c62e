// One step of a storage plan, as plain data.
import { identifier } from '../model/naming.ts';
import type { ColumnLayout, IndexLayout, SearchLayout, TableLayout } from './table-layout.ts';

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
  | {
      readonly step: 'fill-sort-keys';
      readonly table: string;
      readonly column: string;
      readonly source: string;
      readonly isPerson: boolean;
    }
  | { readonly step: 'create-index'; readonly table: string; readonly index: IndexLayout }
  | { readonly step: 'drop-index'; readonly index: string }
  | { readonly step: 'rename-search'; readonly from: string; readonly to: string }
  | { readonly step: 'index-search'; readonly search: SearchLayout };

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Entity → id of a field before → its id now. */
export type NewIds = Map<string, Map<string, string>>;

/** Names may be swapped: what goes to a name that is still borne goes there over one that nothing bears. */
export function swapSafe(renames: readonly Rename[], present: ReadonlySet<string>): Rename[] {
  const first: Rename[] = [];
  const late: Rename[] = [];
  for (const { from, to } of renames) {
    if (!present.has(to)) {
      first.push({ from, to });
      continue;
    }
    const between = identifier(`${to}___moving`);
    first.push({ from, to: between });
    late.push({ from: between, to });
  }
  return [...first, ...late];
}
