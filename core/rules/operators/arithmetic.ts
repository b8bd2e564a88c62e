// Exact arithmetic on integers and decimals. Missing in, missing out; so are division by zero and more than 38 digits.
import {
  type Arithmetic,
  calculate,
  compareDecimals,
  integerOf,
  MAX_SCALE,
  resultScale,
  roundDecimal,
} from '../decimal.ts';
import {
  type CallExpr,
  call,
  decimalType,
  type Expr,
  INTEGER,
  isNumeric,
  literal,
  type RuleValue,
  scaleOfType,
} from '../expr.ts';
import {
  defineOperator,
  type Operator,
  type RuleCall,
  type RuleExample,
  strict,
} from '../operator.ts';
import type { RuleType } from '../rule.ts';
import { commonType, typeName } from '../typing.ts';
import { orderOf } from './comparison.ts';

function numberArgs(use: RuleCall): readonly Expr[] | undefined {
  const args: Expr[] = [];
  for (let index = 0; index < use.args.length; index++) {
    const arg = use.arg(index, decimalType(MAX_SCALE));
    if (!arg) return undefined;
    if (!isNumeric(arg.type)) {
      const params = { operator: use.operator, expected: 'number', actual: typeName(arg.type) };
      return use.fault('rule.type', params, index);
    }
    args.push(arg);
  }
  return args;
}

/** Wire form of a computed number: integers as numbers, decimals as text. */
function numberOf(text: string | null, { kind }: RuleType): RuleValue {
  return text === null || kind === 'decimal' ? text : integerOf(text);
}

function typeOfResult(operator: Arithmetic, a: RuleType, b: RuleType): RuleType {
  const scale = resultScale(operator, scaleOfType(a), scaleOfType(b));
  const isWhole = a.kind === 'integer' && b.kind === 'integer' && operator !== '/';
  return isWhole ? INTEGER : decimalType(scale);
}

function arithmetic(
  operator: Arithmetic,
  most: number,
  words: Operator['words'],
  examples: readonly RuleExample[],
): Operator {
  return defineOperator({
    arity: [2, most],
    check: (use) =>
      numberArgs(use)?.reduce((a, b) =>
        call(operator, typeOfResult(operator, a.type, b.type), [a, b]),
      ),
    evaluate: (expr, args) => {
      const scale = scaleOfType(expr.type);
      const apply = strict((a, b) =>
        numberOf(calculate(operator, String(a), String(b), scale), expr.type),
      );
      return apply(expr, args);
    },
    compile: (expr, { dialect, value }) => {
      const [a, b] = pair(expr);
      return dialect.arithmetic(operator, value(a), value(b), scaleOfType(expr.type));
    },
    words,
    examples,
  });
}

function pair({ args: [a, b] }: CallExpr): readonly [Expr, Expr] {
  if (!a || !b) throw new TypeError('This operator has two sides.');
  return [a, b];
}

/** Smallest or largest of numbers, texts, dates. */
function extreme(
  which: 'min' | 'max',
  words: Operator['words'],
  examples: readonly RuleExample[],
): Operator {
  return defineOperator({
    arity: [1, 50],
    check: (use) => checkExtreme(which, use),
    evaluate: ({ type }, args) => {
      const order = orderOf(type);
      const sign = which === 'min' ? 1 : -1;
      return strict((...values) =>
        values.reduce((best, value) => (order(value, best) * sign < 0 ? value : best)),
      )(call(which, type, []), args);
    },
    compile: (expr, { dialect, value }) =>
      expr.args.map(value).reduce((a, b) => dialect.extreme(which, a, b)),
    words,
    examples,
  });
}

function checkExtreme(which: 'min' | 'max', use: RuleCall): Expr | undefined {
  const args = use.all();
  const type = args && commonType(args);
  if (!args) return undefined;
  if (!type || !isNumeric(type)) {
    const actual = args.map((arg) => typeName(arg.type)).join(', ');
    return use.fault('rule.type', { operator: which, expected: 'numbers', actual });
  }
  const typed = args.map((arg, index) => use.coerce(arg, type, index));
  return typed.every((arg): arg is Expr => arg !== undefined)
    ? call(which, type, typed)
    : undefined;
}

function checkRound(use: RuleCall): Expr | undefined {
  const number = numberArgs({ ...use, args: use.args.slice(0, 1) })?.[0];
  const places = use.args.length > 1 ? use.args[1] : 0;
  if (!number) return undefined;
  if (typeof places !== 'number' || !Number.isInteger(places) || places < 0 || places > MAX_SCALE) {
    return use.fault(
      'rule.type',
      { operator: 'round', expected: '0…9', actual: String(places) },
      1,
    );
  }
  const type = places === 0 ? INTEGER : decimalType(places);
  return call('round', type, [number, literal(places, INTEGER)]);
}

const amount = { var: 'amount' };
const count = { var: 'count' };

export const arithmeticOperators = {
  '+': arithmetic('+', 50, { 'zh-CN': '{0} + {1}', en: '{0} + {1}' }, [
    { rule: { '+': [amount, 0.2] }, record: { amount: '0.10' }, gives: '0.30' },
    { rule: { '+': [amount, 1] }, record: { amount: null }, gives: null },
    { rule: { '+': [count, 1] }, record: { count: '9007199254740993' }, gives: '9007199254740994' },
    { rule: { '+': [1, 2, 3] }, gives: 6 },
  ]),
  '-': arithmetic('-', 2, { 'zh-CN': '{0} - {1}', en: '{0} - {1}' }, [
    { rule: { '-': [amount, '0.30'] }, record: { amount: '0.30' }, gives: '0.00' },
    { rule: { '-': [0, count] }, record: { count: 5 }, gives: -5 },
  ]),
  '*': arithmetic('*', 50, { 'zh-CN': '{0} × {1}', en: '{0} × {1}' }, [
    { rule: { '*': [amount, 3] }, record: { amount: '19.99' }, gives: '59.97' },
    { rule: { '*': [amount, '0.005'] }, record: { amount: '1.01' }, gives: '0.00505' },
    { rule: { '*': [count, count, count] }, record: { count: '9000000000000000000' }, gives: null },
  ]),
  '/': arithmetic('/', 2, { 'zh-CN': '{0} ÷ {1}', en: '{0} ÷ {1}' }, [
    { rule: { '/': [amount, 3] }, record: { amount: '100.00' }, gives: '33.333333333' },
    { rule: { '/': [amount, 0] }, record: { amount: '100.00' }, gives: null },
    { rule: { '/': [-2, 3] }, gives: '-0.666666667' },
  ]),
  '%': arithmetic('%', 2, { 'zh-CN': '{0} 除以 {1} 的余数', en: 'the rest of {0} by {1}' }, [
    { rule: { '%': [count, 3] }, record: { count: -7 }, gives: -1 },
    { rule: { '%': [amount, 1] }, record: { amount: '12.50' }, gives: '0.50' },
    { rule: { '%': [count, 0] }, record: { count: 1 }, gives: null },
  ]),
  min: extreme('min', { 'zh-CN': '{*} 中的最小值', en: 'the smallest of {*}' }, [
    { rule: { min: [amount, 5] }, record: { amount: '12.50' }, gives: '5.00' },
    { rule: { min: [amount, 5] }, record: {}, gives: null },
  ]),
  max: extreme('max', { 'zh-CN': '{*} 中的最大值', en: 'the largest of {*}' }, [
    { rule: { max: [amount, 5, count] }, record: { amount: '12.50', count: 13 }, gives: '13.00' },
  ]),
  round: defineOperator({
    arity: [1, 2],
    check: checkRound,
    evaluate: (expr, args) => {
      const scale = scaleOfType(expr.type);
      return strict((number) => numberOf(roundDecimal(String(number), scale), expr.type))(
        expr,
        args.slice(0, 1),
      );
    },
    compile: (expr, { dialect, value }) =>
      dialect.round(value(pair(expr)[0]), scaleOfType(expr.type)),
    words: { 'zh-CN': '{0} 四舍五入到 {1} 位小数', en: '{0} rounded to {1} places' },
    examples: [
      { rule: { round: [{ '*': [amount, '0.5'] }, 2] }, record: { amount: '2.01' }, gives: '1.01' },
      { rule: { round: amount }, record: { amount: '-2.50' }, gives: -3 },
      { rule: { round: [amount, 4] }, record: { amount: '2.50' }, gives: '2.5000' },
    ],
  }),
  abs: defineOperator({
    arity: [1, 1],
    check(use) {
      const number = numberArgs(use)?.[0];
      return number && call('abs', number.type, [number]);
    },
    evaluate: (expr, args) =>
      strict((number) =>
        compareDecimals(String(number), '0') < 0
          ? numberOf(calculate('-', '0', String(number), scaleOfType(expr.type)), expr.type)
          : number,
      )(expr, args),
    compile: ({ args: [number] }, { dialect, value }) => {
      if (!number) throw new TypeError('abs takes a number.');
      return dialect.abs(value(number));
    },
    words: { 'zh-CN': '{0} 的绝对值', en: 'the absolute value of {0}' },
    examples: [
      { rule: { abs: amount }, record: { amount: '-0.50' }, gives: '0.50' },
      { rule: { abs: count }, record: { count: 3 }, gives: 3 },
    ],
  }),
};
