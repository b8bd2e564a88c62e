// Any JSON, checked while it is typed.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Json } from '../../../core/fields/field-type.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget } from './crm-widget.ts';

@customElement('crm-widget-json')
export class CrmWidgetJson extends CrmWidget<Json> {
  @state() private text: string | undefined;
  @state() private fault = '';

  #typed(event: Event): void {
    this.text = inputText(event);
    try {
      const value = this.text.trim() === '' ? null : (JSON.parse(this.text) as Json);
      this.fault = '';
      this.emit(value);
    } catch (cause) {
      this.fault = t('widget.jsonBad', { reason: (cause as Error).message });
    }
  }

  protected override render(): TemplateResult {
    const shown = this.text ?? (this.value === null ? '' : JSON.stringify(this.value, null, 2));
    return html`<textarea class="u-input u-mono" id="f-${this.key}" rows="5" spellcheck="false" .value=${live(shown)} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-invalid=${this.invalid || this.fault ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @input=${this.#typed} @change=${(event: Event) => event.stopPropagation()}
      @blur=${() => {
        if (!this.fault) this.text = undefined;
      }}></textarea>${this.fault ? html`<p class="u-error" role="alert">${this.fault}</p>` : nothing}`;
  }
}
