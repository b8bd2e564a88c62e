// Changing a few fields of a shown record at once: saved with undo; what else the record then lacks is asked in a dialog.
import type { RecordRow } from '../app/open-form.ts';
import { request } from '../client.ts';
import { askFields } from '../form/form-dialogs.ts';
import { tell } from '../form/form-saver.ts';
import type { FormState, Values } from '../form/form-state.ts';
import { saveRecord } from '../form/save-record.ts';
import { checkField } from '../form/validate.ts';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';

export interface FieldChange {
  form: FormState;
  record: RecordRow;
  changes: Values;
  /** What the toast says. */
  said: string;
  /** The record is another now, also after an undo. */
  changed(): void;
}

/** What became of it: saved, refused with a text at the field, or left as it was. */
export type Changed = { state: 'saved' | 'left' } | { state: 'refused'; error: string };

async function undo({ form, record, changed }: FieldChange, before: Values): Promise<void> {
  const path = `/api/records/${form.entity.name}/${record.id}`;
  try {
    // Whatever was changed since then stays: only these fields go back.
    const { version } = await request<RecordRow>('GET', path, { query: { fields: 'id' } });
    await request('PATCH', path, { body: before, ifMatch: version });
  } catch (cause) {
    toast({ text: cause instanceof Error ? cause.message : t('error.unexpected'), kind: 'bad' });
  }
  changed();
}

function done(change: FieldChange, before: Values): Changed {
  toast({ text: change.said, undo: () => void undo(change, before) });
  change.changed();
  return { state: 'saved' };
}

/** Sets, checks and saves the fields. */
export async function changeFields(change: FieldChange): Promise<Changed> {
  const { form, record, changes } = change;
  const names = Object.keys(changes);
  const before = Object.fromEntries(names.map((name) => [name, form.original[name] ?? null]));
  for (const [name, value] of Object.entries(changes)) form.set(name, value);
  const error = names
    .map((name) => form.entity.fields[name])
    .map((field) => field && checkField(form, field))
    .find((text) => text);
  if (error) return { state: 'refused', error };
  const sent = Object.fromEntries(names.map((name) => [name, form.values[name] ?? null]));
  const saved = await saveRecord({ form, record, changes: sent, key: crypto.randomUUID() });
  if (saved.state === 'saved') {
    tell(saved);
    return done(change, before);
  }
  if (saved.state === 'undecided') return { state: 'left' };
  form.errors = {};
  const { fields } = form.entity;
  for (const { at, message } of saved.problems) {
    const name = at.split('/')[1] ?? '';
    if (fields[name]) form.errors[name] ??= message;
  }
  const others = Object.keys(form.errors).filter((name) => !names.includes(name));
  if (others.length === 0)
    return { state: 'refused', error: saved.problems[0]?.message ?? saved.message };
  const answered = await askFields(form, record, [...names, ...others]);
  return answered ? done(change, before) : { state: 'left' };
}
