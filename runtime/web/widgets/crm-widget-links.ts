// Several records of another entity, as chips.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';
import { chosenItem, creatorOf, lookUp } from './lookup.ts';

const DEBOUNCE = 120;

@customElement('crm-widget-links')
export class CrmWidgetLinks extends CrmWidget<string[]> {
  get #target(): string {
    return textSetting(this.settings, 'entity');
  }

  #search: ComboSearch = (q, cursor, signal) =>
    lookUp(this.source, this.#target, { q, cursor, signal });

  #changed(event: CustomEvent<{ value: ComboItem[] }>): void {
    event.stopPropagation();
    const last = event.detail.value.at(-1);
    if (last && !this.value?.includes(last.id))
      this.source.chose(this.#target, last.id, last.label);
    const ids = event.detail.value.map((item) => item.id);
    this.emit(ids.length > 0 ? ids : null);
  }

  protected override render(): TemplateResult {
    const target = this.#target;
    const chosen = (this.value ?? []).map((id) => chosenItem(this.source, target, id));
    return html`<crm-combo .key=${this.key} .label=${this.label} .chosen=${chosen} .search=${this.#search} .debounce=${DEBOUNCE}
      .multiple=${true} .required=${this.required} .invalid=${this.invalid} .disabled=${this.readOnly} .describedBy=${this.describedBy}
      .create=${this.readOnly ? undefined : creatorOf(this.source, target)} .placeholder=${t('widget.searchChoose')} @value-change=${this.#changed}></crm-combo>`;
  }
}
