// Writes packs into temporary folders: what a test needs to say about metadata stands in the test.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildModel } from '../../core/model/build.ts';
import type { Model } from '../../core/model/model.ts';
import { loadPacks } from '../../core/packs/load.ts';
import { mergeLayers } from '../../core/packs/merge.ts';
import { orderPacks } from '../../core/packs/order.ts';
import { checkPacks } from '../../runtime/boot.ts';

export type PackFiles = Readonly<Record<string, unknown>>;

/** A text in both languages. */
export const text = (en: string) => ({ 'zh-CN': `${en}（中）`, en });

/** A manifest with the least in it. */
export function manifest(name: string, extra: object = {}): object {
  return { name, version: '1.0.0', engine: 1, layer: 'crm', title: text(name), ...extra };
}

/** Writes a pack (path → JSON, or text as it is) and gives its folder; without pack.json one is made. */
export function packFolder(name: string, files: PackFiles): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'crm-pack-')), name);
  const all: PackFiles = { 'pack.json': manifest(name), ...files };
  for (const [path, content] of Object.entries(all)) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const body = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    writeFileSync(join(folder, path), body);
  }
  return folder;
}

/** Removes a folder of packFolder. */
export function removePackFolder(folder: string): void {
  rmSync(dirname(folder), { recursive: true, force: true });
}

export interface Checked {
  readonly model?: Model;
  /** `code place`, sorted. */
  readonly problems: readonly string[];
  readonly hints: readonly string[];
}

/** Loads and builds packs from folders. */
export function checkFolders(folders: readonly string[]): Checked {
  const { model, problems } = checkPacks(folders);
  return {
    model,
    problems: problems.map(({ code, at }) => `${code} ${at}`).sort(),
    hints: problems.flatMap(({ params }) => (params?.hint ? [String(params.hint)] : [])),
  };
}

/** Builds a model from the files of one pack; throws when anything is wrong with it. */
export function modelOf(files: PackFiles): Model {
  const folder = packFolder('test', files);
  const { packs } = loadPacks([folder]);
  const { metadata } = mergeLayers(orderPacks(packs).ordered);
  const { model, problems } = buildModel(metadata);
  removePackFolder(folder);
  if (!model) throw new Error(JSON.stringify(problems, null, 2));
  return model;
}
