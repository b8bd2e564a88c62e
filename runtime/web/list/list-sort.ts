// The order of a list as its sort text says it: `-amount,name` is by amount downwards, then by name.
import { MOST_SORTS } from './list-definition.ts';

export interface SortKey {
  readonly path: string;
  readonly down: boolean;
}

export function readSort(sort: string): SortKey[] {
  return sort
    .split(',')
    .filter(Boolean)
    .map((part) => ({ path: part.replace(/^-/, ''), down: part.startsWith('-') }));
}

export function writeSort(keys: readonly SortKey[]): string {
  const seen = new Set<string>();
  const once = keys.filter(({ path }) => path && !seen.has(path) && seen.add(path));
  return once
    .slice(0, MOST_SORTS)
    .map(({ path, down }) => (down ? `-${path}` : path))
    .join(',');
}

/** The same order read from its end. */
export function reversedSort(sort: string): string {
  return writeSort(readSort(sort).map(({ path, down }) => ({ path, down: !down })));
}

/** A head was pressed: up, then down, then not at all; `add` keeps the other keys. */
export function nextSort(sort: string, path: string, add: boolean): string {
  const keys = readSort(sort);
  const known = keys.find((key) => key.path === path);
  const turned: SortKey[] = known
    ? known.down
      ? []
      : [{ path, down: true }]
    : [{ path, down: false }];
  if (!add) return writeSort(turned);
  return writeSort(
    known ? keys.flatMap((key) => (key === known ? turned : [key])) : [...keys, ...turned],
  );
}

/** One key set to a direction: alone, or in its place among the others. */
export function sortOf(sort: string, path: string, down: boolean): string {
  const keys = readSort(sort);
  const isThere = keys.length > 1 && keys.some((key) => key.path === path);
  return writeSort(
    isThere ? keys.map((key) => (key.path === path ? { path, down } : key)) : [{ path, down }],
  );
}
