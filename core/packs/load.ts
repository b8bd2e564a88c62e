// The only reader of pack folders: finds the files a pack may hold, parses them, and says what is out of place.
// What the files mean is for merge.ts and model/build.ts.
import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearest, type Problem } from '../errors.ts';
import { schemaProblems } from './conform.ts';
import { type MetadataKind, metadataKinds } from './schema/kinds.ts';
import { ENGINE_FORMAT, type PackDef } from './schema/pack.ts';
import type { DataFile, JsonObject, Pack, PackFile } from './source.ts';

interface Loading {
  readonly folder: string;
  readonly name: string;
  readonly problems: Problem[];
  readonly files: PackFile[];
  readonly texts: Map<string, string>;
  readonly dataFiles: DataFile[];
}

/** Folders directly below a pack that hold one JSON file per node. */
const TOP_KINDS = new Map(
  (
    [
      'picklist',
      'classification',
      'role',
      'policy',
      'report',
      'dashboard',
      'document',
      'menu',
      'test',
    ] as const
  ).map((kind) => [metadataKinds[kind].place as string, kind] as const),
);
const ENTITY_KINDS = new Map([
  ['layouts', 'layout'],
  ['views', 'view'],
  ['automations', 'automation'],
] as const);
const TEXT_FILES = /\.(csv|hbs)$/;
const EXPECTED = [...TOP_KINDS.keys(), 'entities', 'locales', 'data', 'sample'];

/**
 * Reads one pack folder.
 * @returns the pack, or undefined when it has no readable manifest, and every problem found on the way
 */
export function loadPack(folder: string): { pack?: Pack; problems: Problem[] } {
  const problems: Problem[] = [];
  const name = folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder;
  if (!existsSync(join(folder, 'pack.json'))) {
    return { problems: [{ code: 'pack.no-manifest', at: name }] };
  }
  const loading: Loading = { folder, name, problems, files: [], texts: new Map(), dataFiles: [] };
  const manifest = readJson(loading, 'pack.json');
  if (!manifest) return { problems };
  problems.push(...schemaProblems('pack', manifest, (pointer) => `${name}/pack.json#${pointer}`));
  if (manifest.engine !== ENGINE_FORMAT) {
    const params = { actual: manifest.engine, expected: ENGINE_FORMAT };
    problems.push({ code: 'pack.engine', at: `${name}/pack.json#/engine`, params });
  }
  if (problems.length > 0) return { problems };
  for (const entry of entries(loading, '')) readTopEntry(loading, entry);
  const { files, texts, dataFiles } = loading;
  return { pack: { manifest: manifest as unknown as PackDef, files, texts, dataFiles }, problems };
}

/** Reads every pack folder below `root` (folders with a pack.json), in name order. */
export function loadPacks(roots: readonly string[]): { packs: Pack[]; problems: Problem[] } {
  const packs: Pack[] = [];
  const problems: Problem[] = [];
  for (const folder of roots.flatMap(packFolders)) {
    const loaded = loadPack(folder);
    if (loaded.pack) packs.push(loaded.pack);
    problems.push(...loaded.problems);
  }
  return { packs, problems };
}

/** A root is itself a pack, or a folder of packs. */
function packFolders(root: string): string[] {
  if (!existsSync(root)) return [root];
  if (existsSync(join(root, 'pack.json'))) return [root];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(root, entry.name))
    .sort();
}

function entries(loading: Loading, path: string): Dirent[] {
  return readdirSync(join(loading.folder, path), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function misplaced(loading: Loading, path: string, expected: string, hint?: string): void {
  loading.problems.push({
    code: 'pack.misplaced',
    at: `${loading.name}/${path}`,
    params: { expected, hint },
  });
}

function readTopEntry(loading: Loading, entry: Dirent): void {
  const kind = TOP_KINDS.get(entry.name);
  if (entry.isDirectory() && kind) return readKindFolder(loading, entry.name, kind, '');
  if (entry.isDirectory() && entry.name === 'entities') return readEntities(loading);
  if (entry.isDirectory() && (entry.name === 'data' || entry.name === 'sample')) {
    return readDataFolder(loading, entry.name);
  }
  if (entry.isDirectory() && entry.name === 'locales') return;
  if (entry.name === 'settings.json') return addFile(loading, 'settings', 'settings', entry.name);
  if (entry.isFile() && (entry.name === 'pack.json' || /\.(md|txt)$/.test(entry.name))) return;
  misplaced(loading, entry.name, EXPECTED.join(', '), nearest(entry.name, EXPECTED));
}

function readEntities(loading: Loading): void {
  for (const entry of entries(loading, 'entities')) {
    const path = `entities/${entry.name}`;
    if (!entry.isDirectory()) misplaced(loading, path, 'entities/<entity>/entity.json');
    else for (const below of entries(loading, path)) readEntityEntry(loading, entry.name, below);
  }
}

function readEntityEntry(loading: Loading, entity: string, entry: Dirent): void {
  const path = `entities/${entity}/${entry.name}`;
  if (entry.name === 'entity.json') return addFile(loading, 'entity', entity, path, entity);
  if (entry.name === 'workflow.json')
    return addFile(loading, 'workflow', `${entity}/workflow`, path);
  const kind = ENTITY_KINDS.get(entry.name as 'views');
  if (kind && entry.isDirectory()) return readKindFolder(loading, path, kind, `${entity}/`);
  const expected = ['entity.json', 'workflow.json', ...ENTITY_KINDS.keys()];
  misplaced(loading, path, expected.join(', '), nearest(entry.name, expected));
}

function readKindFolder(
  loading: Loading,
  path: string,
  kind: PackFile['kind'],
  prefix: string,
): void {
  for (const entry of entries(loading, path)) {
    const file = `${path}/${entry.name}`;
    if (TEXT_FILES.test(entry.name)) {
      loading.texts.set(
        file,
        readFileSync(join(loading.folder, file), 'utf8').replace(/^\uFEFF/, ''),
      );
    } else if (entry.isFile() && entry.name.endsWith('.json')) {
      const name = entry.name.slice(0, -5);
      addFile(loading, kind, prefix + name, file, name);
    } else misplaced(loading, file, '<name>.json');
  }
}

function readDataFolder(loading: Loading, folder: string): void {
  for (const entry of entries(loading, folder)) {
    const path = `${folder}/${entry.name}`;
    if (!/\.(csv|json)$/.test(entry.name)) {
      misplaced(loading, path, '<entity>.csv, <entity>.json');
      continue;
    }
    loading.dataFiles.push({
      pack: loading.name,
      path,
      entity: entry.name.replace(/\.(csv|json)$/, ''),
      sample: folder === 'sample',
      read: () => readFileSync(join(loading.folder, path), 'utf8').replace(/^\uFEFF/, ''),
    });
  }
}

/** Parses a metadata file and files it; `name` is what the file must call itself. */
function addFile(
  loading: Loading,
  kind: PackFile['kind'],
  key: string,
  path: string,
  name?: string,
): void {
  const json = readJson(loading, path);
  if (!json) return;
  const described: MetadataKind = metadataKinds[kind];
  const property = described.nameProperty;
  if (property && json[property] !== name) {
    const params = { actual: json[property] ?? '', expected: name };
    loading.problems.push({
      code: 'pack.name-differs',
      at: `${loading.name}/${path}#/${property}`,
      params,
    });
    return;
  }
  loading.files.push({ kind, key, path, json });
}

function readJson(loading: Loading, path: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(
      readFileSync(join(loading.folder, path), 'utf8').replace(/^\uFEFF/, ''),
    );
    if (json !== null && typeof json === 'object' && !Array.isArray(json))
      return json as JsonObject;
    throw new Error('an object is expected');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    loading.problems.push({
      code: 'pack.unreadable',
      at: `${loading.name}/${path}`,
      params: { reason },
    });
    return undefined;
  }
}
