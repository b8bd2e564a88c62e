// And, or, not, if, and the first present of several values. A missing condition counts as false.
import { BOOLEAN, type CallExpr, call, type Expr, MISSING } from '../expr.ts';
import { defineOperator, type Evaluate, type RuleCall } from '../operator.ts';
import type { Sql, SqlCompiler } from '../sql.ts';
import { commonType } from '../typing.ts';

/** All arguments as conditions. */
function conditions(use: RuleCall): Expr | undefined {
  const args: Expr[] = [];
  for (let index = 0; index < use.args.length; index++) {
    const arg = condition(use, index);
    if (arg) args.push(arg);
  }
  return args.length === use.args.length ? call(use.operator, BOOLEAN, args) : undefined;
}

function condition(use: RuleCall, index: number): Expr | undefined {
  const arg = use.arg(index, BOOLEAN);
  return arg && use.coerce(arg, BOOLEAN, index);
}

function joined(word: 'and' | 'or', isNegated: boolean) {
  return ({ args }: CallExpr, compiler: SqlCompiler): Sql => {
    const { sql } = compiler;
    const parts = args.map((arg) => compiler.condition(arg, isNegated));
    return sql`(${sql.join(parts, sql.raw(` ${word} `))})`;
  };
}

/** Values brought to the one type they share, or a problem at the operator. */
function unified(use: RuleCall, exprs: readonly Expr[]): readonly Expr[] | undefined {
  const type = commonType(exprs);
  if (!type) {
    if (exprs.every((expr) => expr === MISSING)) return exprs;
    return use.fault('rule.type', {
      operator: use.operator,
      expected: 'values of one type',
      actual: exprs.map((expr) => expr.type.kind).join(', '),
    });
  }
  const typed = exprs.map((expr, index) => use.coerce(expr, type, index));
  return typed.every((expr): expr is Expr => expr !== undefined) ? typed : undefined;
}

/** Pairs of condition and value, then perhaps the value for "else". */
function checkIf(use: RuleCall): Expr | undefined {
  const tests: Expr[] = [];
  const values: Expr[] = [];
  for (let index = 0; index < use.args.length; index++) {
    const isTest = index % 2 === 0 && index + 1 < use.args.length;
    const arg = isTest ? condition(use, index) : use.arg(index);
    if (!arg) return undefined;
    (isTest ? tests : values).push(arg);
  }
  if (values.length === tests.length) values.push(MISSING);
  const typed = unified(use, values);
  const last = typed?.at(-1);
  if (!typed || !last) return undefined;
  const args = tests.flatMap((test, index) => [test, typed[index] ?? MISSING]);
  return call('if', typed[0]?.type ?? last.type, [...args, last]);
}

function evaluateIf(args: readonly Evaluate[]): Evaluate {
  const [test, value, ...rest] = args;
  if (!test) return () => null;
  if (!value) return test;
  const otherwise = evaluateIf(rest);
  return (env) => (test(env) === true ? value(env) : otherwise(env));
}

function compileIf({ args }: CallExpr, compiler: SqlCompiler): Sql {
  const { sql } = compiler;
  const arms: Sql[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    const test = compiler.condition(args[index] ?? MISSING);
    arms.push(sql`when ${test} then ${compiler.value(args[index + 1] ?? MISSING)}`);
  }
  const otherwise = compiler.value(args.at(-1) ?? MISSING);
  return sql`(case ${sql.join(arms, sql` `)} else ${otherwise} end)`;
}

const active = { var: 'active' };
const stage = { var: 'stage' };

export const logicOperators = {
  and: defineOperator({
    arity: [1, 100],
    check: conditions,
    evaluate: (_call, args) => (env) => {
      for (const arg of args) if (arg(env) !== true) return false;
      return true;
    },
    compile: joined('and', false),
    compileNot: joined('or', true),
    words: { 'zh-CN': '{*}', en: '{*}' },
    examples: [
      {
        rule: { and: [active, { '==': [stage, 'won'] }] },
        record: { active: true, stage: 'won' },
        gives: true,
      },
      { rule: { and: [active, true] }, record: { active: null }, gives: false },
      { rule: { '!': { and: [active, { '==': [stage, 'won'] }] } }, record: {}, gives: true },
    ],
  }),
  or: defineOperator({
    arity: [1, 100],
    check: conditions,
    evaluate: (_call, args) => (env) => {
      for (const arg of args) if (arg(env) === true) return true;
      return false;
    },
    compile: joined('or', false),
    compileNot: joined('and', true),
    words: { 'zh-CN': '{*}', en: '{*}' },
    examples: [
      {
        rule: { or: [active, { '==': [stage, 'won'] }] },
        record: { active: null, stage: 'won' },
        gives: true,
      },
      {
        rule: { '!': { or: [active, { '==': [stage, 'won'] }] } },
        record: { stage: 'lost' },
        gives: true,
      },
    ],
  }),
  '!': defineOperator({
    arity: [1, 1],
    check: conditions,
    evaluate:
      (_call, [arg]) =>
      (env) =>
        arg?.(env) !== true,
    compile: ({ args: [arg] }, compiler) => compiler.condition(arg ?? MISSING, true),
    compileNot: ({ args: [arg] }, compiler) => compiler.condition(arg ?? MISSING),
    words: { 'zh-CN': '并非（{0}）', en: 'not ({0})' },
    examples: [
      { rule: { '!': active }, record: { active: null }, gives: true },
      { rule: { '!': active }, record: { active: true }, gives: false },
      { rule: { '!': [{ '!': active }] }, record: { active: null }, gives: false },
    ],
  }),
  if: defineOperator({
    arity: [2, 99],
    check: checkIf,
    evaluate: (_call, args) => evaluateIf(args),
    compile: compileIf,
    words: { 'zh-CN': '如果 {*}', en: 'if {*}' },
    examples: [
      { rule: { if: [active, 'a', 'b'] }, record: { active: true }, gives: 'a' },
      { rule: { if: [active, 'a', 'b'] }, record: { active: null }, gives: 'b' },
      { rule: { if: [active, 'a'] }, record: {}, gives: null },
      { rule: { if: [active, { var: 'amount' }, 1] }, record: { amount: '5.00' }, gives: '1.00' },
      { rule: { if: [active, 1, { '==': [stage, 'won'] }, 2, 3] }, record: {}, gives: 3 },
    ],
  }),
  coalesce: defineOperator({
    arity: [1, 20],
    check(use) {
      const args = use.all();
      const typed = args && unified(use, args);
      return typed && call('coalesce', typed[0]?.type ?? MISSING.type, typed);
    },
    evaluate: (_call, args) => (env) => {
      for (const arg of args) {
        const value = arg(env);
        if (value !== null) return value;
      }
      return null;
    },
    compile: ({ args }, { sql, value }) => {
      const [first, second] = args;
      if (first && !second) return value(first);
      return sql`coalesce(${sql.join(args.map((arg) => value(arg)))})`;
    },
    words: { 'zh-CN': '{*} 中首个非空值', en: 'the first present of {*}' },
    examples: [
      { rule: { coalesce: [{ var: 'name' }, 'none'] }, record: {}, gives: 'none' },
      { rule: { coalesce: [{ var: 'amount' }, 0] }, record: {}, gives: '0.00' },
      {
        rule: { coalesce: [{ var: 'name' }, { var: 'stage' }] },
        record: { stage: 'won' },
        gives: 'won',
      },
    ],
  }),
};
