// Text: joining, cutting, measuring, and searching with case and width folded.
import {
  BOOLEAN,
  type CallExpr,
  call,
  type Expr,
  INTEGER,
  isNumeric,
  literal,
  type RuleValue,
  TEXT,
} from '../expr.ts';
import type { RuleExample } from '../operator.ts';
import {
  defineOperator,
  type Evaluate,
  type Operator,
  type RuleCall,
  strict,
} from '../operator.ts';
import type { SqlCompiler } from '../sql.ts';
import { foldText, substring, textLength } from '../text.ts';
import { typeName } from '../typing.ts';

const PRINTABLE = new Set([
  'text',
  'integer',
  'decimal',
  'boolean',
  'date',
  'time',
  'datetime',
  'period',
  'reference',
  'node',
  'null',
]);

function fault(use: RuleCall, expr: Expr, expected: string, index: number): undefined {
  const params = { operator: use.operator, expected, actual: typeName(expr.type) };
  return use.fault('rule.type', params, index);
}

/** An argument of kind text, or a problem. */
function textArg(use: RuleCall, index: number): Expr | undefined {
  const arg = use.arg(index, TEXT);
  if (!arg || (arg.type.kind === 'text' && !arg.type.list)) return arg;
  return fault(use, arg, 'text', index);
}

function integerArg(use: RuleCall, index: number): Expr | undefined {
  const arg = use.arg(index, INTEGER);
  if (!arg || (arg.type.kind === 'integer' && !arg.type.list)) return arg;
  return fault(use, arg, 'integer', index);
}

type Search = 'contains' | 'startsWith' | 'endsWith';

/** The part looked for, folded once when it is a literal. */
function needle(expr: Expr | undefined, part: Evaluate | undefined): Evaluate {
  if (expr?.kind !== 'literal') return (env) => folded(part?.(env) ?? null);
  const value = folded(expr.value);
  return () => value;
}

const folded = (value: RuleValue) => (value === null ? null : foldText(String(value)));

const TESTS: Record<Search, (text: string, part: string) => boolean> = {
  contains: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
};

function compileSearch(search: Search) {
  return ({ args: [text, part] }: CallExpr, { dialect, value }: SqlCompiler) => {
    if (!text || !part) throw new TypeError('A search has two arguments.');
    const isLiteral = part.kind === 'literal' && typeof part.value === 'string';
    const sought = isLiteral
      ? value(literal(foldText(String(part.value)), TEXT))
      : dialect.fold(value(part));
    return dialect[search](dialect.fold(value(text)), sought);
  };
}

function search(
  operator: string,
  by: Search,
  words: Operator['words'],
  examples: readonly RuleExample[],
): Operator {
  return defineOperator({
    arity: [2, 2],
    check(use) {
      const text = textArg(use, 0);
      const part = textArg(use, 1);
      return text && part && call(operator, BOOLEAN, [text, part]);
    },
    evaluate: (expr, [text, part]) => {
      const sought = needle(expr.args[1], part);
      return (env) => {
        const value = text?.(env) ?? null;
        const wanted = value === null ? null : sought(env);
        return wanted !== null && TESTS[by](foldText(String(value)), String(wanted));
      };
    },
    compile: compileSearch(by),
    words,
    examples,
  });
}

function checkCat(use: RuleCall): Expr | undefined {
  const args = use.all();
  if (!args) return undefined;
  const bad = args.findIndex(({ type }) => type.list || !PRINTABLE.has(type.kind));
  const arg = args[bad];
  return arg ? fault(use, arg, 'text', bad) : call('cat', TEXT, args);
}

function checkSubstr(use: RuleCall): Expr | undefined {
  const args = [textArg(use, 0), integerArg(use, 1)];
  if (use.args.length > 2) args.push(integerArg(use, 2));
  return args.every((arg): arg is Expr => arg !== undefined)
    ? call('substr', TEXT, args)
    : undefined;
}

const name = { var: 'name' };

export const textOperators = {
  contains: search('contains', 'contains', { 'zh-CN': '{0} 包含 {1}', en: '{0} contains {1}' }, [
    { rule: { contains: [name, 'ABC'] }, record: { name: 'xａbcx' }, gives: true },
    { rule: { contains: [name, '%'] }, record: { name: 'a' }, gives: false },
    { rule: { contains: [name, '_'] }, record: { name: '_' }, gives: true },
    { rule: { contains: [name, ''] }, record: { name: 'a' }, gives: true },
    { rule: { contains: [name, ''] }, record: { name: null }, gives: false },
    { rule: { contains: [name, 'ä'] }, record: { name: 'Ä' }, gives: true },
    { rule: { contains: [name, 'ΟΔΟΣ'] }, record: { name: 'οδος 1' }, gives: true },
    { rule: { '!': { contains: [name, 'x'] } }, record: { name: null }, gives: true },
  ]),
  starts_with: search(
    'starts_with',
    'startsWith',
    { 'zh-CN': '{0} 以 {1} 开头', en: '{0} starts with {1}' },
    [
      { rule: { starts_with: [name, '张'] }, record: { name: '张三' }, gives: true },
      { rule: { starts_with: [name, 'A𠮷'] }, record: { name: 'a𠮷b' }, gives: true },
      { rule: { starts_with: [name, ''] }, record: { name: 'a' }, gives: true },
      { rule: { starts_with: ['abc', name] }, record: { name: 'AB' }, gives: true },
    ],
  ),
  ends_with: search(
    'ends_with',
    'endsWith',
    { 'zh-CN': '{0} 以 {1} 结尾', en: '{0} ends with {1}' },
    [
      { rule: { ends_with: [name, '公司'] }, record: { name: '某某公司' }, gives: true },
      { rule: { ends_with: [name, ''] }, record: { name: 'a' }, gives: true },
      { rule: { ends_with: [name, 'abc'] }, record: { name: 'bc' }, gives: false },
    ],
  ),
  cat: defineOperator({
    arity: [1, 50],
    check: checkCat,
    evaluate: (_call, args) => (env) => args.map((arg) => String(arg(env) ?? '')).join(''),
    compile: ({ args }, { sql, dialect, value }) => {
      const parts = args.map((arg) => sql`coalesce(${dialect.text(value(arg), arg.type)}, '')`);
      return sql`(${sql.join(parts, sql` || `)})`;
    },
    words: { 'zh-CN': '{*} 相连', en: '{*} joined' },
    examples: [
      {
        rule: { cat: [name, ' ', { var: 'amount' }] },
        record: { name: 'Ä', amount: '1.50' },
        gives: 'Ä 1.50',
      },
      {
        rule: { cat: [name, '-', 5, { var: 'active' }] },
        record: { active: true },
        gives: '-5true',
      },
    ],
  }),
  substr: defineOperator({
    arity: [2, 3],
    check: checkSubstr,
    evaluate: strict((text, start, length) =>
      substring(String(text), Number(start), length === undefined ? undefined : Number(length)),
    ),
    compile: ({ args: [text, start, length] }, { dialect, value }) => {
      if (!text || !start) throw new TypeError('substr takes a text and a start.');
      const rest = length ?? literal(1_000_000_000, INTEGER);
      return dialect.substring(value(text), value(start), value(rest));
    },
    words: { 'zh-CN': '{0} 的片段', en: 'a part of {0}' },
    examples: [
      { rule: { substr: [name, 1, 2] }, record: { name: 'a𠮷bc' }, gives: '𠮷b' },
      { rule: { substr: [name, -2] }, record: { name: 'abc' }, gives: 'bc' },
      { rule: { substr: [name, 0, -1] }, record: { name: 'abc' }, gives: 'ab' },
      { rule: { substr: [name, 0, 0] }, record: { name: 'abc' }, gives: '' },
      { rule: { substr: [name, 9] }, record: { name: 'abc' }, gives: '' },
      { rule: { substr: [name, 0] }, record: {}, gives: null },
    ],
  }),
  length: defineOperator({
    arity: [1, 1],
    check(use) {
      const text = textArg(use, 0);
      return text && call('length', INTEGER, [text]);
    },
    evaluate: strict((text) => textLength(String(text))),
    compile: ({ args: [text] }, { dialect, value }) => {
      if (!text || isNumeric(text.type)) throw new TypeError('length takes a text.');
      return dialect.length(value(text));
    },
    words: { 'zh-CN': '{0} 的长度', en: 'the length of {0}' },
    examples: [
      { rule: { length: name }, record: { name: 'a𠮷' }, gives: 2 },
      { rule: { length: name }, record: {}, gives: null },
      { rule: { '>': [{ length: name }, 1] }, record: { name: 'ab' }, gives: true },
    ],
  }),
};
