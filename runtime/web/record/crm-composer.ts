// Writes a new record beside another one, right in its timeline: one line until it is used, then the quick form.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formFor } from '../app/open-form.ts';
import { loadEntity } from '../app/session.ts';
import '../form/crm-form.ts';
import type { CrmForm } from '../form/crm-form.ts';
import { FormSaver } from '../form/form-saver.ts';
import type { FormState } from '../form/form-state.ts';
import { PreferencesController } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { type Here, presetFor } from './preset.ts';
import type { TimelinePart } from './timeline-streams.ts';

const styles = css`
:host{display:block;margin-bottom:16px}
crm-form{--form-end:16px}
.line{display:flex;align-items:center;gap:8px;width:100%;min-height:44px;padding:0 14px;border:1px solid var(--line-ctl);border-radius:8px;background:var(--bg);
  color:var(--fg-3);font:inherit;text-align:left;cursor:text}
.line:hover{background:var(--hover)}
.box{border:1px solid var(--line-ctl);border-radius:8px;overflow:hidden}
.foot{display:flex;justify-content:flex-end;gap:8px;padding:8px 12px;border-top:1px solid var(--line);background:var(--bg-2)}
`;

@customElement('crm-composer')
export class CrmComposer extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) declare about: TimelinePart;
  @property({ attribute: false }) declare here: Here;
  @property({ attribute: false }) declare source: WidgetSource;
  @state() private form: FormState | undefined;
  @query('crm-form') private readonly formElement?: CrmForm;
  readonly preferences = new PreferencesController(this);
  #saver: FormSaver | undefined;

  /** Opens the form and puts the cursor where one writes. */
  async open(): Promise<void> {
    const entity = await loadEntity(this.about.entity);
    const preset = presetFor(entity, this.about.field, this.here);
    const form = await formFor(entity, 'quick', preset, true, Object.keys(preset));
    this.#saver = new FormSaver(form, undefined, () => this.requestUpdate());
    this.form = form;
    await this.updateComplete;
    const long = form.shownFields().find((field) => field.type === 'long_text');
    const first = long ?? form.shownFields().find((field) => preset[field.name] === undefined);
    if (first) await this.formElement?.focusField(first.name);
  }

  async #post(): Promise<void> {
    const saved = await this.#saver?.save(this.formElement);
    if (!saved) return;
    toast({ text: t('record.savedToast') });
    this.#close();
    this.dispatchEvent(new CustomEvent('composer-saved'));
  }

  #close = (): void => {
    this.form = undefined;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.line')?.focus(),
    );
  };

  #key = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented) return;
    const isPost = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!isPost && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (isPost) void this.#post();
    else if (!this.form?.isDirty) this.#close();
  };

  protected override render(): TemplateResult {
    const entity = say(this.source.head(this.about.entity)?.label, this.about.entity);
    const { form } = this;
    if (!form)
      return html`<button type="button" class="line" @click=${() => void this.open()}>${icon('pencil')}${t('timeline.write', { entity })}</button>`;
    const isSaving = this.#saver?.isSaving ?? false;
    return html`<div class="box" role="group" aria-label=${t('timeline.write', { entity })} @keydown=${this.#key}><crm-form plain .form=${form}
      .source=${this.source} .general=${this.#saver?.general ?? []}></crm-form><div class="foot"><button type="button" class="u-btn"
      @click=${this.#close}>${t('action.cancel')}</button><button type="button" class="u-btn u-btn-primary ${isSaving ? 'u-btn-busy' : ''}" ?disabled=${isSaving}
      @click=${() => void this.#post()}>${t('timeline.post')}</button></div></div>`;
  }
}
