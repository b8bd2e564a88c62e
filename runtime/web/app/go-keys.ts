// The letter after G that leads to each place of the menu: the first free letter of its entity's name.
import type { ClientMenuGroup } from '../../../core/model/client.ts';

type Item = ClientMenuGroup['items'][number];

/** `home` is always G H. */
const HOME = 'h';

export function goKeys(items: readonly Item[]): ReadonlyMap<string, Item> {
  const keys = new Map<string, Item>();
  for (const item of items) {
    const name = (item.entity ?? item.name).toLowerCase();
    const key = [...name].find((each) => /[a-z]/.test(each) && each !== HOME && !keys.has(each));
    if (key) keys.set(key, item);
  }
  return keys;
}

export function addressOf(item: Item): string {
  if (item.entity) return item.view ? `/e/${item.entity}?view=${item.view}` : `/e/${item.entity}`;
  return item.page ?? '/';
}
