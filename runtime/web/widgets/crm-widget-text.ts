// One line of text: text, e-mail, phone, URL, credit code. Tidied by the field type when the control is left.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { fieldType } from '../../../core/fields/registry.ts';
import { say } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';

const KINDS: Record<string, { type: string; mode: string; autocomplete: string }> = {
  email: { type: 'email', mode: 'email', autocomplete: 'off' },
  phone: { type: 'tel', mode: 'tel', autocomplete: 'off' },
  url: { type: 'url', mode: 'url', autocomplete: 'off' },
};
const PLAIN = { type: 'text', mode: 'text', autocomplete: 'off' };
const PLACEHOLDERS: Record<string, string> = { url: 'https://', email: 'name@example.com' };

@customElement('crm-widget-text')
export class CrmWidgetText extends CrmWidget<string> {
  #typed(event: Event): void {
    this.emit(inputText(event) || null);
  }

  #left(): void {
    const type = fieldType(this.field.type);
    if (this.value === null || !type) return;
    const parsed = type.normalise(this.value, this.field.settings);
    if ('value' in parsed && typeof parsed.value === 'string' && parsed.value !== this.value)
      this.emit(parsed.value);
  }

  protected override render(): TemplateResult {
    const kind = KINDS[this.field.type] ?? PLAIN;
    const hint = say(this.field.placeholder as never) || PLACEHOLDERS[this.field.type] || '';
    return html`<input class="u-input ${this.field.type === 'uscc' ? 'u-num' : ''}" id="f-${this.key}" type=${kind.type}
      inputmode=${kind.mode} autocomplete=${kind.autocomplete} placeholder=${hint} .value=${live(this.value ?? '')}
      maxlength=${numberSetting(this.settings, 'maxLength') ?? nothing} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @input=${this.#typed} @change=${(event: Event) => event.stopPropagation()}
      @blur=${this.#left}>`;
  }
}
