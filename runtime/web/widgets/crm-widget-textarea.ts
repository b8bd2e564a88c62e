// Several lines of text; grows with its content up to twelve lines.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { inputText } from '../ui/choices.ts';
import { CrmWidget, numberSetting } from './crm-widget.ts';

@customElement('crm-widget-textarea')
export class CrmWidgetTextarea extends CrmWidget<string> {
  protected override updated(_changed: PropertyValues): void {
    const area = this.querySelector('textarea');
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(Math.max(area.scrollHeight + 2, 72), 252)}px`;
  }

  protected override render(): TemplateResult {
    return html`<textarea class="u-input" id="f-${this.key}" rows="3" .value=${live(this.value ?? '')}
      maxlength=${numberSetting(this.settings, 'maxLength') ?? nothing} ?readonly=${this.readOnly}
      aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @input=${(event: Event) => this.emit(inputText(event) || null)}
      @change=${(event: Event) => event.stopPropagation()}></textarea>`;
  }
}
