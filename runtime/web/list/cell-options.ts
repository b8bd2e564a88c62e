// The options a record offers in a cell: those of its record type and of the rules of its form.
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';

/** Whether a record may offer fewer options than the field has. */
export function mayBeNarrowed(entity: ClientEntity, field: ClientField): boolean {
  const byType = Object.values(entity.recordTypes).some(
    ({ options }) => options[field.name] !== undefined,
  );
  return field.optionsWhen !== undefined || byType;
}

/** What may be chosen in a field of one record; undefined: everything. */
export async function offeredOptions(
  entity: ClientEntity,
  field: ClientField,
  id: string,
): Promise<readonly string[] | undefined> {
  const { openForm } = await import('../app/open-form.ts');
  const { form } = await openForm(entity.name, id, {});
  return form.allowed(field);
}
