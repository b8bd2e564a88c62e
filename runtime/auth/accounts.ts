// What an administrator does with somebody's account: look at it, unlock it, give it a password, reset its second factor,
// end its sessions. Everything is written to the sign-in log.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Connection } from '../../core/storage/database.ts';
import type { Runtime } from '../runtime.ts';
import { isLocked, unlock } from './attempts.ts';
import { type Credential, credentialOf, hashNewPassword, setPassword } from './credentials.ts';
import { type FactorState, factorState, removeFactor } from './factor.ts';
import { endOtherSessions, endSession, listSessions, type ShownSession } from './own-sessions.ts';
import { logSignIn, type Whence } from './sign-in-log.ts';

/** Who does it. */
export interface Doer {
  readonly name: string;
  readonly whence: Whence;
}

export interface ShownAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly locked: boolean;
  readonly hasPassword: boolean;
  readonly passwordChangedAt: string | null;
  readonly mustChangePassword: boolean;
  readonly factor: FactorState;
  readonly keys: number;
  readonly sessions: readonly ShownSession[];
}

/** Throws `record.not-found`. */
export async function accountOf(runtime: Runtime, user: string): Promise<Credential> {
  const credential = await credentialOf(runtime.database, user);
  if (!credential) throw new AppError('record.not-found');
  return credential;
}

/** An account as an administrator sees it. */
export async function showAccount(runtime: Runtime, user: string): Promise<ShownAccount> {
  const { database } = runtime;
  const credential = await accountOf(runtime, user);
  const keys = sql`select count(*) as ${sql.id('count')} from ${sql.table('_api_key')} where ${sql.ref('_api_key.user')} = ${user}`;
  const [counted] = await database.read.all(keys.compile(database.builder));
  return {
    id: user,
    name: credential.name,
    email: credential.email,
    active: credential.active,
    locked: await isLocked(database, credential, runtime.now()),
    hasPassword: credential.password !== undefined,
    passwordChangedAt: credential.changedAt ?? null,
    mustChangePassword: credential.mustChange,
    factor: await factorState(database, user),
    keys: Number(counted?.count ?? 0),
    sessions: await listSessions(database, user, runtime.now().toISOString()),
  };
}

async function changed(
  runtime: Runtime,
  doer: Doer,
  user: string,
  kind: string,
  change: (connection: Connection) => Promise<unknown>,
): Promise<void> {
  await accountOf(runtime, user);
  await runtime.database.write(async (connection) => {
    if ((await change(connection)) === false) return;
    const event = { kind, user, doneBy: doer.name };
    await logSignIn(runtime, doer.whence, event, connection);
  });
}

/** Forgets the failed attempts of an account. */
export async function unlockAccount(runtime: Runtime, doer: Doer, user: string): Promise<void> {
  const { email } = await accountOf(runtime, user);
  await changed(runtime, doer, user, 'unlocked', (connection) =>
    unlock(runtime.database, connection, { email, user }),
  );
}

/** Gives somebody a password, to be replaced at the next sign-in. */
export async function givePassword(
  runtime: Runtime,
  doer: Doer,
  user: string,
  password: string,
): Promise<void> {
  const credential = await accountOf(runtime, user);
  const hash = await hashNewPassword(runtime, credential, password);
  await changed(runtime, doer, user, 'password_changed', (connection) =>
    setPassword(runtime, connection, user, hash, { mustChange: true }),
  );
}

/** Turns somebody's second factor off and ends the sessions; nothing where none is on. */
export function resetFactor(runtime: Runtime, doer: Doer, user: string): Promise<void> {
  const { database } = runtime;
  return changed(runtime, doer, user, 'factor_off', async (connection) => {
    if (!(await removeFactor(database, connection, user))) return false;
    return endOtherSessions(database, connection, user);
  });
}

/** Ends one session of somebody. */
export function endSessionOf(
  runtime: Runtime,
  doer: Doer,
  user: string,
  session: string,
): Promise<void> {
  return changed(runtime, doer, user, 'session_ended', (connection) =>
    endSession(runtime.database, connection, user, session),
  );
}

/** Ends all sessions of somebody. @param keep hash of one that stays */
export function endSessionsOf(
  runtime: Runtime,
  doer: Doer,
  user: string,
  keep?: string,
): Promise<void> {
  return changed(
    runtime,
    doer,
    user,
    'session_ended',
    async (connection) => (await endOtherSessions(runtime.database, connection, user, keep)) > 0,
  );
}
