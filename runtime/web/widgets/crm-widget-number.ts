// Whole numbers, decimals, money and percent: a text input that shows separators while it is not being edited.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatNumber } from '../../../core/fields/numbers.ts';
import { fieldType } from '../../../core/fields/registry.ts';
import { scaleOf } from '../../../core/rules/decimal.ts';
import { locale } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';

const SIGNS: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', JPY: '¥' };

@customElement('crm-widget-number')
export class CrmWidgetNumber extends CrmWidget<string | number> {
  @state() private editing = false;
  /** What is typed, until it can be read as a number. */
  @state() private typed: string | undefined;

  get #shown(): string {
    if (this.typed !== undefined) return this.typed;
    if (this.value === null) return '';
    const text = String(this.value);
    const isNumber = /^-?\d+(\.\d+)?$/.test(text);
    return this.editing || !isNumber ? text : formatNumber(text, scaleOf(text), locale());
  }

  #input(event: Event): void {
    this.typed = inputText(event);
    if ((event as InputEvent).isComposing) return;
    const parsed = fieldType(this.field.type)?.parseText(this.typed, this.field.settings, {
      locale: locale(),
      timeZone: this.source.timeZone,
      lookups: {
        option: () => undefined,
        options: () => [],
        node: () => undefined,
        record: () => undefined,
      },
    });
    const value = parsed && 'value' in parsed ? (parsed.value as string | number | null) : null;
    this.emit(parsed && 'value' in parsed ? value : this.typed || null);
  }

  #leave(): void {
    this.editing = false;
    this.typed = undefined;
  }

  #enter(event: Event): void {
    if (this.readOnly) return;
    this.editing = true;
    const input = event.target as HTMLInputElement;
    void this.updateComplete.then(() => input.select());
  }

  get #affixes(): { before: string; after: string } {
    const { type } = this.field;
    if (type === 'percent') return { before: '', after: '%' };
    if (type !== 'money') return { before: '', after: textSetting(this.settings, 'unit') };
    const other = textSetting(this.settings, 'currencyField');
    const currency = other
      ? String(this.record[other] ?? '')
      : textSetting(this.settings, 'currency') || 'CNY';
    return { before: SIGNS[currency] ?? currency, after: '' };
  }

  protected override render(): TemplateResult {
    const { before, after } = this.#affixes;
    const affix = (text: string) =>
      text ? html`<span class="u-affix" aria-hidden="true">${text}</span>` : nothing;
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}">${affix(before)}<input
      class="u-num u-right" id="f-${this.key}" type="text" inputmode=${this.field.type === 'integer' ? 'numeric' : 'decimal'}
      autocomplete="off" .value=${live(this.#shown)} ?readonly=${this.readOnly} aria-label=${this.label || nothing}
      aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @input=${this.#input} @compositionend=${this.#input} @focus=${this.#enter} @blur=${this.#leave}
      @change=${(event: Event) => event.stopPropagation()}><span class="u-affix u-affix-end" aria-hidden="true">${after}</span></div>`;
  }
}
