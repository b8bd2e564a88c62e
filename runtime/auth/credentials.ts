// Stored passwords: who has which, and how a new one takes the old one's place.
import { sql } from 'kysely';
import type { Connection, Database, Row } from '../../core/storage/database.ts';
import type { Runtime } from '../runtime.ts';
import { type PasswordPolicy, passwordPolicy } from './auth-settings.ts';
import { endOtherSessions } from './own-sessions.ts';
import { assertNew, assertPassword, isTooOld } from './password-policy.ts';
import { hashPassword } from './passwords.ts';

/** An account with its password. */
export interface Credential {
  readonly user: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  /** Missing for accounts that never had one. */
  readonly password?: string;
  /** Hashes of former passwords, the newest first. */
  readonly history: readonly string[];
  readonly changedAt?: string;
  readonly mustChange: boolean;
}

/** The account of an e-mail address, active or not. */
export function findCredential(database: Database, email: string): Promise<Credential | undefined> {
  return credentialWhere(database, 'user.email', email);
}

/** The account of a user. */
export function credentialOf(database: Database, user: string): Promise<Credential | undefined> {
  return credentialWhere(database, 'user.id', user);
}

async function credentialWhere(
  database: Database,
  column: string,
  value: string,
): Promise<Credential | undefined> {
  const own = (name: string) => sql.ref(`_credential.${name}`);
  const person = (name: string) => sql.ref(`user.${name}`);
  const query = sql`select ${person('id')}, ${person('name')}, ${person('email')}, ${person('active')}, ${own('password')},
      ${own('history')}, ${own('changed_at')}, ${own('must_change')}
    from ${sql.table('user')} left join ${sql.table('_credential')} on ${own('user')} = ${person('id')}
    where ${sql.ref(column)} = ${value} and ${person('deleted_at')} is null`;
  const [row] = await database.read.all(query.compile(database.builder));
  return row && credentialFrom(database, row);
}

function credentialFrom(database: Database, row: Row): Credential {
  return {
    user: String(row.id),
    name: String(row.name),
    email: String(row.email ?? ''),
    active: database.dialect.read({ kind: 'boolean', scale: 0 }, row.active) === true,
    password: row.password === null ? undefined : String(row.password),
    history: JSON.parse(String(row.history ?? '[]')) as string[],
    changedAt: row.changed_at === null ? undefined : String(row.changed_at),
    mustChange: Number(row.must_change ?? 0) === 1,
  };
}

/** In the transaction at hand: is the account still active, and its password still the one that was looked at? */
export async function isUnchanged(
  database: Database,
  connection: Connection,
  { user, password }: Credential,
): Promise<boolean> {
  const active = database.dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const query = sql`select 1 as ${sql.id('found')} from ${sql.table('user')}
    join ${sql.table('_credential')} on ${sql.ref('_credential.user')} = ${sql.ref('user.id')}
    where ${sql.ref('user.id')} = ${user} and ${sql.ref('user.active')} = ${active} and ${sql.ref('user.deleted_at')} is null
      and ${sql.ref('_credential.password')} = ${password ?? ''}`;
  return (await connection.all(query.compile(database.builder))).length > 0;
}

/** True when the owner must choose another password before anything else. */
export function mustChangePassword(
  policy: PasswordPolicy,
  credential: Credential,
  now: Date,
): boolean {
  if (credential.mustChange) return true;
  return credential.changedAt !== undefined && isTooOld(policy, credential.changedAt, now);
}

/** Throws when the policy refuses a person's new password. @returns its hash */
export async function hashNewPassword(
  runtime: Runtime,
  credential: Credential,
  password: string,
): Promise<string> {
  const policy = passwordPolicy(runtime);
  assertPassword(policy, password, credential);
  const former = credential.password ? [credential.password, ...credential.history] : [];
  await assertNew(policy, password, former);
  return hashPassword(password);
}

interface SetPassword {
  /** Somebody else chose it: the owner must choose another at the next sign-in. */
  readonly mustChange?: boolean;
}

/** Sets a password and ends the sessions and open links of the user. */
export async function setPassword(
  runtime: Runtime,
  connection: Connection,
  user: string,
  password: string,
  options: SetPassword = {},
): Promise<void> {
  const { builder } = runtime.database;
  const values = {
    user,
    password,
    changed_at: runtime.now().toISOString(),
    history: JSON.stringify(await formerHashes(runtime, connection, user)),
    must_change: options.mustChange ? 1 : 0,
  };
  const columns = Object.keys(values);
  const changes = columns
    .filter((name) => name !== 'user')
    .map((name) => sql`${sql.id(name)} = ${sql.ref(`excluded.${name}`)}`);
  const upsert = sql`insert into ${sql.table('_credential')} (${sql.join(columns.map((name) => sql.id(name)))})
    values (${sql.join(Object.values(values))}) on conflict ("user") do update set ${sql.join(changes)}`;
  await connection.run(upsert.compile(builder));
  await endOtherSessions(runtime.database, connection, user);
  const links = sql`delete from ${sql.table('_token')} where ${sql.ref('_token.user')} = ${user}`;
  await connection.run(links.compile(builder));
}

/** What the history holds once the present password is a former one. */
async function formerHashes(
  runtime: Runtime,
  connection: Connection,
  user: string,
): Promise<string[]> {
  const query = sql`select ${sql.ref('_credential.password')}, ${sql.ref('_credential.history')} from ${sql.table('_credential')} where ${sql.ref('_credential.user')} = ${user}`;
  const [row] = await connection.all(query.compile(runtime.database.builder));
  if (!row) return [];
  const history = JSON.parse(String(row.history ?? '[]')) as string[];
  return [String(row.password), ...history].slice(0, passwordPolicy(runtime).history);
}
