// The seam between the engine and a database: connections, transactions, and what a dialect must answer.
import type { CompiledQuery, Expression, Kysely, RawBuilder, SqlBool } from 'kysely';
import type { ColumnKind } from '../fields/field-type.ts';
import type { SqlDialect } from '../rules/sql.ts';
import type { Vault } from './vault.ts';

export type Row = Record<string, unknown>;
/** A builder without static tables: names come from the model. It compiles and never executes. */
export type QueryBuilder = Kysely<Record<string, Row>>;
export type Query = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** Runs statements. SQLite answers at once, PostgreSQL later; callers always await. */
export interface Connection {
  all(query: Query): Row[] | Promise<Row[]>;
  /** @returns number of changed rows */
  run(query: Query): number | Promise<number>;
  /** Inserts one row into a table with row numbers. @returns the number of the new row */
  insert(query: Query): number | Promise<number>;
}

export interface Database {
  readonly dialect: StorageDialect;
  readonly builder: QueryBuilder;
  /** Sees what has been committed; never blocks a write. */
  readonly read: Connection;
  /**
   * Runs `work` in one transaction that nothing else can enter: committed when it resolves, rolled back when it throws.
   * Do not wait inside for anything but the given connection.
   */
  write<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /**
   * Calls back after every commit with the tables that were written. Only where one process writes the database;
   * elsewhere it is missing and nothing may be kept between requests.
   */
  onCommit?(listener: (tables: ReadonlySet<string>) => void): void;
  /** A consistent copy in one file (SQLite) or SQL text (unsupported there). */
  backup?(file: string): Promise<void>;
  close(): Promise<void>;
}

/** A column as stored: what the dialect needs to bind and read it. */
export interface StoredKind {
  readonly kind: ColumnKind;
  readonly scale: number;
}

export type StorageFailure =
  | { readonly kind: 'unique'; readonly constraint: string }
  | { readonly kind: 'foreign-key' | 'busy' | 'full' | 'retry' | 'overflow' };

/** Everything that differs between databases. No caller asks which database it is. */
export interface StorageDialect {
  readonly name: string;
  /** Seals and opens the values of encrypted fields, where the installation has a key. */
  readonly vault?: Vault;
  readonly rules: SqlDialect;
  /** SQL type of a column. */
  columnType(column: StoredKind): RawBuilder<unknown>;
  /** Type and constraints of the internal row number. */
  readonly rowNumber: RawBuilder<unknown>;
  /** A new table may refer to one that is created after it. */
  readonly refersForward: boolean;
  /** Constraint of a column that refers to a record's id; checked when the transaction ends. */
  references(table: string): RawBuilder<unknown>;
  /** Expression that turns a stored value of one kind into another without loss, or undefined where that is not sure. */
  convert(
    from: StoredKind | { kind: 'row-number' },
    to: StoredKind | { kind: 'row-number' },
    column: Expression<unknown>,
  ): Expression<unknown> | undefined;
  /** Canonical value → bound parameter; `null` stays. */
  bind(column: StoredKind, value: string | number | boolean | null): unknown;
  /** What stands in a select list so that the value arrives exact. */
  selected(column: StoredKind, reference: Expression<unknown>): Expression<unknown>;
  /** Driver value → canonical value. */
  read(column: StoredKind, raw: unknown): string | number | boolean | null;
  /** `['a','b']` of a child table's values in order, as JSON text; correlated with `owner`. */
  listOf(table: string, valueColumn: string, owner: Expression<unknown>): Expression<unknown>;
  /** Smallest first puts empty values first on every database. */
  orderBy(expression: Expression<unknown>, descending: boolean): RawBuilder<unknown>;
  /** Column of an index, ordered as orderBy sorts. */
  indexColumn(name: string): RawBuilder<unknown>;
  /**
   * The same value in a form no index serves; missing where the planner knows the tables and needs no steering.
   */
  readonly unindexed?: <T>(expression: Expression<T>) => Expression<T>;
  /** A computed value as the column it stands for, so that it compares as the column does. */
  typed(column: StoredKind, expression: Expression<unknown>): Expression<unknown>;
  /** Condition that a value is among those of a SELECT that does not depend on the row; an index over it serves. */
  among(value: Expression<unknown>, select: Expression<unknown>): Expression<SqlBool>;
  /** Condition that a value is among those of a JSON list of numbers; missing where nothing is kept between requests. */
  readonly amongKept?: (value: Expression<unknown>, list: unknown) => Expression<SqlBool>;
  /** Suffix of a SELECT that keeps its rows from being deleted by others until the transaction ends. */
  readonly lockRow: RawBuilder<unknown>;
  /** The same, for rows that are about to be changed. */
  readonly lockForWrite: RawBuilder<unknown>;
  /** Exact sum of a decimal or integer column, to be read like the column; `wide` when the plain sum overflowed. */
  exactSum(column: StoredKind, expression: Expression<unknown>, wide: boolean): Expression<unknown>;
  readonly search: SearchDialect;
  /** What went wrong, when it is something to be expected. */
  failure(error: unknown): StorageFailure | undefined;
  /** What to run before and after many changes of the schema, in the same transaction. */
  readonly aroundSchemaWork?: { readonly before: Query; readonly after: Query };
  /** Tells the database's planner about a table's values and indexes. */
  analyze(table: string): Query;
  /** Answers a row when the database holds a table of that name. */
  findTable(name: string): Query;
  /** Tables of the database with their columns, for the drift check. */
  readonly tablesQuery: Query;
}

/** A token with the slots (searchable fields) it stands in. */
export interface SearchEntry {
  readonly slot: number;
  readonly tokens: readonly string[];
}

/** A query token: exact or the beginning of one. */
export interface SearchTerm {
  readonly token: string;
  readonly prefix: boolean;
}

/** Full-text index per entity: one row per record, one slot per searchable field. */
export interface SearchDialect {
  createTable(table: string, slots: number): Query[];
  renameTable(from: string, to: string): Query[];
  remove(table: string, rid: number): Query;
  insert(table: string, rid: number, entries: readonly SearchEntry[]): Query;
  /** Condition on the search table: any alternative matches, each with all its terms, in readable slots only. */
  matches(
    table: string,
    alternatives: readonly (readonly SearchTerm[])[],
    slots: readonly number[],
  ): Expression<SqlBool>;
  /** Column of the search table that equals the record's row number. */
  readonly rowColumn: string;
}

/** The same database, whose encrypted values are sealed and opened by a vault. */
export function withVault(database: Database, vault: Vault | undefined): Database {
  return vault ? { ...database, dialect: { ...database.dialect, vault } } : database;
}
