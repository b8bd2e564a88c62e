// Somebody has become the owner of a record by another person's hand.
import type { Write } from '../write-state.ts';
import type { Notice } from './notice.ts';

/** Tells the new owner, unless he did it himself or the engine did. */
export function newOwner(write: Write): readonly Notice[] {
  const { entity, context, before, record, action } = write;
  if (!entity.features.owner || (action !== 'create' && action !== 'update')) return [];
  const { owner } = record;
  const isSame = before !== null && before.owner === owner;
  if (typeof owner !== 'string' || isSame || write.parentField !== undefined) return [];
  if (context.actor.id === null || context.actor.id === owner) return [];
  return [{ kind: 'owner', recipient: owner, entity: entity.name, record_id: write.id }];
}
