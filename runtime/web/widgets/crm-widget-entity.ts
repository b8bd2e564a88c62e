// The name of an entity, chosen by its label from those the reader may see.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { say, t } from '../i18n/t.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { CrmWidget } from './crm-widget.ts';

@customElement('crm-widget-entity')
export class CrmWidgetEntity extends CrmWidget<string> {
  #item(name: string): ComboItem {
    return { id: name, label: say(this.source.head(name)?.label, name), detail: name };
  }

  readonly #search: ComboSearch = async (text) => {
    const typed = text.trim().toLowerCase();
    const items = this.source
      .entityNames()
      .map((name) => this.#item(name))
      .filter(({ id, label }) => id.includes(typed) || label.toLowerCase().includes(typed));
    return { items, next: null };
  };

  protected override render(): TemplateResult {
    const chosen = this.value ? [this.#item(this.value)] : [];
    return html`<crm-combo .key=${this.key} .label=${this.label} .chosen=${chosen} .search=${this.#search} .required=${this.required}
      .invalid=${this.invalid} .disabled=${this.readOnly} .describedBy=${this.describedBy} .placeholder=${t('widget.searchChoose')}
      @value-change=${(event: CustomEvent<{ value: ComboItem[] }>) => {
        event.stopPropagation();
        this.emit(event.detail.value[0]?.id ?? null);
      }}></crm-combo>`;
  }
}
