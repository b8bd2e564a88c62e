// A checked rule: a typed, immutable tree. Only check.ts makes it from JSON; evaluate, compile and describe read it.
import type { RuleType } from './rule.ts';

/** A value in a rule and in its environment: canonical wire values; decimals are text, integers numbers or digits. */
export type RuleValue = null | boolean | number | string | readonly RuleValue[];

interface ExprCommon {
  readonly type: RuleType;
  /** Parts of this tree, itself included: the cost of one evaluation. */
  readonly size: number;
  /** True when no field is read, so that one request needs it computed only once. */
  readonly isConstant: boolean;
}

export interface LiteralExpr extends ExprCommon {
  readonly kind: 'literal';
  readonly value: RuleValue;
}

export interface VarExpr extends ExprCommon {
  readonly kind: 'var';
  readonly path: string;
  /** The value before the change at hand. */
  readonly isOld: boolean;
}

/** today, now, timeZone, actor.id … */
export interface InputExpr extends ExprCommon {
  readonly kind: 'input';
  readonly name: InputName;
}

export interface CallExpr extends ExprCommon {
  readonly kind: 'call';
  readonly operator: string;
  readonly args: readonly Expr[];
}

/** An operator over the records of a collection; `body` is evaluated in each of them. */
export interface CollectionExpr extends ExprCommon {
  readonly kind: 'collection';
  readonly operator: string;
  readonly path: string;
  readonly body: Expr | null;
}

export type Expr = LiteralExpr | VarExpr | InputExpr | CallExpr | CollectionExpr;

export type InputName =
  | 'today'
  | 'now'
  | 'timeZone'
  | 'actor.id'
  | 'actor.roles'
  | 'actor.department'
  | 'actor.departments'
  | 'actor.subordinates'
  | 'actor.acts_for'
  | 'actor.teams';

export const BOOLEAN: RuleType = Object.freeze({ kind: 'boolean' });
export const TEXT: RuleType = Object.freeze({ kind: 'text' });
export const INTEGER: RuleType = Object.freeze({ kind: 'integer' });
export const DATE: RuleType = Object.freeze({ kind: 'date' });
export const DATETIME: RuleType = Object.freeze({ kind: 'datetime' });
const NULL: RuleType = Object.freeze({ kind: 'null' });

export function decimalType(scale: number): RuleType {
  return { kind: 'decimal', scale };
}

export function literal(value: RuleValue, type: RuleType): LiteralExpr {
  return Object.freeze({ kind: 'literal', type, value, size: 1, isConstant: true });
}

export const MISSING = literal(null, NULL);

export function variable(path: string, type: RuleType, isOld = false): VarExpr {
  return Object.freeze({ kind: 'var', type, path, isOld, size: 1, isConstant: false });
}

export function input(name: InputName, type: RuleType): InputExpr {
  return Object.freeze({ kind: 'input', type, name, size: 1, isConstant: true });
}

export function call(operator: string, type: RuleType, args: readonly Expr[]): CallExpr {
  return Object.freeze({
    kind: 'call',
    operator,
    type,
    args: Object.freeze([...args]),
    size: args.reduce((sum, arg) => sum + arg.size, 1),
    // What changed is a fact about the record, though it reads no value.
    isConstant: operator !== 'changed' && args.every((arg) => arg.isConstant),
  });
}

export function overCollection(
  operator: string,
  type: RuleType,
  path: string,
  body: Expr | null,
): CollectionExpr {
  const size = 1 + (body?.size ?? 0);
  return Object.freeze({ kind: 'collection', operator, type, path, body, size, isConstant: false });
}

export function isMissing(expr: Expr): boolean {
  return expr.kind === 'literal' && expr.value === null;
}

export function isNumeric({ kind, list }: RuleType): boolean {
  return !list && (kind === 'integer' || kind === 'decimal');
}

/** Decimal places of a number type; integers have none. */
export function scaleOfType({ kind, scale }: RuleType): number {
  return kind === 'decimal' ? (scale ?? 9) : 0;
}
