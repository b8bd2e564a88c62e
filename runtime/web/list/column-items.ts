// The menu of a column's head: order, filter, place, what stays, total, and hiding it.
import { t } from '../i18n/t.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import type { ListController } from './list-controller.ts';
import { MOST_FROZEN } from './list-definition.ts';
import { readSort, sortOf, writeSort } from './list-sort.ts';
import { totalsOf } from './list-totals.ts';
import { totalItems } from './total-cell.ts';

function sortItems(list: ListController, path: string): MenuItem[] {
  const { sort } = list.definition;
  const key = readSort(sort).find((each) => each.path === path);
  const to = (next: string) => void list.change({ sort: next });
  const items: MenuItem[] = [
    {
      label: t('list.sortAsc'),
      icon: 'arrow-up',
      checked: key?.down === false,
      run: () => to(sortOf(sort, path, false)),
    },
    {
      label: t('list.sortDesc'),
      icon: 'arrow-down',
      checked: key?.down === true,
      run: () => to(sortOf(sort, path, true)),
    },
  ];
  if (!key && sort)
    items.push({
      label: t('list.sortAlso'),
      icon: 'list-plus',
      run: () => to(writeSort([...readSort(sort), { path, down: false }])),
    });
  if (key)
    items.push({
      label: t('list.sortNot'),
      icon: 'x',
      run: () => to(writeSort(readSort(sort).filter((each) => each.path !== path))),
    });
  return items;
}

export function columnItems(
  list: ListController,
  index: number,
  filterBy: (path: string) => void,
): MenuItem[] {
  const column = list.columns[index];
  if (!column) return [];
  const { path } = column;
  const { frozen, columns } = list.definition;
  const isOwn = !path.includes('.') && column.field.right !== 'masked';
  const isFrozen = frozen === index + 1;
  const place: MenuItem[] = [
    {
      label: t('list.freeze'),
      icon: 'pin',
      checked: isFrozen,
      separated: true,
      disabled: index >= MOST_FROZEN,
      run: () => void list.change({ frozen: isFrozen ? 0 : index + 1 }),
    },
    {
      label: t('list.toLeft'),
      icon: 'arrow-left',
      disabled: index === 0,
      run: () => list.move(path, index - 1),
    },
    {
      label: t('list.toRight'),
      icon: 'arrow-right',
      disabled: index === list.columns.length - 1,
      run: () => list.move(path, index + 1),
    },
    {
      label: t('list.hide'),
      icon: 'eye-off',
      disabled: columns.length < 2,
      run: () => list.hide(path),
    },
  ];
  const [total, ...totals] = totalsOf(column).length > 0 ? totalItems(list, column) : [];
  return [
    ...(column.sortable ? sortItems(list, path) : []),
    ...(isOwn
      ? [{ label: t('list.filterBy'), icon: 'list-filter', run: () => filterBy(path) }]
      : []),
    ...place,
    ...(total && !list.inBin ? [{ ...total, separated: true }, ...totals] : []),
  ];
}
