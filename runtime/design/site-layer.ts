// The site layer: the client's own changes to the metadata, kept in the database as files of a pack and laid over all packs.
import { type RawBuilder, sql } from 'kysely';
import type { Problem } from '../../core/errors.ts';
import { filePlace } from '../../core/packs/file-place.ts';
import { type MetadataKind, metadataKinds } from '../../core/packs/schema/kinds.ts';
import { ENGINE_FORMAT, type PackDef } from '../../core/packs/schema/pack.ts';
import type { JsonObject, Pack, PackFile } from '../../core/packs/source.ts';
import type { Connection, Database } from '../../core/storage/database.ts';
import type { ReadPacks } from '../assemble.ts';

/** Files of the site layer: path inside the pack → content. */
export type SiteFiles = ReadonlyMap<string, JsonObject>;

export const SITE = 'site';
/** Entity under which the change log keeps changes of the layer; the record is the file. */
export const SITE_LOG = '_site_file';
const MANIFEST: PackDef = {
  name: SITE,
  version: '1.0.0',
  engine: ENGINE_FORMAT,
  layer: 'site',
  title: { 'zh-CN': '本站设置', en: 'Settings of this site' },
};

/** Who changed a file of the layer, and when. */
export interface SiteChange {
  readonly at: string;
  readonly by: string | null;
}

/** The files in force; none in a database that has no tables yet. */
export async function readSiteFiles(database: Database, from?: Connection): Promise<SiteFiles> {
  const connection = from ?? database.read;
  const [table] = await connection.all(database.dialect.findTable('_site_file'));
  if (!table) return new Map();
  const query = sql`select ${sql.ref('_site_file.path')}, ${sql.ref('_site_file.content')} from ${sql.table('_site_file')}
    order by ${sql.ref('_site_file.path')}`;
  const rows = await connection.all(query.compile(database.builder));
  return new Map(
    rows.map(({ path, content }) => [String(path), JSON.parse(String(content)) as JsonObject]),
  );
}

/** Puts a file into the layer, or takes it out. */
export async function writeSiteFile(
  database: Database,
  connection: Connection,
  path: string,
  content: JsonObject | null,
  { at, by }: SiteChange,
): Promise<void> {
  const run = (query: RawBuilder<unknown>) => connection.run(query.compile(database.builder));
  await run(
    sql`delete from ${sql.table('_site_file')} where ${sql.ref('_site_file.path')} = ${path}`,
  );
  if (content === null) return;
  const values = sql.join([path, JSON.stringify(content), at, by]);
  await run(
    sql`insert into ${sql.table('_site_file')} ("path", "content", "changed_at", "changed_by") values (${values})`,
  );
}

/** The layer as a pack; a file that stands nowhere or calls itself otherwise is a problem. */
export function sitePack(files: SiteFiles): { pack: Pack; problems: Problem[] } {
  const problems: Problem[] = [];
  const found: PackFile[] = [];
  for (const [path, json] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const place = filePlace(path);
    const at = `${SITE}/${path}`;
    if (!place) {
      problems.push({ code: 'design.place', at, params: { path } });
      continue;
    }
    const { nameProperty }: MetadataKind = metadataKinds[place.kind];
    if (nameProperty && json[nameProperty] !== place.name) {
      const params = { actual: json[nameProperty] ?? '', expected: place.name };
      problems.push({ code: 'pack.name-differs', at: `${at}#/${nameProperty}`, params });
    } else found.push({ kind: place.kind, key: place.key, path, json });
  }
  const pack: Pack = { manifest: MANIFEST, files: found, texts: new Map(), dataFiles: [] };
  return { pack, problems };
}

/** The packs with the layer on top; without files there is no layer. */
export function withSite(read: ReadPacks, files: SiteFiles): ReadPacks {
  if (files.size === 0) return read;
  const { pack, problems } = sitePack(files);
  return { packs: [...read.packs, pack], problems: [...read.problems, ...problems] };
}
