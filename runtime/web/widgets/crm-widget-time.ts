// A time of day.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import './crm-time-input.ts';
import { CrmWidget } from './crm-widget.ts';

@customElement('crm-widget-time')
export class CrmWidgetTime extends CrmWidget<string> {
  #changed(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.emit(event.detail.value || null);
  }

  protected override render(): TemplateResult {
    return html`<crm-time-input .key=${this.key} .label=${this.label} .value=${this.value ?? ''} .describedBy=${this.describedBy}
      .invalid=${this.invalid} .required=${this.required} .readOnly=${this.readOnly} @value-change=${this.#changed}></crm-time-input>`;
  }
}
