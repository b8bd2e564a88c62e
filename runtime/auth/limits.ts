// What an API key or a read-only view leaves of somebody's rights: the same rights, narrowed to entities and actions.
import type { Access, EntityAccess } from '../../core/access/access.ts';
import type { ActorLimits } from '../../core/access/actor.ts';

const kept = new WeakMap<Access, Map<string, Access>>();

/** The access within limits; the same access under the same limits is one object. */
export function limitedAccess(access: Access, limits: ActorLimits): Access {
  const known = kept.get(access) ?? new Map<string, Access>();
  kept.set(access, known);
  const key = JSON.stringify([limits.entities, limits.actions]);
  const made = known.get(key) ?? narrowed(access, limits);
  known.set(key, made);
  return made;
}

function narrowed(access: Access, { entities, actions }: ActorLimits): Access {
  const made = new Map<string, EntityAccess>();
  const allows = (entity: string, action: string) =>
    (entities?.includes(entity) ?? true) && (actions?.includes(action) ?? true);
  const entityAccess = (name: string): EntityAccess => {
    const full = access.entity(name);
    const mayWrite = ['create', 'update'].some((action) => allows(name, action));
    return {
      ...full,
      can: (action) => allows(name, action) && full.can(action),
      scope: (action) => (allows(name, action) ? full.scope(action) : false),
      reach: (action) => (allows(name, action) ? full.reach(action) : undefined),
      right(field) {
        const right = full.right(field);
        if (!allows(name, 'read')) return 'hidden';
        return right === 'write' && !mayWrite ? 'read' : right;
      },
    };
  };
  return {
    ...access,
    administrator: false,
    entity(name) {
      const known = made.get(name) ?? entityAccess(name);
      made.set(name, known);
      return known;
    },
  };
}
