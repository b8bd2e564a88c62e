// What a file inside a pack defines, by its path alone: the kind, the key of the node, and the name it must give itself.
import { type MetadataKind, metadataKinds } from './schema/kinds.ts';
import type { PackFile } from './source.ts';

export interface FilePlace {
  readonly kind: PackFile['kind'];
  readonly key: string;
  /** What `nameProperty` of the kind must say; absent where a file does not name itself. */
  readonly name?: string;
}

/** @returns the place of `policies/sales.json`, `entities/account/views/mine.json` …; undefined when nothing stands there */
export function filePlace(path: string): FilePlace | undefined {
  for (const [kind, described] of Object.entries(metadataKinds) as [string, MetadataKind][]) {
    const { place, nameProperty } = described;
    if (kind === 'pack') continue;
    const wildcards = place.endsWith('.json') ? place : `${place}/*.json`;
    const found = matched(wildcards, path);
    if (!found) continue;
    const own = found.at(-1) ?? kind;
    const [entity] = found;
    const isBelow = place.startsWith('entities/*/') && kind !== 'entity';
    const key = isBelow ? `${entity}/${kind === 'workflow' ? 'workflow' : own}` : own;
    return { kind: kind as PackFile['kind'], key, name: nameProperty && own };
  }
  return undefined;
}

/** The path of the file that defines a node: the other way round. */
export function pathOf(kind: PackFile['kind'], key: string): string {
  const { place }: MetadataKind = metadataKinds[kind];
  const [first = '', second] = key.split('/');
  const filled = place.replace('*', first);
  return place.endsWith('.json') ? filled : `${filled}/${second ?? first}.json`;
}

/** What stands in place of each `*`, or undefined when the path is another. */
function matched(pattern: string, path: string): string[] | undefined {
  const source = pattern.replaceAll('.', '\\.').replaceAll('*', '([a-z0-9_]{1,48})');
  return new RegExp(`^${source}$`).exec(path)?.slice(1);
}
