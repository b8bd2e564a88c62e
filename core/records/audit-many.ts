// Many rows of the change log at once: chained in memory, inserted some hundred at a time.
import { sql } from 'kysely';
import type { Connection, Database } from '../storage/database.ts';
import { AUDIT_COLUMNS, type AuditRow, auditHash, LAST_HASH, newSalt } from './steps/audit.ts';

const CHUNK = 500;

/** Appends rows to the log, in order. */
export async function appendAudits(
  database: Database,
  connection: Connection,
  rows: readonly AuditRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const [last] = await connection.all(LAST_HASH);
  let previous = String(last?.hash ?? '');
  const names = sql.join([...AUDIT_COLUMNS, 'hash'].map((name) => sql.id(name)));
  for (let at = 0; at < rows.length; at += CHUNK) {
    const lines = rows.slice(at, at + CHUNK).map((given) => {
      const row = { ...given, salt: given.salt ?? newSalt() };
      previous = auditHash(previous, row);
      return sql`(${sql.join([...AUDIT_COLUMNS.map((name) => row[name]), previous])})`;
    });
    const insert = sql`insert into ${sql.table('_audit')} (${names}) values ${sql.join(lines)}`;
    await connection.run(insert.compile(database.builder));
  }
}
