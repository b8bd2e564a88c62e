// Compiled rules, made once per checked rule.
import { evaluator } from '../rules/evaluate.ts';
import type { Expr } from '../rules/expr.ts';
import type { Evaluate } from '../rules/operator.ts';

const compiled = new WeakMap<Expr, Evaluate>();

/** The function of a checked rule. */
export function evaluatorOf(expr: Expr): Evaluate {
  const known = compiled.get(expr);
  if (known) return known;
  const made = evaluator(expr);
  compiled.set(expr, made);
  return made;
}
