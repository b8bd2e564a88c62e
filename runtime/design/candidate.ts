// The metadata as they are, and as they would be with a draft: merged, checked, and with what the draft may not do.
import type { Problem } from '../../core/errors.ts';
import type { Model } from '../../core/model/model.ts';
import { filePlace } from '../../core/packs/file-place.ts';
import { type Metadata, mergeLayers } from '../../core/packs/merge.ts';
import { type MetadataKind, metadataKinds } from '../../core/packs/schema/kinds.ts';
import type { JsonObject, Pack } from '../../core/packs/source.ts';
import { assemble } from '../assemble.ts';
import type { Runtime } from '../runtime.ts';
import { SITE, type SiteFiles, withSite } from './site-layer.ts';

export interface Candidate {
  /** Missing when there is any problem. */
  readonly model?: Model;
  readonly metadata: Metadata;
  readonly problems: readonly Problem[];
}

/** The metadata with these files on top, unchecked: for comparing. */
export function mergedWith(runtime: Runtime, files: SiteFiles): Metadata {
  return mergeLayers(withSite({ packs: runtime.packs, problems: [] }, files).packs).metadata;
}

/** The packs with these files on top. @param inForce the files of the site that stand already */
export function candidateOf(runtime: Runtime, files: SiteFiles, inForce: SiteFiles): Candidate {
  const read = withSite({ packs: runtime.packs, problems: [] }, files);
  const { model, metadata, problems } = assemble(read);
  const standing = withSite({ packs: runtime.packs, problems: [] }, inForce).packs;
  const named = prefixProblems(sitePrefix(runtime), standing, files);
  return {
    model: named.length > 0 ? undefined : model,
    metadata,
    problems: [...problems, ...named],
  };
}

/** What the names made on this site begin with. */
export function sitePrefix(runtime: Runtime): string {
  const setting = runtime.live.current.model.settings.get('site_prefix');
  return typeof setting === 'string' && /^[a-z][a-z0-9]{0,11}_$/.test(setting) ? setting : 'x_';
}

/** Nodes and fields that are new carry the site's prefix, so that no later pack takes their names. */
function prefixProblems(prefix: string, standing: readonly Pack[], files: SiteFiles): Problem[] {
  const known = new Set(
    standing.flatMap((pack) => pack.files.map(({ kind, key }) => `${kind} ${key}`)),
  );
  const problems: Problem[] = [];
  for (const [path, json] of files) {
    const place = filePlace(path);
    if (!place) continue;
    const { nameProperty }: MetadataKind = metadataKinds[place.kind];
    const isNew = !known.has(`${place.kind} ${place.key}`);
    const name = place.name ?? '';
    if (nameProperty && isNew && !name.startsWith(prefix) && json.$remove !== true)
      problems.push(wrongName(`${SITE}/${path}#/${nameProperty}`, name, prefix));
    if (place.kind === 'entity' && !isNew)
      problems.push(...fieldProblems(standing, place.key, json, path, prefix));
  }
  return problems;
}

function fieldProblems(
  standing: readonly Pack[],
  entity: string,
  json: JsonObject,
  path: string,
  prefix: string,
): Problem[] {
  const brought = new Set(
    standing.flatMap((pack) =>
      pack.files
        .filter(({ kind, key }) => kind === 'entity' && key === entity)
        .flatMap((file) => Object.keys((file.json.fields ?? {}) as JsonObject)),
    ),
  );
  return Object.keys((json.fields ?? {}) as JsonObject)
    .filter((field) => !brought.has(field) && !field.startsWith(prefix))
    .map((field) => wrongName(`${SITE}/${path}#/fields/${field}`, field, prefix));
}

function wrongName(at: string, name: string, prefix: string): Problem {
  return { code: 'design.prefix', at, params: { name, prefix } };
}
