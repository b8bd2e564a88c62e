// Gives the records that are there already their sort keys, batch by batch in the transaction of a migration.
import { sql } from 'kysely';
import type { Connection, Database } from './database.ts';
import { sortKeyOf } from './sort-key.ts';
import type { Step } from './step.ts';

const BATCH = 500;
/** Told every so many records. */
const TELL_EVERY = 50_000;

/** Told how many records of a table have been dealt with. */
export type Progress = (table: string, records: number) => void;

export async function fillSortKeys(
  database: Database,
  connection: Connection,
  { table, column, source, isPerson }: Extract<Step, { step: 'fill-sort-keys' }>,
  progress: Progress,
): Promise<void> {
  const rid = sql.ref(`${table}.rid`);
  const name = sql.ref(`${table}.${source}`);
  for (let last = 0, count = 0; ; ) {
    const page = sql`select ${rid}, ${name} as ${sql.id('name')} from ${sql.table(table)}
      where ${rid} > ${last} order by ${rid} limit ${sql.lit(BATCH)}`;
    const rows = await connection.all(page.compile(database.builder));
    if (rows.length === 0) return;
    last = Number(rows.at(-1)?.rid);
    const keys = rows.map((row) => {
      const key = row.name === null ? null : sortKeyOf(String(row.name), { isPerson });
      return sql`(cast(${Number(row.rid)} as bigint), cast(${key} as text))`;
    });
    const fresh = sql.id('fresh');
    const update = sql`with ${fresh} (rid, sort_key) as (values ${sql.join(keys)})
      update ${sql.table(table)} set ${sql.id(column)} = ${sql.ref('fresh.sort_key')} from ${fresh} where ${rid} = ${sql.ref('fresh.rid')}`;
    await connection.run(update.compile(database.builder));
    count += rows.length;
    if (count % TELL_EVERY < rows.length) progress(table, count);
  }
}
