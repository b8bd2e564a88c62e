// A month of days with the keys of the ARIA date grid, and a quick choice of year and month. Light DOM. Tells `value-change`
// {value: date}.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { addUnits, dateText, dayOf, daysInMonth, startOf } from '../../../core/rules/dates.ts';
import { locale, t } from '../i18n/t.ts';
import { icon } from '../ui/icon.ts';
import './crm-period-grid.ts';
import type { CrmPeriodGrid } from './crm-period-grid.ts';
import '../ui/rarer-styles.ts';

@customElement('crm-calendar')
export class CrmCalendar extends LitElement {
  @property() value = '';
  @property() today = '';
  @property() min = '';
  @property() max = '';
  /** Offers to take the date away. */
  @property({ type: Boolean }) clearable = false;
  @state() private choosingMonth = false;
  /** The day that has the keyboard. */
  @state() private day = '';
  #focusDay = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('value') || !this.day) this.day = this.value || this.today;
  }

  protected override updated(): void {
    if (!this.#focusDay || this.choosingMonth) return;
    this.#focusDay = false;
    this.focusGrid();
  }

  focusGrid(): void {
    this.querySelector<HTMLElement>('[tabindex="0"].u-day')?.focus();
  }

  #move(to: string | null, focus = true): void {
    if (!to) return;
    this.day = to;
    this.#focusDay = focus;
  }

  async #chooseMonth(): Promise<void> {
    this.choosingMonth = true;
    await this.updateComplete;
    const months = this.querySelector<CrmPeriodGrid>('crm-period-grid');
    await months?.updateComplete;
    months?.focusGrid();
  }

  #monthChosen(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    const [year, month] = event.detail.value.split('-').map(Number);
    const day = Math.min(dayOf(this.day).day, daysInMonth(year ?? 0, month ?? 1));
    this.choosingMonth = false;
    this.#move(dateText(year ?? 0, month ?? 1, day));
  }

  #pick(date: string): void {
    if ((this.min && date < this.min) || (this.max && date > this.max)) return;
    this.dispatchEvent(
      new CustomEvent('value-change', { detail: { value: date }, bubbles: true, composed: true }),
    );
  }

  #key(event: KeyboardEvent): void {
    const unit = event.shiftKey ? 'year' : 'month';
    const week = startOf(this.day, 'week');
    const moves: Record<string, () => string | null> = {
      ArrowLeft: () => addUnits(this.day, -1, 'day'),
      ArrowRight: () => addUnits(this.day, 1, 'day'),
      ArrowUp: () => addUnits(this.day, -7, 'day'),
      ArrowDown: () => addUnits(this.day, 7, 'day'),
      PageUp: () => addUnits(this.day, -1, unit),
      PageDown: () => addUnits(this.day, 1, unit),
      Home: () => week,
      End: () => (week ? addUnits(week, 6, 'day') : null),
    };
    const isPick = event.key === 'Enter' || event.key === ' ';
    const move = moves[event.key];
    if (!isPick && !move) return;
    event.preventDefault();
    event.stopPropagation();
    if (isPick) this.#pick(this.day);
    else this.#move(move?.() ?? null);
  }

  #weeks(): string[][] {
    const { year, month } = dayOf(this.day);
    const first = startOf(dateText(year, month, 1), 'week') ?? this.day;
    return Array.from({ length: 6 }, (_, row) =>
      Array.from({ length: 7 }, (_, column) => addUnits(first, row * 7 + column, 'day') ?? ''),
    );
  }

  #cell(date: string): TemplateResult {
    const { year, month, day } = dayOf(date);
    const shown = dayOf(this.day);
    const isOut = month !== shown.month || year !== shown.year;
    const names = `u-day ${isOut ? 'u-day-out' : ''} ${date === this.today ? 'u-day-today' : ''} ${date === this.value ? 'u-day-on' : ''}`;
    const isBarred = Boolean((this.min && date < this.min) || (this.max && date > this.max));
    return html`<td role="gridcell" aria-selected=${date === this.value}><button type="button" class=${names}
      tabindex=${date === this.day ? 0 : -1} ?disabled=${isBarred} aria-label=${`${day} ${this.#monthOf(date)}`} aria-current=${date === this.today ? 'date' : 'false'}
      @click=${() => this.#pick(date)}>${day}</button></td>`;
  }

  #monthOf(date: string): string {
    const format = new Intl.DateTimeFormat(locale(), {
      year: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    });
    return format.format(Date.parse(date));
  }

  #head(): TemplateResult {
    const step = (label: string, name: string, by: number, unit: 'month' | 'year') =>
      html`<button type="button" class="u-box-btn" aria-label=${label}
        @click=${() => this.#move(addUnits(this.day, by, unit), false)}>${icon(name)}</button>`;
    const title = this.#monthOf(this.day);
    return html`<div class="u-cal-head">${step(t('widget.prevYear'), 'chevrons-left', -1, 'year')}${step(t('widget.prevMonth'), 'chevron-left', -1, 'month')}
      <button type="button" class="u-btn u-btn-ghost u-grow u-cal-title" aria-label="${t('widget.chooseMonth')}：${title}"
        @click=${this.#chooseMonth}><span aria-live="polite">${title}</span>${icon('chevron-down', 'u-icon-s')}</button>
      ${step(t('widget.nextMonth'), 'chevron-right', 1, 'month')}${step(t('widget.nextYear'), 'chevrons-right', 1, 'year')}</div>`;
  }

  protected override render(): TemplateResult {
    if (this.choosingMonth)
      return html`<crm-period-grid .value=${this.day.slice(0, 7)} .today=${this.today} .label=${t('widget.chooseMonth')}
        @value-change=${this.#monthChosen}></crm-period-grid>`;
    return this.#days();
  }

  #foot(): TemplateResult {
    const clear = () =>
      this.dispatchEvent(
        new CustomEvent('value-change', { detail: { value: '' }, bubbles: true, composed: true }),
      );
    return html`<div class="u-row"><button type="button" class="u-btn u-btn-ghost" @click=${() => this.#pick(this.today)}>${t('widget.today')}</button>
      <span class="u-grow"></span>${
        this.clearable && this.value
          ? html`<button type="button" class="u-btn u-btn-ghost" @click=${clear}>${t('action.clear')}</button>`
          : nothing
      }</div>`;
  }

  #days(): TemplateResult {
    const names = new Intl.DateTimeFormat(locale(), { weekday: 'narrow', timeZone: 'UTC' });
    // 5 January 2026 is a Monday.
    const days = Array.from({ length: 7 }, (_, index) =>
      names.format(Date.UTC(2026, 0, 5 + index)),
    );
    return html`<div class="u-cal">${this.#head()}
      <table role="grid" aria-label=${t('widget.calendar')} @keydown=${this.#key}>
        <thead><tr>${days.map((day) => html`<th scope="col">${day}</th>`)}</tr></thead>
        <tbody>${this.#weeks().map((week) => html`<tr>${week.map((date) => this.#cell(date))}</tr>`)}</tbody></table>
      ${this.#foot()}</div>`;
  }
}
