// Writes packs into temporary folders, for tests of the metadata engine.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Pack, PackFile } from '../../core/packs/source.ts';

export type Files = Readonly<Record<string, unknown>>;

/** A pack.json that is sound, with what differs. */
export function manifest(name: string, own: object = {}): object {
  return {
    name,
    version: '1.0.0',
    engine: 1,
    layer: 'client',
    title: { 'zh-CN': name, en: name },
    ...own,
  };
}

/** A text in both languages. */
export const text = (en: string) => ({ 'zh-CN': en, en });

/** Writes files (objects as JSON, strings as they are) below a fresh folder called `name`. */
export function packFolder(name: string, files: Files): { folder: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'crm-pack-'));
  const folder = join(root, name);
  for (const [path, content] of Object.entries({ 'pack.json': manifest(name), ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A pack in memory, for the pure parts. */
export function packOf(
  name: string,
  layer: string,
  files: readonly Omit<PackFile, 'path'>[],
  own: object = {},
): Pack {
  return {
    manifest: manifest(name, { layer, ...own }) as Pack['manifest'],
    files: files.map((file) => ({ ...file, path: `${file.kind}/${file.key}.json` })),
    texts: new Map(),
    dataFiles: [],
  };
}
