// What a checked rule reads: its paths and collections, for dependency checks and for loading just that.
import type { Expr } from '../rules/expr.ts';

export interface RuleReads {
  /** Paths of the record, over references too. */
  readonly paths: Set<string>;
  /** Collection → paths read in its records. */
  readonly collections: Map<string, Set<string>>;
}

/** Everything the rules read, put together. */
export function readsOf(exprs: Iterable<Expr>): RuleReads {
  const reads: RuleReads = { paths: new Set(), collections: new Map() };
  for (const expr of exprs) collect(expr, reads.paths, reads.collections);
  return reads;
}

/** Paths of the record itself that one rule reads. */
export function pathsOf(expr: Expr): string[] {
  return [...readsOf([expr]).paths];
}

function collect(expr: Expr, paths: Set<string>, collections: Map<string, Set<string>>): void {
  if (expr.kind === 'var') paths.add(expr.path);
  else if (expr.kind === 'call') for (const arg of expr.args) collect(arg, paths, collections);
  else if (expr.kind === 'collection') {
    const inner = collections.get(expr.path) ?? new Set<string>();
    collections.set(expr.path, inner);
    if (expr.body) collect(expr.body, inner, collections);
  }
}
