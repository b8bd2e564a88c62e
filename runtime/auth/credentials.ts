// Stored passwords and the links that replace a forgotten one.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import { enqueue } from '../../core/records/outbox.ts';
import type { Connection, Database } from '../../core/storage/database.ts';
import type { Runtime } from '../runtime.ts';
import { assertPassword, hashPassword } from './passwords.ts';
import { hashToken, newToken } from './tokens.ts';

const RESET_MINUTES = 30;

/** The live account of an e-mail address. */
export async function findCredential(
  database: Database,
  email: string,
): Promise<{ user: string; password: string } | undefined> {
  const active = database.dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const query = sql`select ${sql.ref('_credential.user')}, ${sql.ref('_credential.password')} from ${sql.table('user')}
    join ${sql.table('_credential')} on ${sql.ref('_credential.user')} = ${sql.ref('user.id')}
    where ${sql.ref('user.email')} = ${email} and ${sql.ref('user.active')} = ${active} and ${sql.ref('user.deleted_at')} is null`;
  const [row] = await database.read.all(query.compile(database.builder));
  return row ? { user: String(row.user), password: String(row.password) } : undefined;
}

/** Sets a password and ends every session of the user. */
export async function setPassword(
  runtime: Runtime,
  connection: Connection,
  user: string,
  password: string,
): Promise<void> {
  const { builder } = runtime.database;
  const now = runtime.now().toISOString();
  const upsert = sql`insert into ${sql.table('_credential')} ("user", "password", "changed_at") values (${user}, ${password}, ${now})
    on conflict ("user") do update set "password" = ${sql.ref('excluded.password')}, "changed_at" = ${sql.ref('excluded.changed_at')}`;
  await connection.run(upsert.compile(builder));
  await connection.run(
    sql`delete from ${sql.table('_session')} where ${sql.ref('_session.user')} = ${user}`.compile(
      builder,
    ),
  );
}

/** A one-time link for a user's new password; `undefined` when nobody has the address. */
export async function makeResetLink(runtime: Runtime, email: string): Promise<string | undefined> {
  const { database, config } = runtime;
  const query = sql`select ${sql.ref('user.id')} from ${sql.table('user')} where ${sql.ref('user.email')} = ${email} and ${sql.ref('user.deleted_at')} is null`;
  const [row] = await database.read.all(query.compile(database.builder));
  if (!row) return undefined;
  const token = newToken();
  const expires = new Date(runtime.now().getTime() + RESET_MINUTES * 60_000).toISOString();
  const values = {
    hash: hashToken(token),
    purpose: 'reset',
    user: String(row.id),
    expires_at: expires,
  };
  await database.write(async (connection) =>
    connection.run(database.builder.insertInto('_token').values(values).compile()),
  );
  const base = config.publicUrl ?? `http://${config.host}:${config.port}`;
  return `${base}/reset?token=${token}`;
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
  token: string,
  password: string,
): Promise<void> {
  const { builder } = runtime.database;
  assertPassword(password);
  // Hashing is dear: nobody gets it done for a made-up link.
  const known = sql`select 1 as ${sql.id('found')} from ${sql.table('_token')} where ${sql.ref('_token.hash')} = ${hashToken(token)}`;
  if ((await runtime.database.read.all(known.compile(builder))).length === 0)
    throw new AppError('auth.token');
  const hash = await hashPassword(password);
  await runtime.database.write(async (connection) => {
    const take = sql`delete from ${sql.table('_token')} where ${sql.ref('_token.hash')} = ${hashToken(token)} and ${sql.ref('_token.purpose')} = 'reset'
      returning ${sql.id('user')}, ${sql.id('expires_at')}`;
    const [row] = await connection.all(take.compile(builder));
    if (!row || String(row.expires_at) <= runtime.now().toISOString())
      throw new AppError('auth.token');
    await setPassword(runtime, connection, String(row.user), hash);
  });
}
