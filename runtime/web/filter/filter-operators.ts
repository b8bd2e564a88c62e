// The operators the filter panel offers per kind of field, each with the shape of its rule: one table to write rules and
// to read them back.
import type { Rule } from '../../../core/rules/rule.ts';
import type { TextKey } from '../i18n/zh-cn.ts';

/** What stands beside the operator: nothing, one value, several, two ends, or a number of days. */
export type FilterInput = 'none' | 'one' | 'many' | 'two' | 'days';

export type FilterKind =
  | 'text'
  | 'long-text'
  | 'choice'
  | 'list'
  | 'node'
  | 'nodes'
  | 'record'
  | 'user'
  | 'department'
  | 'date'
  | 'number'
  | 'ordered'
  | 'flag'
  | 'presence';

export interface FilterOperator {
  readonly name: string;
  readonly label: TextKey;
  readonly input: FilterInput;
  /** `$field`, `$a` and `$b` stand for the field and the values, `$minus` for the first value negated. */
  readonly rule: Rule;
  /** Its own sentence, where that of the rule would be roundabout. */
  readonly say?: TextKey;
}

const FIELD: Rule = { var: '$field' };
const TODAY: Rule = { today: [] };

const empty: FilterOperator = {
  name: 'empty',
  label: 'filter.empty',
  input: 'none',
  rule: { is_empty: FIELD },
};
const filled: FilterOperator = {
  name: 'filled',
  label: 'filter.filled',
  input: 'none',
  rule: { '!': { is_empty: FIELD } },
  say: 'filter.sayFilled',
};
const presence = [empty, filled];

function compared(name: string, symbol: string, label: TextKey): FilterOperator {
  return { name, label, input: 'one', rule: { [symbol]: [FIELD, '$a'] } };
}

const is = compared('is', '==', 'filter.is');
const isNot = compared('is_not', '!=', 'filter.isNot');
const contains = compared('contains', 'contains', 'filter.contains');
const startsWith = compared('starts_with', 'starts_with', 'filter.startsWith');
const atLeast = compared('at_least', '>=', 'filter.atLeast');
const atMost = compared('at_most', '<=', 'filter.atMost');
const within: FilterOperator = {
  name: 'within',
  label: 'filter.within',
  input: 'many',
  rule: { within: [FIELD, '$a'] },
};
const notWithin: FilterOperator = {
  name: 'not_within',
  label: 'filter.notWithin',
  input: 'many',
  rule: { '!': { within: [FIELD, '$a'] } },
  say: 'filter.sayNotWithin',
};
const oneOf: FilterOperator = {
  name: 'one_of',
  label: 'filter.oneOf',
  input: 'many',
  rule: { in: [FIELD, '$a'] },
};
const hasAny: FilterOperator = {
  name: 'has_any',
  label: 'filter.hasAny',
  input: 'many',
  rule: { has_any: [FIELD, '$a'] },
};
const hasAll: FilterOperator = {
  name: 'has_all',
  label: 'filter.hasAll',
  input: 'many',
  rule: { has_all: [FIELD, '$a'] },
};
const hasNone: FilterOperator = {
  name: 'has_none',
  label: 'filter.hasNone',
  input: 'many',
  rule: { '!': { has_any: [FIELD, '$a'] } },
  say: 'filter.sayHasNone',
};
const between: FilterOperator = {
  name: 'between',
  label: 'filter.between',
  input: 'two',
  rule: { between: [FIELD, '$a', '$b'] },
  say: 'filter.sayBetween',
};
const today: FilterOperator = {
  name: 'today',
  label: 'filter.today',
  input: 'none',
  rule: { '==': [FIELD, TODAY] },
};
const lastDays: FilterOperator = {
  name: 'last_days',
  label: 'filter.lastDays',
  input: 'days',
  rule: { between: [FIELD, { date_add: [TODAY, '$minus', 'day'] }, TODAY] },
  say: 'filter.sayLastDays',
};
const nextDays: FilterOperator = {
  name: 'next_days',
  label: 'filter.nextDays',
  input: 'days',
  rule: { between: [FIELD, TODAY, { date_add: [TODAY, '$a', 'day'] }] },
  say: 'filter.sayNextDays',
};
const mine: FilterOperator = {
  name: 'mine',
  label: 'filter.mine',
  input: 'none',
  rule: { '==': [FIELD, { actor: 'id' }] },
};
const period = (unit: 'week' | 'month' | 'quarter' | 'year', label: TextKey, say: TextKey) => ({
  name: `this_${unit}`,
  label,
  input: 'none' as const,
  rule: { between: [FIELD, { start_of: [TODAY, unit] }, { end_of: [TODAY, unit] }] },
  say,
});
const overdue: FilterOperator = {
  name: 'overdue',
  label: 'filter.overdue',
  input: 'none',
  rule: { '<': [FIELD, TODAY] },
  say: 'filter.sayOverdue',
};
const notMine: FilterOperator = {
  name: 'not_mine',
  label: 'filter.notMine',
  input: 'none',
  rule: { '!=': [FIELD, { actor: 'id' }] },
};
const truth = (name: 'yes' | 'no', label: TextKey): FilterOperator => ({
  name,
  label,
  input: 'none',
  rule: { '==': [FIELD, name === 'yes'] },
});

/** Best first: a new condition starts with the first one. */
const operators: Readonly<Record<FilterKind, readonly FilterOperator[]>> = {
  text: [contains, is, isNot, startsWith, ...presence],
  'long-text': [contains, ...presence],
  choice: [is, isNot, oneOf, ...presence],
  list: [hasAny, hasAll, hasNone, ...presence],
  node: [within, notWithin, is, isNot, ...presence],
  nodes: [within, notWithin, hasAny, hasNone, ...presence],
  record: [is, isNot, oneOf, ...presence],
  user: [is, mine, isNot, notMine, oneOf, ...presence],
  department: [within, notWithin, is, isNot, ...presence],
  date: [
    { ...atLeast, label: 'filter.onOrAfter' },
    { ...atMost, label: 'filter.onOrBefore' },
    is,
    between,
    today,
    period('week', 'filter.thisWeek', 'filter.sayThisWeek'),
    period('month', 'filter.thisMonth', 'filter.sayThisMonth'),
    period('quarter', 'filter.thisQuarter', 'filter.sayThisQuarter'),
    period('year', 'filter.thisYear', 'filter.sayThisYear'),
    lastDays,
    nextDays,
    overdue,
    ...presence,
  ],
  number: [atLeast, atMost, is, between, ...presence],
  ordered: [is, atLeast, atMost, between, ...presence],
  flag: [truth('yes', 'filter.yes'), truth('no', 'filter.no'), empty],
  presence,
};

export function operatorsOf(kind: FilterKind): readonly FilterOperator[] {
  return operators[kind];
}
