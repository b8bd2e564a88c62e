// Text that is stored encrypted and shown partly: a masked value is kept until something else is typed.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';

@customElement('crm-widget-masked')
export class CrmWidgetMasked extends CrmWidget<string> {
  #original: string | null | undefined;

  #typed(event: Event): void {
    this.emit(inputText(event) || (this.#isMasked ? (this.#original ?? null) : null));
  }

  get #isMasked(): boolean {
    return this.#original?.includes('*') ?? false;
  }

  protected override willUpdate(): void {
    if (this.#original === undefined) this.#original = this.value;
  }

  protected override render(): TemplateResult {
    const isUntouched = this.#isMasked && this.value === this.#original;
    return html`<input class="u-input u-num" id="f-${this.key}" type="text" autocomplete="off" spellcheck="false"
      .value=${live(isUntouched ? '' : (this.value ?? ''))} placeholder=${isUntouched ? (this.#original ?? '') : ''}
      title=${isUntouched ? t('widget.keepMasked') : nothing} maxlength=${numberSetting(this.settings, 'maxLength') ?? nothing}
      ?readonly=${this.readOnly || this.field.right === 'masked'} aria-label=${this.label || nothing}
      aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @input=${this.#typed} @change=${(event: Event) => event.stopPropagation()}>`;
  }
}
