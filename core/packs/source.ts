// A pack in memory: its manifest and its files, each with the place it came from. load.ts makes it from a folder.
import type { Json } from '../fields/field-type.ts';
import type { KindName } from './schema/kinds.ts';
import type { PackDef } from './schema/pack.ts';

export type JsonObject = { [key: string]: Json };

/** One metadata file. `key` names the node it defines: `account` for entities, `account/form` for what lies below one. */
export interface PackFile {
  readonly kind: Exclude<KindName, 'pack'>;
  readonly key: string;
  /** Path inside the pack, with forward slashes. */
  readonly path: string;
  readonly json: JsonObject;
}

export interface Pack {
  readonly manifest: PackDef;
  readonly files: readonly PackFile[];
  /** Text files beside the JSON ones (classification CSV, document templates), by path inside the pack. */
  readonly texts: ReadonlyMap<string, string>;
  /** Data files: reference data (`data/`) and demonstration data (`sample/`), by path. */
  readonly dataFiles: readonly DataFile[];
}

export interface DataFile {
  readonly pack: string;
  readonly path: string;
  readonly entity: string;
  readonly sample: boolean;
  /** Reads the file's text; large files are read only when they are needed. */
  read(): string;
}
