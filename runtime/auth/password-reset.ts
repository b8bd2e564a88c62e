// Links that replace a forgotten password: mailed, good once and for half an hour.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import { enqueue } from '../../core/records/outbox.ts';
import type { Runtime } from '../runtime.ts';
import { credentialOf, findCredential, hashNewPassword, setPassword } from './credentials.ts';
import { logSignIn, type Whence } from './sign-in-log.ts';
import { hashToken, newToken } from './tokens.ts';

const RESET_MINUTES = 30;

/** Address of the product as people reach it. */
export function publicAddress({ config }: Runtime): string {
  return config.publicUrl ?? `http://${config.host}:${config.port}`;
}

/** A one-time link for a user's new password; `undefined` when no active account has the address. */
export async function makeResetLink(runtime: Runtime, email: string): Promise<string | undefined> {
  const { database } = runtime;
  const credential = await findCredential(database, email);
  if (!credential?.active) return undefined;
  const token = newToken();
  const expires = new Date(runtime.now().getTime() + RESET_MINUTES * 60_000).toISOString();
  const values = {
    hash: hashToken(token),
    purpose: 'reset',
    user: credential.user,
    expires_at: expires,
  };
  await database.write(async (connection) =>
    connection.run(database.builder.insertInto('_token').values(values).compile()),
  );
  return `${publicAddress(runtime)}/reset?token=${token}`;
}

/** Queues the mail with the link. While no mail server is set up, the link is in the server's log. */
export async function requestReset(runtime: Runtime, email: string): Promise<void> {
  const link = await makeResetLink(runtime, email);
  if (!link) return;
  if (!runtime.config.smtpUrl)
    runtime.log.info(
      { email, link },
      'password reset link (no mail server is set up: CRM_SMTP_URL)',
    );
  const context = runtime.systemContext('password reset');
  await runtime.database.write((connection) =>
    enqueue(context, connection, 'mail.password-reset', { email, link }),
  );
}

/** Uses a link, once. Throws `auth.token` when it is unknown, used or too old. */
export async function resetPassword(
  runtime: Runtime,
  whence: Whence,
  token: string,
  password: string,
): Promise<void> {
  const { builder, read } = runtime.database;
  const stored = sql`${sql.ref('_token.hash')} = ${hashToken(token)} and ${sql.ref('_token.purpose')} = 'reset'`;
  // Hashing is dear: nobody gets it done for a made-up link.
  const find = sql`select ${sql.ref('_token.user')} from ${sql.table('_token')}
    where ${stored} and ${sql.ref('_token.expires_at')} > ${runtime.now().toISOString()}`;
  const [known] = await read.all(find.compile(builder));
  const credential = known && (await credentialOf(runtime.database, String(known.user)));
  if (!credential?.active) throw new AppError('auth.token');
  const hash = await hashNewPassword(runtime, credential, password);
  await runtime.database.write(async (connection) => {
    const take = sql`delete from ${sql.table('_token')} where ${stored} returning ${sql.id('expires_at')}`;
    const [row] = await connection.all(take.compile(builder));
    if (!row || String(row.expires_at) <= runtime.now().toISOString())
      throw new AppError('auth.token');
    await setPassword(runtime, connection, credential.user, hash);
    const event = { kind: 'password_reset', user: credential.user };
    await logSignIn(runtime, whence, event, connection);
  });
}
