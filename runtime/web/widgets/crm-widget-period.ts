// A year, quarter or month: text that reads 本季度, 2026Q3, next month, and a grid to choose from.
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type Precision, periodPrecision } from '../../../core/rules/dates.ts';
import { t } from '../i18n/t.ts';
import { PopoverController } from '../ui/popover-controller.ts';
import './crm-period-grid.ts';
import type { CrmPeriodGrid } from './crm-period-grid.ts';
import { CrmWidget, textSetting } from './crm-widget.ts';
import { formatValue } from './format.ts';
import { nextPeriod, periodOf, readTypedPeriod } from './period-text.ts';
import { type Picker, pickerEscape, typedPicker } from './typed-picker.ts';

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

  #nudge(by: number): void {
    const here = this.#period;
    const today = periodOf(this.source.today(), this.#precision);
    this.emit(here ? nextPeriod(here, by, this.#precision) : today);
  }

  #picked(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.typed = undefined;
    this.emit(event.detail.value);
    this.#close();
  }

  #panel(picker: Pick<Picker, 'isOpen' | 'close'>): TemplateResult {
    return html`<div class="u-pop" popover="manual" role="dialog" aria-label=${t('widget.choosePeriod')} @keydown=${(event: KeyboardEvent) => pickerEscape(event, picker)}><crm-period-grid
      .value=${this.#period} .precision=${this.#precision} .today=${this.source.today()} .label=${this.label}
      @value-change=${this.#picked}></crm-period-grid></div>`;
  }

  protected override render(): TemplateResult {
    const picker: Picker = {
      typed: this.typed,
      isOpen: this.#popover.isOpen,
      commit: () => this.#commit(),
      type: (text) => {
        this.typed = text;
      },
      nudge: (by) => this.#nudge(by),
      open: () => void this.#openGrid(),
      close: () => this.#close(),
    };
    return typedPicker({
      ...picker,
      props: this,
      shown: this.#shown,
      placeholder: t(`widget.periodHint.${this.#precision}`),
      opener: t('widget.choosePeriod'),
      panel: () => this.#panel(picker),
    });
  }
}
