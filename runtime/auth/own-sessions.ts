// The open sessions of a person, as they are shown, and how they are ended.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Connection, Database } from '../../core/storage/database.ts';
import { type Device, deviceOf } from './device.ts';
import { hashToken } from './tokens.ts';

export interface ShownSession extends Device {
  /** Names the session; tells nothing of its token. */
  readonly id: string;
  readonly address: string;
  readonly created_at: string;
  readonly seen_at: string;
  readonly expires_at: string;
  /** The one that asks. */
  readonly current: boolean;
}

const idOf = (hash: string) => hashToken(hash).slice(0, 22);

/** Sessions of a user that have not ended, the last used first; views of administrators are not among them. */
export async function listSessions(
  database: Database,
  user: string,
  now: string,
  current?: string,
): Promise<ShownSession[]> {
  const own = (name: string) => sql.ref(`_session.${name}`);
  const query = sql`select ${own('hash')}, ${own('agent')}, ${own('address')}, ${own('created_at')}, ${own('seen_at')}, ${own('expires_at')}
    from ${sql.table('_session')} where ${own('user')} = ${user} and ${own('expires_at')} > ${now} and ${own('viewer')} is null
    order by ${own('seen_at')} desc`;
  const rows = await database.read.all(query.compile(database.builder));
  return rows.map((row) => ({
    id: idOf(String(row.hash)),
    ...deviceOf(String(row.agent ?? '')),
    address: String(row.address ?? ''),
    created_at: String(row.created_at),
    seen_at: String(row.seen_at),
    expires_at: String(row.expires_at),
    current: row.hash === current,
  }));
}

/** Ends one session of a user. Throws `record.not-found`. */
export async function endSession(
  database: Database,
  connection: Connection,
  user: string,
  id: string,
): Promise<void> {
  const query = sql`select ${sql.ref('_session.hash')} from ${sql.table('_session')} where ${sql.ref('_session.user')} = ${user}`;
  const rows = await connection.all(query.compile(database.builder));
  const hash = rows.map((row) => String(row.hash)).find((each) => idOf(each) === id);
  if (hash === undefined) throw new AppError('record.not-found');
  const remove = sql`delete from ${sql.table('_session')} where ${sql.ref('_session.hash')} = ${hash}`;
  await connection.run(remove.compile(database.builder));
}

/** Ends every session of a user but one. @returns how many */
export async function endOtherSessions(
  database: Database,
  connection: Connection,
  user: string,
  keep = '',
): Promise<number> {
  const remove = sql`delete from ${sql.table('_session')} where ${sql.ref('_session.user')} = ${user} and ${sql.ref('_session.hash')} <> ${keep}`;
  return connection.run(remove.compile(database.builder));
}
