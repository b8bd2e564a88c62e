// What a field is to an actor, row by row: on each record the widest right of the policies that hold for this record,
// never wider than the limits that hold for it. Rows of one policy do not come with the fields of another.
import type { Scope } from './condition.ts';
import { type EntityGrants, type Grant, grantedScope, limitedRows } from './grants.ts';

export type Right = 'hidden' | 'masked' | 'read' | 'write';
const ORDER: readonly Right[] = ['hidden', 'masked', 'read', 'write'];

/** A right, and the records it holds for. */
export interface RightOnRows {
  readonly right: Right;
  readonly when: Scope;
}

export interface FieldRight {
  /** The widest right on any record. */
  readonly most: Right;
  /** Absent when all records within the action's scope have `most`. */
  readonly byRow?: {
    readonly grants: readonly RightOnRows[];
    readonly limits: readonly RightOnRows[];
  };
}

/** The narrower of two rights. */
export function narrower(a: Right, b: Right): Right {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b;
}

/** The wider of two rights. */
export function wider(a: Right, b: Right): Right {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}

/** What one policy says about a field; unnamed fields are free. */
export function policyRight(grants: EntityGrants, field: string): Right {
  return grants.fields?.[field] ?? grants.fields?.['*'] ?? 'write';
}

/**
 * The right to a field under an action.
 * @param scopeOf the records a grant gives the action for
 */
export function fieldRight(
  grants: readonly Grant[],
  mutes: readonly Grant[],
  field: string,
  action: string,
  widening: Scope,
): FieldRight {
  const given = grants
    .map((grant) => ({
      right: policyRight(grant.grants, field),
      when: grantedScope(grant, action, widening),
    }))
    .filter(({ when }) => when !== false);
  const limits = mutes
    .map((mute) => ({ right: policyRight(mute.grants, field), when: limitedRows(mute) }))
    .filter(({ right }) => right !== 'write');
  const top = given.reduce<Right>((most, { right }) => wider(most, right), 'hidden');
  const ceiling = limits
    .filter(({ when }) => when === true)
    .reduce<Right>((least, { right }) => narrower(least, right), 'write');
  const most = narrower(top, ceiling);
  const isEven =
    given.every(({ right }) => narrower(right, ceiling) === most) ||
    given.some(({ right, when }) => when === true && narrower(right, ceiling) === most);
  const isLimited = limits.some(
    ({ right, when }) => when !== true && narrower(right, most) !== most,
  );
  return isEven && !isLimited ? { most } : { most, byRow: { grants: given, limits } };
}

/**
 * The right on one record.
 * @param holds whether a condition holds for the record; asked for conditions of `byRow` only
 */
export function rightOnRow(right: FieldRight, holds: (condition: Scope) => boolean): Right {
  if (!right.byRow) return right.most;
  const given = right.byRow.grants
    .filter(({ when }) => holds(when))
    .reduce<Right>((most, each) => wider(most, each.right), 'hidden');
  return right.byRow.limits
    .filter(({ when }) => holds(when))
    .reduce<Right>((least, each) => narrower(least, each.right), given);
}
