// Operators over the records of a collection: some, all, none, count, sum.
import { integerOf, sumDecimals } from '../decimal.ts';
import type { RuleEnv } from '../env.ts';
import {
  BOOLEAN,
  type CollectionExpr,
  type Expr,
  INTEGER,
  isNumeric,
  overCollection,
  type RuleValue,
  scaleOfType,
} from '../expr.ts';
import {
  type CollectionOperator,
  defineOperator,
  type Evaluate,
  type Operator,
  type RuleCall,
  type RuleExample,
} from '../operator.ts';
import type { Rule, RuleNames } from '../rule.ts';
import type { Sql, SqlCompiler } from '../sql.ts';
import { typeName } from '../typing.ts';

/** The collection an argument names: `{"var":"contacts"}`. */
function collectionOf(use: RuleCall): { path: string; names: RuleNames } | undefined {
  const rule = use.args[0];
  const path = pathIn(rule);
  const names = path === undefined ? undefined : use.names.collection(path);
  if (path !== undefined && names) return { path, names };
  return use.fault('rule.unknown-path', { path: path ?? JSON.stringify(rule)?.slice(0, 60) }, 0);
}

function pathIn(rule: Rule | undefined): string | undefined {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return undefined;
  const entries = Object.entries(rule);
  const [operator, path] = entries.length === 1 ? (entries[0] ?? []) : [];
  const name = Array.isArray(path) && path.length === 1 ? path[0] : path;
  return operator === 'var' && typeof name === 'string' ? name : undefined;
}

function checkOver(use: RuleCall): Expr | undefined {
  const collection = collectionOf(use);
  if (!collection) return undefined;
  const body = use.args.length > 1 ? use.body(1, collection.names, BOOLEAN) : null;
  if (body === undefined) return undefined;
  const type = use.operator === 'count' ? INTEGER : BOOLEAN;
  return overCollection(use.operator, type, collection.path, body);
}

function checkSum(use: RuleCall): Expr | undefined {
  const collection = collectionOf(use);
  const body = collection && use.body(1, collection.names);
  if (!body) return undefined;
  if (isNumeric(body.type)) return overCollection('sum', body.type, collection.path, body);
  const params = { operator: 'sum', expected: 'number', actual: typeName(body.type) };
  return use.fault('rule.type', params, 1);
}

/** `from … where …` of a collection, with the condition of its body. */
function over(
  expr: CollectionExpr,
  compiler: SqlCompiler,
  condition: (inner: SqlCompiler) => Sql | undefined,
): Sql {
  const { sql } = compiler;
  const { from, where, scope } = compiler.scope.collection(expr.path);
  const own = condition(compiler.inside(scope));
  return own ? sql`from ${from} where ${where} and ${own}` : sql`from ${from} where ${where}`;
}

function exists(expr: CollectionExpr, compiler: SqlCompiler, isNegated: boolean): Sql {
  const { body } = expr;
  const tail = over(expr, compiler, (inner) =>
    body ? inner.condition(body, isNegated) : undefined,
  );
  return compiler.sql`exists (select 1 ${tail})`;
}

const holds = (body: Evaluate | null, record: RuleEnv) => body === null || body(record) === true;

function collectionOperator(
  check: Operator['check'],
  arity: readonly [number, number],
  overRecords: CollectionOperator,
  words: Operator['words'],
  examples: readonly RuleExample[],
): Operator {
  return defineOperator({ arity, check, overRecords, words, examples });
}

function compileSum(expr: CollectionExpr, compiler: SqlCompiler): Sql {
  const { body } = expr;
  if (!body) throw new TypeError('sum needs a number per record.');
  const { sql, dialect } = compiler;
  const { from, where, scope } = compiler.scope.collection(expr.path);
  const total = dialect.sum(compiler.inside(scope).value(body), scaleOfType(expr.type));
  return sql`(select ${total} from ${from} where ${where})`;
}

function sumOf(
  records: readonly RuleEnv[],
  body: Evaluate | null,
  { type }: CollectionExpr,
): RuleValue {
  const values: string[] = [];
  for (const record of records) {
    const value = body?.(record) ?? null;
    if (value !== null) values.push(String(value));
  }
  const total = sumDecimals(values, scaleOfType(type));
  return total === null || type.kind === 'decimal' ? total : integerOf(total);
}

const lines = { var: 'lines' };
const isBig = { '>': [{ var: 'price' }, 1] };
const someLines = { lines: [{ price: '1.00' }, { price: '2.50' }, { price: null }] };

export const collectionOperators = {
  some: collectionOperator(
    checkOver,
    [1, 2],
    {
      evaluate: (records, body) => records.some((record) => holds(body, record)),
      compile: (expr, compiler) => exists(expr, compiler, false),
    },
    { 'zh-CN': '{0} 中有满足“{1}”的记录', en: 'some of {0}: {1}' },
    [
      { rule: { some: [lines, isBig] }, record: someLines, gives: true },
      { rule: { some: lines }, record: { lines: [] }, gives: false },
    ],
  ),
  all: collectionOperator(
    checkOver,
    [2, 2],
    {
      evaluate: (records, body) =>
        records.length > 0 && records.every((record) => holds(body, record)),
      compile: (expr, compiler) =>
        compiler.sql`(${exists({ ...expr, body: null }, compiler, false)} and not ${exists(expr, compiler, true)})`,
    },
    { 'zh-CN': '{0} 非空且全部满足“{1}”', en: 'all of {0}, and at least one: {1}' },
    [
      { rule: { all: [lines, isBig] }, record: someLines, gives: false },
      { rule: { all: [lines, isBig] }, record: { lines: [{ price: '2.00' }] }, gives: true },
      { rule: { all: [lines, isBig] }, record: { lines: [] }, gives: false },
    ],
  ),
  none: collectionOperator(
    checkOver,
    [1, 2],
    {
      evaluate: (records, body) => !records.some((record) => holds(body, record)),
      compile: (expr, compiler) => compiler.sql`not ${exists(expr, compiler, false)}`,
    },
    { 'zh-CN': '{0} 中没有满足“{1}”的记录', en: 'none of {0}: {1}' },
    [
      { rule: { none: [lines, isBig] }, record: { lines: [{ price: null }] }, gives: true },
      { rule: { none: lines }, record: someLines, gives: false },
    ],
  ),
  count: collectionOperator(
    checkOver,
    [1, 2],
    {
      evaluate: (records, body) => records.filter((record) => holds(body, record)).length,
      compile: (expr, compiler) => {
        const { body } = expr;
        const tail = over(expr, compiler, (inner) => (body ? inner.condition(body) : undefined));
        return compiler.dialect.counted(compiler.sql`(select count(*) ${tail})`);
      },
    },
    { 'zh-CN': '{0} 中满足“{1}”的记录数', en: 'how many of {0}: {1}' },
    [
      { rule: { count: [lines, isBig] }, record: someLines, gives: 1 },
      { rule: { count: lines }, record: someLines, gives: 3 },
      { rule: { '>': [{ count: lines }, 2] }, record: someLines, gives: true },
    ],
  ),
  sum: collectionOperator(
    checkSum,
    [2, 2],
    { evaluate: sumOf, compile: compileSum },
    { 'zh-CN': '{0} 的 {1} 之和', en: 'the sum of {1} over {0}' },
    [
      { rule: { sum: [lines, { var: 'price' }] }, record: someLines, gives: '3.50' },
      {
        rule: { sum: [lines, { '*': [{ var: 'price' }, 2] }] },
        record: { lines: [] },
        gives: '0.00',
      },
    ],
  ),
};
