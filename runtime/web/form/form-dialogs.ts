// Dialogs around a form: a new record from anywhere, and the fields a record still lacks.
import { formFor, type OpenForm, type RecordRow } from '../app/open-form.ts';
import { navigate } from '../app/router.ts';
import { loadEntity, source } from '../app/session.ts';
import { say, t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import './crm-form-dialog.ts';
import type { CrmFormDialog, FormDialog } from './crm-form-dialog.ts';
import type { FormState, Values } from './form-state.ts';
import { handOver } from './hand-over.ts';

/** Shows a form in a dialog. @returns the last saved record, or nothing */
export function showFormDialog(dialog: FormDialog): Promise<RecordRow | undefined> {
  const element = document.createElement('crm-form-dialog') as CrmFormDialog;
  return new Promise((resolve) => {
    element.dialog = dialog;
    element.answer = (record) => {
      element.remove();
      resolve(record);
    };
    document.body.append(element);
  });
}

/** Asks for a new record with the entity's quick layout; answers it once it is saved, or nothing. */
export function quickCreate(
  entityName: string,
  preset: Values = {},
  options: { inner?: boolean } = {},
): Promise<RecordRow | undefined> {
  const dialog: FormDialog = {
    title: t('form.new', { entity: say(source.head(entityName)?.label, entityName) }),
    async open(): Promise<OpenForm> {
      const entity = await loadEntity(entityName);
      return { form: await formFor(entity, 'quick', preset, true) };
    },
    saved: ({ id, $name }) => {
      const text = $name ? t('record.createdToast', { name: $name }) : t('record.savedToast');
      const open = () => void navigate(`/e/${entityName}/${id}`);
      toast(options.inner ? { text } : { text, act: { label: t('action.open'), run: open } });
    },
    focus: (form) => form.shownFields().find(({ name }) => preset[name] === undefined)?.name,
  };
  // Made inside another form, a record is made at once or not at all.
  if (!options.inner)
    dialog.whole = (values) => {
      handOver(entityName, values);
      void navigate(`/e/${entityName}/new`);
    };
  return showFormDialog(dialog);
}

/** Asks for some fields of a stored record and saves them; answers it once it is saved, or nothing. */
export function askFields(
  form: FormState,
  record: RecordRow,
  names: readonly string[],
): Promise<RecordRow | undefined> {
  return showFormDialog({
    title: t('stage.ask'),
    async open() {
      const asked = form.narrowed(names);
      return { form: asked, record };
    },
    focus: () => names.find((name) => form.errors[name]) ?? names[0],
  });
}
