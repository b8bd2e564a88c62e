// What a list is asked for, parsed and checked against the model and the actor's fields.

import { lookupFor, visibleNames } from '../access/nameable.ts';
import { AppError, nearest } from '../errors.ts';
import { isSecret } from '../fields/masked-text.ts';
import type { Entity, Field, FieldColumn } from '../model/model.ts';
import { resolvePath, ruleNames } from '../model/rule-names.ts';
import { checkRule, FILTER_LIMITS, type RuleLimits } from '../rules/check.ts';
import { BOOLEAN, type Expr } from '../rules/expr.ts';
import type { Rule } from '../rules/rule.ts';
import type { Context } from './context.ts';
import { withFingerprints } from './sealing.ts';

export interface ListParams {
  readonly filter?: Rule;
  /** `-amount,name` */
  readonly sort?: string;
  readonly fields?: readonly string[];
  readonly limit?: number;
  readonly cursor?: string;
  /** Rows to leave out before the page, for jumping far down a list; not together with a cursor. */
  readonly skip?: number;
  readonly count?: boolean;
  readonly q?: string;
  readonly view?: string;
  /** A further action whose scope must hold, such as `export`. */
  readonly action?: string;
  /** The recycle bin instead of the live records. */
  readonly deleted?: boolean;
}

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;
export const MAX_SKIP = 10_000_000;
const MAX_SORTS = 5;

export interface SortKey {
  readonly path: string;
  readonly descending: boolean;
  /** What is compared: the field's own column, or the sort key of a name. */
  readonly column: FieldColumn;
  /** The field it belongs to. */
  readonly field: Field;
  /** References on the way to it. */
  readonly hops: readonly Field[];
}

/** Sort keys of `-amount,name`; unknown, unreadable and unsortable fields are refused. */
export function parseSort(context: Context, entity: Entity, sort: string | undefined): SortKey[] {
  if (!sort) return [];
  const parts = sort.split(',');
  if (parts.length > MAX_SORTS)
    throw new AppError('query.too-many', { limit: MAX_SORTS, what: 'sort' });
  const lookup = lookupFor(context.live.model, context.access);
  return parts.map((part) => {
    const descending = part.startsWith('-');
    const path = descending ? part.slice(1) : part;
    const resolved = resolvePath(lookup, entity.name, path);
    if (!resolved)
      throw new AppError('query.unknown-field', {
        field: path,
        hint: nearest(path, visibleNames(context.access, entity)),
      });
    const own = resolved.field.columns.find(({ suffix }) => suffix === (resolved.part ?? ''));
    const column = resolved.field.sortKey ?? own;
    if (!resolved.field.kind.sortable || !column || isSecret(resolved.field))
      throw new AppError('query.not-sortable', { field: path });
    return { path, descending, column, field: resolved.field, hops: resolved.hops };
  });
}

/** A checked filter; every problem with its JSON pointer in the rule. */
export function checkFilter(
  context: Context,
  entity: Entity,
  filter: Rule,
  limits: RuleLimits = FILTER_LIMITS,
): Expr {
  const names = ruleNames(lookupFor(context.live.model, context.access), entity.name);
  const stored = withFingerprints(context, entity, filter);
  const checked = checkRule(stored, names, '', { result: BOOLEAN, limits });
  if (checked.expr && checked.problems.length === 0) return checked.expr;
  throw new AppError('request.invalid', { count: checked.problems.length }, checked.problems);
}

/** The number of records asked for, within the limits. */
export function checkLimit(limit: number | undefined): number {
  const wanted = limit ?? DEFAULT_LIMIT;
  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= MAX_LIMIT) return wanted;
  throw new AppError('request.bad-parameter', { name: 'limit', expected: `1…${MAX_LIMIT}` });
}

/** The number of rows left out before the page, within the limits. */
export function checkSkip({ skip, cursor }: Pick<ListParams, 'skip' | 'cursor'>): number {
  const wanted = skip ?? 0;
  if (wanted > 0 && cursor)
    throw new AppError('request.bad-parameter', { name: 'skip', expected: '0 with a cursor' });
  if (Number.isInteger(wanted) && wanted >= 0 && wanted <= MAX_SKIP) return wanted;
  throw new AppError('request.bad-parameter', { name: 'skip', expected: `0…${MAX_SKIP}` });
}
