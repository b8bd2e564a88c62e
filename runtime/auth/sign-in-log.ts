// The sign-in log: records of `sign_in_event` that only the engine writes, and removes when they are old.
import { sql } from 'kysely';
import type { AppError } from '../../core/errors.ts';
import { createRecord, deleteRecord } from '../../core/records/write.ts';
import type { Connection, Database } from '../../core/storage/database.ts';
import { inBatches } from '../jobs/in-batches.ts';
import type { Runtime } from '../runtime.ts';
import { isFirstRefusal } from './attempts.ts';
import { logDays } from './auth-settings.ts';
import { deviceName } from './device.ts';

export const SIGN_IN_EVENT = 'sign_in_event';

/** Where a request comes from. */
export interface Whence {
  readonly address: string;
  readonly agent: string;
}

export interface SignInEvent {
  readonly kind: string;
  /** Id of the person it is about. */
  readonly user?: string;
  /** The address as entered, where the person is not known by it. */
  readonly account?: string;
  readonly reason?: string;
  /** Name of somebody else who did it. */
  readonly doneBy?: string;
  readonly note?: string;
}

/** Writes an event, in the transaction at hand or its own. */
export async function logSignIn(
  runtime: Runtime,
  whence: Whence,
  event: SignInEvent,
  connection?: Connection,
): Promise<void> {
  const context = runtime.systemContext('sign-in log');
  if (!context.live.model.entities.has(SIGN_IN_EVENT)) return;
  const reading = connection ?? runtime.database.read;
  const person = event.user ? await personOf(runtime.database, reading, event.user) : undefined;
  const input = {
    kind: event.kind,
    owner: person ? event.user : null,
    person: person?.name ?? null,
    account: (event.account ?? person?.email ?? '').slice(0, 254) || null,
    reason: event.reason ?? null,
    address: whence.address.slice(0, 64) || null,
    device: deviceName(whence.agent) || null,
    done_by: event.doneBy?.slice(0, 60) ?? null,
    note: event.note?.slice(0, 400) ?? null,
  };
  await createRecord(context, SIGN_IN_EVENT, input, { connection, trusted: true });
  removeOldEvents(runtime);
}

/** One event per lock-out. */
export async function logRefusal(
  runtime: Runtime,
  whence: Whence,
  account: string,
  error: AppError,
): Promise<void> {
  const limit = String(error.params.limit);
  const { database } = runtime;
  const isFirst = await database.write((connection) =>
    isFirstRefusal(database, connection, limit, runtime.now()),
  );
  if (!isFirst) return;
  const reason = limit.startsWith('network:') ? 'network_limit' : 'account_limit';
  const user = await userOf(database, account);
  await logSignIn(runtime, whence, { kind: 'locked_out', user, account, reason });
}

async function personOf(
  database: Database,
  connection: Connection,
  user: string,
): Promise<{ name: string; email: string } | undefined> {
  const query = sql`select ${sql.ref('user.name')}, ${sql.ref('user.email')} from ${sql.table('user')} where ${sql.ref('user.id')} = ${user}`;
  const [row] = await connection.all(query.compile(database.builder));
  return row ? { name: String(row.name), email: String(row.email ?? '') } : undefined;
}

/** Id of the account of an address, active or not. */
export async function userOf(database: Database, email: string): Promise<string | undefined> {
  const query = sql`select ${sql.ref('user.id')} from ${sql.table('user')} where ${sql.ref('user.email')} = ${email} and ${sql.ref('user.deleted_at')} is null`;
  const [row] = await database.read.all(query.compile(database.builder));
  return row ? String(row.id) : undefined;
}

const HOUR = 3_600_000;
const AT_ONCE = 500;
const lastRemoval = new WeakMap<Database, number>();

/** At most once an hour, beside the request. */
function removeOldEvents(runtime: Runtime): void {
  const now = runtime.now().getTime();
  if (now - (lastRemoval.get(runtime.database) ?? 0) < HOUR) return;
  lastRemoval.set(runtime.database, now);
  forgetEvents(runtime).catch((error) =>
    runtime.log.warn({ error: String(error) }, 'old sign-in events were not removed'),
  );
}

/** Removes events older than the settings say. */
export async function forgetEvents(runtime: Runtime): Promise<void> {
  const { database } = runtime;
  const since = new Date(runtime.now().getTime() - logDays(runtime) * 24 * HOUR).toISOString();
  const context = runtime.systemContext('sign-in log');
  const id = sql.ref(`${SIGN_IN_EVENT}.id`);
  const query = sql`select ${id} from ${sql.table(SIGN_IN_EVENT)} where ${sql.ref(`${SIGN_IN_EVENT}.created_at`)} < ${since} limit ${AT_ONCE}`;
  await inBatches(database, AT_ONCE, async (connection) => {
    const rows = await connection.all(query.compile(database.builder));
    const options = { connection, trusted: true };
    for (const row of rows)
      await deleteRecord(context, SIGN_IN_EVENT, String(row.id), undefined, options);
    return rows.length;
  });
}
