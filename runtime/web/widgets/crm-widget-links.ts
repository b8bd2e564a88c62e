// Several records of another entity, as chips.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';
import { itemOf } from './crm-widget-reference.ts';

const DEBOUNCE = 120;

@customElement('crm-widget-links')
export class CrmWidgetLinks extends CrmWidget<string[]> {
  #search: ComboSearch = async (q, cursor, signal) => {
    const target = textSetting(this.settings, 'entity');
    const page = await this.source.candidates(target, { q, cursor, signal });
    for (const item of page.items) this.source.learnName(target, item.id, item.name);
    return { items: page.items.map(itemOf), next: page.next };
  };

  #changed(event: CustomEvent<{ value: ComboItem[] }>): void {
    event.stopPropagation();
    const ids = event.detail.value.map((item) => item.id);
    this.emit(ids.length > 0 ? ids : null);
  }

  protected override render(): TemplateResult {
    const target = textSetting(this.settings, 'entity');
    const chosen = (this.value ?? []).map((id) => ({
      id,
      label: this.source.name(target, id) ?? '…',
    }));
    return html`<crm-combo .key=${this.key} .label=${this.label} .chosen=${chosen} .search=${this.#search} .debounce=${DEBOUNCE}
      .multiple=${true} .required=${this.required} .invalid=${this.invalid} .disabled=${this.readOnly} .describedBy=${this.describedBy}
      .placeholder=${t('widget.searchChoose')} @value-change=${this.#changed}></crm-combo>`;
  }
}
