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

/** One row; a sentence of its own where that of the rule would be roundabout. */
function row(
  name: string,
  label: TextKey,
  input: FilterInput,
  rule: Rule,
  say?: TextKey,
): FilterOperator {
  return { name, label, input, rule, ...(say ? { say } : {}) };
}

const on = (symbol: string, ...values: Rule[]): Rule => ({ [symbol]: [FIELD, ...values] });
const not = (rule: Rule): Rule => ({ '!': rule });
const EMPTY: Rule = { is_empty: FIELD };
const ME: Rule = { actor: 'id' };
const days = (name: string): Rule => ({ date_add: [TODAY, name, 'day'] });

const empty = row('empty', 'filter.empty', 'none', EMPTY);
const filled = row('filled', 'filter.filled', 'none', not(EMPTY), 'filter.sayFilled');
const presence = [empty, filled];

const is = row('is', 'filter.is', 'one', on('==', '$a'));
const isNot = row('is_not', 'filter.isNot', 'one', on('!=', '$a'));
const contains = row('contains', 'filter.contains', 'one', on('contains', '$a'));
const startsWith = row('starts_with', 'filter.startsWith', 'one', on('starts_with', '$a'));
const atLeast = row('at_least', 'filter.atLeast', 'one', on('>=', '$a'));
const atMost = row('at_most', 'filter.atMost', 'one', on('<=', '$a'));
const between = row(
  'between',
  'filter.between',
  'two',
  on('between', '$a', '$b'),
  'filter.sayBetween',
);

const within = row('within', 'filter.within', 'many', on('within', '$a'));
const notWithin = row(
  'not_within',
  'filter.notWithin',
  'many',
  not(on('within', '$a')),
  'filter.sayNotWithin',
);
const oneOf = row('one_of', 'filter.oneOf', 'many', on('in', '$a'));
const hasAny = row('has_any', 'filter.hasAny', 'many', on('has_any', '$a'));
const hasAll = row('has_all', 'filter.hasAll', 'many', on('has_all', '$a'));
const hasNone = row(
  'has_none',
  'filter.hasNone',
  'many',
  not(on('has_any', '$a')),
  'filter.sayHasNone',
);

const today = row('today', 'filter.today', 'none', on('==', TODAY));
const overdue = row('overdue', 'filter.overdue', 'none', on('<', TODAY), 'filter.sayOverdue');
const lastDays = row(
  'last_days',
  'filter.lastDays',
  'days',
  on('between', days('$minus'), TODAY),
  'filter.sayLastDays',
);
const nextDays = row(
  'next_days',
  'filter.nextDays',
  'days',
  on('between', TODAY, days('$a')),
  'filter.sayNextDays',
);

const mine = row('mine', 'filter.mine', 'none', on('==', ME));
const notMine = row('not_mine', 'filter.notMine', 'none', on('!=', ME));
const yes = row('yes', 'filter.yes', 'none', on('==', true));
const no = row('no', 'filter.no', 'none', on('==', false));

function period(unit: 'week' | 'month' | 'quarter' | 'year', label: TextKey, say: TextKey) {
  const ends: Rule[] = [{ start_of: [TODAY, unit] }, { end_of: [TODAY, unit] }];
  return row(`this_${unit}`, label, 'none', on('between', ...ends), say);
}

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
  flag: [yes, no, empty],
  presence,
};

export function operatorsOf(kind: FilterKind): readonly FilterOperator[] {
  return operators[kind];
}
