// Saving one open form: the controls are left, values and rules are checked, the record is sent, and what is refused comes
// back to its field. Shared by the form page and the dialog of quick creation.
import { ApiError } from '../client.ts';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import type { CrmForm } from './crm-form.ts';
import type { FormState } from './form-state.ts';
import type { Saved, Saving } from './save-record.ts';
import { checkForm, checkRules } from './validate.ts';
import { valueValidator } from './value-validator.ts';

/** What sends a form; fetched when something is first changed. */
const loadSending = () => import('./save-record.ts');

export class FormSaver {
  /** Problems that belong to no shown field. */
  general: readonly string[] = [];
  isSaving = false;
  readonly #form: FormState;
  readonly #record: Saving['record'];
  readonly #changed: () => void;
  readonly #sendInstead: ((saving: Saving) => Promise<Saved>) | undefined;
  #key: string = crypto.randomUUID();

  /** `changed` is called whenever `general` or `isSaving` is another. */
  constructor(
    form: FormState,
    record: Saving['record'],
    changed: () => void,
    /** Sends the form where its record is not simply saved. */
    sendInstead?: (saving: Saving) => Promise<Saved>,
  ) {
    this.#form = form;
    this.#record = record;
    this.#changed = changed;
    this.#sendInstead = sendInstead;
  }

  /** Checks and sends; answers the saved record, or nothing when something is to be corrected or decided. */
  async save(
    element: CrmForm | undefined,
  ): Promise<Extract<Saved, { state: 'saved' }> | undefined> {
    if (this.isSaving) return undefined;
    // A control that tidies its value when left does so first.
    const active = element?.shadowRoot?.activeElement;
    if (active instanceof HTMLElement) active.blur();
    this.#busy(true);
    try {
      if (await this.#check()) {
        const saved = await this.#send();
        if (saved) return saved;
      }
      await this.#show(element);
    } finally {
      this.#busy(false);
    }
    return undefined;
  }

  #busy(isSaving: boolean): void {
    this.isSaving = isSaving;
    this.#changed();
  }

  async #check(): Promise<boolean> {
    const form = this.#form;
    const errors = checkForm(form, await valueValidator(form.entity.name, form.entity.hash));
    // What a value itself lacks is said first; rules about the whole record wait until the values are in order.
    const isInOrder = Object.keys(errors).length === 0;
    const rules = checkRules(form);
    form.errors = { ...rules.errors, ...errors };
    this.general = isInOrder ? rules.general : [];
    return Object.keys(form.errors).length + this.general.length === 0;
  }

  async #send(): Promise<Extract<Saved, { state: 'saved' }> | undefined> {
    const saving: Saving = { form: this.#form, key: this.#key };
    if (this.#record) saving.record = this.#record;
    const saved = await this.#answer(saving);
    if (saved.state === 'saved') {
      tell(saved);
      return saved;
    }
    this.#key = crypto.randomUUID();
    if (saved.state === 'refused') {
      const others = this.#form.takeProblems(saved.problems);
      const isPlaced = saved.problems.length > 0;
      this.general = isPlaced ? others.map(({ message }) => message) : [saved.message];
    }
    return undefined;
  }

  /** Makes saving ready: called when something is first changed. */
  prepare(): void {
    void loadSending().catch(() => undefined);
  }

  async #answer(saving: Saving): Promise<Saved> {
    if (this.#sendInstead) return this.#sendInstead(saving);
    const sending = await loadSending().catch(() => undefined);
    if (!sending) return { state: 'refused', problems: [], message: t('error.network') };
    try {
      return await sending.saveRecord(saving);
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      return { state: 'refused', problems: cause.problems, message: cause.message };
    }
  }

  async #show(element: CrmForm | undefined): Promise<void> {
    element?.requestUpdate();
    await element?.focusFirstError();
  }
}

/** Says what the reader should know beside "saved": warnings, and fields taken from somebody else's change. */
export function tell({ warnings, merged }: Extract<Saved, { state: 'saved' }>): void {
  for (const text of warnings) toast({ text, kind: 'warn' });
  if (merged.length > 0) toast({ text: t('conflict.merged', { fields: merged.join('、') }) });
}
