// Files a change of a record for review: a form with the fields one may propose, sent as a proposal instead of saved.
import { formFor, loadRecord, type RecordRow, valuesOf } from '../app/open-form.ts';
import { loadEntity } from '../app/session.ts';
import { ApiError, request } from '../client.ts';
import { showFormDialog } from '../form/form-dialogs.ts';
import type { FormState } from '../form/form-state.ts';
import type { Saved, Saving } from '../form/save-record.ts';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';

/**
 * Asks for a change of a record, or for a new one, and files it.
 * @param change the record and the fields that are offered; without it a new record is proposed
 */
export async function proposeChange(
  entityName: string,
  change?: { id: string; names: readonly string[] },
): Promise<void> {
  const id = change?.id;
  const entity = await loadEntity(entityName);
  const open = async () => {
    const names = change?.names ?? entity.proposable;
    const fields = Object.fromEntries(
      Object.entries(entity.fields).map(([name, field]) => [
        name,
        { ...field, right: names.includes(name) ? ('write' as const) : ('read' as const) },
      ]),
    );
    const open = { ...entity, fields };
    const record = id === undefined ? undefined : await loadRecord(open, id);
    const form = await formFor(open, 'form', record ? valuesOf(open, record) : {}, !record);
    return { form: record ? form.narrowed(names) : form, ...(record ? { record } : {}) };
  };
  const filed = await showFormDialog({
    title: t('review.propose'),
    saveLabel: t('review.file'),
    open,
    send: (saving) => file(saving, id),
  });
  if (filed) toast({ text: t('review.filed') });
}

async function file({ form }: Saving, record: string | undefined): Promise<Saved> {
  const path = `/api/records/${form.entity.name}/proposals`;
  const changes = changesOf(form);
  if (Object.keys(changes).length === 0)
    return { state: 'refused', problems: [], message: t('review.nothing') };
  try {
    const { id } = await request<{ id: string }>('POST', path, { body: { record, changes } });
    const filed = { id, version: 1 } as RecordRow;
    return { state: 'saved', record: filed, merged: [], warnings: [] };
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    return { state: 'refused', problems: cause.problems, message: cause.message };
  }
}

const changesOf = (form: FormState) => form.patch();
