// Which records a right holds for: rules over the record, what is shared with somebody, and whose parent somebody is in
// charge of, put together. `core/records/query-scope.ts` turns conditions into SQL.
import type { Rule } from '../rules/rule.ts';

/** What a share gives: reading, or reading and changing. */
export type ShareLevel = 'read' | 'write';

export type Condition =
  | { readonly rule: Rule }
  /** The record is shared with the actor at least at this level; with `through`, the record that reference names is. */
  | { readonly shared: ShareLevel; readonly through?: string }
  /** The actor, or somebody he stands in for, owns the record the reference names. */
  | { readonly inCharge: string }
  | { readonly any: readonly Condition[] }
  | { readonly all: readonly Condition[] }
  | { readonly not: Condition };

/** True for all records, false for none. */
export type Scope = boolean | Condition;

/** Any of the scopes. */
export function anyOf(scopes: readonly Scope[]): Scope {
  if (scopes.includes(true)) return true;
  const some = scopes.filter((scope) => typeof scope !== 'boolean');
  if (some.length === 0) return false;
  return some.length === 1 ? (some[0] as Condition) : { any: some };
}

/** All of the scopes. */
export function allOf(scopes: readonly Scope[]): Scope {
  if (scopes.includes(false)) return false;
  const some = scopes.filter((scope) => typeof scope !== 'boolean');
  if (some.length === 0) return true;
  return some.length === 1 ? (some[0] as Condition) : { all: some };
}

/** The opposite; what is unknown about a record counts as not holding. */
export function notOf(scope: Scope): Scope {
  return typeof scope === 'boolean' ? !scope : { not: scope };
}

/** All rules within, for finding what a scope reads. */
export function rulesIn(condition: Condition): Rule[] {
  if ('rule' in condition) return [condition.rule];
  if ('any' in condition) return condition.any.flatMap(rulesIn);
  if ('all' in condition) return condition.all.flatMap(rulesIn);
  return 'not' in condition ? rulesIn(condition.not) : [];
}

/** All references a scope goes through to a parent. */
export function referencesIn(condition: Condition): string[] {
  if ('inCharge' in condition) return [condition.inCharge];
  if ('shared' in condition) return condition.through === undefined ? [] : [condition.through];
  if ('any' in condition) return condition.any.flatMap(referencesIn);
  if ('all' in condition) return condition.all.flatMap(referencesIn);
  return 'not' in condition ? referencesIn(condition.not) : [];
}
