// A colour: native picker and its code.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget } from './crm-widget.ts';

@customElement('crm-widget-colour')
export class CrmWidgetColour extends CrmWidget<string> {
  protected override render(): TemplateResult {
    return html`<div class="u-pair"><input type="color" class="u-colour" aria-label="${this.label} ${t('widget.colour')}" ?disabled=${this.readOnly}
      .value=${live(this.value ?? '#2f55d4')} @input=${(event: Event) => this.emit(inputText(event))} @change=${(event: Event) => event.stopPropagation()}>
      <input class="u-input u-num" id="f-${this.key}" type="text" placeholder="#2f55d4" maxlength="7" autocomplete="off" .value=${live(this.value ?? '')}
      ?readonly=${this.readOnly} aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing}
      aria-invalid=${this.invalid ? 'true' : nothing} aria-describedby=${this.describedBy || nothing}
      @input=${(event: Event) => this.emit(inputText(event).toLowerCase() || null)} @change=${(event: Event) => event.stopPropagation()}></div>`;
  }
}
