// Fills the full-text index of whole entities, for fields that became searchable when records were there already.
import { sql } from 'kysely';
import type { Model } from '../model/model.ts';
import { searchTableName } from '../model/naming.ts';
import type { Connection, Database } from '../storage/database.ts';
import { readMeta } from '../storage/meta.ts';
import { makeSearchTable } from '../storage/search-tables.ts';
import type { Layout } from '../storage/table-layout.ts';
import { QueryBuild, QueryScope } from './query-scope.ts';
import { entriesFor } from './search.ts';
import { select } from './select.ts';

const BATCH = 500;

/** Indexes every live record of the entities anew, inside the given transaction. */
export async function reindex(
  database: Database,
  model: Model,
  connection: Connection,
  entities: readonly string[],
): Promise<void> {
  const text = await readMeta(database, connection, 'searches');
  const searches = (text ? JSON.parse(text) : {}) as Layout['searches'];
  for (const name of entities) await reindexEntity(database, model, connection, name, searches);
}

async function reindexEntity(
  database: Database,
  model: Model,
  connection: Connection,
  name: string,
  searches: Layout['searches'],
): Promise<void> {
  const build = new QueryBuild(model, database.dialect, undefined);
  const entity = build.entity(name);
  const table = searchTableName(name);
  const slots = searches[table]?.slots ?? [];
  const fields = [...entity.fields.values()].filter(
    (field) => field.searchable && slots.includes(field.id),
  );
  const scope = new QueryScope(build, entity, 't');
  const selection = select(
    scope,
    fields.map((field) => field.name),
  );
  for (let last = 0; ; ) {
    const page = sql`select ${sql.ref('t.rid')} as ${sql.id('rid')}, ${sql.join(selection.columns)} from ${sql.table(entity.table)} as ${sql.id('t')}
      where ${sql.ref('t.rid')} > ${last} and ${sql.ref('t.deleted_at')} is null order by ${sql.ref('t.rid')} limit ${BATCH}`;
    const rows = await connection.all(page.compile(database.builder));
    if (last === 0 && rows.length > 0) await makeSearchTable(database, connection, table);
    for (const row of rows) {
      const rid = Number(row.rid);
      const entries = entriesFor(
        fields.map((field) => ({ field, slot: slots.indexOf(field.id) })),
        selection.decode(row),
      );
      await connection.run(database.dialect.search.remove(table, rid));
      if (entries.length > 0)
        await connection.run(database.dialect.search.insert(table, rid, entries));
    }
    if (rows.length < BATCH) return;
    last = Number(rows.at(-1)?.rid);
  }
}
