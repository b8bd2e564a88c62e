// Free words; Enter or leaving the control makes a tag.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import type { ComboItem } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { CrmWidget } from './crm-widget.ts';

@customElement('crm-widget-tags')
export class CrmWidgetTags extends CrmWidget<string[]> {
  #changed(event: CustomEvent<{ value: ComboItem[] }>): void {
    event.stopPropagation();
    const tags = event.detail.value.map((item) => item.label);
    this.emit(tags.length > 0 ? tags : null);
  }

  protected override render(): TemplateResult {
    const chosen = (this.value ?? []).map((label) => ({ id: label, label }));
    return html`<crm-combo .key=${this.key} .label=${this.label} .chosen=${chosen} .multiple=${true} .free=${true}
      .required=${this.required} .invalid=${this.invalid} .disabled=${this.readOnly} .describedBy=${this.describedBy}
      .placeholder=${t('widget.addTag')} @value-change=${this.#changed}></crm-combo>`;
  }
}
