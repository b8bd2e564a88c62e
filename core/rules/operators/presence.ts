// Is there a value at all? Missing, an empty text and an empty list are all empty.
import { BOOLEAN, type CallExpr, call } from '../expr.ts';
import { defineOperator } from '../operator.ts';
import type { RuleKind } from '../rule.ts';
import type { Sql, SqlCompiler } from '../sql.ts';

const TEXTUAL: ReadonlySet<RuleKind> = new Set(['text', 'reference', 'node']);

function compileEmpty({ args: [arg] }: CallExpr, compiler: SqlCompiler): Sql {
  const { sql } = compiler;
  if (!arg) throw new TypeError('is_empty takes a value.');
  if (arg.type.list && arg.kind === 'var') {
    const { from, where } = compiler.scope.list(arg.path);
    return sql`not exists (select 1 from ${from} where ${where})`;
  }
  const cell = compiler.cell(arg);
  if (!TEXTUAL.has(arg.type.kind)) return sql`${cell} is null`;
  return arg.kind === 'var'
    ? sql`(${cell} is null or ${cell} = '')`
    : sql`coalesce(${cell}, '') = ''`;
}

function compileFilled(expr: CallExpr, compiler: SqlCompiler): Sql {
  const { sql } = compiler;
  const [arg] = expr.args;
  if (!arg || arg.type.list) return sql`not ${compileEmpty(expr, compiler)}`;
  const cell = compiler.cell(arg);
  if (!TEXTUAL.has(arg.type.kind)) return sql`${cell} is not null`;
  return arg.kind === 'var'
    ? sql`(${cell} is not null and ${cell} <> '')`
    : sql`coalesce(${cell}, '') <> ''`;
}

export const presenceOperators = {
  is_empty: defineOperator({
    arity: [1, 1],
    check(use) {
      const arg = use.arg(0);
      return arg && call('is_empty', BOOLEAN, [arg]);
    },
    evaluate:
      (_call, [arg]) =>
      (env) => {
        const value = arg?.(env) ?? null;
        return value === null || value === '' || (Array.isArray(value) && value.length === 0);
      },
    compile: compileEmpty,
    compileNot: compileFilled,
    words: { 'zh-CN': '{0} 为空', en: '{0} is empty' },
    examples: [
      { rule: { is_empty: { var: 'name' } }, record: { name: null }, gives: true },
      { rule: { is_empty: { var: 'name' } }, record: { name: '' }, gives: true },
      { rule: { '!': { is_empty: { var: 'name' } } }, record: { name: '0' }, gives: true },
      { rule: { is_empty: { var: 'amount' } }, record: { amount: '0.00' }, gives: false },
      { rule: { is_empty: { var: 'tags' } }, record: { tags: [] }, gives: true },
      { rule: { '!': { is_empty: { var: 'tags' } } }, record: { tags: ['a'] }, gives: true },
      { rule: { is_empty: { '/': [1, { var: 'count' }] } }, record: { count: 0 }, gives: true },
    ],
  }),
};
