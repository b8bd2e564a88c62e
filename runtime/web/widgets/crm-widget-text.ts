// One line of text, or a credit code. Tidied by the field type when the control is left.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { fieldType } from '../../../core/fields/registry.ts';
import { say } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';

@customElement('crm-widget-text')
export class CrmWidgetText extends CrmWidget<string> {
  #left(): void {
    const type = fieldType(this.field.type);
    if (this.value === null || !type) return;
    const parsed = type.normalise(this.value, this.field.settings);
    if ('value' in parsed && typeof parsed.value === 'string' && parsed.value !== this.value)
      this.emit(parsed.value);
  }

  protected override render(): TemplateResult {
    return html`<input class="u-input ${this.field.type === 'uscc' ? 'u-num' : ''}" id="f-${this.key}" type="text" autocomplete="off"
      placeholder=${say(this.field.placeholder as never)} .value=${live(this.value ?? '')}
      maxlength=${numberSetting(this.settings, 'maxLength') ?? nothing} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @input=${(event: Event) => this.emit(inputText(event) || null)}
      @change=${(event: Event) => event.stopPropagation()} @blur=${this.#left}>`;
  }
}
