// API keys: a token a program uses in a person's name, within limits of its own. Shown once; only its hash is stored.
import { sql } from 'kysely';
import type { ActorLimits } from '../../core/access/actor.ts';
import { AppError } from '../../core/errors.ts';
import type { Context } from '../../core/records/context.ts';
import type { Connection } from '../../core/storage/database.ts';
import { API_KEY_PREFIX } from './sessions.ts';
import { hashToken, newToken } from './tokens.ts';

export interface ApiKey {
  readonly id: string;
  readonly label: string;
  /** Last characters, to tell keys apart. */
  readonly hint: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly used_at: string | null;
  /** Null: everything the person may do. */
  readonly limits: ActorLimits | null;
}

export interface NewKey {
  readonly label: string;
  /** Instant, or null for none. */
  readonly expires: string | null;
  readonly limits: ActorLimits | null;
}

/** The actor's own keys. */
export async function listKeys(context: Context): Promise<ApiKey[]> {
  const key = (column: string) => sql.ref(`_api_key.${column}`);
  const columns = ['id', 'label', 'hint', 'created_at', 'expires_at', 'used_at', 'limits'];
  const query = sql`select ${sql.join(columns.map(key))}
    from ${sql.table('_api_key')} where ${key('user')} = ${context.actor.id} order by ${key('created_at')} desc`;
  const rows = await context.database.read.all(query.compile(context.database.builder));
  return rows.map(
    (row) => ({ ...row, limits: row.limits ? JSON.parse(String(row.limits)) : null }) as ApiKey,
  );
}

/** Makes a key for the actor. */
export async function createKey(
  context: Context,
  connection: Connection,
  { label, expires, limits }: NewKey,
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
  const row = {
    ...key,
    hash: hashToken(token),
    user: context.actor.id,
    limits: limits && JSON.stringify(limits),
  };
  await connection.run(builder.insertInto('_api_key').values(row).compile());
  return { ...key, used_at: null, limits, token };
}

/** Ends one of the actor's own keys. @returns its label */
export async function removeKey(
  context: Context,
  connection: Connection,
  id: string,
): Promise<string> {
  const remove = sql`delete from ${sql.table('_api_key')} where ${sql.ref('_api_key.id')} = ${id} and ${sql.ref('_api_key.user')} = ${context.actor.id}
    returning ${sql.id('label')}`;
  const [row] = await connection.all(remove.compile(context.database.builder));
  if (!row) throw new AppError('record.not-found');
  return String(row.label);
}
