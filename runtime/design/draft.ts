// The draft of one administrator: files of the site layer as they shall be, seen by nobody else until they are applied.
import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import { filePlace } from '../../core/packs/file-place.ts';
import type { JsonObject } from '../../core/packs/source.ts';
import type { Connection, Database } from '../../core/storage/database.ts';
import { readSiteFiles, type SiteFiles } from './site-layer.ts';

/** Path → content; `null` takes the file out of the site layer. */
export type DraftFiles = ReadonlyMap<string, JsonObject | null>;

const MOST_FILES = 2000;

/** What somebody has changed and not applied. */
export async function readDraft(
  database: Database,
  user: string,
  from?: Connection,
): Promise<DraftFiles> {
  const of = (column: string) => sql.ref(`_draft_file.${column}`);
  const query = sql`select ${of('path')}, ${of('content')} from ${sql.table('_draft_file')} where ${of('user')} = ${user} order by ${of('path')}`;
  const rows = await (from ?? database.read).all(query.compile(database.builder));
  return new Map(
    rows.map(({ path, content }) => [
      String(path),
      JSON.parse(String(content)) as JsonObject | null,
    ]),
  );
}

/** Puts files into a draft. What equals the site layer in force is no change and leaves the draft. */
export async function changeDraft(
  database: Database,
  user: string,
  files: DraftFiles,
  now: string,
): Promise<void> {
  for (const path of files.keys())
    if (!filePlace(path)) throw new AppError('design.place', { path });
  await database.write(async (connection) => {
    const site = await readSiteFiles(database, connection);
    const draft = await readDraft(database, user, connection);
    if (new Set([...draft.keys(), ...files.keys()]).size > MOST_FILES)
      throw new AppError('query.too-many', { limit: MOST_FILES, what: 'files' });
    for (const [path, content] of files) {
      await removeFile(database, connection, user, path);
      if (isSame(site.get(path) ?? null, content)) continue;
      const values = sql.join([user, path, JSON.stringify(content), now]);
      await run(
        database,
        connection,
        sql`insert into ${sql.table('_draft_file')} ("user", "path", "content", "changed_at") values (${values})`,
      );
    }
  });
}

/** Throws a draft away, inside a transaction where one is open. */
export async function dropDraft(
  database: Database,
  user: string,
  connection?: Connection,
): Promise<void> {
  const remove = sql`delete from ${sql.table('_draft_file')} where ${sql.ref('_draft_file.user')} = ${user}`;
  if (connection) await run(database, connection, remove);
  else await database.write((own) => run(database, own, remove));
}

/** The site layer as it is once the draft is applied. */
export function withDraft(site: SiteFiles, draft: DraftFiles): SiteFiles {
  const files = new Map(site);
  for (const [path, content] of draft) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  return files;
}

function removeFile(
  database: Database,
  connection: Connection,
  user: string,
  path: string,
): Promise<void> {
  return run(
    database,
    connection,
    sql`delete from ${sql.table('_draft_file')} where ${sql.ref('_draft_file.user')} = ${user} and ${sql.ref('_draft_file.path')} = ${path}`,
  );
}

async function run(
  database: Database,
  connection: Connection,
  query: RawBuilder<unknown>,
): Promise<void> {
  await connection.run(query.compile(database.builder));
}

function isSame(a: JsonObject | null, b: JsonObject | null): boolean {
  return Bun.deepEquals(a, b, true);
}
