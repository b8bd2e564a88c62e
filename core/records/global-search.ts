// One search over all entities an actor may read: newest hits of each, under its scope and field rights.
import type { Context } from './context.ts';
import { listRecords } from './list.ts';

export interface SearchHit {
  readonly entity: string;
  readonly id: string;
  readonly name: string;
  readonly subtitle: string;
}

const MAX_ENTITIES = 40;

/** @param limit most hits per entity */
export async function searchEverywhere(
  context: Context,
  q: string,
  entities: readonly string[] | undefined,
  limit: number,
): Promise<SearchHit[]> {
  const searched = [...context.live.model.entities.values()]
    .filter((entity) => entity.features.search && context.access.entity(entity.name).can('read'))
    .filter((entity) => !entities || entities.includes(entity.name))
    .slice(0, MAX_ENTITIES);
  const hits: SearchHit[] = [];
  for (const entity of searched) {
    const { items } = await listRecords(context, entity.name, {
      q,
      fields: ['$name', '$subtitle'],
      limit,
    });
    hits.push(
      ...items.map((item) => ({
        entity: entity.name,
        id: String(item.id),
        name: String(item.$name),
        subtitle: String(item.$subtitle),
      })),
    );
  }
  return hits;
}
