// The columns of a list, from its view: each path walked over references to the field at its end.
import type { ClientEntity, ClientField, ClientView } from '../../../core/model/client.ts';
import { say } from '../i18n/t.ts';
import { targetsOf } from '../widgets/crm-widget-reference.ts';
import { isRightAligned } from '../widgets/display.ts';
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

function fallbackColumns(entity: ClientEntity): ClientView['columns'] {
  const own = Object.values(entity.fields).filter(
    (field) => (!field.system || field.name === 'owner') && !HIDDEN_FALLBACK.has(field.type),
  );
  return own.slice(0, MOST_FALLBACK).map((field) => ({ path: field.name }));
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
      return {
        path,
        label: say(label) || say(field.label, path),
        field,
        entity: found.entity,
        width: width ?? WIDTHS[field.type] ?? 140,
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
