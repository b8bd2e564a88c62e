// What the policies of an actor's roles say about one entity: grants that give and mutes that take away, with the records
// each of them holds for.
import type { Problem } from '../errors.ts';
import type { Entity, Model } from '../model/model.ts';
import { ruleNames } from '../model/rule-names.ts';
import type { PolicyDef } from '../packs/schema/policy.ts';
import { checkRule, FILTER_LIMITS } from '../rules/check.ts';
import type { Rule } from '../rules/rule.ts';
import { allOf, anyOf, type Condition, type Scope, type ShareLevel } from './condition.ts';

export type EntityGrants = PolicyDef['entities'][string];

/** A rule by which somebody was given records of an entity: a share rule, as it holds for the actor. */
export interface ShareRule {
  readonly id: string;
  readonly entity: string;
  readonly level: ShareLevel;
  readonly rule: Rule;
}

/** One policy's word about one entity. */
export interface Grant {
  readonly policy: PolicyDef;
  readonly grants: EntityGrants;
  /** The actor stands in for nobody else. */
  readonly isAlone: boolean;
}

/** Scopes by name, as conditions on the record; lists, reads and writes all test these. */
const SCOPES: Readonly<Record<string, Scope>> = {
  none: false,
  all: true,
  own: { rule: { in: [{ var: 'owner' }, { actor: 'acts_for' }] } },
  own_and_subordinates: {
    rule: {
      or: [
        { in: [{ var: 'owner' }, { actor: 'acts_for' }] },
        { in: [{ var: 'owner' }, { actor: 'subordinates' }] },
      ],
    },
  },
  department: { rule: { in: [{ var: 'department' }, { actor: 'departments' }] } },
  department_tree: { rule: { within: [{ var: 'department' }, { actor: 'departments' }] } },
};

const OWN: Scope = { rule: { '==': [{ var: 'owner' }, { actor: 'id' }] } };

/** The same for who stands in for nobody: with one owner, what an index holds behind the owner comes in order. */
const SCOPES_ALONE: Readonly<Record<string, Scope>> = {
  ...SCOPES,
  own: OWN,
  own_and_subordinates: anyOf([
    OWN,
    { rule: { in: [{ var: 'owner' }, { actor: 'subordinates' }] } },
  ]),
};

/** Grants and mutes about an entity among policies; an entry of its own goes before `*`. */
export function grantsAbout(
  policies: readonly PolicyDef[],
  entity: string,
  isAlone = false,
): { readonly grants: readonly Grant[]; readonly mutes: readonly Grant[] } {
  const about = policies.flatMap((policy) => {
    const grants = policy.entities[entity] ?? policy.entities['*'];
    return grants ? [{ policy, grants, isAlone }] : [];
  });
  return {
    grants: about.filter(({ policy }) => !policy.mute),
    mutes: about.filter(({ policy }) => policy.mute),
  };
}

/** What one policy says about an action: the name of a scope and a rule that narrows it. */
export function actionGrant(
  { grants }: Grant,
  action: string,
): { readonly scope: string; readonly rule?: Rule } {
  const grant = grants.actions?.[action];
  if (grant === undefined) return { scope: 'none' };
  if (typeof grant === 'string') return { scope: grant };
  return { scope: grant.scope ?? 'all', rule: grant.rule as Rule | undefined };
}

/** The records a mute's limits on fields hold for. */
export function limitedRows({ grants }: Grant): Scope {
  return grants.when === undefined ? true : { rule: grants.when as Rule };
}

/**
 * The records one policy lets the actor do something with: its scope, widened by what is shared with him and by what
 * belongs to records he is in charge of, narrowed by its rule.
 */
export function grantedScope(grant: Grant, action: string, widening: Scope): Scope {
  const { scope, rule } = actionGrant(grant, action);
  const base = (grant.isAlone ? SCOPES_ALONE : SCOPES)[scope] ?? false;
  if (base === false) return false;
  return allOf([anyOf([base, widening]), rule === undefined ? true : { rule }]);
}

/** What an action needs of a share: some are never given by one. */
export function levelFor(action: string): ShareLevel | undefined {
  if (action === 'read' || action === 'print') return 'read';
  return action === 'update' || action.startsWith('transition:') ? 'write' : undefined;
}

const GIVES: Readonly<Record<ShareLevel, readonly ShareLevel[]>> = {
  read: ['read', 'write'],
  write: ['write'],
};

/** Records an action reaches beyond the scopes of policies: shared ones, and those of parents by `cascade`. */
export function wideningOf(
  model: Model,
  entity: Entity | undefined,
  action: string,
  rules: readonly ShareRule[],
): Scope {
  const level = levelFor(action);
  if (!entity || !level) return false;
  const found: Condition[] = entity.features.share ? [{ shared: level }] : [];
  for (const rule of rules)
    if (
      rule.entity === entity.name &&
      GIVES[level].includes(rule.level) &&
      isSound(model, entity, rule.rule)
    )
      found.push({ rule: rule.rule });
  for (const field of entity.fields.values()) {
    const { cascade } = field.settings as { cascade?: Partial<Record<string, ShareLevel>> };
    if (!cascade) continue;
    const gives = (what: string) =>
      cascade[what] !== undefined && GIVES[level].includes(cascade[what]);
    if (gives('owner') && hasOwners(model, field.targets)) found.push({ inCharge: field.name });
    if (gives('shared')) found.push({ shared: level, through: field.name });
  }
  return anyOf(found);
}

function hasOwners(model: Model, targets: readonly string[]): boolean {
  return targets.some((target) => model.entities.get(target)?.features.owner);
}

/** What is wrong with a rule as a condition on records of an entity. */
export function soundCondition(model: Model, entity: Entity, rule: Rule): readonly Problem[] {
  const names = ruleNames({ entity: (name) => model.entities.get(name) }, entity.name);
  return checkRule(rule, names, '', { result: { kind: 'boolean' }, limits: FILTER_LIMITS })
    .problems;
}

/** A rule that means nothing gives nothing. */
function isSound(model: Model, entity: Entity, rule: Rule): boolean {
  return soundCondition(model, entity, rule).length === 0;
}
