// Removes a record for good: what hangs on it, its files, what the change log knows of its values. Cannot be undone.
import { sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Entity, Incoming } from '../model/model.ts';
import type { Connection } from '../storage/database.ts';
import { newWrite, systemView } from './begin-write.ts';
import type { Context } from './context.ts';
import { eraseUnheldFiles } from './erase-files.ts';
import { loadRecord } from './load.ts';
import { filesIn } from './personal-data.ts';
import { redactHistory } from './redact-history.ts';
import { fileFields } from './steps/file-uses.ts';
import { eraseRow } from './steps/remove.ts';
import { deleteRecord } from './write.ts';

/**
 * Removes a record for good, in an open transaction; delete rules hold as for any other delete.
 * @returns hashes of the contents of files only this record held
 */
export async function purgeRecord(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
  reason: string,
): Promise<string[]> {
  const view = systemView(context);
  const loaded = await loadRecord(view, connection, entity, id, 'read');
  if (!loaded) throw new AppError('record.not-found');
  if (loaded.record.deleted_at === null)
    await deleteRecord(view, entity.name, id, undefined, { connection, trusted: true });
  const contents: string[] = [];
  for (const incoming of entity.incoming)
    contents.push(...(await leave(view, connection, incoming, id, reason)));
  if (entity.features.recycle) {
    const write = newWrite(view, connection, entity, 'delete', {}, { trusted: true });
    await eraseRow(Object.assign(write, { id, rid: loaded.rid }));
  }
  await forgetBeside(context, connection, entity, id);
  const own = [...entity.fields.values()].filter((field) => !field.system);
  if (entity.features.audit) await redactHistory(context, connection, entity, id, own, reason);
  const files = filesIn(fileFields(entity), loaded.record);
  return [...contents, ...(await eraseUnheldFiles(context, connection, files, reason))];
}

/** Records in the bin that refer to the record: those that went with it go for good, others let go of it. */
async function leave(
  view: Context,
  connection: Connection,
  incoming: Incoming,
  id: string,
  reason: string,
): Promise<string[]> {
  const other = view.live.model.entities.get(incoming.entity);
  const field = other?.fields.get(incoming.field);
  const [column, ...more] = field?.columns ?? [];
  if (!other || !column || more.length > 0 || incoming.links) return [];
  const at = (name: string) => sql.ref(`${other.table}.${name}`);
  if (incoming.onDelete !== 'cascade') {
    const update = sql`update ${sql.table(other.table)} set ${sql.id(column.name)} = null
      where ${at(column.name)} = ${id} and ${at('deleted_at')} is not null`;
    await connection.run(update.compile(view.database.builder));
    return [];
  }
  const query = sql`select ${at('id')} from ${sql.table(other.table)} where ${at(column.name)} = ${id}`;
  const contents: string[] = [];
  for (const row of await connection.all(query.compile(view.database.builder)))
    contents.push(...(await purgeRecord(view, connection, other, String(row.id), reason)));
  return contents;
}

/** What the engine keeps about a record beside it. */
async function forgetBeside(
  { database }: Context,
  connection: Connection,
  entity: Entity,
  id: string,
): Promise<void> {
  for (const table of ['_share', '_proposal', '_file_use']) {
    const remove = sql`delete from ${sql.table(table)} where ${sql.ref(`${table}.entity`)} = ${entity.id} and ${sql.ref(`${table}.record`)} = ${id}`;
    await connection.run(remove.compile(database.builder));
  }
}
