// Comparisons. With a missing value a comparison is false; `!` of it is the exact complement.
import { isDate } from '../dates.ts';
import { compareDecimals } from '../decimal.ts';
import {
  BOOLEAN,
  type CallExpr,
  call,
  DATE,
  DATETIME,
  type Expr,
  INTEGER,
  input,
  isMissing,
  isNumeric,
  literal,
  type RuleValue,
  TEXT,
} from '../expr.ts';
import { defineOperator, type Operator, type RuleCall, type RuleExample } from '../operator.ts';
import type { RuleKind, RuleType } from '../rule.ts';
import type { Comparison, Sql, SqlCompiler } from '../sql.ts';
import { compareText } from '../text.ts';
import { isComparable, typeName } from '../typing.ts';

type Ordering = '==' | '!=' | '<' | '<=' | '>' | '>=';

const SQL_OF: Record<Ordering, Comparison> = {
  '==': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const INVERSE: Record<Ordering, Comparison> = {
  '==': '<>',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};
const MIRROR: Record<Ordering, Ordering> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const TESTS: Record<Ordering, (order: number) => boolean> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};
const ORDERED: ReadonlySet<RuleKind> = new Set([
  'integer',
  'decimal',
  'text',
  'date',
  'time',
  'datetime',
  'period',
]);

/** Order of two present values of one type. */
export function compareValues(a: RuleValue, b: RuleValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' || typeof b === 'boolean') return a === b ? 0 : 1;
  return compareText(String(a), String(b));
}

function compareNumbers(a: RuleValue, b: RuleValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareDecimals(String(a), String(b));
}

export function orderOf(type: RuleType): (a: RuleValue, b: RuleValue) => number {
  return isNumeric(type) ? compareNumbers : compareValues;
}

/** A date where a moment is expected: "2026-03-01" beside created_at means that day in the actor's zone. */
function asDay(expr: Expr, beside: Expr): Expr {
  if (expr.kind !== 'literal' || beside.type.kind !== 'datetime') return expr;
  return typeof expr.value === 'string' && isDate(expr.value) ? literal(expr.value, DATE) : expr;
}

/** Both sides in types that can be compared; literals take the other side's type. */
function sides(use: RuleCall): readonly [Expr, Expr] | undefined {
  const left = use.arg(0);
  const right = use.arg(1);
  if (!left || !right || isMissing(left) || isMissing(right)) return left && right && [left, right];
  const a = asDay(left, right);
  const b = asDay(right, left);
  if (isMomentAndDate(a, b)) return [a, b];
  const first = a.kind === 'literal' && b.kind !== 'literal' ? use.beside(a, b.type, 0) : a;
  const second = b.kind === 'literal' && a.kind !== 'literal' ? use.beside(b, a.type, 1) : b;
  if (!first || !second) return undefined;
  if (!first.type.list && isComparable(first.type, second.type)) return [first, second];
  const params = { expected: typeName(first.type), actual: typeName(second.type) };
  return use.fault('rule.type', { operator: use.operator, ...params }, 1);
}

function isMomentAndDate(a: Expr, b: Expr): boolean {
  const kinds = [a.type.kind, b.type.kind];
  return !a.type.list && !b.type.list && kinds.includes('datetime') && kinds.includes('date');
}

export function compareExpr(symbol: Ordering, a: Expr, b: Expr): Expr {
  if (a.type.kind === 'datetime' && b.type.kind === 'date') return besideDay(symbol, a, b);
  if (a.type.kind === 'date' && b.type.kind === 'datetime') return besideDay(MIRROR[symbol], b, a);
  return call(symbol, BOOLEAN, [a, b]);
}

/** A moment beside a date: inside, before or after that day in the actor's zone. */
function besideDay(symbol: Ordering, moment: Expr, day: Expr): Expr {
  const zone = input('timeZone', TEXT);
  const nextDay = call('date_add', DATE, [day, literal(1, INTEGER), literal('day', TEXT)]);
  const start = call('day_start', DATETIME, [day, zone]);
  const next = call('day_start', DATETIME, [nextDay, zone]);
  const compare = (by: Ordering, edge: Expr) => call(by, BOOLEAN, [moment, edge]);
  const rewritten: Record<Ordering, () => Expr> = {
    '<': () => compare('<', start),
    '>=': () => compare('>=', start),
    '<=': () => compare('<', next),
    '>': () => compare('>=', next),
    '==': () => call('and', BOOLEAN, [compare('>=', start), compare('<', next)]),
    '!=': () => call('or', BOOLEAN, [compare('<', start), compare('>=', next)]),
  };
  return rewritten[symbol]();
}

function checkComparison(use: RuleCall, symbol: Ordering): Expr | undefined {
  const pair = sides(use);
  if (!pair) return undefined;
  const [a, b] = pair;
  if (isMissing(a) || isMissing(b)) return besideMissing(symbol, isMissing(a) ? b : a);
  const isEquality = symbol === '==' || symbol === '!=';
  if (isEquality || ORDERED.has(a.type.kind)) return compareExpr(symbol, a, b);
  const params = { expected: 'a number, text or date', actual: typeName(a.type) };
  return use.fault('rule.type', { operator: symbol, ...params }, 0);
}

/** `== null` asks whether a value is missing; an order beside null is false. */
function besideMissing(symbol: Ordering, other: Expr): Expr {
  const empty = call('is_empty', BOOLEAN, [other]);
  if (symbol === '==') return empty;
  return symbol === '!=' ? call('!', BOOLEAN, [empty]) : literal(false, BOOLEAN);
}

function operands(
  { args: [a, b] }: CallExpr,
  compiler: SqlCompiler,
  isOrder: boolean,
): { a: Sql; b: Sql; isStored: boolean } {
  if (!a || !b) throw new TypeError('A comparison has two sides.');
  const stored = compiler.storedPair(a, b);
  if (stored) return { a: stored[0], b: stored[1], isStored: true };
  const [left, right] = [compiler.value(a), compiler.value(b)];
  if (isNumeric(a.type)) return { a: left, b: right, isStored: false };
  const isOrdered = isOrder && a.type.kind !== 'boolean';
  if (!isOrdered) return { a: left, b: right, isStored: true };
  const { dialect } = compiler;
  return { a: dialect.ordered(left), b: dialect.ordered(right), isStored: true };
}

function isOrder(symbol: Ordering): boolean {
  return symbol !== '==' && symbol !== '!=';
}

function compileAs(
  symbol: Ordering,
  comparison: Comparison,
): (call: CallExpr, compiler: SqlCompiler) => Sql {
  return (expr, compiler) => {
    const { a, b, isStored } = operands(expr, compiler, isOrder(symbol));
    if (!isStored) return compiler.dialect.compareExact(comparison, a, b);
    return compiler.sql`${a} ${compiler.sql.raw(comparison)} ${b}`;
  };
}

/**
 * `(a <= b or a is null or b is null)`: the complement, still in terms an index understands. Computed sides would stand
 * in it twice, so there it is `(a > b) is not true`.
 */
function compileInverse(symbol: Ordering): (call: CallExpr, compiler: SqlCompiler) => Sql {
  const positive = compileAs(symbol, SQL_OF[symbol]);
  const inverse = compileAs(symbol, INVERSE[symbol]);
  return (expr, compiler) => {
    const { sql } = compiler;
    const isPlain = expr.args.every((arg) => arg.kind === 'var' || arg.isConstant);
    if (!isPlain) return sql`(${positive(expr, compiler)} is not true)`;
    const nulls = expr.args
      .filter((arg) => arg.kind !== 'literal')
      .map((arg) => sql`${compiler.cell(arg)} is null`);
    return sql`(${sql.join([inverse(expr, compiler), ...nulls], sql` or `)})`;
  };
}

function comparison(
  symbol: Ordering,
  words: Operator['words'],
  examples: readonly RuleExample[],
): Operator {
  const test = TESTS[symbol];
  return defineOperator({
    arity: [2, 2],
    check: (use) => checkComparison(use, symbol),
    evaluate: (expr, [a, b]) => {
      const order = orderOf(expr.args[0]?.type ?? TEXT);
      return (env) => {
        const left = a?.(env) ?? null;
        if (left === null) return false;
        const right = b?.(env) ?? null;
        return right !== null && test(order(left, right));
      };
    },
    compile: compileAs(symbol, SQL_OF[symbol]),
    compileNot: compileInverse(symbol),
    words,
    examples,
  });
}

const amount = { var: 'amount' };
const name = { var: 'name' };
const day = { var: 'day' };
const moment = { var: 'moment' };

export const comparisonOperators = {
  '==': comparison('==', { 'zh-CN': '{0} 等于 {1}', en: '{0} is {1}' }, [
    { rule: { '==': [name, 'Ä'] }, record: { name: 'Ä' }, gives: true },
    { rule: { '==': [name, 'ä'] }, record: { name: 'Ä' }, gives: false },
    { rule: { '==': [name, 'e\u0301'] }, record: { name: 'é' }, gives: true },
    { rule: { '==': [name, ''] }, record: { name: null }, gives: false },
    { rule: { '!': { '==': [name, 'a'] } }, record: { name: null }, gives: true },
    { rule: { '==': [name, null] }, record: { name: null }, gives: true },
    { rule: { '==': [amount, '12.5'] }, record: { amount: '12.50' }, gives: true },
    { rule: { '==': [amount, 12.505] }, record: { amount: '12.50' }, gives: false },
    { rule: { '==': [{ var: 'active' }, false] }, record: { active: false }, gives: true },
    {
      rule: { '==': [moment, '2026-03-01'] },
      record: { moment: '2026-02-28T16:00:00.000Z' },
      gives: true,
    },
    {
      rule: { '==': [moment, '2026-03-01T14:30:00+08:00'] },
      record: { moment: '2026-03-01T06:30:00.000Z' },
      gives: true,
    },
    { rule: { '==': [{ var: 'stage' }, 'won'] }, record: { stage: 'won' }, gives: true },
  ]),
  '!=': comparison('!=', { 'zh-CN': '{0} 不等于 {1}', en: '{0} is not {1}' }, [
    { rule: { '!=': [name, 'a'] }, record: { name: 'b' }, gives: true },
    { rule: { '!=': [name, 'a'] }, record: { name: null }, gives: false },
    { rule: { '!': { '!=': [name, 'a'] } }, record: { name: null }, gives: true },
    { rule: { '!=': [name, null] }, record: { name: 'a' }, gives: true },
    {
      rule: { '!=': [moment, '2026-03-01'] },
      record: { moment: '2026-03-01T16:00:00.000Z' },
      gives: true,
    },
  ]),
  '<': comparison('<', { 'zh-CN': '{0} 小于 {1}', en: '{0} is below {1}' }, [
    { rule: { '<': [amount, 0] }, record: { amount: '-0.01' }, gives: true },
    { rule: { '<': [amount, 0] }, record: { amount: null }, gives: false },
    { rule: { '<': [amount, '0.005'] }, record: { amount: '0.00' }, gives: true },
    { rule: { '<': [day, '2026-03-01'] }, record: { day: '2026-02-28' }, gives: true },
    { rule: { '<': [name, '\uff21'] }, record: { name: '𠮷' }, gives: false },
  ]),
  '<=': comparison('<=', { 'zh-CN': '{0} 不超过 {1}', en: '{0} is at most {1}' }, [
    { rule: { '<=': [amount, 12.5] }, record: { amount: '12.50' }, gives: true },
    {
      rule: { '<=': [moment, '2026-03-01'] },
      record: { moment: '2026-03-01T15:59:59.999Z' },
      gives: true,
    },
    {
      rule: { '<=': [moment, '2026-03-01'] },
      record: { moment: '2026-03-01T16:00:00.000Z' },
      gives: false,
    },
  ]),
  '>': comparison('>', { 'zh-CN': '{0} 大于 {1}', en: '{0} is above {1}' }, [
    { rule: { '>': [amount, 12] }, record: { amount: '12.50' }, gives: true },
    { rule: { '!': { '>': [amount, 12] } }, record: { amount: null }, gives: true },
    {
      rule: { '>': [{ var: 'count' }, '9007199254740992'] },
      record: { count: '9007199254740993' },
      gives: true,
    },
    { rule: { '>': [{ var: 'count' }, 1.5] }, record: { count: 2 }, gives: true },
  ]),
  '>=': comparison('>=', { 'zh-CN': '{0} 不低于 {1}', en: '{0} is at least {1}' }, [
    { rule: { '>=': [amount, 0] }, record: { amount: null }, gives: false },
    { rule: { '>=': [amount, 0] }, record: { amount: '0.00' }, gives: true },
    { rule: { '>=': [day, { today: [] }] }, record: { day: '2026-11-22' }, gives: true },
  ]),
  between: defineOperator({
    arity: [3, 3],
    check: checkBetween,
    words: { 'zh-CN': '{0} 介于 {1} 与 {2} 之间', en: '{0} is from {1} to {2}' },
    examples: [
      { rule: { between: [amount, 1, '12.50'] }, record: { amount: '12.50' }, gives: true },
      { rule: { between: [day, '2026-01-01', '2026-12-31'] }, record: { day: null }, gives: false },
      {
        rule: { between: [moment, '2026-03-01', '2026-03-01'] },
        record: { moment: '2026-03-01T15:59:59.999Z' },
        gives: true,
      },
    ],
  }),
};

/** The use with its third argument in the place of the second. */
function upper(use: RuleCall): RuleCall {
  return {
    ...use,
    arg: (index, wanted) => use.arg(index * 2, wanted),
    beside: (expr, wanted, index) => use.beside(expr, wanted, index * 2),
    fault: (code, params, index = 0) => use.fault(code, params, index * 2),
  };
}

/** Between is `>=` and `<=`, both ends included. */
function checkBetween(use: RuleCall): Expr | undefined {
  const low = checkComparison(use, '>=');
  const high = low && checkComparison(upper(use), '<=');
  return low && high && call('and', BOOLEAN, [low, high]);
}
