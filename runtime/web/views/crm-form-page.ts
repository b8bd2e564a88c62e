// Creating and editing one record: head with title and state, the form, saving, conflicts, the guard for unsaved work.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import { confirm } from '../app/confirm.ts';
import { formFor, type OpenForm, openForm, type RecordRow, valuesOf } from '../app/open-form.ts';
import { navigate, setLeaveGuard } from '../app/router.ts';
import { can, source } from '../app/session.ts';
import { ApiError, request } from '../client.ts';
import '../form/crm-form.ts';
import type { CrmForm } from '../form/crm-form.ts';
import type { FormState, Values } from '../form/form-state.ts';
import { checkForm, checkRules } from '../form/validate.ts';
import { valueValidator } from '../form/value-validator.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines, stateBox } from '../ui/states.ts';

const styles = css`
:host{display:flex;flex-direction:column;min-height:0;flex:1}
.head{display:flex;align-items:center;gap:8px;min-height:60px;padding:8px 24px;border-bottom:1px solid var(--line);flex:none}
.head h1{font-size:16px;line-height:24px;font-weight:600}
.head .u-meta{display:flex;gap:10px;min-height:18px;line-height:18px}
.dirty{color:var(--warn)}
.body{flex:1;overflow:auto;min-height:0;position:relative}
@media (max-width:760px){.head{padding:8px 16px}}
`;

@customElement('crm-form-page')
export class CrmFormPage extends LitElement {
  static override styles = [base, styles];

  @property() entityName = '';
  /** Without an id a new record is made. */
  @property() recordId: string | undefined;
  @state() private opened: OpenForm | undefined;
  @state() private error: unknown;
  @state() private saving = false;
  @state() private stale = false;
  @state() private general: readonly string[] = [];
  @query('crm-form') private readonly formElement?: CrmForm;
  readonly preferences = new PreferencesController(this);
  #key: string = crypto.randomUUID();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#shortcut);
    addEventListener('beforeunload', this.#unload);
    setLeaveGuard(() => this.#mayLeave());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#shortcut);
    removeEventListener('beforeunload', this.#unload);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('entityName') || changed.has('recordId')) void this.#open();
  }

  get #form(): FormState | undefined {
    return this.opened?.form;
  }

  async #open(): Promise<void> {
    this.error = undefined;
    this.opened = undefined;
    this.stale = false;
    this.general = [];
    this.#key = crypto.randomUUID();
    try {
      this.opened = await openForm(this.entityName, this.recordId, this.#preset());
    } catch (cause) {
      this.error = cause;
    }
  }

  /** `?account=…` presets a field of a new record. */
  #preset(): Values {
    const entries = [...new URLSearchParams(location.search)].filter(
      ([name]) => !name.startsWith('_'),
    );
    return Object.fromEntries(entries.map(([name, value]): [string, Json] => [name, value]));
  }

  async #mayLeave(): Promise<boolean> {
    if (!this.#form?.isDirty || this.saving) return true;
    return confirm({
      title: t('form.leave'),
      text: t('form.leaveHint'),
      yes: t('form.leaveYes'),
      no: t('form.stay'),
      danger: true,
    });
  }

  #unload = (event: BeforeUnloadEvent): void => {
    if (this.#form?.isDirty) event.preventDefault();
  };

  #shortcut = (event: KeyboardEvent): void => {
    if (event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    if (event.key !== 's' && event.key !== 'Enter') return;
    event.preventDefault();
    void this.#save(false);
  };

  /** Checks and sends; what is refused is shown at its field. */
  async #save(another: boolean): Promise<void> {
    const form = this.#form;
    if (!form || this.saving) return;
    // A control that tidies its value when left does so first.
    const active = this.formElement?.shadowRoot?.activeElement;
    if (active instanceof HTMLElement) active.blur();
    this.saving = true;
    this.general = [];
    try {
      form.errors = checkForm(form, await valueValidator(this.entityName, form.entity.hash));
      this.#takeRules(form);
      if (Object.keys(form.errors).length + this.general.length > 0) await this.#showErrors();
      else await this.#send(form, another);
    } finally {
      this.saving = false;
    }
  }

  /** What a value itself lacks is said first; rules about the whole record wait until the values are in order. */
  #takeRules(form: FormState): void {
    const isInOrder = Object.keys(form.errors).length === 0;
    const { errors, general } = checkRules(form);
    form.errors = { ...errors, ...form.errors };
    this.general = isInOrder ? general : [];
  }

  async #showErrors(): Promise<void> {
    this.formElement?.requestUpdate();
    await this.formElement?.focusFirstError();
  }

  async #send(form: FormState, another: boolean): Promise<void> {
    const path = `/api/records/${this.entityName}`;
    const { recordId } = this;
    try {
      const saved = recordId
        ? await request<RecordRow>('PATCH', `${path}/${recordId}`, {
            body: form.patch(),
            ifMatch: this.opened?.record?.version ?? 0,
          })
        : await request<RecordRow>('POST', path, { body: form.patch(), idempotencyKey: this.#key });
      await this.#saved(form, saved, another);
    } catch (cause) {
      await this.#refused(form, cause);
    }
  }

  async #saved(form: FormState, saved: RecordRow, another: boolean): Promise<void> {
    form.original = { ...form.values };
    const name = String(saved.$name ?? form.values[form.entity.nameField ?? ''] ?? '');
    toast({
      text: this.recordId || !name ? t('record.savedToast') : t('record.createdToast', { name }),
    });
    if (another) await this.#open();
    else await navigate(`/e/${this.entityName}/${saved.id ?? this.recordId}`, { replace: true });
  }

  async #refused(form: FormState, cause: unknown): Promise<void> {
    if (!(cause instanceof ApiError)) throw cause;
    this.#key = crypto.randomUUID();
    this.stale = cause.status === 412;
    if (this.stale) return;
    const others = form.takeProblems(cause.problems);
    this.general =
      cause.problems.length > 0 ? others.map((problem) => problem.message) : [cause.message];
    await this.#showErrors();
  }

  /** Takes the newest version as the base and keeps what was typed here. */
  async #reload(): Promise<void> {
    const mine = this.#form?.patch() ?? {};
    const { recordId } = this;
    try {
      const fresh = await openForm(this.entityName, recordId, {});
      const { entity } = fresh.form;
      if (!fresh.record) return;
      const base = valuesOf(entity, fresh.record);
      const form = await formFor(entity, 'form', base, false);
      for (const [name, value] of Object.entries(mine)) form.set(name, value);
      this.opened = { form, record: fresh.record };
      this.stale = false;
    } catch (cause) {
      this.error = cause;
    }
  }

  get #title(): string {
    const form = this.#form;
    if (!form) return '';
    if (!this.recordId) return t('form.new', { entity: say(form.entity.label) });
    return String(this.opened?.record?.$name || t('record.unnamed'));
  }

  #head(form: FormState): TemplateResult {
    const back = this.recordId ? `/e/${this.entityName}/${this.recordId}` : `/e/${this.entityName}`;
    const number = Object.values(form.entity.fields).find((field) => field.type === 'auto_number');
    const code = number && form.values[number.name];
    const canRepeat = !this.recordId;
    return html`<div class="head"><div class="u-grow"><h1 class="u-cut">${this.#title}</h1><div class="u-meta">${
      code ? html`<span class="u-num">${code}</span>` : nothing
    }${form.isDirty ? html`<span class="dirty">${t('form.unsaved')}</span>` : nothing}</div></div>
      <button type="button" class="u-btn u-btn-m" @click=${() => void navigate(back)}>${t('action.cancel')}</button>${
        canRepeat
          ? html`<button type="button" class="u-btn u-btn-m wide" ?disabled=${this.saving} @click=${() => void this.#save(true)}>${t('action.saveNew')}</button>`
          : nothing
      }<button type="button" class="u-btn u-btn-m u-btn-primary ${this.saving ? 'u-btn-busy' : ''}" ?disabled=${this.saving}
      @click=${() => void this.#save(false)}>${t('action.save')}</button></div>`;
  }

  #conflict(): TemplateResult | typeof nothing {
    if (!this.stale) return nothing;
    return html`<div class="u-banner u-banner-warn" role="alert">${icon('triangle-alert')}<span class="u-grow">${t('form.stale')}</span><button type="button"
      class="u-btn" @click=${() => void this.#reload()}>${t('action.reload')}</button></div>`;
  }

  protected override render(): TemplateResult {
    if (this.error) return failedBox(this.error, () => void this.#open());
    const form = this.#form;
    if (!form) return html`<div class="head"></div>${skeletonLines(8)}`;
    if (!can(this.entityName, this.recordId ? 'update' : 'create'))
      return stateBox({ icon: 'lock', title: t('state.denied'), text: t('state.deniedHint') });
    return html`${this.#head(form)}${this.#conflict()}<div class="body"><crm-form .form=${form} .source=${source} .general=${this.general}
      @form-change=${() => this.requestUpdate()}></crm-form></div>`;
  }
}
