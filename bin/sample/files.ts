// Writes the rows of the story into the sample folders of the packs.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from './values.ts';

export const METADATA = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'metadata');

/** The rows of each entity, by pack. */
type Packs = Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>>;

/** Replaces the sample folders of the packs. */
export function writePacks(packs: Packs): void {
  for (const pack of Object.keys(packs))
    rmSync(join(METADATA, pack, 'sample'), { recursive: true, force: true });
  for (const [pack, entities] of Object.entries(packs))
    for (const [entity, rows] of Object.entries(entities)) write(pack, entity, rows);
}

function write(pack: string, entity: string, rows: readonly Row[]): void {
  const folder = join(METADATA, pack, 'sample');
  mkdirSync(folder, { recursive: true });
  const text = rows.map((row) => `  ${JSON.stringify(orderKeys(row))}`).join(',\n');
  writeFileSync(join(folder, `${entity}.json`), `[\n${text}\n]\n`);
  console.log(`${pack}/sample/${entity}.json: ${rows.length}`);
}

/** `$key` first; fields without a value are left out. */
function orderKeys({ $key, ...rest }: Row): Row {
  return $key === undefined ? rest : { $key, ...rest };
}
