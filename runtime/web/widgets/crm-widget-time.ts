// A time of day: text that reads "9", "930", "下午3点".
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget } from './crm-widget.ts';
import { readTypedTime } from './date-text.ts';

@customElement('crm-widget-time')
export class CrmWidgetTime extends CrmWidget<string> {
  @state() private typed: string | undefined;

  #commit(): void {
    if (this.typed === undefined) return;
    const text = this.typed.trim();
    this.typed = undefined;
    this.emit(text === '' ? null : (readTypedTime(text) ?? text));
  }

  protected override render(): TemplateResult {
    return html`<input class="u-input u-num" id="f-${this.key}" type="text" inputmode="numeric" autocomplete="off"
      placeholder=${t('widget.timePlaceholder')} .value=${live(this.typed ?? this.value ?? '')} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @blur=${this.#commit}
      @input=${(event: Event) => {
        this.typed = inputText(event);
      }}
      @change=${(event: Event) => {
        event.stopPropagation();
        this.#commit();
      }}>`;
  }
}
