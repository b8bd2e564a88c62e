// Makes up records for any entity of a model, from a seeded source of numbers: the same seed gives the same records.
import type { Entity, Field, Model } from '../../core/model/model.ts';
import type { Client } from './world.ts';

/** Words that full text, sorting and masks have something to do with. */
const WORDS = ['华东机械', '苏州精工', 'Kestrel', 'Ärmel', '张伟', '云帆科技', 'Ostrava', '北辰'];
const PHONES = ['13800001234', '13912345678', '13700009999', '15812340000'];
const DATES = ['2026-01-31', '2026-03-01', '2025-12-31', '2026-11-22'];

/** Whole numbers below a bound. */
export type Pick = (below: number) => number;

/** A seeded source (mulberry32, public domain). */
export function picker(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below) | 0;
  };
}

/** Ids of the records made so far, by entity. */
export type Known = Map<string, string[]>;

/** A value for a field; undefined for what is not made up. */
export function valueFor(model: Model, field: Field, known: Known, pick: Pick): unknown {
  const one = <T>(list: readonly T[]): T | undefined => list[pick(list.length)];
  const settings = field.settings as {
    picklist?: string;
    options?: object;
    classification?: string;
  };
  switch (field.type) {
    case 'text':
    case 'long_text':
      return `${one(WORDS)} ${pick(1000)}`;
    case 'integer':
      return pick(90) + 1;
    case 'decimal':
    case 'percent':
      return `${pick(90) + 1}`;
    case 'boolean':
      return pick(2) === 1;
    case 'date':
      return one(DATES);
    case 'datetime':
      return `${one(DATES)}T08:00:00.000Z`;
    case 'phone':
      return one(PHONES);
    case 'email':
      return `mail${pick(10_000)}@example.com`;
    case 'tags':
      return [one(WORDS)];
    case 'picklist': {
      const options = settings.picklist
        ? [...(model.picklists.get(settings.picklist)?.options.keys() ?? [])]
        : Object.keys(settings.options ?? {});
      return field.ruleType.list ? options.slice(0, 1) : one(options);
    }
    case 'user':
    case 'department':
    case 'reference': {
      const target = one(field.targets) ?? '';
      const id = one(known.get(target) ?? []);
      return id === undefined ? undefined : field.targets.length > 1 ? { entity: target, id } : id;
    }
    case 'many_to_many': {
      const id = one(known.get(field.targets[0] ?? '') ?? []);
      return id === undefined ? [] : [id];
    }
    default:
      return undefined;
  }
}

/** Fields a person fills in. */
export function enteredFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter(
    (field) =>
      !field.system && !field.computed && !field.readOnly && field.storage.kind !== 'lines',
  );
}

/** Creates a record; where the made-up values break a rule, with fewer of them. @returns its id */
export async function makeRecord(
  client: Client,
  model: Model,
  entity: Entity,
  known: Known,
  pick: Pick,
  given: object,
): Promise<string | undefined> {
  const values = enteredFields(entity).flatMap((field) => {
    const value = valueFor(model, field, known, pick);
    return value === undefined ? [] : [[field, value] as const];
  });
  const of = (fields: typeof values) => ({
    ...Object.fromEntries(fields.map(([field, value]) => [field.name, value])),
    ...given,
  });
  const required = values.filter(([field]) => field.required);
  for (const body of [of(values), of(required)]) {
    const answer = await client.post(`/api/records/${entity.name}`, body);
    if (answer.status !== 201) continue;
    known.set(entity.name, [...(known.get(entity.name) ?? []), answer.body.id]);
    return answer.body.id;
  }
  return undefined;
}
