// Questions somebody may ask about an entity, over every route that answers about records: each may show a value, or show
// that one is there.
import type { Entity, Model } from '../../core/model/model.ts';
import type { Known, Pick } from './record-maker.ts';
import type { Probe } from './twins.ts';

interface Asked {
  readonly model: Model;
  readonly entity: Entity;
  /** Fields of the entity, hidden ones too. */
  readonly fields: readonly string[];
  readonly ids: readonly string[];
  readonly words: readonly string[];
  readonly pick: Pick;
}

type Kind = (asked: Asked) => Probe;

const WORDS = [
  '华东',
  '机械',
  '苏州',
  'kes',
  '张伟',
  'ostrava',
  '北辰',
  '1380',
  '999',
  'zw',
  'hdjx',
];
const one = <T>(list: readonly T[], pick: Pick): T => list[pick(list.length)] as T;
const list = (query: Record<string, string>): Kind => {
  return ({ entity }) => ({ method: 'GET', path: `/api/records/${entity.name}`, query });
};
const at = (asked: Asked, tail = '') =>
  `/api/records/${asked.entity.name}/${one(asked.ids, asked.pick)}${tail}`;
const filter = (rule: object): Record<string, string> => ({
  filter: JSON.stringify(rule),
  count: 'exact',
});

/** Routes by name. */
export const probes: Readonly<Record<string, Kind>> = {
  list: list({ count: 'exact' }),
  page: list({ limit: '2' }),
  bin: list({ deleted: 'only', count: 'exact' }),
  sort: (asked) => {
    const field = one(asked.fields, asked.pick);
    return list({ sort: asked.pick(2) ? field : `-${field}`, fields: 'id' })(asked);
  },
  empty: (asked) => list(filter({ is_empty: { var: one(asked.fields, asked.pick) } }))(asked),
  equal: (asked) => {
    const field = one(asked.fields, asked.pick);
    return list(filter({ '==': [{ var: field }, one(asked.words, asked.pick)] }))(asked);
  },
  above: (asked) => {
    const field = one(asked.fields, asked.pick);
    return list(filter({ '>': [{ var: field }, asked.pick(90)] }))(asked);
  },
  path: (asked) => {
    const hop = one(asked.fields, asked.pick);
    const target = asked.model.entities.get(asked.entity.fields.get(hop)?.targets[0] ?? '');
    const last = target ? one([...target.fields.keys()], asked.pick) : 'name';
    const path = `${hop}.${last}`;
    return asked.pick(2)
      ? list({ fields: `id,${path},${hop}.$name` })(asked)
      : list(filter({ is_empty: { var: path } }))(asked);
  },
  collection: (asked) => {
    const names = [...asked.entity.collections.keys()];
    const rule = {
      some: [{ var: one(names, asked.pick) ?? 'none' }, { '>': [{ var: 'version' }, 0] }],
    };
    return list(filter(rule))(asked);
  },
  search: (asked) => list({ q: one(asked.words, asked.pick), count: 'exact' })(asked),
  everywhere: (asked) => ({
    method: 'GET',
    path: '/api/search',
    query: { q: one(asked.words, asked.pick) },
  }),
  get: (asked) => ({ method: 'GET', path: at(asked) }),
  some: (asked) => ({
    method: 'GET',
    path: at(asked),
    query: { fields: `${one(asked.fields, asked.pick)},$name,$subtitle` },
  }),
  history: (asked) => ({ method: 'GET', path: at(asked, '/history') }),
  access: (asked) => ({ method: 'GET', path: at(asked, '/access') }),
  shares: (asked) => ({ method: 'GET', path: at(asked, '/shares') }),
  explain: (asked) => ({
    method: 'GET',
    path: '/api/explain',
    query: {
      entity: asked.entity.name,
      id: one(asked.ids, asked.pick),
      field: one(asked.fields, asked.pick),
    },
  }),
  groups: (asked) => ({
    method: 'POST',
    path: `/api/records/${asked.entity.name}/aggregate`,
    body: {
      groupBy: [{ field: one(asked.fields, asked.pick) }],
      measures: [{ op: 'count' }, { op: 'distinct', field: one(asked.fields, asked.pick) }],
    },
  }),
  measures: (asked) => ({
    method: 'POST',
    path: `/api/records/${asked.entity.name}/aggregate`,
    body: {
      measures: ['sum', 'min', 'max'].map((op) => ({ op, field: one(asked.fields, asked.pick) })),
    },
  }),
  stale: (asked) => ({ method: 'PATCH', path: at(asked), body: { gone: 1 } }),
  refer: (asked) => ({
    method: 'POST',
    path: `/api/records/${asked.entity.name}`,
    body: { [one(asked.fields, asked.pick)]: one(asked.ids, asked.pick), gone: 1 },
  }),
  bulk: (asked) => ({
    method: 'POST',
    path: `/api/records/${asked.entity.name}/bulk`,
    body: { update: { ids: [one(asked.ids, asked.pick)], patch: { gone: 1 } } },
  }),
  model: ({ entity }) => ({ method: 'GET', path: `/api/model/entities/${entity.name}` }),
  openapi: () => ({ method: 'GET', path: '/api/openapi.json' }),
};

/** A question of a kind about an entity. */
export function probeOf(
  kind: string,
  model: Model,
  entity: Entity,
  known: Known,
  pick: Pick,
): Probe {
  const make = probes[kind];
  if (!make) throw new Error(`no probe '${kind}'`);
  const ids = known.get(entity.name) ?? ['00000000-0000-7000-8000-000000000000'];
  return make({ model, entity, fields: [...entity.fields.keys()], ids, words: WORDS, pick });
}
