// Creating and editing one record on its own page: head with title and state, the form, its draft, the guard for unsaved
// work. Saving itself is `form-saver.ts`.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import { confirm } from '../app/confirm.ts';
import { type OpenForm, openForm } from '../app/open-form.ts';
import { navigate, setLeaveGuard } from '../app/router.ts';
import { currentMe, source } from '../app/session.ts';
import { tellName } from '../app/window-title.ts';
import '../form/crm-form.ts';
import type { CrmForm } from '../form/crm-form.ts';
import { DraftKeeper } from '../form/draft-keeper.ts';
import { type Draft, draftKey, readDraft } from '../form/drafts.ts';
import { FormSaver } from '../form/form-saver.ts';
import type { FormState, Values } from '../form/form-state.ts';
import { takeHandedOver } from '../form/hand-over.ts';
import { mergeChanges } from '../form/merge.ts';
import { later } from '../i18n/later.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { deniedBox, failedBox, skeletonLines } from '../ui/states.ts';
import { clockTime, shortMoment } from '../widgets/display.ts';

const styles = css`
:host{display:flex;flex-direction:column;min-height:0;flex:1}
.head{display:flex;align-items:center;gap:8px;min-height:60px;padding:8px 24px;border-bottom:1px solid var(--line);flex:none}
.head h1{font-size:16px;line-height:24px;font-weight:600}
.head .u-meta{display:flex;gap:10px;min-height:18px;line-height:18px}
.dirty{color:var(--warn)}
.body{flex:1;overflow:auto;min-height:0;position:relative}
.draft{margin:12px 24px 0;flex:none}
@media (max-width:760px){.head{padding:8px 16px}.wide{display:none}.draft{margin:8px 16px 0}}
`;

@customElement('crm-form-page')
export class CrmFormPage extends LitElement {
  static override styles = [base, styles];

  @property() entityName = '';
  /** Without an id a new record is made. */
  @property() recordId: string | undefined;
  @state() private opened: OpenForm | undefined;
  @state() private error: unknown;
  @state() private draft: Draft | undefined;
  @query('crm-form') private readonly formElement?: CrmForm;
  readonly preferences = new PreferencesController(this);
  #saver: FormSaver | undefined;
  #keeper: DraftKeeper | undefined;
  #isDiscarding = false;

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
    this.#keeper?.stop();
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
    try {
      const opened = await openForm(this.entityName, this.recordId, this.#preset());
      const { form, record } = opened;
      const key = draftKey(currentMe()?.user.id ?? '', this.entityName, this.recordId);
      this.#keeper = new DraftKeeper(key, record?.version ?? 0, () => this.requestUpdate());
      this.#saver = new FormSaver(form, record, () => this.requestUpdate());
      this.draft = await readDraft(key);
      for (const [name, value] of Object.entries(takeHandedOver(this.entityName)))
        form.set(name, value);
      this.opened = opened;
      if (record) tellName(this, this.#title);
      if (!record && matchMedia('(pointer:fine)').matches) await this.#focusFirst(form);
    } catch (cause) {
      this.error = cause;
    }
  }

  async #focusFirst(form: FormState): Promise<void> {
    await this.updateComplete;
    const first = form.shownFields().find((field) => !form.isReadOnly(field));
    if (first) await this.formElement?.focusField(first.name);
  }

  /** `?account=…` presets a field of a new record. */
  #preset(): Values {
    const entries = [...new URLSearchParams(location.search)].filter(
      ([name]) => !name.startsWith('_'),
    );
    return Object.fromEntries(entries.map(([name, value]): [string, Json] => [name, value]));
  }

  /** A draft outlives leaving, unless the reader cancels on purpose. */
  async #mayLeave(): Promise<boolean> {
    const form = this.#form;
    if (!form?.isDirty || this.#saver?.isSaving) return true;
    const isDiscarding = this.#isDiscarding;
    this.#isDiscarding = false;
    const isSure = await confirm({
      title: t('form.leave'),
      text: t(isDiscarding ? 'form.leaveHint' : 'form.leaveDraftHint'),
      yes: t(isDiscarding ? 'form.leaveYes' : 'form.leaveDraftYes'),
      no: t('form.stay'),
      danger: isDiscarding,
    });
    if (isSure) await (isDiscarding ? this.#keeper?.drop() : this.#keeper?.keep(form));
    return isSure;
  }

  #cancel = async (): Promise<void> => {
    this.#isDiscarding = true;
    await navigate(
      this.recordId ? `/e/${this.entityName}/${this.recordId}` : `/e/${this.entityName}`,
    );
  };

  #unload = (event: BeforeUnloadEvent): void => {
    if (this.#form?.isDirty && !this.#keeper?.keptAt) event.preventDefault();
  };

  #shortcut = (event: KeyboardEvent): void => {
    if (event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    if (event.key !== 's' && event.key !== 'Enter') return;
    event.preventDefault();
    void this.#save(false);
  };

  #changed = (): void => {
    this.#saver?.prepare();
    if (this.#form) this.#keeper?.changed(this.#form);
    this.requestUpdate();
  };

  async #save(another: boolean): Promise<void> {
    const form = this.#form;
    const saved = form && (await this.#saver?.save(this.formElement));
    if (!saved) return;
    form.original = { ...form.values };
    await this.#keeper?.drop();
    const { id, $name } = saved.record;
    const name = String($name ?? form.values[form.entity.nameField ?? ''] ?? '');
    const text =
      this.recordId || !name ? t('record.savedToast') : t('record.createdToast', { name });
    toast({ text });
    if (another) await this.#open();
    else await navigate(`/e/${this.entityName}/${id ?? this.recordId}`, { replace: true });
  }

  /** Puts the kept changes back; what was saved by others since then is asked about. */
  async #restore(draft: Draft): Promise<void> {
    const form = this.#form;
    if (!form) return;
    let { changes } = draft;
    const merge = mergeChanges(form.entity, draft.original, changes, form.original);
    if (this.recordId && merge.conflicts.length > 0) {
      const { askConflicts } = await later(() => import('../form/crm-conflict-dialog.ts'));
      const by = shortMoment(String(this.opened?.record?.updated_at ?? ''), source);
      const chosen = await askConflicts({ entity: form.entity, merge, by, source });
      if (!chosen) return;
      changes = { ...changes, ...chosen };
    }
    for (const [name, value] of Object.entries(changes)) form.set(name, value);
    this.draft = undefined;
    this.formElement?.requestUpdate();
    this.#changed();
  }

  #dropDraft = (): void => {
    this.draft = undefined;
    void this.#keeper?.drop();
  };

  get #title(): string {
    const form = this.#form;
    if (!form) return '';
    if (!this.recordId) return t('form.new', { entity: say(form.entity.label) });
    return String(this.opened?.record?.$name || t('record.unnamed'));
  }

  #state(form: FormState): TemplateResult | typeof nothing {
    const keptAt = this.#keeper?.keptAt;
    if (!form.isDirty) return nothing;
    return keptAt
      ? html`<span>${t('form.draftKept', { time: clockTime(keptAt.toISOString(), source) })}</span>`
      : html`<span class="dirty">${t('form.unsaved')}</span>`;
  }

  #head(form: FormState): TemplateResult {
    const number = Object.values(form.entity.fields).find((field) => field.type === 'auto_number');
    const code = number && form.values[number.name];
    const isSaving = this.#saver?.isSaving ?? false;
    return html`<div class="head"><div class="u-grow"><h1 class="u-cut">${this.#title}</h1><div class="u-meta">${
      code ? html`<span class="u-num">${code}</span>` : nothing
    }${this.#state(form)}</div></div>
      <button type="button" class="u-btn u-btn-m" @click=${this.#cancel}>${t('action.cancel')}</button>${
        this.recordId
          ? nothing
          : html`<button type="button" class="u-btn u-btn-m wide" ?disabled=${isSaving} @click=${() => void this.#save(true)}>${t('action.saveNew')}</button>`
      }<button type="button" class="u-btn u-btn-m u-btn-primary ${isSaving ? 'u-btn-busy' : ''}" ?disabled=${isSaving}
      @click=${() => void this.#save(false)}>${t('action.save')}</button></div>`;
  }

  #draftBar(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (!draft) return nothing;
    return html`<div class="u-banner u-banner-info draft" role="status">${icon('history')}<span class="u-grow">${t(
      'form.draftFound',
      {
        time: shortMoment(draft.at, source),
      },
    )}</span><button type="button" class="u-btn" @click=${() => void this.#restore(draft)}>${t('form.draftRestore')}</button><button type="button"
      class="u-btn u-btn-ghost" @click=${this.#dropDraft}>${t('form.draftDrop')}</button></div>`;
  }

  protected override render(): TemplateResult {
    if (this.error) return failedBox(this.error, () => void this.#open(), true);
    const form = this.#form;
    if (!form) return html`<div class="head"></div>${skeletonLines(8)}`;
    if (!form.entity.actions.includes(this.recordId ? 'update' : 'create')) return deniedBox(true);
    return html`${this.#head(form)}${this.#draftBar()}<div class="body"><crm-form .form=${form} .source=${source} .general=${this.#saver?.general ?? []}
      @form-change=${this.#changed}></crm-form></div>`;
  }
}
