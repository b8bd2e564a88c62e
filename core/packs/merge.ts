// Lays packs on each other: every node is merged property by property, and every property knows which file set it.
import type { Problem } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import { escapePointer } from './conform.ts';
import type { JsonObject, Pack, PackFile } from './source.ts';

/** Where a property comes from. */
export interface Source {
  readonly pack: string;
  readonly layer: string;
  /** `pack/path/in/pack.json` */
  readonly file: string;
}

/** Provenance of a node: who set it, and which parts others set. Parts not listed belong to `source`. */
export interface Origin {
  readonly source: Source;
  readonly parts?: Map<string, Origin>;
}

export interface MergedNode {
  readonly kind: PackFile['kind'];
  readonly key: string;
  readonly value: JsonObject;
  readonly origin: Origin;
}

/** All nodes of all packs, merged: kind → key → node. */
export interface Metadata {
  readonly packs: readonly Pack[];
  readonly nodes: ReadonlyMap<PackFile['kind'], ReadonlyMap<string, MergedNode>>;
}

/**
 * Merges packs, the lowest first. An overlay says only what differs; `{"$remove": true}` takes a part away;
 * lists and plain values are replaced whole; a property its owner put into `$locked` cannot be changed.
 */
export function mergeLayers(packs: readonly Pack[]): { metadata: Metadata; problems: Problem[] } {
  const problems: Problem[] = [];
  const nodes = new Map<PackFile['kind'], Map<string, MergedNode>>();
  for (const pack of packs) {
    for (const file of pack.files) {
      const source = sourceOf(pack, file);
      const ofKind = nodes.get(file.kind) ?? new Map<string, MergedNode>();
      nodes.set(file.kind, ofKind);
      const below = ofKind.get(file.key);
      const merged = below ? mergeNode(below, file.json, source, problems) : fresh(file, source);
      if (merged) ofKind.set(file.key, merged);
      else ofKind.delete(file.key);
    }
  }
  dropOrphans(nodes);
  return { metadata: { packs, nodes }, problems };
}

function sourceOf(pack: Pack, file: PackFile): Source {
  const { name, layer } = pack.manifest;
  return { pack: name, layer, file: `${name}/${file.path}` };
}

function fresh(file: PackFile, source: Source): MergedNode | undefined {
  if (file.json.$remove === true) return undefined;
  return { kind: file.kind, key: file.key, value: withoutRemoved(file.json), origin: { source } };
}

/** Layouts and views of an entity that a higher layer removed go with it. */
function dropOrphans(nodes: ReadonlyMap<PackFile['kind'], Map<string, MergedNode>>): void {
  const entities = nodes.get('entity');
  for (const kind of ['layout', 'view', 'workflow', 'automation'] as const) {
    for (const key of [...(nodes.get(kind)?.keys() ?? [])]) {
      if (!entities?.has(key.split('/')[0] ?? '')) nodes.get(kind)?.delete(key);
    }
  }
}

function mergeNode(
  below: MergedNode,
  overlay: JsonObject,
  source: Source,
  problems: Problem[],
): MergedNode | undefined {
  if (overlay.$remove === true) return undefined;
  const { value, origin } = mergeObjects(below.value, below.origin, overlay, {
    source,
    problems,
    pointer: '',
  });
  return { ...below, value, origin };
}

interface Laying {
  readonly source: Source;
  readonly problems: Problem[];
  readonly pointer: string;
}

function mergeObjects(
  below: JsonObject,
  origin: Origin,
  overlay: JsonObject,
  laying: Laying,
): { value: JsonObject; origin: Origin } {
  const value: JsonObject = { ...below };
  const parts = new Map(origin.parts);
  const locked = Array.isArray(below.$locked) ? below.$locked : [];
  for (const [key, next] of Object.entries(overlay)) {
    const pointer = `${laying.pointer}/${escapePointer(key)}`;
    const previous = Object.hasOwn(below, key) ? below[key] : undefined;
    if (locked.includes(key) && JSON.stringify(previous) !== JSON.stringify(next)) {
      const params = { property: key, pack: (parts.get(key) ?? origin).source.pack };
      laying.problems.push({ code: 'pack.locked', at: `${laying.source.file}#${pointer}`, params });
      continue;
    }
    if (isRemoval(next)) {
      delete value[key];
      parts.delete(key);
    } else if (isObject(previous) && isObject(next)) {
      const partOrigin = parts.get(key) ?? { source: origin.source };
      const merged = mergeObjects(previous, partOrigin, next, { ...laying, pointer });
      value[key] = merged.value;
      parts.set(key, merged.origin);
    } else {
      value[key] = isObject(next) ? withoutRemoved(next) : (next as Json);
      parts.set(key, { source: laying.source });
    }
  }
  return { value, origin: { source: origin.source, parts } };
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isRemoval(value: unknown): boolean {
  return isObject(value) && value.$remove === true;
}

/** A first definition may still say `$remove` of a part (a pack that was written for a lower one that is gone). */
function withoutRemoved(object: JsonObject): JsonObject {
  const entries = Object.entries(object).filter(([, value]) => !isRemoval(value));
  return entries.length === Object.keys(object).length ? object : Object.fromEntries(entries);
}

/** Who set the property at a JSON pointer of a node. */
export function originAt(origin: Origin, pointer: string): Source {
  let current = origin;
  for (const segment of pointer.split('/').slice(1)) {
    const part = current.parts?.get(segment.replace(/~1/g, '/').replace(/~0/g, '~'));
    if (!part) break;
    current = part;
  }
  return current.source;
}

/** The place of a property for a problem: `pack/file#pointer`. */
export function placeOf(node: MergedNode, pointer: string): string {
  return `${originAt(node.origin, pointer).file}#${pointer}`;
}

/** Nodes of one kind, in the order of their keys. */
export function nodesOf(metadata: Metadata, kind: PackFile['kind']): MergedNode[] {
  return [...(metadata.nodes.get(kind)?.values() ?? [])];
}
