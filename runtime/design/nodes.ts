// The metadata of one kind as somebody who changes them reads them: below the site layer, in force, and with the own draft.

import { pathOf } from '../../core/packs/file-place.ts';
import { type Metadata, mergeLayers } from '../../core/packs/merge.ts';
import type { KindName } from '../../core/packs/schema/kinds.ts';
import { metadataKinds } from '../../core/packs/schema/kinds.ts';
import type { JsonObject, PackFile } from '../../core/packs/source.ts';
import type { Runtime } from '../runtime.ts';
import { readDraft, withDraft } from './draft.ts';
import { readSiteFiles, type SiteFiles, withSite } from './site-layer.ts';

export interface DesignNode {
  readonly kind: PackFile['kind'];
  readonly key: string;
  /** The file of the site layer that changes the node. */
  readonly path: string;
  /** The pack that brought it. */
  readonly pack: string;
  /** What the packs below the site layer say; null where the site made it. */
  readonly base: JsonObject | null;
  /** What is in force; null while it is in the draft only. */
  readonly live: JsonObject | null;
  /** With the own draft; null where the draft takes it away. */
  readonly value: JsonObject | null;
}

/** Kinds one may ask for. */
export function isKind(name: string): name is PackFile['kind'] {
  return name !== 'pack' && Object.hasOwn(metadataKinds, name as KindName);
}

/** All nodes of a kind, in the order of the packs. */
export async function designNodes(
  runtime: Runtime,
  user: string,
  kind: PackFile['kind'],
): Promise<DesignNode[]> {
  const site = await readSiteFiles(runtime.database);
  const draft = await readDraft(runtime.database, user);
  const [base, live, value] = [new Map(), site, withDraft(site, draft)].map((files) =>
    merged(runtime, kind, files),
  );
  const of = (metadata: Metadata | undefined, key: string) => metadata?.nodes.get(kind)?.get(key);
  const keys = new Set(
    [base, live, value].flatMap((each) => [...(each?.nodes.get(kind)?.keys() ?? [])]),
  );
  return [...keys].map((key) => {
    const [below, inForce, drafted] = [of(base, key), of(live, key), of(value, key)];
    const pack = (below ?? inForce ?? drafted)?.origin.source.pack ?? '';
    return {
      kind,
      key,
      path: pathOf(kind, key),
      pack,
      base: below?.value ?? null,
      live: inForce?.value ?? null,
      value: drafted?.value ?? null,
    };
  });
}

/** Files of one kind merged; the others need not be looked at for that. */
function merged(runtime: Runtime, kind: PackFile['kind'], files: SiteFiles): Metadata {
  const { packs } = withSite({ packs: runtime.packs, problems: [] }, files);
  const narrowed = packs.map((pack) => ({
    ...pack,
    files: pack.files.filter((file) => file.kind === kind || file.kind === 'entity'),
  }));
  return mergeLayers(narrowed).metadata;
}
