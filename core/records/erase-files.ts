// Erases files nobody holds any more: their records, what the change log knows of them, their place in the search index.
import { type SqlBool, sql } from 'kysely';
import type { Connection, Row } from '../storage/database.ts';
import type { Context } from './context.ts';
import { redactHistory } from './redact-history.ts';
import { indexRecord } from './search.ts';
import { FILE } from './steps/file-uses.ts';

/**
 * Erases those of some files that no record holds.
 * @returns hashes of the contents no other file has
 */
export async function eraseUnheldFiles(
  context: Context,
  connection: Connection,
  files: readonly string[],
  reason: string,
): Promise<string[]> {
  const entity = context.live.model.entities.get(FILE);
  if (!entity || files.length === 0) return [];
  const at = (column: string) => sql.ref(`${FILE}.${column}`);
  const all = (query: ReturnType<typeof sql>): Row[] | Promise<Row[]> =>
    connection.all(query.compile(context.database.builder));
  const isHeld = sql<SqlBool>`exists (select 1 from ${sql.table('_file_use')} where ${sql.ref('_file_use.file')} = ${at('id')})`;
  const unheld = await all(
    sql`select ${at('id')}, ${at('rid')}, ${at('sha256')} from ${sql.table(FILE)} where ${at('id')} in (${sql.join([...files])}) and not ${isHeld}`,
  );
  const contents: string[] = [];
  for (const row of unheld) {
    const own = [...entity.fields.values()].filter((field) => !field.system);
    await redactHistory(context, connection, entity, String(row.id), own, reason);
    await indexRecord(context, connection, entity, Number(row.rid), null, false);
    const remove = sql`delete from ${sql.table(FILE)} where ${at('id')} = ${row.id}`;
    await connection.run(remove.compile(context.database.builder));
    const same = await all(
      sql`select 1 from ${sql.table(FILE)} where ${at('sha256')} = ${row.sha256} limit 1`,
    );
    if (same.length === 0) contents.push(String(row.sha256));
  }
  return contents;
}
