// Names a role in both languages and says what it is for. Tells `role-named` {label, description} and `role-close`.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PreferencesController } from '../i18n/preferences.ts';
import { locale, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { inputText } from '../ui/choices.ts';
import '../ui/crm-dialog.ts';
import { fieldFrame } from '../ui/field-frame.ts';
import type { Role } from './design-client.ts';

type Part = 'nameZh' | 'nameEn' | 'description';
const MOST: Readonly<Record<Part, number>> = { nameZh: 40, nameEn: 40, description: 200 };

@customElement('crm-role-dialog')
export class CrmRoleDialog extends LitElement {
  static override styles = [
    base,
    css`:host{display:contents}form{display:flex;flex-direction:column;gap:14px}`,
  ];
  @property() dialogTitle = '';
  @property({ attribute: false }) known: Role | undefined;
  @state() private values: Readonly<Record<Part, string>> = {
    nameZh: '',
    nameEn: '',
    description: '',
  };
  @state() private error = '';
  readonly preferences = new PreferencesController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const { known: role } = this;
    const description = role?.description?.[locale()] ?? '';
    this.values = { nameZh: role?.label['zh-CN'] ?? '', nameEn: role?.label.en ?? '', description };
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>(`#f-${this.#first[0]}`)?.focus();
  }

  /** The reader's own language first. */
  get #first(): readonly Part[] {
    return locale() === 'en' ? ['nameEn', 'nameZh'] : ['nameZh', 'nameEn'];
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('role-close'));
  }

  /** A name in one language stands for both until the other is given. */
  #confirm(event: Event): void {
    event.preventDefault();
    const { nameZh, nameEn, description } = this.values;
    const name = nameZh.trim() || nameEn.trim();
    if (!name) {
      this.error = t('auth.required');
      return;
    }
    const label = { 'zh-CN': nameZh.trim() || name, en: nameEn.trim() || name };
    const said = description.trim();
    const before = this.known?.description;
    const both = said
      ? { 'zh-CN': said, en: said, ...(before ? { ...before, [locale()]: said } : {}) }
      : undefined;
    const detail = both ? { label, description: both } : { label };
    this.dispatchEvent(new CustomEvent('role-named', { detail }));
  }

  #field(part: Part): TemplateResult {
    const isFirst = part === this.#first[0];
    const control = html`<input class="u-input" id="f-${part}" maxlength=${MOST[part]} autocomplete="off" .value=${this.values[part]} @input=${(
      event: Event,
    ) => {
      this.values = { ...this.values, [part]: inputText(event) };
      this.error = '';
    }}>`;
    const frame = { key: part, label: t(`rights.${part}`), required: isFirst, control };
    return fieldFrame(isFirst && this.error ? { ...frame, error: this.error } : frame);
  }

  protected override render(): TemplateResult {
    return html`<crm-dialog open dialog-title=${this.dialogTitle} @dialog-close=${this.#close}><form @submit=${this.#confirm}>${[
      ...this.#first,
      'description' as const,
    ].map((part) =>
      this.#field(part),
    )}<button hidden></button></form><div slot="foot" class="u-dialog-foot"><button type="button" class="u-btn" @click=${this.#close}>${t('action.cancel')}</button><button
      type="button" class="u-btn u-btn-primary" @click=${this.#confirm}>${t('rights.choose')}</button></div></crm-dialog>`;
  }
}
