// A form in a dialog: save, save and another where that makes sense, or on to the whole form.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { OpenForm, RecordRow } from '../app/open-form.ts';
import { source } from '../app/session.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import './crm-form.ts';
import type { CrmForm } from './crm-form.ts';
import { FormSaver } from './form-saver.ts';
import type { FormState, Values } from './form-state.ts';
import type { Saved, Saving } from './save-record.ts';

export interface FormDialog {
  title: string;
  /** On the button that sends; "save" without it. */
  saveLabel?: string;
  /** Sends the form instead of saving its record. */
  send?: (saving: Saving) => Promise<Saved>;
  /** Makes the form, anew for every further record. */
  open(): Promise<OpenForm>;
  /** Field to begin with. */
  focus?(form: FormState): string | undefined;
  /** Called for every record saved. */
  saved?(record: RecordRow): void;
  /** Leads on to the whole form with what is typed; also offers to save and make another. */
  whole?(values: Values): void;
}

const styles = css`.frame{min-height:120px;margin:-12px -20px 0}crm-form{--form-end:16px}`;

@customElement('crm-form-dialog')
export class CrmFormDialog extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) declare dialog: FormDialog;
  /** Gets the last saved record, or nothing when the dialog is closed without one. */
  @property({ attribute: false }) declare answer: (record: RecordRow | undefined) => void;
  @state() private form: FormState | undefined;
  @state() private error: unknown;
  @query('crm-form') private readonly formElement?: CrmForm;
  readonly preferences = new PreferencesController(this);
  #saver: FormSaver | undefined;
  #last: RecordRow | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  async #open(): Promise<void> {
    this.error = undefined;
    this.form = undefined;
    try {
      const { form, record } = await this.dialog.open();
      this.#saver = new FormSaver(form, record, () => this.requestUpdate(), this.dialog.send);
      this.form = form;
      await this.updateComplete;
      const first = this.dialog.focus?.(form) ?? form.shownFields()[0]?.name;
      if (first) await this.formElement?.focusField(first);
    } catch (cause) {
      this.error = cause;
    }
  }

  #close = (): void => this.answer(this.#last);

  async #save(another: boolean): Promise<void> {
    const saved = await this.#saver?.save(this.formElement);
    if (!saved) return;
    this.dialog.saved?.(saved.record);
    this.#last = saved.record;
    if (another) await this.#open();
    else this.#close();
  }

  #whole = (): void => {
    const values = this.form?.patch() ?? {};
    this.#close();
    this.dialog.whole?.(values);
  };

  #key = (event: KeyboardEvent): void => {
    // Keys pressed in a dialog are not the page's.
    event.stopPropagation();
    const isSave = (event.key === 's' || event.key === 'Enter') && (event.ctrlKey || event.metaKey);
    if (!isSave || event.isComposing) return;
    event.preventDefault();
    void this.#save(false);
  };

  #foot(): TemplateResult {
    const isSaving = this.#saver?.isSaving ?? false;
    const more = html`<button type="button" class="u-btn u-btn-ghost" @click=${this.#whole}>${t('quick.whole')}</button><span class="u-grow"></span><button
      type="button" class="u-btn wide" ?disabled=${isSaving} @click=${() => void this.#save(true)}>${t('action.saveNew')}</button>`;
    return html`<div slot="foot" class="u-dialog-foot">${this.dialog.whole ? more : nothing}<button type="button" class="u-btn"
      @click=${this.#close}>${t('action.cancel')}</button><button type="button" class="u-btn u-btn-primary ${isSaving ? 'u-btn-busy' : ''}"
      ?disabled=${isSaving || !this.form} @click=${() => void this.#save(false)}>${this.dialog.saveLabel ?? t('action.save')}</button></div>`;
  }

  #body(): TemplateResult {
    if (this.error) return failedBox(this.error, () => void this.#open());
    if (!this.form) return skeletonLines(4);
    return html`<crm-form plain .form=${this.form} .source=${source} .general=${this.#saver?.general ?? []}></crm-form>`;
  }

  protected override render(): TemplateResult {
    return html`<crm-dialog open dialog-title=${this.dialog.title} @dialog-close=${this.#close} @keydown=${this.#key}><div
      class="frame">${this.#body()}</div>${this.#foot()}</crm-dialog>`;
  }
}
