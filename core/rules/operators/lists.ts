// Lists of values and subtrees of classifications.
import { AppError } from '../../errors.ts';
import { roundDecimal } from '../decimal.ts';
import type { RuleEnv } from '../env.ts';
import {
  BOOLEAN,
  type CallExpr,
  call,
  type Expr,
  INTEGER,
  isMissing,
  isNumeric,
  literal,
  type RuleValue,
} from '../expr.ts';
import { defineOperator, type Evaluate, type RuleCall } from '../operator.ts';
import type { RuleType } from '../rule.ts';
import type { Sql, SqlCompiler } from '../sql.ts';
import { isComparable, itemType, listOf, typeName } from '../typing.ts';

const listValue = (value: RuleValue): readonly RuleValue[] => (Array.isArray(value) ? value : []);

function two({ args: [a, b] }: CallExpr): readonly [Expr, Expr] {
  if (!a || !b) throw new TypeError('This operator has two sides.');
  return [a, b];
}

/** The list at an argument: literal values take the wanted item type; one value counts as a list of it. */
function listArg(use: RuleCall, index: number, item: RuleType): Expr | undefined {
  const arg = use.arg(index, listOf(item));
  if (!arg) return undefined;
  const isOne = arg.kind === 'literal' && !Array.isArray(arg.value);
  const list = isOne ? literal([arg.value], listOf(arg.type)) : arg;
  if (list.kind === 'literal') return use.beside(list, listOf(item), index);
  if (list.type.list && isComparable(itemType(list.type), item)) return list;
  const params = { expected: typeName(listOf(item)), actual: typeName(list.type) };
  return use.fault('rule.type', { operator: use.operator, ...params }, index);
}

/** What is looked for; a literal takes the type of the list it is looked for in. */
function soughtArg(use: RuleCall): Expr | undefined {
  const [raw] = use.args;
  if (typeof raw === 'object' && raw !== null) return use.arg(0);
  const list = use.arg(1);
  if (!list?.type.list) return list && use.arg(0);
  const item = itemType(list.type);
  const literal = use.arg(0, item);
  return literal && use.beside(literal, item, 0);
}

function checkIn(use: RuleCall): Expr | undefined {
  const left = soughtArg(use);
  if (!left) return undefined;
  if (isMissing(left)) return literal(false, BOOLEAN);
  if (left.type.list || left.type.kind === 'json') {
    const params = { operator: 'in', expected: 'one value', actual: typeName(left.type) };
    return use.fault('rule.type', params, 0);
  }
  const list = listArg(use, 1, left.type);
  return list && call('in', BOOLEAN, [left, list]);
}

const keyOf = (value: RuleValue, type: RuleType): RuleValue =>
  isNumeric(type) && value !== null ? roundDecimal(String(value), 9) : value;

function evaluateIn(expr: CallExpr, args: readonly Evaluate[]): Evaluate {
  const [left, right] = two(expr);
  const [value, list] = args;
  const key = (item: RuleValue) => keyOf(item, left.type);
  if (right.kind === 'literal') {
    const members = new Set(listValue(right.value).map(key));
    return (env) => {
      const sought = value?.(env) ?? null;
      return sought !== null && members.has(key(sought));
    };
  }
  return (env) => {
    const sought = value?.(env) ?? null;
    return (
      sought !== null &&
      listValue(list?.(env) ?? null)
        .map(key)
        .includes(key(sought))
    );
  };
}

function compileIn(expr: CallExpr, compiler: SqlCompiler): Sql {
  const [left, right] = two(expr);
  const { sql } = compiler;
  const stored = compiler.storedPair(left, literal(0, INTEGER))?.[0];
  const isStored = isNumeric(left.type) && stored !== undefined;
  return sql`${isStored ? stored : compiler.value(left)} in ${compiler.members(right, left.type, isStored)}`;
}

/** The values a list field holds, as rows. */
function rows(list: Expr, compiler: SqlCompiler, condition: (value: Sql) => Sql): Sql {
  if (list.kind !== 'var') throw new AppError('rule.not-in-sql', { operator: 'has_any' });
  const { sql } = compiler;
  const { from, where, value } = compiler.scope.list(list.path);
  return sql`exists (select 1 from ${from} where ${where} and ${condition(sql`${value}`)})`;
}

/** A list field (or list input) on the left, values on the right. */
function checkHas(use: RuleCall): Expr | undefined {
  const left = use.arg(0);
  if (!left) return undefined;
  if (!left.type.list || left.type.kind === 'json') {
    const params = { operator: use.operator, expected: 'a list', actual: typeName(left.type) };
    return use.fault('rule.type', params, 0);
  }
  const right = listArg(use, 1, itemType(left.type));
  if (!right) return undefined;
  if (use.operator === 'has_all' && right.kind !== 'literal') {
    const params = {
      operator: 'has_all',
      expected: 'literal values',
      actual: typeName(right.type),
    };
    return use.fault('rule.type', params, 1);
  }
  return call(
    use.operator,
    BOOLEAN,
    left.isConstant && !right.isConstant ? [right, left] : [left, right],
  );
}

function compileHasAll(expr: CallExpr, compiler: SqlCompiler): Sql {
  const [left, right] = two(expr);
  const { sql } = compiler;
  const item = itemType(left.type);
  const values = right.kind === 'literal' ? listValue(right.value) : [];
  const parts = values.map((value) =>
    rows(left, compiler, (stored) => sql`${stored} = ${compiler.value(literal(value, item))}`),
  );
  return parts.length === 0 ? sql`1 = 1` : sql`(${sql.join(parts, sql` and `)})`;
}

/** What stands before the code where a field has several dimensions: "industry" of "industry:C". */
function splitNode(code: string, dimensions: readonly string[]): readonly [string, string] {
  const colon = code.indexOf(':');
  if (dimensions.length <= 1 || colon < 0) return [dimensions[0] ?? '', code];
  return [code.slice(0, colon), code.slice(colon + 1)];
}

function checkWithin(use: RuleCall): Expr | undefined {
  const left = use.arg(0);
  if (!left) return undefined;
  const dimensions = left.type.classifications;
  if (!dimensions) {
    const params = {
      operator: 'within',
      expected: 'a classification',
      actual: typeName(left.type),
    };
    return use.fault('rule.type', params, 0);
  }
  const item = itemType(left.type);
  const raw = use.arg(1, listOf(item));
  if (!raw) return undefined;
  const isOne = raw.kind !== 'literal' && !raw.type.list && isComparable(raw.type, item);
  const right = isOne ? raw : listArg(use, 1, item);
  if (!right) return undefined;
  if (dimensions.length <= 1 || right.kind === 'literal')
    return call('within', BOOLEAN, [left, right]);
  const params = { operator: 'within', expected: 'literal nodes', actual: typeName(right.type) };
  return use.fault('rule.type', params, 1);
}

const asList = (value: RuleValue): readonly RuleValue[] =>
  value === null ? [] : Array.isArray(value) ? value : [value];

function evaluateWithin(expr: CallExpr, [nodes, ancestors]: readonly Evaluate[]): Evaluate {
  const dimensions = expr.args[0]?.type.classifications ?? [];
  const isBelow = (env: RuleEnv, node: RuleValue, ancestor: RuleValue) => {
    const [tree, code] = splitNode(String(node), dimensions);
    const [wantedTree, wanted] = splitNode(String(ancestor), dimensions);
    return tree === wantedTree && env.isWithin(tree, code, wanted);
  };
  return (env) => {
    const wanted = asList(ancestors?.(env) ?? null);
    const found = asList(nodes?.(env) ?? null);
    return found.some((node) => wanted.some((ancestor) => isBelow(env, node, ancestor)));
  };
}

/** One sub-select per tree the wanted nodes belong to. */
function subtrees(left: Expr, right: Expr, compiler: SqlCompiler): readonly Sql[] {
  const { sql, scope } = compiler;
  const dimensions = left.type.classifications ?? [];
  const item = itemType(left.type);
  if (right.kind !== 'literal') {
    const roots = right.type.list
      ? compiler.members(right, item, false)
      : sql`(${compiler.value(right)})`;
    return [sql`${scope.subtree(dimensions[0] ?? '', roots, '')}`];
  }
  const byTree = new Map<string, Sql[]>();
  for (const value of listValue(right.value)) {
    const [tree, code] = splitNode(String(value), dimensions);
    byTree.set(tree, [...(byTree.get(tree) ?? []), compiler.value(literal(code, item))]);
  }
  return [...byTree].map(([tree, codes]) => {
    const prefix = dimensions.length > 1 ? `${tree}:` : '';
    return sql`${scope.subtree(tree, sql`(${sql.join(codes)})`, prefix)}`;
  });
}

function compileWithin(expr: CallExpr, compiler: SqlCompiler): Sql {
  const [left, right] = two(expr);
  const { sql } = compiler;
  const selects = subtrees(left, right, compiler);
  if (selects.length === 0) return sql`1 = 0`;
  const isIn = (value: Sql) =>
    sql`(${sql.join(
      selects.map((select) => sql`${value} in (${select})`),
      sql` or `,
    )})`;
  return left.type.list ? rows(left, compiler, isIn) : isIn(compiler.value(left));
}

const tags = { var: 'tags' };

export const listOperators = {
  in: defineOperator({
    arity: [2, 2],
    check: checkIn,
    evaluate: evaluateIn,
    compile: compileIn,
    words: { 'zh-CN': '{0} 属于 {1}', en: '{0} is one of {1}' },
    examples: [
      { rule: { in: [{ var: 'stage' }, ['won', 'lost']] }, record: { stage: 'won' }, gives: true },
      { rule: { in: [{ var: 'stage' }, []] }, record: { stage: 'won' }, gives: false },
      { rule: { '!': { in: [{ var: 'stage' }, ['won']] } }, record: { stage: null }, gives: true },
      { rule: { in: ['重点', tags] }, record: { tags: ['重点', 'b'] }, gives: true },
      {
        rule: { in: [{ var: 'name' }, tags] },
        record: { name: 'x', tags: ['重点', 'b'] },
        gives: false,
      },
      {
        rule: { in: [{ var: 'amount' }, [1, '2.5', 3.333]] },
        record: { amount: '2.50' },
        gives: true,
      },
      { rule: { in: [{ '+': [{ var: 'count' }, 1] }, [2, 3]] }, record: { count: 1 }, gives: true },
    ],
  }),
  has_any: defineOperator({
    arity: [2, 2],
    check: checkHas,
    evaluate:
      (_call, [left, right]) =>
      (env) => {
        const wanted = listValue(right?.(env) ?? null);
        return listValue(left?.(env) ?? null).some((value) => wanted.includes(value));
      },
    compile: (expr, compiler) => {
      const [left, right] = two(expr);
      const wanted = compiler.members(right, itemType(left.type), false);
      return rows(left, compiler, (value) => compiler.sql`${value} in ${wanted}`);
    },
    words: { 'zh-CN': '{0} 含有 {1} 中任一项', en: '{0} has any of {1}' },
    examples: [
      { rule: { has_any: [tags, ['a', 'b']] }, record: { tags: ['b'] }, gives: true },
      { rule: { has_any: [tags, 'a'] }, record: { tags: [] }, gives: false },
      { rule: { has_any: [tags, { actor: 'roles' }] }, record: { tags: ['sales'] }, gives: true },
      { rule: { '!': { has_any: [tags, ['a']] } }, record: {}, gives: true },
    ],
  }),
  has_all: defineOperator({
    arity: [2, 2],
    check: checkHas,
    evaluate:
      (_call, [left, right]) =>
      (env) => {
        const found = listValue(left?.(env) ?? null);
        return listValue(right?.(env) ?? null).every((value) => found.includes(value));
      },
    compile: compileHasAll,
    words: { 'zh-CN': '{0} 含有 {1} 的全部', en: '{0} has all of {1}' },
    examples: [
      { rule: { has_all: [tags, ['a', 'b']] }, record: { tags: ['b', 'a', 'c'] }, gives: true },
      { rule: { has_all: [tags, ['a', 'b']] }, record: { tags: ['b'] }, gives: false },
      { rule: { has_all: [tags, []] }, record: {}, gives: true },
    ],
  }),
  within: defineOperator({
    arity: [2, 2],
    check: checkWithin,
    evaluate: evaluateWithin,
    compile: compileWithin,
    words: { 'zh-CN': '{0} 在 {1} 之内', en: '{0} is within {1}' },
    examples: [
      { rule: { within: [{ var: 'industry' }, 'C'] }, record: { industry: 'C391' }, gives: true },
      {
        rule: { within: [{ var: 'industry' }, ['A', 'C39']] },
        record: { industry: 'C39' },
        gives: true,
      },
      { rule: { within: [{ var: 'industry' }, 'A'] }, record: { industry: 'C39' }, gives: false },
      { rule: { within: [{ var: 'industry' }, 'A'] }, record: {}, gives: false },
      {
        rule: { within: [{ var: 'sectors' }, 'C'] },
        record: { sectors: ['A1', 'C39'] },
        gives: true,
      },
      {
        rule: { within: [{ var: 'dimensions' }, 'industry:C'] },
        record: { dimensions: ['industry:C391'] },
        gives: true,
      },
      {
        rule: { within: [{ var: 'dimensions' }, ['region:C', 'industry:A']] },
        record: { dimensions: ['industry:C391'] },
        gives: false,
      },
    ],
  }),
};
