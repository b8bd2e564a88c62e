// Idempotency-Key: the first request with a key does its work and leaves its answer, in one transaction; later ones get
// that answer. Another request under the same key is refused.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Context } from '../../core/records/context.ts';
import type { PlainRecord } from '../../core/records/select.ts';
import type { Connection } from '../../core/storage/database.ts';
import type { Request } from './app-env.ts';
import type { JsonBody } from './body.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;
/** Answers are kept this long. */
const KEEP_HOURS = 24;

/** Runs a write once per key and actor. Without the header it just runs. */
export async function once(
  request: Request,
  context: Context,
  body: JsonBody,
  work: (connection: Connection | undefined) => Promise<PlainRecord>,
): Promise<PlainRecord> {
  const key = request.req.header('idempotency-key');
  if (key === undefined) return work(undefined);
  if (!KEY.test(key))
    throw new AppError('request.bad-parameter', {
      name: 'Idempotency-Key',
      expected: '1–200 visible ASCII characters',
    });
  const text = `${request.req.method} ${request.req.path} ${JSON.stringify(body)}`;
  const hash = createHash('sha256').update(text).digest('base64url');
  return context.database.write(async (connection) => {
    const earlier = await take(context, connection, key, hash);
    if (earlier) return earlier;
    const record = await work(connection);
    await keep(context, connection, key, record);
    return record;
  });
}

/** Claims the key, or gives back the answer it has. */
async function take(
  context: Context,
  connection: Connection,
  key: string,
  hash: string,
): Promise<PlainRecord | undefined> {
  const { builder } = context.database;
  const actor = context.actor.id ?? '';
  const oldest = new Date(Date.parse(context.now) - KEEP_HOURS * 3_600_000).toISOString();
  await connection.run(
    sql`delete from ${sql.table('_idempotency')} where ${sql.ref('_idempotency.at')} < ${oldest}`.compile(
      builder,
    ),
  );
  const claim = sql`insert into ${sql.table('_idempotency')} ("key", "actor", "request", "at") values (${key}, ${actor}, ${hash}, ${context.now})
    on conflict ("actor", "key") do nothing`;
  if ((await connection.run(claim.compile(builder))) === 1) return undefined;
  const find = sql`select ${sql.ref('_idempotency.request')}, ${sql.ref('_idempotency.body')} from ${sql.table('_idempotency')}
    where ${sql.ref('_idempotency.key')} = ${key} and ${sql.ref('_idempotency.actor')} = ${actor}`;
  const [row] = await connection.all(find.compile(builder));
  if (row?.request !== hash) throw new AppError('request.idempotency-conflict');
  if (row.body === null) throw new AppError('request.idempotency-running');
  return JSON.parse(String(row.body)) as PlainRecord;
}

async function keep(
  context: Context,
  connection: Connection,
  key: string,
  record: PlainRecord,
): Promise<void> {
  const update = sql`update ${sql.table('_idempotency')} set "body" = ${JSON.stringify(record)}
    where ${sql.ref('_idempotency.key')} = ${key} and ${sql.ref('_idempotency.actor')} = ${context.actor.id ?? ''}`;
  await connection.run(update.compile(context.database.builder));
}
