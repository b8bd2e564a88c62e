// Shows the whole value of a field that is otherwise masked, and writes down who asked for it.
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import { logsReveal } from '../fields/masked-text.ts';
import { REVEAL } from './audit-actions.ts';
import { type Context, entityOf } from './context.ts';
import { loadRecord } from './load.ts';
import { isReadable } from './select.ts';
import { auditAct } from './steps/audit.ts';

/** The whole value of a field shown on request; refused to those who may see it masked only. */
export async function revealValue(
  context: Context,
  entityName: string,
  id: string,
  name: string,
): Promise<Json> {
  const entity = entityOf(context, entityName);
  return context.database.write(async (connection) => {
    const loaded = await loadRecord(context, connection, entity, id, 'read');
    if (!loaded || loaded.record.deleted_at !== null) throw new AppError('record.not-found');
    const field = entity.fields.get(name);
    const right = field ? loaded.rights.read(name) : 'hidden';
    if (!field || right === 'hidden') throw new AppError('record.unknown-field', { field: name });
    if (!isReadable(right) || !logsReveal(field))
      throw new AppError('access.denied', {
        entity: entity.label[context.actor.locale],
        action: `reveal ${name}`,
      });
    await auditAct(context, connection, {
      entity: entity.name,
      record: id,
      action: REVEAL,
      version: Number(loaded.record.version),
      changes: JSON.stringify({ [name]: [null, null] }),
    });
    return loaded.record[name] ?? null;
  });
}
