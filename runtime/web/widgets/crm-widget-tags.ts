// Free words; Enter or leaving the control makes a tag. Tags that are in use already are offered.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../i18n/t.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { CrmWidget } from './crm-widget.ts';
import { tagsInUse } from './tags-in-use.ts';

@customElement('crm-widget-tags')
export class CrmWidgetTags extends CrmWidget<string[]> {
  #changed(event: CustomEvent<{ value: ComboItem[] }>): void {
    event.stopPropagation();
    const tags = event.detail.value.map((item) => item.label);
    this.emit(tags.length > 0 ? tags : null);
  }

  readonly #search: ComboSearch = async (text) => {
    const wanted = text.normalize('NFKC').toLowerCase();
    const tags = await tagsInUse(this.entity.name, this.field.name);
    const items = tags
      .filter((tag) => tag.normalize('NFKC').toLowerCase().includes(wanted))
      .map((tag) => ({ id: tag, label: tag }));
    return { items, next: null };
  };

  protected override render(): TemplateResult {
    const chosen = (this.value ?? []).map((label) => ({ id: label, label }));
    return html`<crm-combo .key=${this.key} .label=${this.label} .chosen=${chosen} .multiple=${true} .free=${true} .search=${this.#search}
      .required=${this.required} .invalid=${this.invalid} .disabled=${this.readOnly} .describedBy=${this.describedBy}
      .placeholder=${t('widget.addTag')} @value-change=${this.#changed}></crm-combo>`;
  }
}
