// API keys: a token a program uses in a person's name. Shown once; only its hash is stored.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Context } from '../../core/records/context.ts';
import { API_KEY_PREFIX } from './sessions.ts';
import { hashToken, newToken } from './tokens.ts';

export interface ApiKey {
  readonly id: string;
  readonly label: string;
  /** Last characters, to tell keys apart. */
  readonly hint: string;
  readonly created_at: string;
  readonly expires_at: string | null;
}

/** The actor's own keys. */
export async function listKeys(context: Context): Promise<ApiKey[]> {
  const key = (column: string) => sql.ref(`_api_key.${column}`);
  const query = sql`select ${key('id')}, ${key('label')}, ${key('hint')}, ${key('created_at')}, ${key('expires_at')}
    from ${sql.table('_api_key')} where ${key('user')} = ${context.actor.id} order by ${key('created_at')} desc`;
  return (await context.database.read.all(
    query.compile(context.database.builder),
  )) as unknown as ApiKey[];
}

/** Makes a key for the actor. @param expires instant, or null for none */
export async function createKey(
  context: Context,
  label: string,
  expires: string | null,
): Promise<ApiKey & { token: string }> {
  if (expires !== null && !(Date.parse(expires) > Date.parse(context.now))) {
    throw new AppError('request.bad-parameter', {
      name: 'expires_at',
      expected: '2027-01-01T00:00:00Z',
    });
  }
  const token = API_KEY_PREFIX + newToken();
  const expiresAt = expires === null ? null : new Date(expires).toISOString();
  const key = {
    id: context.newId(),
    label,
    hint: token.slice(-4),
    created_at: context.now,
    expires_at: expiresAt,
  };
  const { builder } = context.database;
  const row = { ...key, hash: hashToken(token), user: context.actor.id };
  await context.database.write(async (connection) =>
    connection.run(builder.insertInto('_api_key').values(row).compile()),
  );
  return { ...key, token };
}

/** Ends one of the actor's own keys. */
export async function removeKey(context: Context, id: string): Promise<void> {
  const statement = sql`delete from ${sql.table('_api_key')} where ${sql.ref('_api_key.id')} = ${id} and ${sql.ref('_api_key.user')} = ${context.actor.id}`;
  const removed = await context.database.write(async (connection) =>
    connection.run(statement.compile(context.database.builder)),
  );
  if (removed === 0) throw new AppError('record.not-found');
}
