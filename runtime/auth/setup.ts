// The first administrator: made once, by whoever holds the link printed at start, whatever runs beside it.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import { listRecords } from '../../core/records/list.ts';
import { createRecord } from '../../core/records/write.ts';
import { readMeta, writeMeta } from '../../core/storage/meta.ts';
import type { Runtime } from '../runtime.ts';
import { hashPassword } from './passwords.ts';
import { hashToken, newToken, sameSecret } from './tokens.ts';

export interface NewAdministrator {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

const DONE = 'setup:done';
const TOKEN = 'setup:token';

export async function hasAdministrator(runtime: Runtime): Promise<boolean> {
  return (await readMeta(runtime.database, runtime.database.read, DONE)) !== undefined;
}

/** A set-up token for the link printed at start; an earlier one ends. Undefined when there is an administrator. */
export async function setupToken(runtime: Runtime): Promise<string | undefined> {
  if (await hasAdministrator(runtime)) return undefined;
  const token = newToken();
  await runtime.database.write((connection) =>
    writeMeta(runtime.database, connection, TOKEN, hashToken(token)),
  );
  return token;
}

/** Makes the first administrator for the holder of the token. Throws `setup.done` or `setup.token`. */
export async function setUp(
  runtime: Runtime,
  token: string,
  administrator: NewAdministrator,
): Promise<string> {
  if (await hasAdministrator(runtime)) throw new AppError('setup.done');
  const expected = await readMeta(runtime.database, runtime.database.read, TOKEN);
  if (!expected || !sameSecret(expected, hashToken(token))) throw new AppError('setup.token');
  return createAdministrator(runtime, administrator);
}

/**
 * Creates the user with every administrator role. Exactly one caller succeeds: the marker is inserted, not updated, in
 * the transaction that creates the user.
 * @returns the user's id
 */
export async function createAdministrator(
  runtime: Runtime,
  administrator: NewAdministrator,
): Promise<string> {
  const password = await hashPassword(administrator.password);
  const context = runtime.systemContext('setup');
  const roles = await listRecords(context, 'role', {
    fields: ['key', 'administrator'],
    limit: 200,
  });
  const adminRoles = roles.items
    .filter((role) => role.administrator === true)
    .map((role) => String(role.id));
  const { builder } = runtime.database;
  return runtime.database.write(async (connection) => {
    const mark = sql`insert into ${sql.table('_meta')} ("name", "value") values (${DONE}, ${context.now}) on conflict ("name") do nothing`;
    if ((await connection.run(mark.compile(builder))) === 0) throw new AppError('setup.done');
    const input = {
      name: administrator.name,
      email: administrator.email,
      roles: adminRoles,
      active: true,
      locale: runtime.config.locale,
      time_zone: runtime.config.timeZone,
    };
    const user = await createRecord(context, 'user', input, { connection, trusted: true });
    const values = { user: String(user.id), password, changed_at: context.now };
    await connection.run(builder.insertInto('_credential').values(values).compile());
    return String(user.id);
  });
}
