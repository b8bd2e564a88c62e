// What an actor may name in queries: entities and fields he may read, and what packs say about them as far as he may.
import type { Entity, Model } from '../model/model.ts';
import { type EntityLookup, resolvePath, ruleNames } from '../model/rule-names.ts';
import { checkRule } from '../rules/check.ts';
import type { Rule } from '../rules/rule.ts';
import type { Access } from './access.ts';

/** Entities and fields as an actor may name them in rules; all of them without an actor. */
export function lookupFor(model: Model, access: Access | undefined): EntityLookup {
  return {
    entity: (name) =>
      !access || access.entity(name).can('read') ? model.entities.get(name) : undefined,
    readable: access && ((entity, field) => isReadable(access, entity, field)),
  };
}

/** Names an error may suggest: fields the actor may see at least masked. */
export function visibleNames(access: Access | undefined, entity: Entity): string[] {
  const names = [...entity.fields.keys()];
  const rights = access?.entity(entity.name);
  return rights ? names.filter((name) => rights.right(name) !== 'hidden') : names;
}

/** A masked field may be shown, but not filtered, sorted or grouped by. */
function isReadable(access: Access, entity: string, field: string): boolean {
  const right = access.entity(entity).right(field);
  return right === 'read' || right === 'write';
}

/** A pack's order less the fields the actor may not sort by; undefined when nothing is left. */
export function readableSort(
  model: Model,
  access: Access,
  entity: string,
  sort: string | undefined,
): string | undefined {
  const lookup = lookupFor(model, access);
  const keys = (sort ?? '').split(',').filter((key) => {
    const path = key.replace(/^-/, '');
    return path !== '' && resolvePath(lookup, entity, path) !== undefined;
  });
  return keys.length === 0 ? undefined : keys.join(',');
}

/** May the actor filter by everything a pack's rule names? */
export function isReadableRule(
  model: Model,
  access: Access,
  entity: string,
  rule: Rule | undefined,
): boolean {
  if (rule === undefined) return true;
  const { problems } = checkRule(rule, ruleNames(lookupFor(model, access), entity), '', {
    result: { kind: 'boolean' },
  });
  return problems.length === 0;
}
