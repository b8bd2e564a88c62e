// Ids decide what is the same thing after a rename, so no two entities and no two fields of one entity may share one.
import type { DraftEntity } from '../build-entities.ts';

export function checkIdentity(entities: ReadonlyMap<string, DraftEntity>): void {
  const owners = new Map<string, string>();
  for (const entity of entities.values()) {
    const other = owners.get(entity.id);
    if (other) entity.report('/id', 'meta.duplicate-id', { id: entity.id, other });
    owners.set(entity.id, entity.name);
    checkFields(entity);
  }
}

function checkFields(entity: DraftEntity): void {
  const owners = new Map<string, string>();
  for (const field of entity.fields.values()) {
    const other = owners.get(field.id);
    if (other)
      entity.report(`/fields/${field.name}/id`, 'meta.duplicate-id', { id: field.id, other });
    owners.set(field.id, field.name);
  }
}
