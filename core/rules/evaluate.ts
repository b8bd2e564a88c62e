// Checked rule → a function of its environment. Built once, then run per record; no eval, no clock, no prototypes.
import { AppError } from '../errors.ts';
import { decimalOfNumber, integerOf, isDecimal } from './decimal.ts';
import { inputReader, type RuleEnv } from './env.ts';
import type { CollectionExpr, Expr, RuleValue, VarExpr } from './expr.ts';
import type { Evaluate } from './operator.ts';
import { operatorOf } from './operators.ts';
import type { RuleKind, RuleType } from './rule.ts';

/** Parts of a rule one evaluation may visit; records of collections multiply them. */
export const STEP_LIMIT = 10_000;

/** Steps left in the evaluation under way. Evaluation is synchronous, so there is one at a time. */
let stepsLeft = STEP_LIMIT;

type Reader = (raw: unknown) => RuleValue;

const asText: Reader = (raw) => (typeof raw === 'string' ? raw : null);

/** An id, or the id of a reference that was expanded or points to one of several entities. */
function asId(raw: unknown): RuleValue {
  if (typeof raw === 'string') return raw;
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'id')) return null;
  return asText((raw as { id: unknown }).id);
}

function asInteger(raw: unknown): RuleValue {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw : null;
  return typeof raw === 'string' && isDecimal(raw) && !raw.includes('.') ? integerOf(raw) : null;
}

function asDecimal(raw: unknown): RuleValue {
  if (typeof raw === 'string') return isDecimal(raw) ? raw : null;
  return typeof raw === 'number' ? (decimalOfNumber(raw) ?? null) : null;
}

/** JSON is only ever asked whether it is there. */
const asPresence: Reader = (raw) => (raw === null || raw === undefined ? null : true);

/** What a rule may see of a raw value, by kind; anything else is missing. */
const readers: Record<RuleKind, Reader> = {
  text: asText,
  integer: asInteger,
  decimal: asDecimal,
  boolean: (raw) => (typeof raw === 'boolean' ? raw : null),
  date: asText,
  time: asText,
  datetime: asText,
  period: asText,
  reference: asId,
  node: asText,
  json: asPresence,
  null: () => null,
};

function readerOf({ kind, list }: RuleType): Reader {
  const one = readers[kind];
  if (!list) return one;
  return (raw) => (Array.isArray(raw) ? raw.map(one).filter((value) => value !== null) : null);
}

function variableEvaluator({ path, type, isOld }: VarExpr): Evaluate {
  const read = readerOf(type);
  return isOld ? (env) => read(env.old?.(path)) : (env) => read(env.get(path));
}

function spend(steps: number): void {
  stepsLeft -= steps;
  if (stepsLeft < 0) throw new AppError('rule.too-costly', { limit: STEP_LIMIT });
}

function collectionEvaluator(expr: CollectionExpr): Evaluate {
  const { path, body, operator } = expr;
  const overRecords = operatorOf(operator)?.overRecords;
  if (!overRecords) throw new TypeError(`'${operator}' is not over a collection.`);
  const inner = body && build(body);
  const cost = body?.size ?? 0;
  return (env) => {
    const records = env.collection(path);
    spend(records.length * cost);
    return overRecords.evaluate(records, inner, expr);
  };
}

function build(expr: Expr): Evaluate {
  if (expr.kind === 'literal') {
    const { value } = expr;
    return () => value;
  }
  if (expr.kind === 'var') return variableEvaluator(expr);
  if (expr.kind === 'input') {
    const read = inputReader(expr.name);
    return (env) => read(env.inputs);
  }
  if (expr.kind === 'collection') return collectionEvaluator(expr);
  const evaluate = operatorOf(expr.operator)?.evaluate;
  if (!evaluate) throw new TypeError(`'${expr.operator}' has no meaning of its own.`);
  return evaluate(expr, expr.args.map(build));
}

function hasCollection(expr: Expr): boolean {
  if (expr.kind === 'collection') return true;
  return expr.kind === 'call' && expr.args.some(hasCollection);
}

/**
 * The rule as a function. Throws `rule.too-costly` when its collections take it beyond STEP_LIMIT; callers that
 * decide access treat that as "no".
 */
export function evaluator(expr: Expr): Evaluate {
  const evaluate = build(expr);
  if (!hasCollection(expr)) return evaluate;
  return (env) => {
    const outer = stepsLeft;
    stepsLeft = STEP_LIMIT;
    try {
      return evaluate(env);
    } finally {
      stepsLeft = outer;
    }
  };
}

/** The rule as a condition: a missing answer is false. */
export function conditionOf(expr: Expr): (env: RuleEnv) => boolean {
  const evaluate = evaluator(expr);
  return (env) => evaluate(env) === true;
}
