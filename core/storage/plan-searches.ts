// The search tables' part of a storage plan: they follow their entities, and a field keeps the slot it has.
import { searchTableName } from '../model/naming.ts';
import { SEARCH_SLOTS } from './layout.ts';
import { type NewIds, type Rename, type Step, swapSafe } from './step.ts';
import type { Layout, SearchLayout } from './table-layout.ts';

/** What has happened to entities and fields since the searches were made. */
interface Followed {
  readonly renamed: readonly Rename[];
  readonly newIds: NewIds;
}

/** Plans the search tables; @returns those there may be after the steps. New fields take the next free slot. */
export function planSearches(
  from: Layout,
  to: Layout,
  followed: Followed,
  steps: Step[],
): Record<string, SearchLayout> {
  const searches = followEntities(from, followed, steps);
  for (const search of Object.values(to.searches)) {
    const previous = searches[search.table];
    const added = search.slots.filter((id) => !previous?.slots.includes(id));
    const merged = {
      ...search,
      slots: [...(previous?.slots ?? []), ...added].slice(0, SEARCH_SLOTS),
    };
    searches[search.table] = merged;
    if (added.length > 0) steps.push({ step: 'index-search', search: merged });
  }
  return searches;
}

function followEntities(
  from: Layout,
  followed: Followed,
  steps: Step[],
): Record<string, SearchLayout> {
  const { renamed, newIds } = followed;
  const nameNow = new Map(renamed.map((rename) => [rename.from, rename.to]));
  const searches: Record<string, SearchLayout> = {};
  const renames: Rename[] = [];
  for (const search of Object.values(from.searches)) {
    const entity = nameNow.get(search.entity) ?? search.entity;
    const table = entity === search.entity ? search.table : searchTableName(entity);
    if (table !== search.table) renames.push({ from: search.table, to: table });
    const slots = search.slots.map((id) => newIds.get(entity)?.get(id) ?? id);
    searches[table] = { entity, table, slots };
  }
  for (const rename of swapSafe(renames, new Set(Object.keys(from.searches))))
    steps.push({ step: 'rename-search', ...rename });
  return searches;
}
