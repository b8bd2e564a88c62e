// A year, quarter or month: text that reads 本季度, 2026Q3, next month, and a grid to choose from.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { type Precision, periodPrecision } from '../../../core/rules/dates.ts';
import { t } from '../i18n/t.ts';
import { inputText } from '../ui/choices.ts';
import { icon } from '../ui/icon.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import './crm-period-grid.ts';
import type { CrmPeriodGrid } from './crm-period-grid.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';
import { formatValue } from './format.ts';
import { nextPeriod, periodOf, readTypedPeriod } from './period-text.ts';

@customElement('crm-widget-period')
export class CrmWidgetPeriod extends CrmWidget<string> {
  @state() private typed: string | undefined;

  readonly #popover = new PopoverController(this, {
    anchor: () => this.querySelector<HTMLElement>('.u-box'),
    panel: () => this.querySelector<HTMLElement>('.u-pop'),
  });

  get #precision(): Precision {
    return (textSetting(this.settings, 'precision') || 'month') as Precision;
  }

  /** The value, where it is a period and not text on the way to one. */
  get #period(): string {
    const isPeriod = this.value !== null && periodPrecision(this.value) === this.#precision;
    return isPeriod ? (this.value ?? '') : '';
  }

  #commit(): void {
    const text = this.typed?.trim();
    this.typed = undefined;
    if (text === undefined || text === this.#shown) return;
    const read = readTypedPeriod(text, this.#precision, this.source.today());
    this.emit(text === '' ? null : (read ?? text));
  }

  get #shown(): string {
    return this.#period ? formatValue(this.field, this.value, this.source) : (this.value ?? '');
  }

  async #openGrid(): Promise<void> {
    this.#commit();
    this.#popover.open();
    await this.updateComplete;
    const grid = this.querySelector<CrmPeriodGrid>('crm-period-grid');
    await grid?.updateComplete;
    grid?.focusGrid();
  }

  #close(): void {
    this.#popover.close();
    this.querySelector('input')?.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || this.readOnly) return;
    if (event.key === 'Enter' && this.typed !== undefined) {
      event.preventDefault();
      this.#commit();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (event.altKey) void this.#openGrid();
      else this.#nudge(event.key === 'ArrowDown' ? -1 : 1);
    }
  }

  #nudge(by: number): void {
    this.#commit();
    const here = this.#period;
    const today = periodOf(this.source.today(), this.#precision);
    this.emit(here ? nextPeriod(here, by, this.#precision) : today);
  }

  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  #picked(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.typed = undefined;
    this.emit(event.detail.value);
    this.#close();
  }

  #panel(): TemplateResult {
    return html`<div class="u-pop" popover="manual" role="dialog" aria-label=${t('widget.choosePeriod')} @keydown=${this.#escape}><crm-period-grid
      .value=${this.#period} .precision=${this.#precision} .today=${this.source.today()} .label=${this.label}
      @value-change=${this.#picked}></crm-period-grid></div>`;
  }

  protected override render(): TemplateResult {
    const open = this.#popover.isOpen;
    return html`<div class="u-box ${this.invalid ? 'u-box-bad' : ''} ${this.readOnly ? 'u-box-off' : ''}"><input class="u-num" id="f-${this.key}"
      type="text" autocomplete="off" placeholder=${t(`widget.periodHint.${this.#precision}`)} .value=${live(this.typed ?? this.#shown)}
      ?readonly=${this.readOnly} aria-label=${this.label || nothing} aria-required=${this.required ? 'true' : nothing}
      aria-invalid=${this.invalid ? 'true' : nothing} aria-describedby=${this.describedBy || nothing} @keydown=${this.#key} @blur=${this.#commit}
      @input=${(event: Event) => {
        this.typed = inputText(event);
      }} @change=${(event: Event) => event.stopPropagation()}><button type="button" class="u-box-btn" aria-label=${t('widget.choosePeriod')}
      aria-expanded=${open} ?disabled=${this.readOnly} @click=${() => (open ? this.#popover.close() : void this.#openGrid())}>${icon('calendar')}</button></div>${
        open ? this.#panel() : nothing
      }`;
  }
}
