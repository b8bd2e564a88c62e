// Whole numbers, decimals, money and percent: separators while typing, units (1.5万, 20k), arrow keys to step.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatNumber } from '../../../core/fields/numbers.ts';
import { fieldType } from '../../../core/fields/registry.ts';
import { isDecimal, scaleOf } from '../../../core/rules/decimal.ts';
import { locale } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { CrmWidget, numberSetting, textSetting } from './crm-widget.ts';
import { groupTyped, plainNumber, readAmount, stepNumber } from './number-text.ts';

const CURRENCY = /^[A-Z]{3}$/;
const BIG_STEP = 10;

/** "¥", "US$": the sign of a currency, or its code where it has none. */
function currencySign(code: string): string {
  if (!CURRENCY.test(code)) return '';
  const parts = new Intl.NumberFormat(locale(), { style: 'currency', currency: code })
    .formatToParts(0)
    .find(({ type }) => type === 'currency');
  return parts?.value ?? code;
}

@customElement('crm-widget-number')
export class CrmWidgetNumber extends CrmWidget<string | number> {
  /** What is typed, until the control is left. */
  @state() private typed: string | undefined;
  #caret: number | undefined;

  get #shown(): string {
    if (this.typed !== undefined) return this.typed;
    if (this.value === null) return '';
    const text = String(this.value);
    return isDecimal(text) ? formatNumber(text, scaleOf(text), locale()) : text;
  }

  #input(event: Event): void {
    const input = event.target as HTMLInputElement;
    const text = inputText(event);
    if ((event as InputEvent).isComposing) {
      this.typed = text;
      return;
    }
    const shown = groupTyped(text.replaceAll('。', '.'), input.selectionStart ?? text.length);
    this.typed = shown.text;
    this.#caret = shown.caret;
    this.#read(readAmount(shown.text) ?? shown.text);
    this.requestUpdate();
  }

  /** Tells the number a text means; a text that is none is told as it is, so that the form can say what is wrong. */
  #read(text: string): void {
    const parsed = fieldType(this.field.type)?.normalise(plainNumber(text), this.field.settings);
    const isRead = parsed && 'value' in parsed;
    this.emit(isRead ? (parsed.value as string | number | null) : text.replaceAll(',', '') || null);
  }

  protected override updated(): void {
    const caret = this.#caret;
    this.#caret = undefined;
    if (caret !== undefined) this.querySelector('input')?.setSelectionRange(caret, caret);
  }

  #key(event: KeyboardEvent): void {
    const isStep = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    if (!isStep || event.isComposing || event.altKey || event.ctrlKey || this.readOnly) return;
    event.preventDefault();
    const by = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? BIG_STEP : 1);
    const { min, max } = this.settings;
    const limits = {
      scale: this.field.type === 'integer' ? 0 : (numberSetting(this.settings, 'scale') ?? 2),
      min: min === undefined ? undefined : String(min),
      max: max === undefined ? undefined : String(max),
    };
    this.typed = undefined;
    this.#read(stepNumber(String(this.value ?? ''), by, limits));
  }

  #enter(event: Event): void {
    if (this.readOnly) return;
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
    return { before: currencySign(currency), after: '' };
  }

  protected override render(): TemplateResult {
    const { before, after } = this.#affixes;
    const affix = (text: string) =>
      text ? html`<span class="u-affix" aria-hidden="true">${text}</span>` : nothing;
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}">${affix(before)}<input
      class="u-num u-right" id="f-${this.key}" type="text" inputmode=${this.field.type === 'integer' ? 'numeric' : 'decimal'}
      autocomplete="off" .value=${live(this.#shown)} ?readonly=${this.readOnly} aria-label=${this.label || nothing}
      aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby=${this.describedBy || nothing} @input=${this.#input} @compositionend=${this.#input} @focus=${this.#enter}
      @blur=${() => {
        this.typed = undefined;
      }} @keydown=${this.#key} @change=${(event: Event) => event.stopPropagation()}><span class="u-affix u-affix-end"
      aria-hidden="true">${after}</span></div>`;
  }
}
