// Encrypted fields and fields shown on request stay out of everything that would tell their values: names, orders, keys,
// copies.
import { hasLookup, isSecret } from '../../fields/masked-text.ts';
import type { DraftEntity } from '../build-entities.ts';
import { type EntityLookup, resolvePath } from '../rule-names.ts';

/** Reports every use of a secret field of an entity that would give it away. */
export function checkSecrets(entity: DraftEntity, lookup: EntityLookup): void {
  const secret = (name: string) => {
    const field = entity.fields.get(name);
    return field !== undefined && isSecret(field);
  };
  const refuse = (pointer: string, field: string, use: string) =>
    entity.report(pointer, 'meta.secret-use', { field, use });
  for (const piece of entity.nameTemplate)
    if ('field' in piece && secret(piece.field))
      refuse('/nameTemplate', piece.field, 'nameTemplate');
  for (const name of entity.subtitle) if (secret(name)) refuse('/subtitle', name, 'subtitle');
  for (const key of entity.keys)
    for (const name of key.fields) {
      const field = entity.fields.get(name);
      if (field && isSecret(field) && !hasLookup(field)) refuse(`/keys/${key.name}`, name, 'key');
    }
  for (const index of entity.indexes)
    for (const name of index.fields) {
      const field = entity.fields.get(name);
      if (field && isSecret(field) && !hasLookup(field))
        refuse(`/fields/${name}/index`, name, 'index');
    }
  checkCopies(entity, lookup);
}

/** A snapshot of a secret would stand in clear beside it. */
function checkCopies(entity: DraftEntity, lookup: EntityLookup): void {
  for (const field of entity.fields.values()) {
    if (field.type !== 'snapshot') continue;
    const from = String(field.settings.from ?? '');
    const source = resolvePath(lookup, entity.name, from)?.field;
    if (!source || !isSecret(source)) continue;
    const params = { field: from, use: 'snapshot' };
    entity.report(`/fields/${field.name}/from`, 'meta.secret-use', params);
  }
}
