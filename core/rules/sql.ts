// The seam between rules and SQL: what a database must be able to say (SqlDialect), what the query at hand brings
// (SqlScope), and what an operator's compile function works with (SqlCompiler). Types only, so browsers load no Kysely.
import type { Expression, RawBuilder, sql } from 'kysely';
import type { Arithmetic } from './decimal.ts';
import type { RuleInputs } from './env.ts';
import type { Expr, RuleValue } from './expr.ts';
import type { RuleType } from './rule.ts';

export type Sql = RawBuilder<unknown>;
export type SqlTag = typeof sql;
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/**
 * A bound value that differs per request (today, the actor …). It stands among the parameters of the compiled query;
 * whoever executes the query replaces it: `parameter instanceof InputParameter ? parameter.resolve(inputs) : parameter`.
 */
export class InputParameter {
  /** Name of the input, or `computed` for an expression over inputs. */
  readonly name: string;
  /** The value to bind, in the database's own form. */
  readonly resolve: (inputs: RuleInputs) => unknown;

  constructor(name: string, resolve: (inputs: RuleInputs) => unknown) {
    this.name = name;
    this.resolve = resolve;
  }
}

/** Rows that belong to the record of a query: a table, how it hangs on the record, and what stands in it. */
export interface SqlRows {
  /** What follows FROM: a table with a fresh alias, joins included. */
  readonly from: Expression<unknown>;
  /** Ties the rows to the outer record. */
  readonly where: Expression<unknown>;
}

/** A multi-valued field: one row per value. */
export interface SqlList extends SqlRows {
  readonly value: Expression<unknown>;
}

/** A collection: one row per record, with its own names. Rows out of the actor's reach are not in it. */
export interface SqlCollection extends SqlRows {
  readonly scope: SqlScope;
}

/** What the query compiler brings. All identifiers come from here and are qualified with their table. */
export interface SqlScope {
  /** The stored column of the value at a path; paths over references add their joins. */
  column(path: string): Expression<unknown>;
  list(path: string): SqlList;
  collection(path: string): SqlCollection;
  /**
   * A SELECT of the values in the subtrees of `ancestors` (a parenthesised list or sub-select), themselves included,
   * each as it is stored: with `prefix` ("industry:") in front when the field has several dimensions.
   */
  subtree(tree: string, ancestors: Expression<unknown>, prefix: string): Expression<unknown>;
}

/** A constant or an input on its way into SQL. */
export type Bindable =
  | { readonly kind: 'value'; readonly value: RuleValue }
  | { readonly kind: 'input'; readonly name: string; read(inputs: RuleInputs): RuleValue };

/**
 * What differs between databases. Numbers have two forms: *stored*, as the column holds them, and *exact*, in which
 * arithmetic is done (SQLite: decimal text; PostgreSQL: numeric). All other kinds have one form.
 */
export interface SqlDialect {
  /** A bound value in the form of its kind; numbers in exact form. */
  bind(value: Bindable, type: RuleType): Sql;
  /** A number bound in the stored form of a column of that type, or undefined when it has more places than the column. */
  bindStored(value: RuleValue, column: RuleType): Sql | undefined;
  /** `(…)` of the values of a list input, to stand behind IN. */
  bindList(value: Bindable): Sql;
  /** Ordering of text by code point, whatever the database's collation. */
  ordered(text: Sql): Sql;
  /** Stored → exact. */
  exact(stored: Sql, type: RuleType): Sql;
  compareExact(comparison: Comparison, a: Sql, b: Sql): Sql;
  arithmetic(operator: Arithmetic, a: Sql, b: Sql, scale: number): Sql;
  round(number: Sql, scale: number): Sql;
  abs(number: Sql): Sql;
  /** Smaller or larger of two numbers; missing when one is. */
  extreme(which: 'min' | 'max', a: Sql, b: Sql): Sql;
  /** Aggregate: the exact sum at `scale`, 0 over no rows. */
  sum(number: Sql, scale: number): Sql;
  /** Plain text of a value, as `cat` joins it. */
  text(value: Sql, type: RuleType): Sql;
  length(text: Sql): Sql;
  /** Exact form of a number SQL itself counted. */
  counted(count: Sql): Sql;
  /** Folded for case and width: NFKC, lower case. */
  fold(text: Sql): Sql;
  contains(text: Sql, part: Sql): Sql;
  startsWith(text: Sql, part: Sql): Sql;
  endsWith(text: Sql, part: Sql): Sql;
  substring(text: Sql, start: Sql, length: Sql): Sql;
  /** One of the functions over dates; results are text, or exact numbers for parts and differences. */
  dateFunction(name: DateFunction, args: readonly Sql[]): Sql;
}

export type DateFunction =
  | 'date_add'
  | 'date_diff'
  | 'start_of'
  | 'end_of'
  | 'date'
  | 'day_start'
  | 'year'
  | 'month'
  | 'day'
  | 'weekday'
  | 'hour';

/** What an operator's compile function gets. */
export interface SqlCompiler {
  readonly sql: SqlTag;
  readonly dialect: SqlDialect;
  readonly scope: SqlScope;
  /** A value; numbers in exact form. */
  value(expr: Expr): Sql;
  /** The column of a field as it stands, else the value: enough to ask whether it is null. */
  cell(expr: Expr): Sql;
  /** True, false or null, where null counts as false; with `isNegated` the exact complement. */
  condition(expr: Expr, isNegated?: boolean): Sql;
  /** The stored form of a column or of a constant beside one, when both sides can be compared as they stand. */
  storedPair(a: Expr, b: Expr): readonly [Sql, Sql] | undefined;
  /** What stands behind IN: literal values, a list input or a list field. `left` is what is looked for. */
  members(list: Expr, left: RuleType, isStored: boolean): Sql;
  /** The same compiler inside a collection. */
  inside(scope: SqlScope): SqlCompiler;
}
