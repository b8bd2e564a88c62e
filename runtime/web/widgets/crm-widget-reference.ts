// A record of another entity: found by typing, fetched in pages; where several entities are possible, one is chosen first.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Rule } from '../../../core/rules/rule.ts';
import { say, t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import type { ComboItem, ComboSearch } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { candidatesFilter } from './candidates.ts';
import { CrmWidget, listSetting } from './crm-widget.ts';
import { chosenItem, creatorOf, lookUp } from './lookup.ts';
import { targetsOf } from './reference-targets.ts';

const DEBOUNCE = 120;
type Polymorphic = { entity: string; id: string };

@customElement('crm-widget-reference')
export class CrmWidgetReference extends CrmWidget<string | Polymorphic> {
  @state() private chosenEntity: string | undefined;

  get #isPolymorphic(): boolean {
    return listSetting(this.settings, 'entities').length > 0;
  }

  get #target(): string {
    const targets = targetsOf(this.field.type, this.settings);
    const current = this.value && typeof this.value === 'object' ? this.value.entity : undefined;
    return current ?? this.chosenEntity ?? targets[0] ?? '';
  }

  #search: ComboSearch = (q, cursor, signal) => {
    const rule = this.field.candidates as Rule | undefined;
    const filter = rule === undefined ? undefined : candidatesFilter(rule, this.record);
    return lookUp(this.source, this.#target, { q, cursor, signal }, filter);
  };

  #changed(event: CustomEvent<{ value: ComboItem[] }>): void {
    event.stopPropagation();
    const [item] = event.detail.value;
    const id = item?.id;
    if (item) this.source.chose(this.#target, item.id, item.label);
    if (!id) this.emit(null);
    else this.emit(this.#isPolymorphic ? { entity: this.#target, id } : id);
  }

  #kind(): TemplateResult {
    const targets = targetsOf(this.field.type, this.settings);
    return html`<select class="u-input u-kind" aria-label=${t('widget.entity')} ?disabled=${this.readOnly} .value=${live(this.#target)}
      @change=${(event: Event) => {
        this.chosenEntity = inputText(event);
        this.emit(null);
      }}>${targets.map(
        (name) =>
          html`<option value=${name} ?selected=${name === this.#target}>${say(this.source.head(name)?.label, name)}</option>`,
      )}</select>`;
  }

  protected override render(): TemplateResult {
    const id = this.value && typeof this.value === 'object' ? this.value.id : this.value;
    const chosen = id ? [chosenItem(this.source, this.#target, id)] : [];
    return html`<div class=${this.#isPolymorphic ? 'u-pair' : ''}>${this.#isPolymorphic ? this.#kind() : nothing}<crm-combo
      class="u-grow" .key=${this.key} .label=${this.label} .chosen=${chosen} .search=${this.#search} .debounce=${DEBOUNCE}
      .required=${this.required} .invalid=${this.invalid} .disabled=${this.readOnly} .describedBy=${this.describedBy}
      .placeholder=${t('widget.searchChoose')} .create=${this.readOnly ? undefined : creatorOf(this.source, this.#target)}
      .peek=${(item: ComboItem) => this.source.peek(this.#target, item.id, item.label)} @value-change=${this.#changed}></crm-combo></div>`;
  }
}
