// The shape of a layout: tables, columns, indexes and search tables as plain data.
import type { ColumnKind } from '../fields/field-type.ts';

/** Classifications whose codes stand in a column; with several each code is `tree:code`. */
export interface HeldCodes {
  readonly trees: readonly string[];
  readonly isPrefixed: boolean;
}

/** The name a column holds the sort keys of. */
export interface SortSource {
  readonly column: string;
  readonly isPerson: boolean;
}

export interface ColumnLayout {
  readonly name: string;
  /** Identity of the field it belongs to: survives renames. */
  readonly id: string;
  readonly kind: ColumnKind | 'row-number';
  readonly scale: number;
  readonly notNull?: boolean;
  readonly unique?: boolean;
  readonly references?: string;
  readonly codes?: HeldCodes;
  readonly sorts?: SortSource;
  /** Retired, so that its sort keys are no longer kept. */
  readonly isStale?: boolean;
}

export interface IndexLayout {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
  /** Only records that are not in the recycle bin. */
  readonly liveOnly: boolean;
}

export interface TableLayout {
  readonly name: string;
  readonly id: string;
  readonly columns: readonly ColumnLayout[];
  readonly primaryKey?: readonly string[];
  readonly indexes: readonly IndexLayout[];
}

export interface SearchLayout {
  readonly table: string;
  readonly entity: string;
  /** Field ids by slot; a retired field keeps its slot. */
  readonly slots: readonly string[];
}

export interface Layout {
  readonly tables: Readonly<Record<string, TableLayout>>;
  readonly searches: Readonly<Record<string, SearchLayout>>;
}
