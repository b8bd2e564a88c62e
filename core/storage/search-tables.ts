// Search tables are made when something is first indexed: in a large model most entities never need theirs, and each is
// several tables to the database, which reads the list of all tables for every new one.
import type { Connection, Database } from './database.ts';
import { SEARCH_SLOTS } from './layout.ts';
import type { Layout } from './table-layout.ts';

/** Tables that have been committed, kept with the searches of the live model: a migration may rename them. */
const committed = new WeakMap<Layout['searches'], Set<string>>();

/** Whether a search table is there for everybody to read. */
export async function hasSearchTable(
  database: Database,
  searches: Layout['searches'],
  table: string,
): Promise<boolean> {
  const known = committed.get(searches) ?? new Set<string>();
  committed.set(searches, known);
  if (known.has(table)) return true;
  if (!(await tableExists(database, database.read, table))) return false;
  known.add(table);
  return true;
}

/** Makes a search table in the transaction at hand unless it is there. */
export async function makeSearchTable(
  database: Database,
  connection: Connection,
  table: string,
): Promise<void> {
  if (await tableExists(database, connection, table)) return;
  for (const query of database.dialect.search.createTable(table, SEARCH_SLOTS))
    await connection.run(query);
}

/** Renames a search table if it was ever made. */
export async function renameSearchTable(
  database: Database,
  connection: Connection,
  from: string,
  to: string,
): Promise<void> {
  if (!(await tableExists(database, connection, from))) return;
  for (const query of database.dialect.search.renameTable(from, to)) await connection.run(query);
}

async function tableExists(
  { dialect }: Database,
  connection: Connection,
  table: string,
): Promise<boolean> {
  return (await connection.all(dialect.findTable(table))).length > 0;
}
