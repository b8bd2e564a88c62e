// Calendar arithmetic. "Today" and "now" are inputs; a moment becomes a date in the actor's time zone.
import {
  DATE_UNITS,
  dateFunctions,
  isWeekdayDate,
  MOMENT_UNITS,
  PERIOD_UNITS,
  workingDays,
} from '../date-functions.ts';
import {
  type CallExpr,
  call,
  DATE,
  DATETIME,
  type Expr,
  INTEGER,
  input,
  literal,
  TEXT,
} from '../expr.ts';
import {
  defineOperator,
  type Operator,
  type RuleCall,
  type RuleExample,
  strict,
} from '../operator.ts';
import type { RuleType } from '../rule.ts';
import type { DateFunction, Sql, SqlCompiler } from '../sql.ts';
import { typeName } from '../typing.ts';

const ZONE = input('timeZone', TEXT);

function fault(use: RuleCall, expr: Expr, index: number): undefined {
  const params = { operator: use.operator, expected: 'date', actual: typeName(expr.type) };
  return use.fault('rule.type', params, index);
}

/** A date or moment; a literal is a date, or else a moment. */
function calendarArg(use: RuleCall, index: number): Expr | undefined {
  const raw = use.args[index];
  const isDay = typeof raw !== 'string' || raw.length === 10;
  const arg = use.arg(index, isDay ? DATE : DATETIME);
  if (!arg) return undefined;
  const isCalendar = !arg.type.list && (arg.type.kind === 'date' || arg.type.kind === 'datetime');
  return isCalendar ? arg : fault(use, arg, index);
}

/** As a date: a moment by the wall calendar of the actor's zone. */
function dateOf(expr: Expr): Expr {
  return expr.type.kind === 'datetime' ? call('date', DATE, [expr, ZONE]) : expr;
}

const evaluateBy = (name: DateFunction): NonNullable<Operator['evaluate']> =>
  strict(dateFunctions[name]);

function compileBy(name: DateFunction) {
  return ({ args }: CallExpr, { dialect, value }: SqlCompiler): Sql =>
    dialect.dateFunction(name, args.map(value));
}

/** A function of one date: its parts, and where its period begins and ends. */
function partOf(
  name: 'year' | 'month' | 'day' | 'weekday',
  words: Operator['words'],
  examples: readonly RuleExample[],
): Operator {
  return defineOperator({
    arity: [1, 1],
    check(use) {
      const arg = calendarArg(use, 0);
      return arg && call(name, INTEGER, [dateOf(arg)]);
    },
    evaluate: evaluateBy(name),
    compile: compileBy(name),
    words,
    examples,
  });
}

function edgeOf(
  name: 'start_of' | 'end_of',
  words: Operator['words'],
  examples: readonly RuleExample[],
): Operator {
  return defineOperator({
    arity: [2, 2],
    check(use) {
      const arg = calendarArg(use, 0);
      const unit = use.word(1, PERIOD_UNITS);
      return arg && unit && call(name, DATE, [dateOf(arg), literal(unit, TEXT)]);
    },
    evaluate: evaluateBy(name),
    compile: compileBy(name),
    words,
    examples,
  });
}

function clock(name: 'today' | 'now', type: RuleType, words: Operator['words'], gives: string) {
  return defineOperator({
    arity: [0, 0],
    check: () => input(name, type),
    words,
    examples: [{ rule: { [name]: [] }, gives }],
  });
}

function checkAdd(use: RuleCall): Expr | undefined {
  const base = calendarArg(use, 0);
  const amount = use.arg(1, INTEGER);
  const unit = use.word(2, base?.type.kind === 'datetime' ? MOMENT_UNITS : DATE_UNITS);
  if (!base || !amount || !unit) return undefined;
  if (amount.type.kind !== 'integer' || amount.type.list) {
    const params = { operator: 'date_add', expected: 'integer', actual: typeName(amount.type) };
    return use.fault('rule.type', params, 1);
  }
  return call('date_add', base.type, [base, amount, literal(unit, TEXT)]);
}

function checkDiff(use: RuleCall): Expr | undefined {
  const from = calendarArg(use, 0);
  const to = calendarArg(use, 1);
  if (!from || !to) return undefined;
  const isMoments = from.type.kind === 'datetime' && to.type.kind === 'datetime';
  const unit = use.word(2, isMoments ? MOMENT_UNITS : DATE_UNITS);
  const ends = isMoments ? [from, to] : [dateOf(from), dateOf(to)];
  return unit && call('date_diff', INTEGER, [...ends, literal(unit, TEXT)]);
}

const day = { var: 'day' };
const moment = { var: 'moment' };

export const dateOperators = {
  today: clock('today', DATE, { 'zh-CN': '今天', en: 'today' }, '2026-11-22'),
  now: clock('now', DATETIME, { 'zh-CN': '现在', en: 'now' }, '2026-11-22T08:00:00.000Z'),
  date_add: defineOperator({
    arity: [3, 3],
    check: checkAdd,
    evaluate: evaluateBy('date_add'),
    compile: compileBy('date_add'),
    words: { 'zh-CN': '{0} 加 {1} {2}', en: '{0} plus {1} {2}' },
    examples: [
      { rule: { date_add: [day, 1, 'month'] }, record: { day: '2026-01-31' }, gives: '2026-02-28' },
      { rule: { date_add: [day, -1, 'day'] }, record: { day: '2026-03-01' }, gives: '2026-02-28' },
      { rule: { date_add: [day, 1, 'year'] }, record: { day: '9999-01-01' }, gives: null },
      { rule: { date_add: [day, 1, 'day'] }, record: {}, gives: null },
      {
        rule: { date_add: [moment, 90, 'minute'] },
        record: { moment: '2026-02-28T23:00:00.000Z' },
        gives: '2026-03-01T00:30:00.000Z',
      },
      {
        rule: { date_add: [moment, 2, 'quarter'] },
        record: { moment: '2026-08-31T23:00:00.123Z' },
        gives: '2027-02-28T23:00:00.123Z',
      },
      {
        rule: { '>=': [day, { date_add: [{ today: [] }, -30, 'day'] }] },
        record: { day: '2026-10-23' },
        gives: true,
      },
    ],
  }),
  date_diff: defineOperator({
    arity: [3, 3],
    check: checkDiff,
    evaluate: evaluateBy('date_diff'),
    compile: compileBy('date_diff'),
    words: { 'zh-CN': '从 {0} 到 {1} 的{2}数', en: 'the {2}s from {0} to {1}' },
    examples: [
      { rule: { date_diff: [day, '2026-03-01', 'day'] }, record: { day: '2026-02-27' }, gives: 2 },
      {
        rule: { date_diff: [day, '2026-02-28', 'month'] },
        record: { day: '2026-01-31' },
        gives: 0,
      },
      {
        rule: { date_diff: ['2026-03-31', day, 'month'] },
        record: { day: '2026-02-28' },
        gives: -1,
      },
      { rule: { date_diff: [day, '2026-03-01', 'year'] }, record: { day: '2024-02-29' }, gives: 2 },
      {
        rule: { date_diff: [moment, { now: [] }, 'hour'] },
        record: { moment: '2026-11-22T05:30:00.000Z' },
        gives: 2,
      },
      {
        rule: { date_diff: [moment, { today: [] }, 'day'] },
        record: { moment: '2026-11-20T16:00:00.000Z' },
        gives: 1,
      },
      { rule: { date_diff: [day, '2026-03-01', 'week'] }, record: {}, gives: null },
    ],
  }),
  working_days: defineOperator({
    arity: [2, 2],
    check(use) {
      const from = calendarArg(use, 0);
      const to = calendarArg(use, 1);
      return from && to && call('working_days', INTEGER, [dateOf(from), dateOf(to)]);
    },
    evaluate:
      (_call, [from, to]) =>
      (env) => {
        const start = from?.(env) ?? null;
        const end = to?.(env) ?? null;
        if (start === null || end === null) return null;
        const { calendar } = env.inputs;
        const isWorkingDay = calendar
          ? (date: string) => calendar.isWorkingDay(date)
          : isWeekdayDate;
        return workingDays(String(start), String(end), isWorkingDay);
      },
    words: { 'zh-CN': '从 {0} 到 {1} 的工作日数', en: 'the working days from {0} to {1}' },
    examples: [
      { rule: { working_days: [day, '2026-11-23'] }, record: { day: '2026-11-20' }, gives: 1 },
      { rule: { working_days: ['2026-11-23', day] }, record: { day: '2026-11-16' }, gives: -5 },
    ],
  }),
  start_of: edgeOf(
    'start_of',
    { 'zh-CN': '{0} 所在{1}的首日', en: 'the first day of the {1} of {0}' },
    [
      { rule: { start_of: [day, 'week'] }, record: { day: '2026-11-22' }, gives: '2026-11-16' },
      { rule: { start_of: [day, 'quarter'] }, record: { day: '2026-11-22' }, gives: '2026-10-01' },
      {
        rule: { start_of: [moment, 'month'] },
        record: { moment: '2026-10-31T16:00:00.000Z' },
        gives: '2026-11-01',
      },
      {
        rule: { '>=': [day, { start_of: [{ today: [] }, 'year'] }] },
        record: { day: '2026-01-01' },
        gives: true,
      },
    ],
  ),
  end_of: edgeOf('end_of', { 'zh-CN': '{0} 所在{1}的末日', en: 'the last day of the {1} of {0}' }, [
    { rule: { end_of: [day, 'month'] }, record: { day: '2028-02-01' }, gives: '2028-02-29' },
    { rule: { end_of: [day, 'year'] }, record: { day: '9999-05-05' }, gives: '9999-12-31' },
    { rule: { end_of: [day, 'week'] }, record: { day: '2026-11-22' }, gives: '2026-11-22' },
  ]),
  date: defineOperator({
    arity: [1, 1],
    check(use) {
      const arg = calendarArg(use, 0);
      return arg && dateOf(arg);
    },
    evaluate: evaluateBy('date'),
    compile: compileBy('date'),
    words: { 'zh-CN': '{0} 的日期', en: 'the date of {0}' },
    examples: [
      {
        rule: { date: moment },
        record: { moment: '2026-02-28T16:00:00.000Z' },
        gives: '2026-03-01',
      },
    ],
  }),
  day_start: defineOperator({
    arity: [1, 1],
    check(use) {
      const arg = calendarArg(use, 0);
      return arg && call('day_start', DATETIME, [dateOf(arg), ZONE]);
    },
    evaluate: evaluateBy('day_start'),
    compile: compileBy('day_start'),
    words: { 'zh-CN': '{0} 零点', en: 'the beginning of {0}' },
    examples: [
      {
        rule: { day_start: day },
        record: { day: '2026-03-01' },
        gives: '2026-02-28T16:00:00.000Z',
      },
    ],
  }),
  year: partOf('year', { 'zh-CN': '{0} 的年份', en: 'the year of {0}' }, [
    { rule: { year: day }, record: { day: '2026-03-01' }, gives: 2026 },
  ]),
  month: partOf('month', { 'zh-CN': '{0} 的月份', en: 'the month of {0}' }, [
    { rule: { month: day }, record: { day: '2026-03-01' }, gives: 3 },
  ]),
  day: partOf('day', { 'zh-CN': '{0} 的日', en: 'the day of {0}' }, [
    { rule: { day: moment }, record: { moment: '2026-02-28T16:00:00.000Z' }, gives: 1 },
  ]),
  weekday: partOf('weekday', { 'zh-CN': '{0} 是星期几（1–7）', en: 'the weekday (1–7) of {0}' }, [
    { rule: { weekday: day }, record: { day: '2026-11-22' }, gives: 7 },
  ]),
};
