// Text that is shown partly. Who may read it sees it whole at a press or while editing; a value the server masked is kept
// until something else is typed.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { maskText } from '../../../core/fields/masked-text.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';

@customElement('crm-widget-masked')
export class CrmWidgetMasked extends CrmWidget<string> {
  @state() private revealed = false;
  @state() private editing = false;
  #original: string | null | undefined;

  #typed(event: Event): void {
    this.emit(inputText(event) || (this.#isMasked ? (this.#original ?? null) : null));
  }

  /** The server gave no more than a part. */
  get #isMasked(): boolean {
    return this.#original?.includes('*') ?? false;
  }

  protected override willUpdate(): void {
    if (this.#original === undefined) this.#original = this.value;
  }

  get #shown(): string {
    if (this.value === null || this.revealed || this.editing) return this.value ?? '';
    return maskText(this.value, this.settings);
  }

  #reveal(): TemplateResult {
    const name = t(this.revealed ? 'widget.conceal' : 'widget.reveal');
    return html`<button type="button" class="u-box-btn" aria-label="${name} ${this.label}" title=${name} aria-pressed=${this.revealed}
      @click=${() => {
        this.revealed = !this.revealed;
      }}>${icon(this.revealed ? 'eye-off' : 'eye', 'u-icon-s')}</button>`;
  }

  protected override render(): TemplateResult {
    const isUntouched = this.#isMasked && this.value === this.#original;
    const isOff = this.readOnly || this.field.right === 'masked';
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${isOff ? 'u-box-off' : ''}"><input class="u-num" id="f-${this.key}" type="text"
      autocomplete="off" spellcheck="false" .value=${live(isUntouched ? '' : this.#shown)} placeholder=${isUntouched ? (this.#original ?? '') : ''}
      title=${isUntouched && !isOff ? t('widget.keepMasked') : nothing} maxlength=${numberSetting(this.settings, 'maxLength') ?? nothing}
      ?readonly=${isOff} aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing}
      aria-invalid=${this.invalid ? 'true' : nothing} aria-describedby=${this.describedBy || nothing} @focus=${() => {
        this.editing = !isOff;
      }} @blur=${() => {
        this.editing = false;
      }} @input=${this.#typed} @change=${(event: Event) => event.stopPropagation()}>${
        this.value !== null && !isUntouched ? this.#reveal() : nothing
      }</div>`;
  }
}
