// Three-way merge of one record: what was there before, what was typed here, what somebody else saved meanwhile.
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { isEmpty } from '../widgets/format.ts';

type Values = Readonly<Record<string, Json>>;

/** A field both sides changed, to different values. */
export interface Conflict {
  field: ClientField;
  original: Json;
  mine: Json;
  theirs: Json;
}

export interface Merge {
  /** Fields only the other side changed: their value holds. */
  taken: ClientField[];
  conflicts: Conflict[];
}

/** Equal values; empty ones are alike whatever their form. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);
}

/** Compares what is about to be sent (`mine`) with the stored values now (`theirs`), both against `original`. */
export function mergeChanges(
  entity: ClientEntity,
  original: Values,
  mine: Values,
  theirs: Values,
): Merge {
  const merge: Merge = { taken: [], conflicts: [] };
  for (const field of Object.values(entity.fields)) {
    const { name } = field;
    if (field.computed || sameValue(original[name], theirs[name])) continue;
    if (!Object.hasOwn(mine, name)) {
      if (!field.system || name === 'owner') merge.taken.push(field);
    } else if (!sameValue(mine[name], theirs[name]))
      merge.conflicts.push({
        field,
        original: original[name] ?? null,
        mine: mine[name] ?? null,
        theirs: theirs[name] ?? null,
      });
  }
  return merge;
}
