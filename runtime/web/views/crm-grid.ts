// A virtual table of records: only the visible rows stand in the DOM. Keyboard as in a spreadsheet, sort by the head,
// column widths by drag or Alt+Shift+arrows, selection; cards instead of rows on narrow screens.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icon.ts';
import { sty } from '../ui/sty.ts';
import { display } from '../widgets/display.ts';
import { readValue } from '../widgets/row-values.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { cardOf } from './card.ts';
import type { Column } from './columns.ts';
import { GridKeys } from './grid-keys.ts';
import { gridStyles } from './grid-styles.ts';
import type { ListRow } from './list-pages.ts';

const OVERSCAN = 6;
const NARROWEST = 56;
const PICK = 40;
const SKELETONS = 14;
const CARD_WIDTH = 640;
const CARD_HEIGHT = 72;

@customElement('crm-grid')
export class CrmGrid extends LitElement {
  static override styles = [base, gridStyles];

  @property() label = '';
  @property() entityName = '';
  @property({ attribute: false }) rows: readonly ListRow[] = [];
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) cardPaths: readonly Column[] = [];
  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();
  @property() sort = '';
  @property({ type: Number }) total: number | undefined;
  @property({ type: Boolean }) hasMore = false;
  @property({ type: Boolean }) loading = false;
  @property({ attribute: false }) declare source: WidgetSource;
  /** The cell that has the keyboard: row index and column index (-1: the check box). */
  @state() at = { row: 0, column: 0 };
  @state() private widths: ReadonlyMap<string, number> = new Map();
  @state() private top = 0;
  @state() private height = 600;
  @state() private isNarrow = false;
  readonly #keys = new GridKeys(this);
  #rowHeight = 36;
  #focusCell = false;
  #stopNames: (() => void) | undefined;
  readonly #sizes = new ResizeObserver(() => this.#measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
    this.#stopNames = this.source?.onNames(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#stopNames?.();
  }

  #measure(): void {
    this.height = this.clientHeight;
    this.isNarrow = this.clientWidth > 0 && this.clientWidth < CARD_WIDTH;
    this.#rowHeight = Number.parseInt(getComputedStyle(this).getPropertyValue('--row'), 10) || 36;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('rows') && this.at.row >= this.rows.length)
      this.at = { row: Math.max(0, this.rows.length - 1), column: this.at.column };
  }

  protected override updated(): void {
    if (this.#focusCell) {
      this.#focusCell = false;
      this.renderRoot.querySelector<HTMLElement>('.cell-at')?.focus({ preventScroll: true });
    }
    const last = Math.ceil(
      (this.top + this.height) / (this.isNarrow ? CARD_HEIGHT : this.#rowHeight),
    );
    if (this.hasMore && !this.loading && this.rows.length > 0 && last > this.rows.length - 30)
      this.#tell('grid-more', undefined);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  get #page(): number {
    return Math.max(1, Math.floor((this.height - 34) / this.#rowHeight) - 1);
  }

  // What the keyboard does, called by GridKeys.
  get pageSize(): number {
    return this.#page;
  }

  moveTo(row: number, column: number): void {
    const to = {
      row: Math.max(0, Math.min(this.rows.length - 1, row)),
      column: Math.max(-1, Math.min(this.columns.length - 1, column)),
    };
    this.at = to;
    this.#focusCell = true;
    this.#reveal(to.row, to.column);
  }

  openRow(index: number): void {
    const row = this.rows[index];
    if (row) this.#tell('row-open', row);
  }

  peekRow(index: number): void {
    const row = this.rows[index];
    if (row) this.#tell('row-peek', row);
  }

  select(ids: ReadonlySet<string>): void {
    this.#tell('selection-change', ids);
  }

  toggle(index: number): void {
    const row = this.rows[index];
    if (!row) return;
    const ids = new Set(this.selected);
    if (!ids.delete(row.id)) ids.add(row.id);
    this.select(ids);
  }

  resize(index: number, by: number): void {
    const column = this.columns[index];
    if (!column) return;
    const width = Math.max(NARROWEST, this.#widthOf(column) + by);
    this.widths = new Map([...this.widths, [column.path, width]]);
  }

  cellText(): string {
    return this.renderRoot.querySelector('.cell-at')?.textContent?.trim() ?? '';
  }

  #reveal(row: number, column: number): void {
    const scroll = this.renderRoot.querySelector('.scroll');
    if (!scroll) return;
    const top = row * this.#rowHeight;
    const space = this.height - 34;
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (top + this.#rowHeight > scroll.scrollTop + space)
      scroll.scrollTop = top + this.#rowHeight - space;
    if (column <= 0) scroll.scrollLeft = 0;
    else this.#revealColumn(scroll, column);
    this.top = scroll.scrollTop;
  }

  #revealColumn(scroll: Element, column: number): void {
    const before = this.columns
      .slice(0, column)
      .reduce((sum, each) => sum + this.#widthOf(each), PICK);
    const first = this.columns[0];
    const sticky = PICK + (first ? this.#widthOf(first) : 0);
    const current = this.columns[column];
    const end = before + (current ? this.#widthOf(current) : 0);
    if (before - sticky < scroll.scrollLeft) scroll.scrollLeft = before - sticky;
    else if (end > scroll.scrollLeft + scroll.clientWidth)
      scroll.scrollLeft = end - scroll.clientWidth;
  }

  #widthOf(column: Column): number {
    const first = this.columns[0] === column;
    return this.widths.get(column.path) ?? (first ? Math.max(column.width, 248) : column.width);
  }

  /** Widths in pixels; what is left over is shared by the columns that were not dragged. */
  get #template(): string {
    const widths = this.columns.map((column) => this.#widthOf(column));
    const spare = this.clientWidth - widths.reduce((sum, width) => sum + width, PICK) - 1;
    const free = this.columns.filter((column) => !this.widths.has(column.path)).length;
    const share = spare > 0 && free > 0 ? Math.floor(spare / free) : 0;
    const tracks = this.columns.map((column, index) => {
      const extra = this.widths.has(column.path) ? 0 : share;
      return `${(widths[index] ?? 0) + extra}px`;
    });
    return [`${PICK}px`, ...tracks].join(' ');
  }

  #sortBy(column: Column): void {
    const next = this.sort === column.path ? `-${column.path}` : column.path;
    this.#tell('sort-change', this.sort === `-${column.path}` ? '' : next);
  }

  #drag(event: PointerEvent, index: number): void {
    event.preventDefault();
    event.stopPropagation();
    const grip = event.currentTarget as HTMLElement;
    grip.setPointerCapture(event.pointerId);
    let x = event.clientX;
    const move = (each: PointerEvent) => {
      this.resize(index, each.clientX - x);
      x = each.clientX;
    };
    const stop = () => grip.removeEventListener('pointermove', move);
    grip.addEventListener('pointermove', move);
    grip.addEventListener('pointerup', stop, { once: true });
    grip.addEventListener('pointercancel', stop, { once: true });
  }

  #headCell(column: Column, index: number): TemplateResult {
    const isUp = this.sort === column.path;
    const isDown = this.sort === `-${column.path}`;
    const arrow = isUp
      ? icon('arrow-up', 'u-icon-s')
      : isDown
        ? icon('arrow-down', 'u-icon-s')
        : nothing;
    const names = `th ${column.right ? 'end' : ''} ${index === 0 ? 'name' : ''}`;
    const label = html`<span class="u-cut">${column.label}</span>${arrow}`;
    return html`<div class=${names} role="columnheader" aria-colindex=${index + 2}
      aria-sort=${isUp ? 'ascending' : isDown ? 'descending' : column.sortable ? 'none' : nothing}>${
        column.sortable
          ? html`<button type="button" class="th-sort" @click=${() => this.#sortBy(column)}>${label}</button>`
          : label
      }<span class="grip" @pointerdown=${(event: PointerEvent) => this.#drag(event, index)} @click=${(event: Event) => event.stopPropagation()}></span></div>`;
  }

  #head(): TemplateResult {
    const all = this.rows.length > 0 && this.rows.every((row) => this.selected.has(row.id));
    const toggleAll = () => this.select(all ? new Set() : new Set(this.rows.map((row) => row.id)));
    return html`<div class="head" role="row" aria-rowindex="1"><div class="th pick" role="columnheader" aria-colindex="1"><input type="checkbox"
      class="u-check" tabindex="-1" aria-label=${t('list.selectAll')} .checked=${all} .indeterminate=${!all && this.selected.size > 0}
      @change=${toggleAll}></div>${this.columns.map((column, index) => this.#headCell(column, index))}</div>`;
  }

  #cell(row: ListRow, column: Column, rowIndex: number, index: number): TemplateResult {
    const isAt = this.at.row === rowIndex && this.at.column === index;
    const value = readValue(row, column.path, column.field, this.source);
    const shown = display({ ...column, value, source: this.source, mode: 'cell' });
    const inner =
      index === 0
        ? html`<a class="open" href="/e/${this.entityName}/${row.id}" tabindex="-1">${shown === nothing ? row.$name || t('record.unnamed') : shown}</a>`
        : html`<span class="text">${shown}</span>`;
    return html`<div role="gridcell" aria-colindex=${index + 2} tabindex=${isAt ? 0 : -1}
      class="cell ${column.right ? 'end' : ''} ${index === 0 ? 'name' : ''} ${isAt ? 'cell-at' : ''}"
      @focus=${() => {
        if (!isAt) this.at = { row: rowIndex, column: index };
      }}>${inner}</div>`;
  }

  #row(row: ListRow, index: number): TemplateResult {
    const on = this.selected.has(row.id);
    const isAt = this.at.row === index && this.at.column === -1;
    return html`<div class="row ${on ? 'row-on' : ''}" role="row" aria-rowindex=${index + 2} aria-selected=${on}
      ${sty({ transform: `translateY(${index * this.#rowHeight}px)` })}><div class="cell pick ${isAt ? 'cell-at' : ''}" role="gridcell" aria-colindex="1"
      tabindex=${isAt ? 0 : -1}><input type="checkbox" class="u-check" tabindex="-1" aria-label=${t('list.select')} .checked=${on}
      @change=${() => this.toggle(index)}></div>${this.columns.map((column, at) => this.#cell(row, column, index, at))}</div>`;
  }

  #skeleton(index: number): TemplateResult {
    return html`<div class="row" aria-hidden="true" ${sty({ transform: `translateY(${index * this.#rowHeight}px)` })}><div class="cell pick"></div>${this.columns.map(
      (_, at) =>
        html`<div class="cell ${at === 0 ? 'name' : ''}"><span class="u-skel"></span></div>`,
    )}</div>`;
  }

  #scrolled(event: Event): void {
    this.top = (event.target as HTMLElement).scrollTop;
  }

  #visible(height: number): { from: number; to: number } {
    const from = Math.max(0, Math.floor(this.top / height) - OVERSCAN);
    const to = Math.min(this.rows.length, Math.ceil((this.top + this.height) / height) + OVERSCAN);
    return { from, to };
  }

  #table(): TemplateResult {
    const { from, to } = this.#visible(this.#rowHeight);
    const indexes = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
    // The row with the keyboard stays in the DOM while it is out of sight, or the focus would be lost.
    const { row } = this.at;
    if (row < this.rows.length && (row < from || row >= to)) indexes.push(row);
    const isFirst = this.rows.length === 0 && this.loading;
    const waiting = this.hasMore || isFirst ? SKELETONS : 0;
    return html`<div class="scroll" role="grid" aria-label=${this.label} aria-rowcount=${(this.total ?? this.rows.length) + 1} aria-colcount=${this.columns.length + 1}
      aria-multiselectable="true" aria-busy=${this.loading} tabindex=${this.rows.length === 0 ? 0 : -1} ${sty({ '--tpl': this.#template })} @scroll=${this.#scrolled}
      @keydown=${(event: KeyboardEvent) => this.#keys.handle(event)}>${this.#head()}
      <div class="body" role="rowgroup" ${sty({ height: `${(this.rows.length + waiting) * this.#rowHeight}px` })}>${repeat(
        indexes,
        (index) => this.rows[index]?.id ?? index,
        (index) => {
          const each = this.rows[index];
          return each ? this.#row(each, index) : nothing;
        },
      )}${Array.from({ length: waiting }, (_, index) => this.#skeleton(this.rows.length + index))}</div></div>`;
  }

  #cards(): TemplateResult {
    const { from, to } = this.#visible(CARD_HEIGHT);
    const rows = this.rows.slice(from, to);
    return html`<div class="cards" @scroll=${this.#scrolled}><ul aria-label=${this.label} ${sty({
      'padding-top': `${from * CARD_HEIGHT}px`,
      'padding-bottom': `${(this.rows.length - to) * CARD_HEIGHT}px`,
    })}>${repeat(
      rows,
      (row) => row.id,
      (row) => html`<li>${cardOf(row, this.entityName, this.cardPaths, this.source)}</li>`,
    )}</ul>${this.loading ? html`<p class="u-skel-line"><span class="u-skel"></span></p>` : nothing}</div>`;
  }

  protected override render(): TemplateResult {
    return this.isNarrow ? this.#cards() : this.#table();
  }
}
