// A value the engine computes: shown, never edited.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import { CrmWidget } from './crm-widget.ts';
import { formatValue, isEmpty } from './format.ts';

@customElement('crm-widget-computed')
export class CrmWidgetComputed extends CrmWidget {
  protected override render(): TemplateResult {
    const text = isEmpty(this.value)
      ? t('widget.computed')
      : formatValue(this.field, this.value, this.source, this.entity);
    return html`<output class="u-ro u-num ${isEmpty(this.value) ? 'u-muted' : ''}" id="f-${this.key}">${text}</output>`;
  }
}
