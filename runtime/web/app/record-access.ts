// An entity as it is for one record: what the reader may do with this record, and the fields of it he may see and write.
import type { ClientEntity, FieldRight } from '../../../core/model/client.ts';
import { getJson } from '../client.ts';

/** `GET /api/records/:entity/:id/access`. */
export interface RecordAccess {
  actions: string[];
  fields: Record<string, FieldRight | 'hidden'>;
}

/** The entity with the actions and field rights of one record; hidden fields are not in it. */
export function narrowedTo(entity: ClientEntity, access: RecordAccess): ClientEntity {
  const actions = entity.actions.filter(
    (action) => action === 'create' || access.actions.includes(action),
  );
  const fields: ClientEntity['fields'] = {};
  for (const [name, field] of Object.entries(entity.fields)) {
    const right = access.fields[name] ?? 'hidden';
    if (right !== 'hidden') fields[name] = { ...field, right };
  }
  return { ...entity, actions, fields };
}

/** The entity for one record; asks only where records differ. */
export async function entityForRecord(entity: ClientEntity, id: string): Promise<ClientEntity> {
  if (!entity.byRecord) return entity;
  const path = `/api/records/${entity.name}/${id}/access`;
  return narrowedTo(entity, await getJson<RecordAccess>(path));
}
