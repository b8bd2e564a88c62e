// What an actor may do: per entity and action a scope, per field a right. Decided from the policies of the actor's roles.
import { AppError } from '../errors.ts';
import type { Entity, Model } from '../model/model.ts';
import type { PolicyDef } from '../packs/schema/policy.ts';
import type { Actor, ActorLimits } from './actor.ts';
import { allOf, anyOf, notOf, type Scope } from './condition.ts';
import { type FieldRight, fieldRight, narrower, type Right } from './field-right.ts';
import {
  actionGrant,
  type Grant,
  grantedScope,
  grantsAbout,
  type ShareRule,
  wideningOf,
} from './grants.ts';

/** Whose records a scope holds, by the column that says whose a record is. */
export interface Reach {
  readonly owner: ReadonlySet<'self' | 'subordinates'>;
  readonly department: ReadonlySet<'departments' | 'department_tree'>;
  /** These records alone, as a condition. */
  readonly alone: Scope;
  /** Records beyond these: what is shared, and what belongs to parents. */
  readonly besides: Scope;
}

export interface EntityAccess {
  /** May the actor do it with any record at all? */
  can(action: string): boolean;
  /** Condition a record must meet: true for all, false for none. */
  scope(action: string): Scope;
  /** The scope said by owners and departments alone; undefined when it is everything, nothing, or has rules in it. */
  reach(action: string): Reach | undefined;
  /** What the field is to the actor at all: the widest right on any record. */
  right(field: string): Right;
  /** The right record by record: to read it, or to write it in a create or an update. */
  rightOnRows(field: string, action: FieldAction): FieldRight;
  /** True when some field's right under the action differs between records. */
  varies(action: FieldAction): boolean;
}

export type FieldAction = 'read' | 'create' | 'update' | 'propose';

export interface Access {
  entity(name: string): EntityAccess;
  readonly administrator: boolean;
}

/** The same scopes by whose records they hold. */
const SCOPE_REACH: Readonly<Record<string, Partial<Reach>>> = {
  none: {},
  own: { owner: new Set(['self']) },
  own_and_subordinates: { owner: new Set(['self', 'subordinates']) },
  department: { department: new Set(['departments']) },
  department_tree: { department: new Set(['department_tree']) },
};

const WRITE: FieldRight = { most: 'write' };
const FULL: EntityAccess = {
  can: () => true,
  scope: () => true,
  reach: () => undefined,
  right: () => 'write',
  rightOnRows: () => WRITE,
  varies: () => false,
};
const caches = new WeakMap<Model, Map<string, Access>>();
/** The last answer for a person, which the requests of one session share. */
const byRoles = new WeakMap<
  readonly string[],
  {
    readonly model: Model;
    readonly shares: readonly ShareRule[] | undefined;
    readonly limits: ActorLimits | undefined;
    readonly isAlone: boolean;
    readonly access: Access;
  }
>();

/** The access of an actor under a model; the same roles and share rules have one. */
export function accessOf(model: Model, actor: Actor): Access {
  if (actor.kind === 'system') return systemAccess(model);
  const known = byRoles.get(actor.roles);
  const { shareRules: shares, limits } = actor;
  const isAlone = actor.actsFor === undefined || actor.actsFor.length === 1;
  if (
    known?.model === model &&
    known.shares === shares &&
    known.limits === limits &&
    known.isAlone === isAlone
  )
    return known.access;
  const access = sharedAccess(model, [...actor.roles].sort(), shares ?? [], limits, isAlone);
  byRoles.set(actor.roles, { model, shares, limits, isAlone, access });
  return access;
}

/** Every right: the engine's own view. */
export function systemAccess(model: Model): Access {
  return sharedAccess(model, undefined, []);
}

function sharedAccess(
  model: Model,
  roles: readonly string[] | undefined,
  shares: readonly ShareRule[],
  limits?: ActorLimits,
  isAlone = false,
): Access {
  const parts = [roles ?? '*', isAlone, ...(shares.length > 0 || limits ? [shares, limits] : [])];
  const key = JSON.stringify(parts);
  const cache = caches.get(model) ?? new Map<string, Access>();
  caches.set(model, cache);
  const known = cache.get(key);
  if (known) return known;
  const whole = roles === undefined ? full() : buildAccess(model, roles, shares, isAlone);
  const access = limits ? limited(model, whole, limits) : whole;
  cache.set(key, access);
  return access;
}

const NOTHING: FieldRight = { most: 'hidden' };

/** The access less what an API key or a read-only view leaves out. Reading is never left out where writing is not. */
function limited(model: Model, access: Access, limits: ActorLimits): Access {
  const entities = new Map<string, EntityAccess>();
  const isOpen = (entity: string) => limits.entities?.includes(entity) ?? true;
  const build = (name: string): EntityAccess => {
    const whole = access.entity(name);
    const may = (action: string) =>
      isOpen(name) && (limits.actions === undefined || limits.actions.includes(action));
    const right = (field: string) =>
      may('create') || may('update') ? whole.right(field) : narrower(whole.right(field), 'read');
    return {
      scope: (action) => may(action) && whole.scope(action),
      reach: (action) => (may(action) ? whole.reach(action) : undefined),
      can: (action) => may(action) && whole.can(action),
      right: (field) => (may('read') ? right(field) : 'hidden'),
      rightOnRows: (field, action) => (may(action) ? whole.rightOnRows(field, action) : NOTHING),
      varies: (action) => may(action) && whole.varies(action),
    };
  };
  return {
    administrator:
      access.administrator && limits.entities === undefined && limits.actions === undefined,
    entity(name) {
      const known = entities.get(name) ?? build(name);
      if (model.entities.has(name)) entities.set(name, known);
      return known;
    },
  };
}

function full(): Access {
  return { administrator: true, entity: () => FULL };
}

/** The policies that hold for somebody with these roles. */
export function policiesOf(model: Model, roles: readonly string[]): readonly PolicyDef[] {
  return model.policies.filter((policy) => policy.roles.some((role) => roles.includes(role)));
}

function buildAccess(
  model: Model,
  roles: readonly string[],
  shares: readonly ShareRule[],
  isAlone: boolean,
): Access {
  if (roles.some((role) => model.roles.get(role)?.administrator)) return full();
  const policies = policiesOf(model, roles);
  const entities = new Map<string, EntityAccess>();
  return {
    administrator: false,
    entity(name) {
      const known = entities.get(name);
      if (known) return known;
      const built = buildEntityAccess(model, name, policies, shares, isAlone);
      entities.set(name, built);
      return built;
    },
  };
}

/** Whoever may read a record may know which one it is and in which version. */
const IDENTITY: ReadonlySet<string> = new Set(['id', 'version']);
const READ: FieldRight = { most: 'read' };

function buildEntityAccess(
  model: Model,
  name: string,
  policies: readonly PolicyDef[],
  shares: readonly ShareRule[],
  isAlone: boolean,
): EntityAccess {
  const entity = model.entities.get(name);
  const { grants, mutes } = grantsAbout(policies, name, isAlone);
  const widening = kept((action: string) => wideningOf(model, entity, action, shares));
  const scope = kept((action: string) => scopeOf(grants, mutes, action, widening(action)));
  const readRight = kept((field: string) =>
    IDENTITY.has(field) ? READ : toRead(fieldRight(grants, mutes, field, 'read', widening('read'))),
  );
  const createRight = kept((field: string) => fieldRight(grants, mutes, field, 'create', false));
  const updateRight = kept((field: string) =>
    fieldRight(grants, mutes, field, 'update', widening('update')),
  );
  const proposeRight = kept((field: string) => fieldRight(grants, mutes, field, 'propose', false));
  const rights = {
    read: readRight,
    create: createRight,
    update: updateRight,
    propose: proposeRight,
  };
  const varies = kept((action: FieldAction) =>
    [...(entity?.fields.keys() ?? [])].some((field) => rights[action](field).byRow !== undefined),
  );
  return {
    scope,
    reach: kept((action) => reachOf(grants, mutes, action, widening(action))),
    can: (action) => scope(action) !== false,
    right: kept((field) => {
      const read = readRight(field).most;
      const isWritable = [createRight, updateRight].some((right) => right(field).most === 'write');
      return read === 'read' && isWritable && !IDENTITY.has(field) ? 'write' : read;
    }),
    rightOnRows: (field, action) => rights[action](field),
    varies,
  };
}

/** To write is to read, as far as reading goes. */
function toRead({ most, byRow }: FieldRight): FieldRight {
  const reading = (right: Right) => narrower(right, 'read');
  if (!byRow) return { most: reading(most) };
  const grants = byRow.grants.map(({ right, when }) => ({ right: reading(right), when }));
  const limits = byRow.limits.filter(({ right }) => right !== 'read');
  const isEven = limits.length === 0 && grants.every(({ right }) => right === grants[0]?.right);
  return isEven ? { most: reading(most) } : { most: reading(most), byRow: { grants, limits } };
}

/** A function that remembers its answers. */
function kept<K, V>(make: (key: K) => V): (key: K) => V {
  const answers = new Map<K, V>();
  return (key) => {
    if (answers.has(key)) return answers.get(key) as V;
    const made = make(key);
    answers.set(key, made);
    return made;
  };
}

/** Any grant, and no mute. */
function scopeOf(
  grants: readonly Grant[],
  mutes: readonly Grant[],
  action: string,
  widening: Scope,
): Scope {
  const given = anyOf(grants.map((grant) => grantedScope(grant, action, widening)));
  const taken = mutes.map((mute) => notOf(grantedScope(mute, action, false)));
  return allOf([given, ...taken]);
}

/** The scopes of all grants together, as long as they are plain ones and nothing is taken away from them. */
function reachOf(
  grants: readonly Grant[],
  mutes: readonly Grant[],
  action: string,
  besides: Scope,
): Reach | undefined {
  if (mutes.some((mute) => grantedScope(mute, action, false) !== false)) return undefined;
  const given = grants.map((grant) => actionGrant(grant, action));
  const parts = given.map(({ scope, rule }) => (rule ? undefined : SCOPE_REACH[scope]));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const owner = new Set(parts.flatMap((part) => [...(part.owner ?? [])]));
  const department = new Set(parts.flatMap((part) => [...(part.department ?? [])]));
  if (owner.size + department.size === 0) return undefined;
  const alone = anyOf(grants.map((grant) => grantedScope(grant, action, false)));
  return { owner, department, alone, besides };
}

/** Throws `access.denied` when the actor may not do it with any record of the entity. */
export function requireAction(access: Access, entity: Entity, action: string): void {
  if (!access.entity(entity.name).can(action))
    throw new AppError('access.denied', { entity: entity.name, action });
}
