// What is due today on the start page: views whose condition names both the reader and today, of the entities people work
// with most, which stand in the first group of the menu.
import type { ClientView, Text } from '../../../core/model/client.ts';
import { getJson, type Page } from '../client.ts';
import { can, currentModel, loadEntity } from './session.ts';

export interface DueRecord {
  id: string;
  $name?: string | null;
  $subtitle?: string | null;
}
export interface DueList {
  entity: string;
  icon: string;
  view: string;
  label: Text;
  records: readonly DueRecord[];
  count: number;
}

const MOST_LISTS = 3;
const MOST_RECORDS = 6;

/** Does a rule hold an operator, with this argument where one is given? */
function names(rule: unknown, operator: string, argument?: string): boolean {
  if (typeof rule !== 'object' || rule === null) return false;
  return Object.entries(rule).some(([name, value]) => {
    if (name === operator && (argument === undefined || value === argument)) return true;
    return names(value, operator, argument);
  });
}

export function isDueToday({ filter }: Pick<ClientView, 'filter'>): boolean {
  return names(filter, 'actor', 'id') && names(filter, 'today');
}

async function dueIn(name: string): Promise<DueList[]> {
  const entity = await loadEntity(name);
  const views = entity.views.filter(isDueToday).slice(0, 1);
  return Promise.all(
    views.map(async (view) => {
      const query = {
        view: view.name,
        fields: '$name,$subtitle',
        limit: MOST_RECORDS,
        count: 'exact',
      };
      const page = await getJson<Page<DueRecord>>(`/api/records/${name}`, query);
      const { items: records, count = records.length } = page;
      const { icon } = entity;
      return { entity: name, icon, view: view.name, label: view.label, records, count };
    }),
  );
}

export async function dueLists(): Promise<DueList[]> {
  const items = currentModel()?.menu.groups[0]?.items ?? [];
  const wanted = items.map(({ entity }) => entity).filter((name) => name !== undefined);
  const found = await Promise.allSettled(
    wanted.filter((name) => can(name, 'read')).map((name) => dueIn(name)),
  );
  const lists = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  return lists.slice(0, MOST_LISTS);
}
