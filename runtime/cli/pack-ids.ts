// `crm pack ids`: writes a stable id into every node of a pack that has none, so that later renames are followed.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError, invalid } from '../../core/errors.ts';
import { loadPack } from '../../core/packs/load.ts';
import type { JsonObject } from '../../core/packs/source.ts';
import type { Command } from './command.ts';

/** Dictionaries whose entries are nodes with an id of their own. */
const DICTIONARIES = [
  'fields',
  'keys',
  'indexes',
  'rules',
  'recordTypes',
  'sections',
  'tabs',
  'related',
  'columns',
  'options',
  'nodes',
  'editions',
  'states',
  'transitions',
  'items',
  'groups',
  'cards',
];
/** Kinds whose file is itself a node with an id. */
const WITH_ID = new Set([
  'entity',
  'layout',
  'view',
  'workflow',
  'automation',
  'picklist',
  'classification',
  'role',
  'policy',
  'report',
  'dashboard',
  'document',
  'menu',
]);

export const packIds: Command = {
  name: 'pack ids',
  usage: 'pack ids <folder>',
  summary: { 'zh-CN': '为节点写入稳定 id', en: 'Write stable ids into a pack' },
  flags: {},
  async run({ words, print }) {
    const [folder] = words;
    if (!folder) throw new AppError('command.usage', { reason: 'crm pack ids <folder>' });
    const { pack, problems } = loadPack(resolve(folder));
    if (!pack || problems.length > 0) throw invalid('pack.invalid', problems);
    let written = 0;
    for (const file of pack.files) {
      if (!WITH_ID.has(file.kind)) continue;
      const seed = `${pack.manifest.name}/${file.path}`;
      const path = join(resolve(folder), file.path);
      const before = readFileSync(path, 'utf8');
      const json = JSON.parse(before) as JsonObject;
      const count = addIds(json, seed, true);
      if (count > 0) writeFileSync(path, `${JSON.stringify(json, null, 2)}\n`);
      written += count;
    }
    print(`${written} ids written`);
    return 0;
  },
};

/** The id a node without one has anyway: from its pack and path. */
export function derivedId(seed: string): string {
  return BigInt(`0x${createHash('sha256').update(seed).digest('hex').slice(0, 14)}`)
    .toString(36)
    .slice(0, 8);
}

function addIds(node: JsonObject, seed: string, isNode: boolean): number {
  let count = 0;
  if (isNode && node.id === undefined && node.$remove !== true) {
    node.id = derivedId(seed);
    count++;
  }
  for (const name of DICTIONARIES) {
    const entries = node[name];
    if (entries === null || typeof entries !== 'object' || Array.isArray(entries)) continue;
    for (const [key, entry] of Object.entries(entries as JsonObject)) {
      if (entry !== null && typeof entry === 'object' && !Array.isArray(entry))
        count += addIds(entry as JsonObject, `${seed}#${name}/${key}`, true);
    }
  }
  return count;
}
