// What an operator is: its signature, its meaning in JavaScript and in SQL, its words and its examples, side by side.
import type { ErrorCode } from '../errors.ts';
import type { RuleEnv } from './env.ts';
import type { CallExpr, CollectionExpr, Expr, RuleValue } from './expr.ts';
import type { Rule, RuleNames, RuleType } from './rule.ts';
import type { Sql, SqlCompiler } from './sql.ts';

export type Evaluate = (env: RuleEnv) => RuleValue;

/** One use of an operator while it is checked. Every undefined answer has its problem reported already. */
export interface RuleCall {
  readonly operator: string;
  readonly args: readonly Rule[];
  readonly names: RuleNames;
  /** True inside the records of a collection. */
  readonly isInner: boolean;
  /** The argument as a typed expression; a literal takes the wanted type. */
  arg(index: number, wanted?: RuleType): Expr | undefined;
  /** All arguments, or undefined when one is wrong. */
  all(): readonly Expr[] | undefined;
  /** The body of a collection operator, checked with the names of the collection's records. */
  body(index: number, names: RuleNames, wanted?: RuleType): Expr | undefined;
  /** The argument as a literal word out of `words`. */
  word<W extends string>(index: number, words: readonly W[]): W | undefined;
  /** A typed expression turned into the wanted type, or a problem at the argument. */
  coerce(expr: Expr, wanted: RuleType, index: number): Expr | undefined;
  /** The literal as it stands beside a part of that type: numbers keep their own places, so 12.505 stays apart from 12.51. */
  beside(literal: Expr, wanted: RuleType, index: number): Expr | undefined;
  /** Reports a problem at an argument, or at the operator without one. */
  fault(code: ErrorCode, params: Readonly<Record<string, unknown>>, index?: number): undefined;
}

export interface RuleExample {
  readonly rule: Rule;
  readonly record?: Readonly<Record<string, unknown>>;
  /** The value at that record; decimals as text. */
  readonly gives: RuleValue;
}

export interface Operator {
  /** Least and most arguments. */
  readonly arity: readonly [number, number];
  check(call: RuleCall): Expr | undefined;
  /** The operator over evaluators of its arguments. Absent where check answers another kind of expression. */
  evaluate?(call: CallExpr, args: readonly Evaluate[]): Evaluate;
  /** SQL of the value, or of the condition when the type is boolean. Absent: cannot be used in a filter. */
  compile?(call: CallExpr, compiler: SqlCompiler): Sql;
  /** SQL of the exact complement, where there is a better one than `(…) is not true`. */
  compileNot?(call: CallExpr, compiler: SqlCompiler): Sql;
  /** For operators over collections. */
  overRecords?: CollectionOperator;
  /** Sentence: {0}, {1} … stand for the arguments, {*} for all of them joined. */
  readonly words: { readonly 'zh-CN': string; readonly en: string };
  readonly examples: readonly RuleExample[];
}

export interface CollectionOperator {
  evaluate(records: readonly RuleEnv[], body: Evaluate | null, expr: CollectionExpr): RuleValue;
  compile(expr: CollectionExpr, compiler: SqlCompiler): Sql;
}

/** Evaluates a function that is missing when one of its arguments is. */
export function strict(
  apply: (...values: readonly NonNullable<RuleValue>[]) => RuleValue,
): (call: CallExpr, args: readonly Evaluate[]) => Evaluate {
  return (_call, args) => {
    const [first, second] = args;
    if (args.length === 1 && first) return strictOne(apply, first);
    if (args.length === 2 && first && second) return strictTwo(apply, first, second);
    return (env) => {
      const values: NonNullable<RuleValue>[] = [];
      for (const arg of args) {
        const value = arg(env);
        if (value === null) return null;
        values.push(value);
      }
      return apply(...values);
    };
  };
}

type Apply = (...values: readonly NonNullable<RuleValue>[]) => RuleValue;

function strictOne(apply: Apply, first: Evaluate): Evaluate {
  return (env) => {
    const value = first(env);
    return value === null ? null : apply(value);
  };
}

function strictTwo(apply: Apply, first: Evaluate, second: Evaluate): Evaluate {
  return (env) => {
    const a = first(env);
    if (a === null) return null;
    const b = second(env);
    return b === null ? null : apply(a, b);
  };
}

/** Registers nothing, checks types. */
export function defineOperator(operator: Operator): Operator {
  return Object.freeze(operator);
}
