// How rules are said in PostgreSQL. The functions are created in the schema at boot; they mirror core/rules, and a test
// runs both over random rules and records.
import { type RawBuilder, sql } from 'kysely';
import { roundDecimal, scaleOf } from '../../../rules/decimal.ts';
import type { RuleInputs } from '../../../rules/env.ts';
import { isNumeric, type RuleValue, scaleOfType } from '../../../rules/expr.ts';
import type { RuleType } from '../../../rules/rule.ts';
import { type Bindable, InputParameter, type Sql, type SqlDialect } from '../../../rules/sql.ts';

const MOMENT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const PERIOD = `(case unit when 'quarter' then interval '3 months' else ('1 ' || unit)::interval end)`;

/** A strict, immutable function of one SQL expression. */
function expression(head: string, returns: string, body: string): string {
  return `create or replace function ${head} returns ${returns} language sql immutable strict parallel safe as $$ select ${body} $$`;
}

function procedure(head: string, returns: string, body: string): string {
  return `create or replace function ${head} returns ${returns} language plpgsql immutable strict parallel safe as $$ ${body} $$`;
}

/**
 * Folding as JavaScript does it. PostgreSQL 18 lowers by the full rules of Unicode (pg_unicode_fast); 17 has only the
 * simple ones (pg_c_utf8), which differ for U+0130 and no letter of any common text.
 */
const fold = (collation: string) =>
  expression(
    'crm_fold(x text)',
    'text',
    `translate(lower(normalize(x, NFKC) collate "${collation}"), 'ς', 'σ')`,
  );

const foldFunction = `do $do$ begin
  if exists (select 1 from pg_collation where collname = 'pg_unicode_fast') then
    execute $sql$${fold('pg_unicode_fast')}$sql$;
  else
    execute $sql$${fold('pg_c_utf8')}$sql$;
  end if;
end $do$`;

const substringFunction = procedure(
  'crm_substr(x text, start numeric, len numeric)',
  'text',
  `declare n int := char_length(x); a numeric; b numeric;
  begin
    a := case when start < 0 then greatest(0, n + start) else start end;
    b := case when len < 0 then n + len else a + len end;
    a := least(a, n); b := least(b, n);
    return case when b > a then substr(x, a::int + 1, (b - a)::int) else '' end;
  end`,
);

/** Too many digits are missing, as MAX_DIGITS says. */
const boundedFunction = expression(
  'crm_bounded(x numeric, places int)',
  'numeric',
  `case when abs(round(x, places)) * ('1e' || places)::numeric < 1e38 then round(x, places) end`,
);

/** A half is rounded away from zero, on whole units, as divideRounded does. */
const divideFunction = expression(
  'crm_divide(a numeric, b numeric, places int)',
  'numeric',
  `crm_bounded(div(2 * abs(a) * ('1e' || places)::numeric + abs(b), 2 * abs(nullif(b, 0))) * sign(a) * sign(b) * ('1e-' || places)::numeric, places)`,
);

const addFunction = procedure(
  'crm_date_add(x text, amount numeric, unit text)',
  'text',
  `declare r timestamp; total numeric;
    months int := case unit when 'month' then 1 when 'quarter' then 3 when 'year' then 12 end;
    seconds int := case unit when 'minute' then 60 when 'hour' then 3600 when 'day' then 86400 else 604800 end;
  begin
    if months is not null then
      total := left(x, 4)::int * 12 + substr(x, 6, 2)::int - 1 + amount * months;
      if total < 12 or total > 119999 then return null; end if;
      r := x::timestamp + (amount * months)::int * interval '1 month';
    else
      total := extract(epoch from x::timestamp) + amount * seconds;
      if total < -62135596800 or total >= 253402300800 then return null; end if;
      r := x::timestamp + (amount * seconds)::float8 * interval '1 second';
    end if;
    return case when length(x) = 10 then to_char(r, 'YYYY-MM-DD') else to_char(r, ${MOMENT}) end;
  end`,
);

const diffFunction = procedure(
  'crm_date_diff(x text, y text, unit text)',
  'numeric',
  `declare m int; per int := case unit when 'month' then 1 when 'quarter' then 3 when 'year' then 12 end;
  begin
    if per is not null then
      m := (left(y, 4)::int - left(x, 4)::int) * 12 + substr(y, 6, 2)::int - substr(x, 6, 2)::int;
      if m > 0 and substr(y, 9) collate "C" < substr(x, 9) collate "C" then m := m - 1;
      elsif m < 0 and substr(y, 9) collate "C" > substr(x, 9) collate "C" then m := m + 1; end if;
      return m / per;
    end if;
    return trunc(extract(epoch from (y::timestamp - x::timestamp)) / extract(epoch from ('1 ' || unit)::interval));
  end`,
);

/** DDL of the functions, each statement on its own; safe to run again. */
export const postgresFunctions: readonly string[] = [
  foldFunction,
  expression('crm_ends_with(x text, part text)', 'boolean', 'right(x, char_length(part)) = part'),
  substringFunction,
  boundedFunction,
  expression('crm_least(a numeric, b numeric)', 'numeric', 'least(a, b)'),
  expression('crm_greatest(a numeric, b numeric)', 'numeric', 'greatest(a, b)'),
  divideFunction,
  addFunction,
  diffFunction,
  expression(
    'crm_start_of(x text, unit text)',
    'text',
    `case when date_trunc(unit, x::timestamp) >= '0001-01-01' then to_char(date_trunc(unit, x::timestamp), 'YYYY-MM-DD') end`,
  ),
  expression(
    'crm_end_of(x text, unit text)',
    'text',
    `case when date_trunc(unit, x::timestamp) + ${PERIOD} <= '10000-01-01' then to_char(date_trunc(unit, x::timestamp) + ${PERIOD} - interval '1 day', 'YYYY-MM-DD') end`,
  ),
  expression(
    'crm_date(x text, zone text)',
    'text',
    `to_char(x::timestamptz at time zone zone, 'YYYY-MM-DD')`,
  ),
  expression(
    'crm_day_start(x text, zone text)',
    'text',
    `to_char((x::timestamp at time zone zone) at time zone 'UTC', ${MOMENT})`,
  ),
  expression('crm_year(x text)', 'numeric', 'left(x, 4)::numeric'),
  expression('crm_month(x text)', 'numeric', 'substr(x, 6, 2)::numeric'),
  expression('crm_day(x text)', 'numeric', 'substr(x, 9, 2)::numeric'),
  expression('crm_weekday(x text)', 'numeric', 'extract(isodow from x::date)'),
  expression(
    'crm_hour(x text, zone text)',
    'numeric',
    'extract(hour from x::timestamptz at time zone zone)',
  ),
];

/** Wire value → bound text, number or boolean. */
function bound(value: RuleValue, type: RuleType): unknown {
  if (value === null || typeof value === 'boolean' || !isNumeric(type)) return value;
  const text = String(value);
  return scaleOf(text) < scaleOfType(type) ? roundDecimal(text, scaleOfType(type)) : text;
}

const SQL_TYPES: Partial<Record<RuleType['kind'], string>> = {
  boolean: 'boolean',
  integer: 'numeric',
  decimal: 'numeric',
};

function parameter(bindable: Bindable, form: (value: RuleValue) => unknown): Sql {
  if (bindable.kind === 'value') return sql`${form(bindable.value)}`;
  const { name, read } = bindable;
  return sql`${new InputParameter(name, (inputs: RuleInputs) => form(read(inputs)))}`;
}

// Numbers are bound as text: a driver that sees a numeric parameter would send a double.
function cast(value: Sql, kind: RuleType['kind']): Sql {
  const type = SQL_TYPES[kind] ?? 'text';
  if (type === 'numeric') return sql`cast(cast(${value} as text) as numeric)`;
  return sql`cast(${value} as ${sql.raw(type)})`;
}

const named =
  (name: string) =>
  (...args: readonly unknown[]): RawBuilder<unknown> =>
    sql`${sql.raw(name)}(${sql.join(args)})`;

const bounded = named('crm_bounded');

export const postgresRules: SqlDialect = {
  bind: (value, type) =>
    cast(
      parameter(value, (wire) => bound(wire, type)),
      type.kind,
    ),
  bindStored: (value, column) => {
    if (value === null || typeof value === 'boolean') return undefined;
    const text = String(value);
    const isWhole = column.kind === 'integer' && /^-?\d{1,18}$/.test(text);
    return sql`cast(cast(${text} as text) as ${sql.raw(isWhole ? 'bigint' : 'numeric')})`;
  },
  bindList: (value) => {
    const json = parameter(value, (wire) => JSON.stringify(wire ?? []));
    return sql`(select jsonb_array_elements_text(cast(cast(${json} as text) as jsonb)))`;
  },
  ordered: (text) => sql`${text} collate "C"`,
  exact: (stored, type) => (type.kind === 'integer' ? sql`cast(${stored} as numeric)` : stored),
  compareExact: (comparison, a, b) => sql`${a} ${sql.raw(comparison)} ${b}`,
  arithmetic: (operator, a, b, scale) => {
    if (operator === '/') return named('crm_divide')(a, b, sql.lit(scale));
    if (operator === '%') return bounded(sql`(${a} % nullif(${b}, 0))`, sql.lit(scale));
    return bounded(sql`(${a} ${sql.raw(operator)} ${b})`, sql.lit(scale));
  },
  round: (number, scale) => bounded(number, sql.lit(scale)),
  abs: (number) => sql`abs(${number})`,
  extreme: (which, a, b) => named(which === 'min' ? 'crm_least' : 'crm_greatest')(a, b),
  sum: (number, scale) => bounded(sql`coalesce(sum(${number}), 0)`, sql.lit(scale)),
  text: (value) => sql`cast(${value} as text)`,
  length: (text) => sql`cast(char_length(${text}) as numeric)`,
  counted: (count) => sql`cast(${count} as numeric)`,
  fold: (text) => sql`crm_fold(${text})`,
  contains: (text, part) => sql`strpos(${text}, ${part}) > 0`,
  startsWith: (text, part) => sql`starts_with(${text}, ${part})`,
  endsWith: (text, part) => sql`crm_ends_with(${text}, ${part})`,
  substring: (text, start, length) => named('crm_substr')(text, start, length),
  dateFunction: (name, args) => named(`crm_${name}`)(...args),
};
