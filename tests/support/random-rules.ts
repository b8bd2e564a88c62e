// Random well-typed rules and random records of the rule world, for property tests.
import fc from 'fast-check';
import type { Rule } from '../../core/rules/rule.ts';
import { codes } from './rule-world.ts';

const words = [
  'a',
  'A',
  'Ä',
  'ä',
  'é',
  '%',
  '_',
  '',
  '0',
  '007',
  'ａ',
  'Ａｂ',
  '𠮷',
  'x𠮷y',
  '张三',
  'ß',
  'SS',
  'Σ',
  'ς',
  'İ',
  "'",
  '"',
  '\\',
  'Ǆ',
  'ﬁ',
  '½',
  '\uff5e',
  '\u{1f469}\u200d\u{1f467}',
];
const decimals = [
  '0.00',
  '0.01',
  '-0.01',
  '1.00',
  '1.50',
  '2.50',
  '12.50',
  '-12.50',
  '99999999.99',
  '12345678901234567.89',
  '-0.50',
];
const rates = ['0.0000', '0.0050', '1.0000', '-1.2345', '33.3333', '0.5000'];
const integers = [
  0,
  1,
  -1,
  2,
  3,
  7,
  -7,
  100,
  9007199254740991,
  '9007199254740993',
  '-9223372036854775808',
  '9223372036854775807',
];
const days = [
  '2026-02-28',
  '2024-02-29',
  '2026-03-01',
  '2026-01-31',
  '2026-11-22',
  '2026-12-31',
  '1969-12-31',
  '0001-01-01',
  '9999-12-31',
  '2000-03-01',
  '2026-11-16',
];
const moments = [
  '2026-03-01T06:30:00.000Z',
  '2026-02-28T16:00:00.000Z',
  '2026-02-28T15:59:59.999Z',
  '1969-12-31T23:59:59.999Z',
  '2026-11-22T08:00:00.000Z',
  '2024-02-29T23:59:00.001Z',
];
const stages = ['new', 'won', 'lost'];
const nodes = codes;

const optional = <T>(pool: readonly T[]) =>
  fc.option(fc.constantFrom(...pool), { nil: null, freq: 3 });
const several = <T>(pool: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...pool), { maxLength: 3 });

const line = fc.record({ price: optional(decimals), title: optional(words) });

export const anyRecord = fc.record({
  name: optional(words),
  other: optional(words),
  stage: optional(stages),
  amount: optional(decimals),
  rate: optional(rates),
  count: optional(integers),
  active: optional([true, false]),
  day: optional(days),
  until: optional(days),
  moment: optional(moments),
  clock: optional(['00:00', '09:05', '23:59']),
  term: optional(['2026', '2026-Q1', '2026-03']),
  owner: optional(['u1', 'u2', 'u9']),
  industry: optional(nodes),
  tags: several(['a', 'b', 'Ä', '%', 'sales']),
  sectors: several(nodes),
  dimensions: several(nodes.flatMap((code) => [`industry:${code}`, `region:${code}`])),
  lines: fc.array(line, { maxLength: 3 }),
});

const v = (path: string): Rule => ({ var: path });
const op = (name: string, ...args: Rule[]): Rule => ({ [name]: args });

interface Rules {
  condition: Rule;
  number: Rule;
  whole: Rule;
  text: Rule;
  date: Rule;
  moment: Rule;
}

type Tie = <K extends keyof Rules>(key: K) => fc.Arbitrary<Rules[K]>;

const unit = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');
const periodUnit = fc.constantFrom('week', 'month', 'quarter', 'year');
const symbol = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');

/** A condition over one of two names: the columns of the record or of a line. */
const lineCondition = fc.oneof(
  fc
    .tuple(symbol, fc.constantFrom('0', 1, '1.5', 2.505))
    .map(([by, value]) => op(by, v('price'), value)),
  fc.constantFrom(...words).map((word) => op('contains', v('title'), word)),
  fc.constant(op('is_empty', v('title'))),
  fc.constant(op('!', op('>', op('*', v('price'), 2), 3))),
);

const leafCondition = fc.oneof(
  fc.constantFrom<Rule>(v('active'), true, false),
  fc
    .constantFrom('name', 'amount', 'tags', 'day', 'industry', 'owner', 'sectors')
    .map((path) => op('is_empty', v(path))),
  several(stages).map((list) => op('in', v('stage'), list)),
  several(words).map((list) => op('in', v('name'), list)),
  several(decimals).map((list) => op('in', v('amount'), list)),
  several(integers).map((list) => op('in', v('count'), list)),
  several(['a', 'b', 'Ä', '%']).map((list) => op('has_any', v('tags'), list)),
  several(['a', 'b', 'Ä', '%']).map((list) => op('has_all', v('tags'), list)),
  fc.constant(op('has_any', v('tags'), { actor: 'roles' })),
  fc.constant(op('in', v('owner'), { actor: 'subordinates' })),
  fc.constant(op('==', v('owner'), { actor: 'id' })),
  fc.constant(op('in', v('name'), v('tags'))),
  several(nodes).map((list) => op('within', v('industry'), list)),
  several(nodes).map((list) => op('within', v('sectors'), list)),
  fc.constantFrom(...nodes).map((code) => op('within', v('dimensions'), `industry:${code}`)),
  fc
    .tuple(symbol, fc.constantFrom('0', 12.505, '12.5', '99999999999999999.99'))
    .map(([by, value]) => op(by, v('amount'), value)),
  fc.tuple(symbol, fc.constantFrom(...days)).map(([by, day]) => op(by, v('moment'), day)),
  fc.tuple(symbol, fc.constantFrom(...words)).map(([by, word]) => op(by, v('name'), word)),
  symbol.map((by) => op(by, v('name'), v('other'))),
  symbol.map((by) => op(by, v('term'), '2026-03')),
  symbol.map((by) => op(by, v('clock'), '09:05')),
  fc
    .tuple(fc.constantFrom('some', 'all', 'none'), lineCondition)
    .map(([by, body]) => op(by, v('lines'), body)),
  fc.constantFrom('name', 'amount').map((path) => op('!=', v(path), null)),
);

const conditions = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leafCondition,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((args) => op('and', ...args)),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((args) => op('or', ...args)),
    tie('condition').map((arg) => op('!', arg)),
    tie('condition').map((arg) => op('!', arg)),
    fc.tuple(symbol, tie('number'), tie('number')).map(([by, a, b]) => op(by, a, b)),
    fc.tuple(symbol, tie('text'), tie('text')).map(([by, a, b]) => op(by, a, b)),
    fc.tuple(symbol, tie('date'), tie('date')).map(([by, a, b]) => op(by, a, b)),
    fc.tuple(symbol, tie('moment'), tie('date')).map(([by, a, b]) => op(by, a, b)),
    fc.tuple(tie('number'), tie('number'), tie('number')).map((args) => op('between', ...args)),
    fc
      .tuple(fc.constantFrom('contains', 'starts_with', 'ends_with'), tie('text'), tie('text'))
      .map(([by, a, b]) => op(by, a, b)),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map((args) => op('if', ...args)),
    fc.tuple(tie('number')).map(([arg]) => op('is_empty', arg)),
    fc.tuple(tie('number'), several(decimals)).map(([a, list]) => op('in', a, list)),
  );

const numbers = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<Rule>(v('amount'), v('rate'), v('count'), 0, 1, -2.5, '3', '0.005'),
    tie('whole'),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', '%'), tie('number'), tie('number'))
      .map(([by, a, b]) => op(by, a, b)),
    fc
      .tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number'))
      .map(([by, a, b]) => op(by, a, b)),
    fc.tuple(tie('number'), fc.nat(4)).map(([a, places]) => op('round', a, places)),
    tie('number').map((a) => op('abs', a)),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map((args) => op('if', ...args)),
    fc.tuple(tie('number'), tie('number')).map((args) => op('coalesce', ...args)),
    fc.constant(op('sum', v('lines'), op('*', v('price'), '1.5'))),
    fc.constant(op('sum', v('lines'), v('price'))),
  );

const wholes = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Rule>(v('count'), 0, 5, -3, '9223372036854775807'),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '%'), tie('whole'), tie('whole'))
      .map(([by, a, b]) => op(by, a, b)),
    tie('text').map((a) => op('length', a)),
    fc.tuple(tie('date'), tie('date'), unit).map(([a, b, by]) => op('date_diff', a, b, by)),
    fc
      .tuple(tie('moment'), tie('moment'), fc.constantFrom('minute', 'hour', 'day', 'month'))
      .map(([a, b, by]) => op('date_diff', a, b, by)),
    fc
      .tuple(fc.constantFrom('year', 'month', 'day', 'weekday'), tie('date'))
      .map(([by, a]) => op(by, a)),
    lineCondition.map((body) => op('count', v('lines'), body)),
  );

const texts = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Rule>(v('name'), v('other')),
    fc.constantFrom<Rule>(...words),
    fc
      .tuple(tie('text'), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2, max: 3 }))
      .map((args) => op('substr', ...args)),
    fc.tuple(tie('text'), tie('number'), v1).map((args) => op('cat', ...args)),
    fc.tuple(tie('condition'), tie('text'), tie('text')).map((args) => op('if', ...args)),
  );

const v1 = fc.constantFrom<Rule>(v('active'), v('day'), v('industry'), '-');

const dates = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Rule>(v('day'), v('until'), { today: [] }),
    fc
      .tuple(tie('date'), fc.integer({ min: -40, max: 40 }), unit)
      .map(([a, n, by]) => op('date_add', a, n, by)),
    fc.tuple(tie('date'), tie('whole'), unit).map(([a, n, by]) => op('date_add', a, n, by)),
    fc
      .tuple(fc.constantFrom('start_of', 'end_of'), tie('date'), periodUnit)
      .map(([by, a, edge]) => op(by, a, edge)),
    fc.constant(op('date', v('moment'))),
    fc.tuple(tie('condition'), tie('date'), tie('date')).map((args) => op('if', ...args)),
  );

const momentsOf = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.constantFrom<Rule>(v('moment'), { now: [] }),
    fc
      .tuple(
        tie('moment'),
        fc.integer({ min: -5000, max: 5000 }),
        fc.constantFrom('minute', 'hour', 'day', 'month'),
      )
      .map(([a, n, by]) => op('date_add', a, n, by)),
  );

export const anyRule = fc.letrec<Rules>((tie) => ({
  condition: conditions(tie as Tie),
  number: numbers(tie as Tie),
  whole: wholes(tie as Tie),
  text: texts(tie as Tie),
  date: dates(tie as Tie),
  moment: momentsOf(tie as Tie),
}));
