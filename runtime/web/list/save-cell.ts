// Saves one edited cell: shown at once, sent with the version it is based on, taken back with the reason when refused.
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import { ApiError, getJson, request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import type { Column } from '../views/columns.ts';
import type { ListPages, ListRow } from '../views/list-pages.ts';
import { readValue } from '../widgets/row-values.ts';
import type { WidgetSource } from '../widgets/source.ts';

export interface CellSave {
  entity: ClientEntity;
  row: ListRow;
  column: Column;
  value: Json;
  pages: ListPages;
  source: WidgetSource;
  fields: string;
}

/** Reads the record again, as the list shows it: computed fields may have followed. */
async function refresh({ entity, pages, row, fields }: CellSave): Promise<ListRow> {
  const fresh = await getJson<ListRow>(`/api/records/${entity.name}/${row.id}`, {
    fields: `id,version,${fields}`,
  });
  pages.replace(fresh);
  return fresh;
}

/** The words of a refusal: of the field itself where the server names it. */
function reason(cause: unknown, { column }: CellSave): string {
  if (!(cause instanceof ApiError)) return t('error.unexpected');
  const own = cause.problems.find((problem) => problem.at === `/${column.path}`);
  const [first] = cause.problems;
  return own?.message ?? first?.message ?? cause.message;
}

async function send(save: CellSave, ifMatch: number): Promise<void> {
  const { entity, row, column, value } = save;
  const body = { [column.path]: value };
  await request('PATCH', `/api/records/${entity.name}/${row.id}`, { body, ifMatch });
}

/** Answers whether the value was kept. */
export async function saveCell(save: CellSave, isUndo = false): Promise<boolean> {
  const { row, column, pages, source, value } = save;
  const before = readValue(row, column.path, column.field, source);
  pages.replace({ ...row, [column.path]: value });
  try {
    await send(save, row.version);
  } catch (cause) {
    pages.replace(row);
    toast({
      text: t('grid.notSaved', { field: column.label, reason: reason(cause, save) }),
      kind: 'bad',
    });
    if (cause instanceof ApiError && cause.status === 412)
      await refresh(save).catch(() => undefined);
    return false;
  }
  const fresh = await refresh(save).catch(() => undefined);
  if (isUndo) return true;
  const undo = () => {
    const now = fresh ?? row;
    void saveCell({ ...save, row: now, value: before }, true);
  };
  toast({ text: t('grid.saved', { field: column.label }), undo });
  return true;
}
