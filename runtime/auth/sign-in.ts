// Signing in: who somebody is, what is still missing, and the session that comes of it.
import { AppError } from '../../core/errors.ts';
import type { Connection } from '../../core/storage/database.ts';
import type { Runtime } from '../runtime.ts';
import { type Attempt, beginAttempt, codeLimits, type Limit, passwordLimits } from './attempts.ts';
import { needsFactor, passwordPolicy } from './auth-settings.ts';
import {
  type Credential,
  credentialOf,
  findCredential,
  hashNewPassword,
  isUnchanged,
  mustChangePassword,
  setPassword,
} from './credentials.ts';
import { confirmFactor, hasFactor, useCode } from './factor.ts';
import { endOtherSessions } from './own-sessions.ts';
import { verifyPassword } from './passwords.ts';
import {
  closeSession,
  heldRoles,
  type OpenedSession,
  openSession,
  type Pending,
} from './sessions.ts';
import { logRefusal, logSignIn, type Whence } from './sign-in-log.ts';

/** A session that waits for something does not wait for ever. */
const PENDING_MINUTES = 30;

/** A session that has just been opened. */
export interface Opened extends OpenedSession {
  readonly pending?: Pending;
}

/** One mailbox is one account, however its address is written. */
export function plainEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** Counts an attempt; the first refusal of a lock-out is written down. */
export async function countedAttempt(
  runtime: Runtime,
  whence: Whence,
  account: string,
  limits: readonly Limit[],
): Promise<Attempt> {
  try {
    return await beginAttempt(runtime.database, limits, runtime.now());
  } catch (error) {
    if (error instanceof AppError) await logRefusal(runtime, whence, account, error);
    throw error;
  }
}

/** Opens a session for an address and its password. Throws `auth.wrong` or `auth.too-many`. */
export async function signInByPassword(
  runtime: Runtime,
  whence: Whence,
  email: string,
  password: string,
): Promise<Opened> {
  const { database } = runtime;
  const limits = passwordLimits(email, whence.address);
  const attempt = await countedAttempt(runtime, whence, email, limits);
  try {
    const credential = await findCredential(database, email);
    const stored = credential?.active ? credential.password : undefined;
    const isRight = await verifyPassword(password, stored);
    if (!credential || !isRight) {
      const reason = credential
        ? credential.active
          ? 'wrong_password'
          : 'inactive'
        : 'unknown_account';
      const event = { kind: 'sign_in_failed', user: credential?.user, account: email, reason };
      await logSignIn(runtime, whence, event);
      throw new AppError('auth.wrong');
    }
    const pending = await pendingOf(runtime, credential, false);
    return await database.write(async (connection) => {
      // Somebody may have taken the account or the password away while it was verified.
      if (!(await isUnchanged(database, connection, credential))) throw new AppError('auth.wrong');
      await attempt.succeeded(connection);
      return openFor(runtime, connection, whence, credential.user, { pending });
    });
  } finally {
    attempt.close();
  }
}

/** What is still missing once the password is right. @param isFactorDone the second factor was shown, or is not asked */
export async function pendingOf(
  runtime: Runtime,
  credential: Credential,
  isFactorDone: boolean,
): Promise<Pending | undefined> {
  const { database } = runtime;
  if (!isFactorDone) {
    if (await hasFactor(database, credential.user)) return 'factor';
    const held = await heldRoles(database, credential.user, runtime.now().toISOString());
    const keys = held.flatMap((role) => runtime.directory.roleKeys.get(role) ?? []);
    if (needsFactor(runtime, keys)) return 'enrol';
  }
  const policy = passwordPolicy(runtime);
  return mustChangePassword(policy, credential, runtime.now()) ? 'password' : undefined;
}

export interface OpenOptions {
  readonly pending?: Pending;
  /** What the log says beside the event. */
  readonly note?: string;
}

/** Opens a session; it is a sign-in for the log once no second factor is missing. */
export async function openFor(
  runtime: Runtime,
  connection: Connection,
  whence: Whence,
  user: string,
  { pending, note }: OpenOptions = {},
): Promise<Opened> {
  const minutes = pending && PENDING_MINUTES;
  const session = { now: runtime.now(), ...whence, pending, minutes };
  const opened = await openSession(runtime.database, connection, user, session);
  if (pending !== 'factor')
    await logSignIn(runtime, whence, { kind: 'sign_in', user, note }, connection);
  return { ...opened, pending };
}

/** Opens the session of the first administrator, who may have to set up a second factor like everybody. */
export async function openFirst(runtime: Runtime, whence: Whence, user: string): Promise<Opened> {
  const credential = await credentialOf(runtime.database, user);
  if (!credential) throw new AppError('auth.required');
  const pending = await pendingOf(runtime, credential, false);
  return runtime.database.write((connection) =>
    openFor(runtime, connection, whence, user, { pending }),
  );
}

/** The session somebody is about to replace. */
export interface OwnSession {
  readonly hash: string;
  readonly user: string;
}

/** Ends the session that goes on in a new one. Throws `auth.required` when it is gone: nothing goes on from there. */
async function goOnFrom(
  { database }: Runtime,
  connection: Connection,
  { hash }: OwnSession,
): Promise<void> {
  if (!(await closeSession(database, connection, hash))) throw new AppError('auth.required');
}

/** Goes on with a session that waits for the second factor. Throws `auth.code`. */
export async function verifyFactor(
  runtime: Runtime,
  whence: Whence,
  session: OwnSession,
  code: string,
): Promise<Opened> {
  const { database } = runtime;
  const credential = await credentialOf(database, session.user);
  if (!credential) throw new AppError('auth.required');
  const limits = codeLimits(session.user);
  const attempt = await countedAttempt(runtime, whence, credential.email, limits);
  try {
    const pending = await pendingOf(runtime, credential, true);
    const opened = await database.write(async (connection) => {
      const kind = await useCode(runtime, connection, session.user, code);
      if (!kind) return undefined;
      await attempt.succeeded(connection);
      if (kind === 'recovery')
        await logSignIn(runtime, whence, { kind: 'recovery_used', user: session.user }, connection);
      await goOnFrom(runtime, connection, session);
      return openFor(runtime, connection, whence, session.user, { pending });
    });
    if (opened) return opened;
    const event = { kind: 'factor_failed', user: session.user, reason: 'wrong_code' };
    await logSignIn(runtime, whence, event);
    throw new AppError('auth.code');
  } finally {
    attempt.close();
  }
}

/**
 * Turns the second factor on with its first code: the person goes on in a new session, all others end.
 * @returns the recovery codes, shown once
 */
export async function enrolFactor(
  runtime: Runtime,
  whence: Whence,
  session: OwnSession,
  code: string,
): Promise<{ opened: Opened; codes: string[] }> {
  const { database } = runtime;
  const { user } = session;
  const credential = await credentialOf(database, user);
  if (!credential) throw new AppError('auth.required');
  const limits = codeLimits(user);
  const attempt = await countedAttempt(runtime, whence, credential.email, limits);
  try {
    const pending = await pendingOf(runtime, credential, true);
    return await database.write(async (connection) => {
      const codes = await confirmFactor(runtime, connection, user, code);
      await attempt.succeeded(connection);
      await goOnFrom(runtime, connection, session);
      await endOtherSessions(database, connection, user);
      await logSignIn(runtime, whence, { kind: 'factor_on', user }, connection);
      const minutes = pending && PENDING_MINUTES;
      const next = { now: runtime.now(), ...whence, pending, minutes };
      const opened = await openSession(database, connection, user, next);
      return { opened: { ...opened, pending }, codes };
    });
  } finally {
    attempt.close();
  }
}

/** The password of somebody signed in, asked for again before something that matters. Throws `auth.password-wrong`. */
export async function askPassword(
  runtime: Runtime,
  whence: Whence,
  user: string,
  password: string,
): Promise<Credential> {
  const credential = await credentialOf(runtime.database, user);
  if (!credential) throw new AppError('auth.required');
  const limits = passwordLimits(credential.email, whence.address);
  const attempt = await countedAttempt(runtime, whence, credential.email, limits);
  try {
    if (await verifyPassword(password, credential.password)) {
      await runtime.database.write((connection) => attempt.succeeded(connection));
      return credential;
    }
    const event = { kind: 'sign_in_failed', user, reason: 'wrong_password' };
    await logSignIn(runtime, whence, event);
    throw wrongPassword();
  } finally {
    attempt.close();
  }
}

function wrongPassword(): AppError {
  const code = 'auth.password-wrong';
  return new AppError(code, {}, [{ code, at: '/current' }]);
}

/** Replaces one's own password and goes on in a new session. Throws `auth.password-wrong`. */
export async function changePassword(
  runtime: Runtime,
  whence: Whence,
  session: OwnSession,
  { current, password }: { current: string; password: string },
): Promise<Opened> {
  const { database } = runtime;
  const { user } = session;
  const credential = await askPassword(runtime, whence, user, current);
  const hash = await hashNewPassword(runtime, credential, password);
  return database.write(async (connection) => {
    // Another password may have been set while this one was hashed; that one stays.
    if (!(await isUnchanged(database, connection, credential))) throw wrongPassword();
    await goOnFrom(runtime, connection, session);
    await setPassword(runtime, connection, user, hash);
    await logSignIn(runtime, whence, { kind: 'password_changed', user }, connection);
    return openSession(database, connection, user, { now: runtime.now(), ...whence });
  });
}
