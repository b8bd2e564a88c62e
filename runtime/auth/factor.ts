// The second factor: codes of an authenticator app, and recovery codes for when the phone is lost. Every code counts once.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Connection, Database } from '../../core/storage/database.ts';
import type { Runtime } from '../runtime.ts';
import { toBase32 } from './base32.ts';
import { seal, unseal } from './sealed.ts';
import { hashToken } from './tokens.ts';
import { matchingStep, otpauthUri } from './totp.ts';

const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
const PURPOSE = 'second factor';

interface Factor {
  readonly secret: Uint8Array;
  readonly confirmed: boolean;
}

export interface FactorState {
  readonly on: boolean;
  /** When it was turned on. */
  readonly since: string | null;
  readonly recoveryCodes: number;
}

const own = (name: string) => sql.ref(`_factor.${name}`);
const table = sql.table('_factor');

/** What a person may know about his second factor. */
export async function factorState(database: Database, user: string): Promise<FactorState> {
  const codes = sql`select count(*) from ${sql.table('_recovery_code')} where ${sql.ref('_recovery_code.user')} = ${user}`;
  const query = sql`select ${own('confirmed_at')}, (${codes}) as ${sql.id('codes')} from ${table} where ${own('user')} = ${user}`;
  const [row] = await database.read.all(query.compile(database.builder));
  const since = row?.confirmed_at ? String(row.confirmed_at) : null;
  return { on: since !== null, since, recoveryCodes: Number(row?.codes ?? 0) };
}

/** True when the person has turned it on. */
export async function hasFactor(database: Database, user: string): Promise<boolean> {
  const query = sql`select 1 as ${sql.id('found')} from ${table} where ${own('user')} = ${user} and ${own('confirmed_at')} is not null`;
  return (await database.read.all(query.compile(database.builder))).length > 0;
}

/** Begins setting it up with a new secret. Throws `auth.factor-on`. */
export async function beginFactor(
  runtime: Runtime,
  user: { id: string; email: string },
): Promise<{ secret: string; uri: string }> {
  const { database, config } = runtime;
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const values = [user.id, seal(config.secret, PURPOSE, bytes), runtime.now().toISOString(), 0];
  const upsert = sql`insert into ${table} ("user", "secret", "created_at", "last_step") values (${sql.join(values)})
    on conflict ("user") do update set "secret" = ${sql.ref('excluded.secret')}, "created_at" = ${sql.ref('excluded.created_at')}, "last_step" = 0
    where ${own('confirmed_at')} is null`;
  const written = await database.write(async (connection) =>
    connection.run(upsert.compile(database.builder)),
  );
  if (written === 0) throw new AppError('auth.factor-on');
  const secret = toBase32(bytes);
  const issuer = String(runtime.live.current.model.settings.get('company_name') ?? 'Strata CRM');
  return { secret, uri: otpauthUri(issuer, user.email, secret) };
}

/** Turns it on with a first code. Throws `auth.factor-off` or `auth.code`. @returns the recovery codes, shown once */
export async function confirmFactor(
  runtime: Runtime,
  connection: Connection,
  user: string,
  code: string,
): Promise<string[]> {
  const factor = await readFactor(runtime, connection, user);
  if (!factor || factor.confirmed) throw new AppError('auth.factor-off');
  if (!(await takeStep(runtime, connection, user, factor.secret, code)))
    throw new AppError('auth.code');
  const confirm = sql`update ${table} set "confirmed_at" = ${runtime.now().toISOString()} where ${own('user')} = ${user}`;
  await connection.run(confirm.compile(runtime.database.builder));
  return newRecoveryCodes(runtime.database, connection, user);
}

/** Replaces the recovery codes. @returns the new ones, shown once */
export async function newRecoveryCodes(
  database: Database,
  connection: Connection,
  user: string,
): Promise<string[]> {
  await forgetCodes(database, connection, user);
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const rows = codes.map((code) => ({ user, hash: hashToken(plainCode(code)) }));
  await connection.run(database.builder.insertInto('_recovery_code').values(rows).compile());
  return codes;
}

/** 80 random bits, in groups one can copy by hand. */
function newRecoveryCode(): string {
  const text = toBase32(crypto.getRandomValues(new Uint8Array(10)));
  return text.match(/.{4}/g)?.join('-') ?? text;
}

const plainCode = (code: string) =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/**
 * Uses a code of the app or a recovery code, once, in the transaction at hand.
 * @returns which kind it was; undefined: neither
 */
export async function useCode(
  runtime: Runtime,
  connection: Connection,
  user: string,
  code: string,
): Promise<'code' | 'recovery' | undefined> {
  const factor = await readFactor(runtime, connection, user);
  if (!factor?.confirmed) return undefined;
  const plain = plainCode(code);
  if (/^\d{6}$/.test(plain))
    return (await takeStep(runtime, connection, user, factor.secret, plain)) ? 'code' : undefined;
  const { builder } = runtime.database;
  const hash = hashToken(plain);
  const take = sql`delete from ${sql.table('_recovery_code')} where ${sql.ref('_recovery_code.user')} = ${user} and ${sql.ref('_recovery_code.hash')} = ${hash}`;
  return (await connection.run(take.compile(builder))) > 0 ? 'recovery' : undefined;
}

/** Turns it off, recovery codes included. @returns false when it was off already */
export async function removeFactor(
  database: Database,
  connection: Connection,
  user: string,
): Promise<boolean> {
  await forgetCodes(database, connection, user);
  const remove = sql`delete from ${table} where ${own('user')} = ${user}`;
  return (await connection.run(remove.compile(database.builder))) > 0;
}

async function forgetCodes(
  database: Database,
  connection: Connection,
  user: string,
): Promise<void> {
  const remove = sql`delete from ${sql.table('_recovery_code')} where ${sql.ref('_recovery_code.user')} = ${user}`;
  await connection.run(remove.compile(database.builder));
}

async function readFactor(
  runtime: Runtime,
  connection: Connection,
  user: string,
): Promise<Factor | undefined> {
  const query = sql`select ${own('secret')}, ${own('confirmed_at')} from ${table} where ${own('user')} = ${user}`;
  const [row] = await connection.all(query.compile(runtime.database.builder));
  const secret = row && unseal(runtime.config.secret, PURPOSE, String(row.secret));
  return secret && { secret, confirmed: row.confirmed_at !== null };
}

/** The update is the lock: a step is taken by whoever moves the last one past it. */
async function takeStep(
  runtime: Runtime,
  connection: Connection,
  user: string,
  secret: Uint8Array,
  code: string,
): Promise<boolean> {
  const step = matchingStep(secret, code, runtime.now());
  if (step === undefined) return false;
  const take = sql`update ${table} set "last_step" = ${step} where ${own('user')} = ${user} and ${own('last_step')} < ${step}`;
  return (await connection.run(take.compile(runtime.database.builder))) > 0;
}
