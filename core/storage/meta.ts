// Named values the engine keeps for itself in the database.
import { sql } from 'kysely';
import type { Connection, Database } from './database.ts';

/** A named value of the engine, or undefined. */
export async function readMeta(
  database: Database,
  connection: Connection,
  name: string,
): Promise<string | undefined> {
  const query = sql`select ${sql.ref('_meta.value')} from ${sql.table('_meta')} where ${sql.ref('_meta.name')} = ${name}`;
  const [row] = await connection.all(query.compile(database.builder));
  return row ? String(row.value) : undefined;
}

/** Sets a named value. */
export async function writeMeta(
  database: Database,
  connection: Connection,
  name: string,
  value: string,
): Promise<void> {
  const upsert = sql`insert into ${sql.table('_meta')} (${sql.id('name')}, ${sql.id('value')}) values (${name}, ${value})
    on conflict (${sql.id('name')}) do update set ${sql.id('value')} = ${sql.ref('excluded.value')}`;
  await connection.run(upsert.compile(database.builder));
}

/** Every named value whose name starts with a prefix, by the rest of its name. */
export async function readMetas(
  database: Database,
  connection: Connection,
  prefix: string,
): Promise<Map<string, string>> {
  const name = sql.ref('_meta.name');
  const query = sql`select ${name}, ${sql.ref('_meta.value')} from ${sql.table('_meta')}
    where substr(${name}, 1, ${sql.lit(prefix.length)}) = ${prefix}`;
  const rows = await connection.all(query.compile(database.builder));
  return new Map(rows.map((row) => [String(row.name).slice(prefix.length), String(row.value)]));
}

/** Takes a named value away. */
export async function deleteMeta(
  database: Database,
  connection: Connection,
  name: string,
): Promise<void> {
  const remove = sql`delete from ${sql.table('_meta')} where ${sql.ref('_meta.name')} = ${name}`;
  await connection.run(remove.compile(database.builder));
}
