// Whether the records of an entity differ in what somebody may do with them, so that it must be asked for each of them.
import type { Entity } from '../model/model.ts';
import type { EntityAccess } from './access.ts';

/** What somebody does with a single record. */
const ON_RECORD = ['update', 'delete', 'restore', 'transfer', 'share'] as const;

/** Do records differ in what may be done with them, or in which fields may be seen and written? */
export function differsByRecord(entity: Entity, rights: EntityAccess): boolean {
  const transitions = Object.keys(entity.workflow?.transitions ?? {});
  const asked = [...ON_RECORD, ...transitions.map((name) => `transition:${name}`)];
  const isNarrow = (action: string) => rights.can(action) && rights.scope(action) !== true;
  return asked.some(isNarrow) || rights.varies('read') || rights.varies('update');
}
