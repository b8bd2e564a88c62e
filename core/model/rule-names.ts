// The names a rule over an entity's records may use: its fields, parts of composite values, and paths over references.
import type { RuleNames, RuleType } from '../rules/rule.ts';
import type { Collection, Entity, Field } from './model.ts';

export interface EntityLookup {
  entity(name: string): Pick<Entity, 'name' | 'fields' | 'collections'> | undefined;
  /** A field the actor may not read is as if it did not exist. */
  readable?(entity: string, field: string): boolean;
}

/** At most this many references in one path (`a.b.c.name` has three). */
export const MAX_HOPS = 3;

/** What a path means: the field at its end, the part of a composite value, and the references on the way. */
export interface ResolvedPath {
  readonly hops: readonly Field[];
  readonly field: Field;
  readonly part?: string;
  readonly type: RuleType;
}

/** Resolves `account.owner.name` or `address.region` from an entity; undefined when there is no such path. */
export function resolvePath(
  lookup: EntityLookup,
  entity: string,
  path: string,
): ResolvedPath | undefined {
  const hops: Field[] = [];
  let current = entity;
  const segments = path.split('.');
  for (let i = 0; i < segments.length; i++) {
    const field = readableField(lookup, current, segments[i] ?? '');
    if (!field) return undefined;
    if (i === segments.length - 1) return { hops, field, type: field.ruleType };
    const part = segments[i + 1] ?? '';
    const parts = field.kind.parts?.(field.settings);
    if (parts && Object.hasOwn(parts, part) && i === segments.length - 2) {
      return { hops, field, part, type: parts[part]?.type as RuleType };
    }
    const target =
      field.storage.kind === 'columns' && field.targets.length === 1 ? field.targets[0] : undefined;
    if (!target || hops.length >= MAX_HOPS) return undefined;
    hops.push(field);
    current = target;
  }
  return undefined;
}

function readableField(lookup: EntityLookup, entity: string, name: string): Field | undefined {
  if (lookup.readable && !lookup.readable(entity, name)) return undefined;
  return lookup.entity(entity)?.fields.get(name);
}

/** A collection named in a rule: the records of another entity that point here, or a field with child lines. */
export function resolveCollection(
  lookup: EntityLookup,
  entity: string,
  name: string,
): Collection | undefined {
  const own = lookup.entity(entity);
  const field = own?.fields.get(name);
  if (field && lookup.readable && !lookup.readable(entity, name)) return undefined;
  const collection = own?.collections.get(name);
  if (!collection) return undefined;
  return readableField(lookup, collection.entity, collection.field) ? collection : undefined;
}

/**
 * Rule names of an entity.
 * @param extra further roots, e.g. `record` for candidates rules, whose paths start with the root's name
 */
export function ruleNames(
  lookup: EntityLookup,
  entity: string,
  extra: Readonly<Record<string, string>> = {},
): RuleNames {
  return {
    typeOf(path) {
      const [root, rest] = splitRoot(path);
      const other = Object.hasOwn(extra, root) ? extra[root] : undefined;
      if (other !== undefined && rest) return resolvePath(lookup, other, rest)?.type;
      return resolvePath(lookup, entity, path)?.type;
    },
    collection(path) {
      const collection = resolveCollection(lookup, entity, path);
      return collection && ruleNames(lookup, collection.entity);
    },
    *paths() {
      const own = lookup.entity(entity);
      for (const field of own?.fields.keys() ?? [])
        if (readableField(lookup, entity, field)) yield field;
      for (const name of own?.collections.keys() ?? [])
        if (resolveCollection(lookup, entity, name)) yield name;
    },
  };
}

function splitRoot(path: string): [string, string] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path, ''] : [path.slice(0, dot), path.slice(dot + 1)];
}
