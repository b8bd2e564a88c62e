// What an actor may do: per entity and action a scope, per field a right. Decided from the policies of the actor's roles.
import { AppError } from '../errors.ts';
import type { Entity, Model } from '../model/model.ts';
import type { PolicyDef } from '../packs/schema/policy.ts';
import type { Rule } from '../rules/rule.ts';
import type { Actor } from './actor.ts';

export type Right = 'hidden' | 'masked' | 'read' | 'write';

/** Whose records a scope holds, by the column that says whose a record is. */
export interface Reach {
  readonly owner: ReadonlySet<'self' | 'subordinates'>;
  readonly department: ReadonlySet<'departments' | 'department_tree'>;
}

export interface EntityAccess {
  /** May the actor do it with any record at all? */
  can(action: string): boolean;
  /** Condition a record must meet: true for all, false for none, else a rule over the record. */
  scope(action: string): Rule | boolean;
  /** The scope said by owners and departments alone; undefined when it is everything, nothing, or has rules in it. */
  reach(action: string): Reach | undefined;
  right(field: string): Right;
}

export interface Access {
  entity(name: string): EntityAccess;
  readonly administrator: boolean;
}

type EntityGrants = PolicyDef['entities'][string];

/** Scopes as rules over the record, so that lists, reads and writes test the same thing. */
const SCOPE_RULES: Readonly<Record<string, Rule | boolean>> = {
  none: false,
  all: true,
  own: { '==': [{ var: 'owner' }, { actor: 'id' }] },
  own_and_subordinates: {
    or: [
      { '==': [{ var: 'owner' }, { actor: 'id' }] },
      { in: [{ var: 'owner' }, { actor: 'subordinates' }] },
    ],
  },
  department: { in: [{ var: 'department' }, { actor: 'departments' }] },
  department_tree: { within: [{ var: 'department' }, { actor: 'departments' }] },
};

/** The same scopes by whose records they hold. */
const SCOPE_REACH: Readonly<Record<string, Partial<Reach>>> = {
  none: {},
  own: { owner: new Set(['self']) },
  own_and_subordinates: { owner: new Set(['self', 'subordinates']) },
  department: { department: new Set(['departments']) },
  department_tree: { department: new Set(['department_tree']) },
};

const FULL: EntityAccess = {
  can: () => true,
  scope: () => true,
  reach: () => undefined,
  right: () => 'write',
};
const caches = new WeakMap<Model, Map<string, Access>>();
/** The last answer for a list of roles, which the requests of one session share. */
const byRoles = new WeakMap<
  readonly string[],
  { readonly model: Model; readonly access: Access }
>();

/** The access of an actor under a model; the same roles share one. */
export function accessOf(model: Model, actor: Actor): Access {
  if (actor.kind === 'system') return systemAccess(model);
  const known = byRoles.get(actor.roles);
  if (known?.model === model) return known.access;
  const access = sharedAccess(model, [...actor.roles].sort());
  byRoles.set(actor.roles, { model, access });
  return access;
}

/** Every right: the engine's own view. */
export function systemAccess(model: Model): Access {
  return sharedAccess(model, undefined);
}

function sharedAccess(model: Model, roles: readonly string[] | undefined): Access {
  const key = roles === undefined ? '*' : roles.join(' ');
  const cache = caches.get(model) ?? new Map<string, Access>();
  caches.set(model, cache);
  const known = cache.get(key);
  if (known) return known;
  const access = roles === undefined ? full() : buildAccess(model, roles);
  cache.set(key, access);
  return access;
}

function full(): Access {
  return { administrator: true, entity: () => FULL };
}

function buildAccess(model: Model, roles: readonly string[]): Access {
  if (roles.some((role) => model.roles.get(role)?.administrator)) return full();
  const policies = model.policies.filter((policy) =>
    policy.roles.some((role) => roles.includes(role)),
  );
  const entities = new Map<string, EntityAccess>();
  return {
    administrator: false,
    entity(name) {
      const known = entities.get(name);
      if (known) return known;
      const built = buildEntityAccess(name, policies);
      entities.set(name, built);
      return built;
    },
  };
}

/** Whoever may read a record may know which one it is and in which version. */
const IDENTITY: ReadonlySet<string> = new Set(['id', 'version']);

function buildEntityAccess(entity: string, policies: readonly PolicyDef[]): EntityAccess {
  const grants = policies
    .filter((policy) => !policy.mute)
    .flatMap((policy) => grantsOf(policy, entity));
  const mutes = policies
    .filter((policy) => policy.mute)
    .flatMap((policy) => grantsOf(policy, entity));
  const scopes = new Map<string, Rule | boolean>();
  const scope = (action: string) => {
    const known = scopes.get(action);
    if (known !== undefined) return known;
    const built = narrowed(
      grants.map((grant) => ruleOf(grant, action)),
      mutes.map((mute) => ruleOf(mute, action)),
    );
    scopes.set(action, built);
    return built;
  };
  const reaches = new Map<string, Reach | undefined>();
  const reach = (action: string) => {
    if (!reaches.has(action)) reaches.set(action, reachOf(grants, mutes, action));
    return reaches.get(action);
  };
  const rights = new Map<string, Right>();
  const right = (field: string) => {
    const known = rights.get(field);
    if (known !== undefined) return known;
    const built = IDENTITY.has(field) ? 'read' : rightOf(grants, mutes, field);
    rights.set(field, built);
    return built;
  };
  return { scope, reach, can: (action) => scope(action) !== false, right };
}

function grantsOf(policy: PolicyDef, entity: string): EntityGrants[] {
  const grants = policy.entities[entity] ?? policy.entities['*'];
  return grants ? [grants] : [];
}

/** What one policy says about an action. */
function grantOf(grants: EntityGrants, action: string): { scope: string; rule?: Rule } {
  const grant = grants.actions?.[action];
  if (grant === undefined) return { scope: 'none' };
  if (typeof grant === 'string') return { scope: grant };
  return { scope: grant.scope ?? 'all', rule: grant.rule as Rule | undefined };
}

/** One policy's condition for an action: its scope and its rule together. */
function ruleOf(grants: EntityGrants, action: string): Rule | boolean {
  const { scope, rule } = grantOf(grants, action);
  const base = SCOPE_RULES[scope] ?? false;
  if (rule === undefined || base === false) return base;
  return base === true ? rule : { and: [base, rule] };
}

/** The scopes of all grants together, as long as they are plain ones and nothing is taken away from them. */
function reachOf(
  grants: readonly EntityGrants[],
  mutes: readonly EntityGrants[],
  action: string,
): Reach | undefined {
  if (mutes.some((mute) => ruleOf(mute, action) !== false)) return undefined;
  const given = grants.map((grant) => grantOf(grant, action));
  const parts = given.map(({ scope, rule }) => (rule ? undefined : SCOPE_REACH[scope]));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const owner = new Set(parts.flatMap((part) => [...(part.owner ?? [])]));
  const department = new Set(parts.flatMap((part) => [...(part.department ?? [])]));
  return owner.size + department.size === 0 ? undefined : { owner, department };
}

/** Any grant, and no mute. */
function narrowed(
  granted: readonly (Rule | boolean)[],
  muted: readonly (Rule | boolean)[],
): Rule | boolean {
  if (muted.includes(true)) return false;
  const some = granted.includes(true) ? true : anyOf(granted);
  const not = muted.filter((rule) => rule !== false);
  if (some === false || not.length === 0) return some;
  const none = not.map((rule) => ({ '!': [rule] }));
  return { and: some === true ? none : [some, ...none] };
}

function anyOf(rules: readonly (Rule | boolean)[]): Rule | boolean {
  const some = rules.filter((rule) => rule !== false);
  if (some.length === 0) return false;
  return some.length === 1 ? (some[0] as Rule) : { or: some };
}

const ORDER: readonly Right[] = ['hidden', 'masked', 'read', 'write'];

/**
 * The widest right over the granting policies when all of them reach all records; else the narrowest, so that rows of
 * one policy never come with the fields of another.
 */
function rightOf(
  grants: readonly EntityGrants[],
  mutes: readonly EntityGrants[],
  field: string,
): Right {
  const rights = grants.map((grant) =>
    ORDER.indexOf(grant.fields?.[field] ?? grant.fields?.['*'] ?? 'write'),
  );
  const everywhere = grants.every((grant) => ruleOf(grant, 'read') === true);
  const widest = rights.length === 0 ? 0 : everywhere ? Math.max(...rights) : Math.min(...rights);
  const limits = mutes.map((mute) =>
    ORDER.indexOf(mute.fields?.[field] ?? mute.fields?.['*'] ?? 'write'),
  );
  return ORDER[Math.min(widest, ...limits)] ?? 'hidden';
}

/** Throws `access.denied` when the actor may not do it with any record of the entity. */
export function requireAction(access: Access, entity: Entity, action: string): void {
  if (!access.entity(entity.name).can(action))
    throw new AppError('access.denied', { entity: entity.name, action });
}
