// Many rows of the change log at once: chained in memory, inserted some hundred at a time.
import { sql } from 'kysely';
import type { Connection, Database } from '../storage/database.ts';
import { type AuditRow, auditHash, newSalt } from './steps/audit.ts';

const CHUNK = 500;
const LAST = {
  sql: 'select "_audit"."hash" from "_audit" order by "_audit"."seq" desc limit 1',
  parameters: [],
};
const COLUMNS = [
  'at',
  'actor',
  'actor_kind',
  'entity',
  'record',
  'action',
  'version',
  'changes',
  'metadata',
  'request',
  'salt',
] as const satisfies readonly (keyof AuditRow)[];

/** Appends rows to the log, in order. */
export async function appendAudits(
  database: Database,
  connection: Connection,
  rows: readonly AuditRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const [last] = await connection.all(LAST);
  let previous = String(last?.hash ?? '');
  const names = sql.join([...COLUMNS, 'hash'].map((name) => sql.id(name)));
  for (let at = 0; at < rows.length; at += CHUNK) {
    const lines = rows.slice(at, at + CHUNK).map((given) => {
      const row = { ...given, salt: given.salt ?? newSalt() };
      previous = auditHash(previous, row);
      return sql`(${sql.join([...COLUMNS.map((name) => row[name]), previous])})`;
    });
    const insert = sql`insert into ${sql.table('_audit')} (${names}) values ${sql.join(lines)}`;
    await connection.run(insert.compile(database.builder));
  }
}
