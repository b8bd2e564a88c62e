// A calendar date.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import './crm-date-input.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';

@customElement('crm-widget-date')
export class CrmWidgetDate extends CrmWidget<string> {
  #changed(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.emit(event.detail.value || null);
  }

  protected override render(): TemplateResult {
    return html`<crm-date-input .key=${this.key} .label=${this.label} .value=${this.value ?? ''} .today=${this.source.today()}
      .min=${textSetting(this.settings, 'min')} .max=${textSetting(this.settings, 'max')} .describedBy=${this.describedBy}
      .invalid=${this.invalid} .required=${this.required} .readOnly=${this.readOnly} @value-change=${this.#changed}></crm-date-input>`;
  }
}
