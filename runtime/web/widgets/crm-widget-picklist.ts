// One or several options: segmented where there are at most four and one must be chosen, else a combobox.
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ClientPicklist } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import { segmented } from '../ui/choices.ts';
import type { ComboItem, ComboPage } from '../ui/combo-types.ts';
import '../ui/crm-combo.ts';
import { CrmWidget } from './crm-widget.ts';
import { optionsOf } from './format.ts';

type Option = ClientPicklist['options'][number];
const MOST_SEGMENTS = 4;
const LONGEST_SEGMENTS = 28;
/** Up to here options are looked over, not searched. */
const FEW = 8;

/** May the field be a segmented choice? Options that differ per record keep the combobox. */
export function isSegmented(
  required: boolean,
  isMultiple: boolean,
  options: readonly Option[],
): boolean {
  const shown = options.filter((option) => !option.retired);
  const length = shown.reduce((sum, option) => sum + say(option.label).length, 0);
  return required && !isMultiple && shown.length <= MOST_SEGMENTS && length <= LONGEST_SEGMENTS;
}

function labelOf(option: Option): string {
  const label = say(option.label, option.value);
  return option.retired ? t('widget.retired', { name: label }) : label;
}

@customElement('crm-widget-picklist')
export class CrmWidgetPicklist extends CrmWidget<string | string[]> {
  get #chosen(): string[] {
    if (Array.isArray(this.value)) return this.value;
    return this.value ? [this.value] : [];
  }

  /** What may be chosen now: not retired, allowed by the rule; what is chosen already stays. */
  get #offered(): Option[] {
    const chosen = this.#chosen;
    return optionsOf(this.field, this.entity).filter(
      (option) =>
        chosen.includes(option.value) ||
        (!option.retired && (!this.allowed || this.allowed.includes(option.value))),
    );
  }

  #item = (option: Option): ComboItem => {
    const item: ComboItem = { id: option.value, label: labelOf(option) };
    return option.colour ? { ...item, colour: option.colour } : item;
  };

  #search = async (text: string): Promise<ComboPage> => {
    const wanted = text.normalize('NFKC').toLowerCase();
    const items = this.#offered
      .map(this.#item)
      .filter((item) => `${item.label} ${item.id}`.toLowerCase().includes(wanted));
    return { items, next: null };
  };

  #changed(event: CustomEvent<{ value: ComboItem[] }>): void {
    event.stopPropagation();
    const ids = event.detail.value.map((item) => item.id);
    if (this.settings.multiple) this.emit(ids.length > 0 ? ids : null);
    else this.emit(ids[0] ?? null);
  }

  #segments(options: readonly Option[]): TemplateResult {
    return segmented({
      name: `f-${this.key}`,
      value: this.#chosen[0] ?? null,
      choices: options.map((option) => ({ value: option.value, label: labelOf(option) })),
      label: this.label,
      describedBy: this.describedBy,
      invalid: this.invalid,
      disabled: this.readOnly,
      onChange: (value) => this.emit(value),
    });
  }

  protected override render(): TemplateResult {
    const offered = this.#offered;
    const isMultiple = this.settings.multiple === true;
    if (isSegmented(this.field.required, isMultiple, optionsOf(this.field, this.entity)))
      return this.#segments(offered);
    const all = optionsOf(this.field, this.entity);
    const chosen = this.#chosen.map((value): ComboItem => {
      const option = all.find((known) => known.value === value);
      return option ? this.#item(option) : { id: value, label: value };
    });
    return html`<crm-combo .key=${this.key} .label=${this.label} .chosen=${chosen} .search=${this.#search}
      .multiple=${isMultiple} .few=${offered.length <= FEW} .required=${this.required} .invalid=${this.invalid} .disabled=${this.readOnly}
      .describedBy=${this.describedBy} @value-change=${this.#changed}></crm-combo>`;
  }
}
