// What a list shows and how: columns with widths and totals, frozen columns, order, filter, density. Read from a view, from
// a saved view and from the address of the page, and written back.
import type { ClientEntity, ClientView } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import type { Density } from '../i18n/preferences.ts';
import { fallbackColumns } from '../views/columns.ts';

export const TOTALS = ['sum', 'avg', 'min', 'max', 'count'] as const;
export type TotalKind = (typeof TOTALS)[number];

export interface ListColumn {
  readonly path: string;
  /** Given by the reader; otherwise the column takes what it needs. */
  readonly width?: number;
  readonly total?: TotalKind;
}

export interface ListDefinition {
  readonly columns: readonly ListColumn[];
  /** How many columns stay while the others scroll. */
  readonly frozen: number;
  /** `-amount,name`; '' leaves the order to the server. */
  readonly sort: string;
  readonly filter?: Rule;
  readonly density?: Density;
}

export const MOST_FROZEN = 6;
export const MOST_SORTS = 5;
const MOST_COLUMNS = 60;
const WIDTH = { least: 56, most: 1200 } as const;

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A width within what a column may have. */
export function widthWithin(width: number): number {
  return Math.round(Math.max(WIDTH.least, Math.min(WIDTH.most, width)));
}

function totalKind(value: unknown): TotalKind | undefined {
  return TOTALS.find((kind) => kind === value);
}

function columnFrom(value: unknown): ListColumn | undefined {
  if (!isRow(value) || typeof value.path !== 'string' || !value.path) return undefined;
  const total = totalKind(value.total);
  return {
    path: value.path,
    ...(typeof value.width === 'number' ? { width: widthWithin(value.width) } : {}),
    ...(total ? { total } : {}),
  };
}

function frozenFrom(value: unknown): number {
  const count = Number(value);
  return Number.isInteger(count) ? Math.max(0, Math.min(MOST_FROZEN, count)) : 1;
}

function densityFrom(value: unknown): Pick<ListDefinition, 'density'> {
  return value === 'compact' || value === 'default' || value === 'comfortable'
    ? { density: value }
    : {};
}

function uniqueColumns(columns: readonly (ListColumn | undefined)[]): ListColumn[] {
  const known = new Map<string, ListColumn>();
  for (const column of columns)
    if (column && !known.has(column.path)) known.set(column.path, column);
  return [...known.values()].slice(0, MOST_COLUMNS);
}

/** The definition a view of a pack begins with. Its own filter is applied by the server and is not part of it. */
export function packDefinition(view: ClientView | undefined, entity: ClientEntity): ListDefinition {
  const own = view && view.columns.length > 0 ? view.columns : fallbackColumns(entity);
  const columns = own.map((column) => columnFrom({ path: column.path, total: column.total }));
  return { columns: uniqueColumns(columns), frozen: 1, sort: view?.sort ?? '' };
}

/** A definition out of a record; what cannot be understood is left out. */
export function readDefinition(value: unknown, entity: ClientEntity): ListDefinition {
  const given = isRow(value) ? value : {};
  const listed = Array.isArray(given.columns) ? given.columns.map(columnFrom) : [];
  const columns = uniqueColumns(listed);
  return {
    columns: columns.length > 0 ? columns : packDefinition(undefined, entity).columns,
    frozen: frozenFrom(given.frozen ?? 1),
    sort: typeof given.sort === 'string' ? given.sort : '',
    ...(isRow(given.filter) ? { filter: given.filter as Rule } : {}),
    ...densityFrom(given.density),
  };
}

/** Members in one order, so that equal definitions are equal texts. */
function plain({ columns, frozen, sort, filter, density }: ListDefinition): unknown {
  return {
    columns: columns.map(({ path, width, total }) => ({ path, width, total })),
    frozen,
    sort,
    filter,
    density,
  };
}

export function sameDefinition(one: ListDefinition, other: ListDefinition): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** `name:248,amount::sum` */
function columnsText(columns: readonly ListColumn[]): string {
  return columns
    .map(({ path, width, total }) => `${path}:${width ?? ''}:${total ?? ''}`.replace(/:+$/, ''))
    .join(',');
}

function columnsFromText(text: string): ListColumn[] {
  return uniqueColumns(
    text.split(',').map((part) => {
      const [path = '', width = '', total] = part.split(':');
      return columnFrom({ path, total, ...(width ? { width: Number(width) || 0 } : {}) });
    }),
  );
}

/** A rule out of the address; what is no JSON object is no filter. */
export function readAddressFilter(text: string | null): Rule | undefined {
  if (!text) return undefined;
  try {
    const rule: unknown = JSON.parse(text);
    return isRow(rule) ? (rule as Rule) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes what differs from the view into the address. */
export function writeAddress(
  params: URLSearchParams,
  now: ListDefinition,
  view: ListDefinition,
): void {
  const columns = columnsText(now.columns);
  if (columns !== columnsText(view.columns)) params.set('cols', columns);
  if (now.frozen !== view.frozen) params.set('frozen', String(now.frozen));
  if (now.sort !== view.sort) params.set('sort', now.sort);
  if (now.density !== view.density) params.set('density', now.density ?? '');
  const filter = now.filter === undefined ? '' : JSON.stringify(now.filter);
  const before = view.filter === undefined ? '' : JSON.stringify(view.filter);
  if (filter !== before) params.set('filter', filter);
}

/** The view's definition with what the address says beside it. */
export function readAddress(params: URLSearchParams, view: ListDefinition): ListDefinition {
  const { filter: before, density, ...rest } = view;
  const columns = columnsFromText(params.get('cols') ?? '');
  const filter = params.has('filter') ? readAddressFilter(params.get('filter')) : before;
  const dense = params.has('density') ? densityFrom(params.get('density')).density : density;
  return {
    ...rest,
    ...(columns.length > 0 ? { columns } : {}),
    ...(params.has('frozen') ? { frozen: frozenFrom(params.get('frozen')) } : {}),
    ...(params.has('sort') ? { sort: params.get('sort') ?? '' } : {}),
    ...(filter === undefined ? {} : { filter }),
    ...(dense === undefined ? {} : { density: dense }),
  };
}

/** How many conditions a filter joins. */
export function filterCount(rule: Rule | undefined): number {
  if (!isRow(rule)) return 0;
  const [name, parts] = Object.entries(rule)[0] ?? [];
  const isGroup = (name === 'and' || name === 'or') && Array.isArray(parts);
  return isGroup ? parts.reduce((sum: number, part: Rule) => sum + filterCount(part), 0) : 1;
}

/** Two filters of which both must hold. */
export function joinFilters(one: Rule | undefined, other: Rule | undefined): Rule | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const parts = [one, other].flatMap((rule) =>
    isRow(rule) && Array.isArray(rule.and) ? (rule.and as Rule[]) : [rule],
  );
  return { and: parts };
}
