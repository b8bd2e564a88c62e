// The months or quarters of a year, or years, as a grid with the keys of a date grid. Light DOM. Tells `value-change` {value}.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Precision } from '../../../core/rules/dates.ts';
import { locale, t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import { firstDayOf, nextPeriod, periodOf } from './period-text.ts';
import '../ui/rarer-styles.ts';

const COLUMNS: Readonly<Record<Precision, number>> = { year: 3, quarter: 2, month: 3 };
const PAGE: Readonly<Record<Precision, number>> = { year: 12, quarter: 4, month: 12 };

@customElement('crm-period-grid')
export class CrmPeriodGrid extends LitElement {
  @property() value = '';
  @property() precision: Precision = 'month';
  @property() today = '';
  @property() label = '';
  /** The period that has the keyboard. */
  @state() private active = '';
  @state() private choosingYear = false;
  #moveFocus = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('value') || changed.has('precision') || !this.active)
      this.active = this.value || periodOf(this.today, this.precision);
  }

  protected override updated(): void {
    if (!this.#moveFocus) return;
    this.#moveFocus = false;
    this.focusGrid();
  }

  /** Gives the keyboard to the active period. */
  focusGrid(): void {
    this.querySelector<HTMLElement>('[tabindex="0"].u-period')?.focus();
  }

  get #unit(): Precision {
    return this.choosingYear ? 'year' : this.precision;
  }

  get #here(): string {
    return periodOf(firstDayOf(this.active), this.#unit);
  }

  /** The first period of the shown page. */
  get #first(): string {
    const year = Number(this.active.slice(0, 4));
    if (this.#unit === 'year') return String(year - (year % 12)).padStart(4, '0');
    return periodOf(`${this.active.slice(0, 4)}-01-01`, this.#unit);
  }

  #move(by: number, focus = true): void {
    const to = nextPeriod(this.#here, by, this.#unit);
    this.active = this.choosingYear ? to + this.active.slice(4) : to;
    this.#moveFocus = focus;
  }

  #pick(period: string): void {
    if (this.choosingYear) {
      this.active = period + this.active.slice(4);
      this.choosingYear = false;
      this.#moveFocus = true;
      return;
    }
    this.dispatchEvent(
      new CustomEvent('value-change', { detail: { value: period }, bubbles: true, composed: true }),
    );
  }

  #key(event: KeyboardEvent): void {
    const unit = this.#unit;
    const moves: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -COLUMNS[unit],
      ArrowDown: COLUMNS[unit],
      PageUp: -PAGE[unit],
      PageDown: PAGE[unit],
    };
    const by = moves[event.key];
    const isPick = event.key === 'Enter' || event.key === ' ';
    if (!isPick && by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (isPick) this.#pick(this.#here);
    else this.#move(by ?? 0);
  }

  #nameOf(period: string): string {
    if (period.length === 4) return period;
    if (period[5] === 'Q') return t('widget.quarterOf', { quarter: period.slice(6) });
    return new Intl.DateTimeFormat(locale(), { month: 'short', timeZone: 'UTC' }).format(
      Date.parse(firstDayOf(period)),
    );
  }

  #cell(period: string): TemplateResult {
    const isHere = period === this.#here;
    const isNow = period === periodOf(this.today, this.#unit);
    const isOn = this.value !== '' && periodOf(firstDayOf(this.value), this.#unit) === period;
    const name = this.#nameOf(period);
    return html`<td role="gridcell" aria-selected=${isOn}><button type="button" tabindex=${isHere ? 0 : -1}
      class="u-day u-period ${isNow ? 'u-day-today' : ''} ${isOn ? 'u-day-on' : ''}" aria-current=${isNow ? 'date' : 'false'}
      aria-label=${this.#unit === 'year' ? name : `${period.slice(0, 4)} ${name}`} @click=${() => this.#pick(period)}>${name}</button></td>`;
  }

  #title(): TemplateResult {
    const unit = this.#unit;
    const first = this.#first;
    if (unit === 'year')
      return html`<span class="u-grow u-cal-title" aria-live="polite">${first} – ${Number(first) + 11}</span>`;
    return html`<button type="button" class="u-btn u-btn-ghost u-grow u-cal-title" aria-label="${t('widget.chooseYear')}：${first.slice(0, 4)}"
      @click=${() => {
        this.choosingYear = true;
        this.#moveFocus = true;
      }}>${first.slice(0, 4)}${icon('chevron-down', 'u-icon-s')}</button>`;
  }

  protected override render(): TemplateResult {
    const unit = this.#unit;
    const columns = COLUMNS[unit];
    const periods = Array.from({ length: PAGE[unit] }, (_, index) =>
      nextPeriod(this.#first, index, unit),
    );
    const rows = Array.from({ length: periods.length / columns }, (_, row) =>
      periods.slice(row * columns, (row + 1) * columns),
    );
    const step = (label: string, name: string, by: number) =>
      html`<button type="button" class="u-box-btn" aria-label=${label} @click=${() => this.#move(by, false)}>${icon(name)}</button>`;
    return html`<div class="u-cal"><div class="u-cal-head">${step(t('widget.previous'), 'chevron-left', -PAGE[unit])}${this.#title()}${step(
      t('widget.next'),
      'chevron-right',
      PAGE[unit],
    )}</div><table role="grid" aria-label=${this.label || nothing} @keydown=${this.#key}><tbody>${rows.map(
      (row) => html`<tr>${row.map((period) => this.#cell(period))}</tr>`,
    )}</tbody></table></div>`;
  }
}
