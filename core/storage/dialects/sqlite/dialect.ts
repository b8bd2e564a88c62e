// What SQLite does its own way. Decimals are scaled integers, booleans 0 and 1; plain tables (not STRICT), because
// adding a column to them is instant at any size and every value is checked before it is bound.
import { type Expression, type SqlBool, sql } from 'kysely';
import { AppError } from '../../../errors.ts';
import type { StorageDialect, StorageFailure, StoredKind } from '../../database.ts';
import { sqliteRules } from './functions.ts';
import { sqliteSearch } from './search.ts';

/** Page cache of a connection. */
export const CACHE_KIB = 64_000;

const TYPES = {
  text: 'text',
  json: 'text',
  integer: 'integer',
  decimal: 'integer',
  boolean: 'integer',
  real: 'real',
};

export const sqliteDialect: StorageDialect = {
  name: 'sqlite',
  refersForward: true,
  rules: sqliteRules,
  rowNumber: sql`integer primary key`,
  columnType: (column) => sql.raw(TYPES[column.kind]),
  references: (table) =>
    sql`references ${sql.table(table)} (${sql.id('id')}) deferrable initially deferred`,
  bind: bindValue,
  read: readValue,
  selected: (column, reference) => {
    if (column.kind === 'decimal' || column.kind === 'integer')
      return sql`cast(${reference} as text)`;
    return reference;
  },
  listOf: (table, valueColumn, owner) => {
    const column = sql.ref(`${table}.${valueColumn}`);
    const rows = sql`select ${column} as ${sql.id('item')} from ${sql.table(table)} where ${sql.ref(`${table}.record`)} = ${owner} order by ${sql.ref(`${table}.position`)}`;
    return sql`(select json_group_array(${sql.ref('items.item')}) from (${rows}) as ${sql.id('items')})`;
  },
  orderBy: (expression, descending) =>
    descending ? sql`${expression} desc` : sql`${expression} asc`,
  indexColumn: (name) => sql`${sql.id(name)}`,
  typed: (column, expression) => sql`cast(${expression} as ${sql.raw(TYPES[column.kind])})`,
  among: (value, select) => sql<SqlBool>`${value} in (${select})`,
  amongKept: (value, list) =>
    sql<SqlBool>`${value} in (select ${sql.ref('kept.value')} from json_each(${list}) as ${sql.id('kept')})`,
  unindexed: (expression) => sql`+(${expression})`,
  lockRow: sql``,
  lockForWrite: sql``,
  exactSum,
  search: sqliteSearch,
  convert: convertValue,
  failure,
  // A new schema of thousands of tables must stay in the cache: every statement reads the whole list of them.
  aroundSchemaWork: {
    before: { sql: 'pragma cache_size = -400000', parameters: [] },
    after: { sql: `pragma cache_size = -${CACHE_KIB}`, parameters: [] },
  },
  analyze: (table) => ({ sql: `analyze "${table}"`, parameters: [] }),
  findTable: (name) => ({
    sql: 'select i.name from pragma_table_info(?) as i limit 1',
    parameters: [name],
  }),
  tablesQuery: {
    sql: 'select m.name as "table", c.name as "column" from sqlite_master as m join pragma_table_info(m.name) as c where m.type = \'table\' and m.name not like \'sqlite_%\'',
    parameters: [],
  },
};

function bindValue(column: StoredKind, value: string | number | boolean | null): unknown {
  if (value === null) return null;
  if (column.kind === 'decimal') return scaled(String(value), column.scale);
  if (column.kind === 'boolean') return value ? 1 : 0;
  if (column.kind === 'integer' && typeof value === 'string') return BigInt(value);
  return value;
}

const LARGEST = 2n ** 63n - 1n;

/** "19.99" at scale 2 → 1999n. Throws when the result does not fit 64 bits. */
function scaled(text: string, scale: number): bigint | number {
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = whole + fraction.padEnd(scale, '0');
  const number = Number(digits);
  if (Number.isSafeInteger(number)) return number;
  const exact = BigInt(digits);
  if (exact > LARGEST || exact < -LARGEST)
    throw new AppError('value.digits', { limit: 18 - scale });
  return exact;
}

function readValue(column: StoredKind, raw: unknown): string | number | boolean | null {
  if (raw === null || raw === undefined) return null;
  if (column.kind === 'decimal') return unscaled(String(raw), column.scale);
  if (column.kind === 'boolean') return raw === 1 || raw === '1';
  if (column.kind !== 'integer') return raw as string | number;
  const number = Number(raw);
  return Number.isSafeInteger(number) ? number : String(raw);
}

const MINUS = 45;

/** "1999" at scale 2 → "19.99". */
function unscaled(digits: string, scale: number): string {
  if (scale === 0) return digits;
  if (digits.length > scale && digits.charCodeAt(0) !== MINUS)
    return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  const negative = digits.startsWith('-');
  const padded = (negative ? digits.slice(1) : digits).padStart(scale + 1, '0');
  const cut = padded.length - scale;
  return `${negative ? '-' : ''}${padded.slice(0, cut)}.${padded.slice(cut)}`;
}

/** Sums beyond 64 bits: high and low parts are summed apart and put together by a function in exact arithmetic. */
function exactSum(
  _column: StoredKind,
  expression: Expression<unknown>,
  wide: boolean,
): Expression<unknown> {
  if (!wide) return sql`cast(sum(${expression}) as text)`;
  const base = sql.raw('1000000000');
  return sql`crm_join_sum(sum(${expression} / ${base}), sum(${expression} % ${base}))`;
}

function convertValue(
  from: StoredKind | { kind: 'row-number' },
  to: StoredKind | { kind: 'row-number' },
  column: Expression<unknown>,
): Expression<unknown> | undefined {
  const [before, after] = ['scale' in from ? from.scale : 0, 'scale' in to ? to.scale : 0];
  const isNumber = (kind: string) => kind === 'integer' || kind === 'decimal';
  if (isNumber(from.kind) && isNumber(to.kind) && after >= before) {
    return sql`${column} * ${sql.raw(String(10 ** (after - before)))}`;
  }
  if (to.kind === 'text' && (from.kind === 'integer' || from.kind === 'json'))
    return sql`cast(${column} as text)`;
  if (to.kind === 'json' && from.kind === 'text') return sql`json_quote(${column})`;
  return undefined;
}

/** Result codes: https://sqlite.org/rescode.html */
function failure(error: unknown): StorageFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (error as { errcode?: number }).errcode ?? 0;
  if (code === 2067 || code === 1555)
    return { kind: 'unique', constraint: uniqueColumns(error.message) };
  if (code === 787) return { kind: 'foreign-key' };
  if (code === 1 && error.message.includes('integer overflow')) return { kind: 'overflow' };
  const primary = code % 256;
  if (primary === 5 || primary === 6) return { kind: 'busy' };
  if (primary === 13 || primary === 8 || primary === 10) return { kind: 'full' };
  return undefined;
}

/** "UNIQUE constraint failed: account.code, account.name" → "account.code,account.name". */
function uniqueColumns(message: string): string {
  return (message.split('constraint failed:')[1] ?? '').replace(/\s/g, '');
}
