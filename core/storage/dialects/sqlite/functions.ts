// How rules are said in SQLite. What SQL alone cannot say exactly (folding, decimals, calendars) are functions of ours,
// registered on every connection; they run the very code that evaluates rules in JavaScript.
import { type RawBuilder, sql } from 'kysely';
import { dateFunctions } from '../../../rules/date-functions.ts';
import {
  type Arithmetic,
  calculate,
  compareDecimals,
  fromUnits,
  roundDecimal,
  scaleOf,
  shortest,
  sumDecimals,
  toUnits,
} from '../../../rules/decimal.ts';
import type { RuleInputs } from '../../../rules/env.ts';
import { isNumeric, type RuleValue, scaleOfType } from '../../../rules/expr.ts';
import type { RuleType } from '../../../rules/rule.ts';
import {
  type Bindable,
  type DateFunction,
  InputParameter,
  type Sql,
  type SqlDialect,
} from '../../../rules/sql.ts';
import { foldText, substring } from '../../../rules/text.ts';

export type SqlValue = null | number | string | bigint | Uint8Array;

/** A deterministic SQL function to register on every connection, with `varargs` since its `length` says nothing. */
export interface SqlFunction {
  readonly name: string;
  readonly arity: number;
  readonly implementation: (...args: SqlValue[]) => null | number | string;
}

type Present = (...args: string[]) => null | number | string;

/** A function of texts that is null as soon as one argument is. */
function strictFunction(name: string, arity: number, apply: Present): SqlFunction {
  const implementation = (...args: SqlValue[]) =>
    args.includes(null) ? null : apply(...args.map(String));
  return { name, arity, implementation };
}

const ARITIES: Record<DateFunction, number> = {
  date_add: 3,
  date_diff: 3,
  start_of: 2,
  end_of: 2,
  date: 2,
  day_start: 2,
  year: 1,
  month: 1,
  day: 1,
  weekday: 1,
  hour: 2,
};

/** Results are text: numbers in exact form. */
const calendarFunctions = (Object.keys(ARITIES) as DateFunction[]).map((name) =>
  strictFunction(`crm_${name}`, ARITIES[name], (...args) => {
    const value = dateFunctions[name](...args);
    return value === null ? null : String(value);
  }),
);

function sumOfJson(json: string, scale: string): string | null {
  const values = (JSON.parse(json) as (string | null)[]).filter((value) => value !== null);
  return sumDecimals(values, Number(scale));
}

export const sqliteFunctions: readonly SqlFunction[] = [
  strictFunction('crm_fold', 1, foldText),
  strictFunction('crm_ends_with', 2, (text, part) => (text.endsWith(part) ? 1 : 0)),
  strictFunction('crm_substr', 3, (text, start, length) =>
    substring(text, Number(start), Number(length)),
  ),
  strictFunction('crm_decimal', 2, (units, scale) => fromUnits(BigInt(units), Number(scale))),
  strictFunction('crm_compare', 2, compareDecimals),
  strictFunction('crm_calculate', 4, (operator, a, b, scale) =>
    calculate(operator as Arithmetic, a, b, Number(scale)),
  ),
  strictFunction('crm_round', 2, (number, scale) => roundDecimal(number, Number(scale))),
  strictFunction('crm_min', 2, (a, b) => (compareDecimals(a, b) <= 0 ? a : b)),
  strictFunction('crm_max', 2, (a, b) => (compareDecimals(a, b) >= 0 ? a : b)),
  strictFunction('crm_sum', 2, sumOfJson),
  ...calendarFunctions,
];

/** Wire value → what SQLite binds: truth as 0 and 1, numbers as text with the places of their type. */
function bound(value: RuleValue, type: RuleType): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || !isNumeric(type)) return value;
  const text = shortest(String(value));
  const scale = scaleOfType(type);
  return scaleOf(text) <= scale ? roundDecimal(text, scale) : text;
}

function parameter(bindable: Bindable, form: (value: RuleValue) => unknown): Sql {
  if (bindable.kind === 'value') return sql`${form(bindable.value)}`;
  const { name, read } = bindable;
  return sql`${new InputParameter(name, (inputs: RuleInputs) => form(read(inputs)))}`;
}

/** Units as an integer SQLite compares with the column; beyond 2^53 a driver would round a number. */
function units(value: RuleValue, column: RuleType): Sql | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  const text = shortest(String(value));
  const scale = scaleOfType(column);
  if (scaleOf(text) > scale) return undefined;
  const whole = toUnits(text, scale);
  if (whole > 2n ** 63n - 1n || whole < -(2n ** 63n)) return undefined;
  const small = Number(whole);
  return Number.isSafeInteger(small) ? sql`${small}` : sql`cast(${String(whole)} as integer)`;
}

const named =
  (name: string) =>
  (...args: readonly unknown[]): RawBuilder<unknown> =>
    sql`${sql.raw(name)}(${sql.join(args)})`;

const fold = named('crm_fold');
const calculateSql = named('crm_calculate');
const round = named('crm_round');

export const sqliteRules: SqlDialect = {
  bind: (value, type) => parameter(value, (wire) => bound(wire, type)),
  bindStored: units,
  bindList: (value) => {
    const json = parameter(value, (wire) => JSON.stringify(wire ?? []));
    return sql`(select value from json_each(${json}))`;
  },
  // SQLite compares text by its UTF-8 bytes, which is code-point order.
  ordered: (text) => text,
  exact: (stored, type) => {
    const scale = scaleOfType(type);
    const text = sql`cast(${stored} as text)`;
    return scale === 0 ? text : sql`crm_decimal(${text}, ${sql.lit(scale)})`;
  },
  compareExact: (comparison, a, b) => sql`crm_compare(${a}, ${b}) ${sql.raw(comparison)} 0`,
  arithmetic: (operator, a, b, scale) => calculateSql(sql.lit(operator), a, b, sql.lit(scale)),
  round: (number, scale) => round(number, sql.lit(scale)),
  abs: (number) => sql`ltrim(${number}, '-')`,
  extreme: (which, a, b) => named(`crm_${which}`)(a, b),
  sum: (number, scale) => sql`crm_sum(json_group_array(${number}), ${sql.lit(scale)})`,
  text: (value, type) =>
    type.kind === 'boolean' ? sql`case ${value} when 1 then 'true' when 0 then 'false' end` : value,
  length: (text) => sql`cast(length(${text}) as text)`,
  counted: (count) => sql`cast(${count} as text)`,
  fold: (text) => fold(text),
  contains: (text, part) => sql`instr(${text}, ${part}) > 0`,
  startsWith: (text, part) => sql`instr(${text}, ${part}) = 1`,
  endsWith: (text, part) => sql`crm_ends_with(${text}, ${part}) = 1`,
  substring: (text, start, length) => named('crm_substr')(text, start, length),
  dateFunction: (name, args) => named(`crm_${name}`)(...args),
};
