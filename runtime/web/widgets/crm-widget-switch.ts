// Yes or no.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../i18n/t.ts';
import { CrmWidget } from './crm-widget.ts';

@customElement('crm-widget-switch')
export class CrmWidgetSwitch extends CrmWidget<boolean> {
  #toggled(event: Event): void {
    event.stopPropagation();
    this.emit((event.target as HTMLInputElement).checked);
  }

  protected override render(): TemplateResult {
    return html`<span class="u-row u-switch-row"><input type="checkbox" role="switch" class="u-switch" id="f-${this.key}"
      .checked=${live(this.value === true)} ?disabled=${this.readOnly} aria-label=${this.label || nothing}
      aria-invalid=${this.invalid ? 'true' : nothing} aria-describedby=${this.describedBy || nothing} @change=${this.#toggled}><span
      class="u-muted" aria-hidden="true">${this.value === true ? t('widget.yes') : t('widget.no')}</span></span>`;
  }
}
