// The columns of a list, from its view: each path walked over references to the field at its end.
import type { ClientEntity, ClientField, ClientView } from '../../../core/model/client.ts';
import { say } from '../i18n/t.ts';
import { isRightAligned } from '../widgets/display.ts';
import { optionsOf } from '../widgets/format.ts';
import { targetsOf } from '../widgets/reference-targets.ts';
import { isReference, requestPaths } from '../widgets/row-values.ts';

export interface Column {
  path: string;
  label: string;
  field: ClientField;
  /** Entity the field belongs to (not the list's own when the path goes over a reference). */
  entity: ClientEntity;
  width: number;
  right: boolean;
  sortable: boolean;
  /** The reader gave it its width. */
  sized?: boolean;
}

const WIDTHS: Readonly<Record<string, number>> = {
  picklist: 108,
  boolean: 80,
  date: 108,
  datetime: 124,
  money: 108,
  integer: 92,
  decimal: 100,
  percent: 88,
  user: 116,
  classification: 140,
  reference: 180,
  phone: 128,
  rating: 104,
  email: 180,
  auto_number: 136,
};
const MOST_FALLBACK = 8;
const HIDDEN_FALLBACK = new Set([
  'lines',
  'rich_text',
  'long_text',
  'json',
  'signature',
  'file',
  'image',
  'many_to_many',
]);

async function walk(
  entity: ClientEntity,
  path: string,
  load: (name: string) => Promise<ClientEntity>,
): Promise<{ entity: ClientEntity; field: ClientField } | undefined> {
  let at = entity;
  const steps = path.split('.');
  for (const [index, step] of steps.entries()) {
    const field = at.fields[step];
    if (!field) return undefined;
    if (index === steps.length - 1) return { entity: at, field };
    const target = isReference(field) ? targetsOf(field.type, field.settings)[0] : undefined;
    if (!target) return undefined;
    at = await load(target);
  }
  return undefined;
}

/** Columns of an entity that has no view. */
export function fallbackColumns(entity: ClientEntity): ClientView['columns'] {
  const own = Object.values(entity.fields).filter(
    (field) => (!field.system || field.name === 'owner') && !HIDDEN_FALLBACK.has(field.type),
  );
  return own.slice(0, MOST_FALLBACK).map((field) => ({ path: field.name }));
}

/** "客户 · 负责人": the labels on the way to the field. */
async function pathLabel(
  entity: ClientEntity,
  path: string,
  load: (name: string) => Promise<ClientEntity>,
): Promise<string> {
  const steps = path.split('.');
  const names = await Promise.all(
    steps.map(async (_, index) => {
      const part = steps.slice(0, index + 1).join('.');
      const found = await walk(entity, part, load);
      return say(found?.field.label, steps[index]);
    }),
  );
  return names.join(' · ');
}

/** Pixels a text of 12 px takes, near enough: Han is as wide as high. */
function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += /[\u2e80-\u9fff\uff00-\uffef]/.test(char) ? 12 : 6.7;
  return Math.ceil(width);
}

const MOST_ROOM = 200;

/** What the label with its arrow needs, and the longest option of a choice as a tag. */
function roomFor(label: string, field: ClientField, entity: ClientEntity): number {
  const options = field.type === 'picklist' && !field.settings.multiple;
  const longest = options
    ? Math.max(0, ...optionsOf(field, entity).map((each) => textWidth(say(each.label)) + 46))
    : 0;
  return Math.min(MOST_ROOM, Math.max(textWidth(label) + 42, longest));
}

/** Columns of a view; a path that cannot be resolved (any more, or for this reader) is left out. */
export async function columnsOf(
  entity: ClientEntity,
  view: Pick<ClientView, 'columns'> | undefined,
  load: (name: string) => Promise<ClientEntity>,
): Promise<Column[]> {
  const wanted = view && view.columns.length > 0 ? view.columns : fallbackColumns(entity);
  const columns = await Promise.all(
    wanted.map(async ({ path, width, label }): Promise<Column | undefined> => {
      const found = await walk(entity, path, load).catch(() => undefined);
      if (!found) return undefined;
      const { field } = found;
      const name = say(label) || (await pathLabel(entity, path, load));
      const wide = Math.max(width ?? WIDTHS[field.type] ?? 140, roomFor(name, field, found.entity));
      return {
        path,
        label: name,
        field,
        entity: found.entity,
        width: wide,
        right: isRightAligned(field),
        sortable: field.sortable,
      };
    }),
  );
  return columns.filter((column) => column !== undefined);
}

/** Paths to ask for: the record's name, the columns, the card lines. */
export function requestedFields(columns: readonly Column[]): string {
  const paths = ['$name', ...columns.flatMap((column) => requestPaths(column.field, column.path))];
  return [...new Set(paths)].join(',');
}
