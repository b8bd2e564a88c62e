// A virtual table of records: only the visible rows stand in the DOM. Keyboard as in a spreadsheet; columns are sorted,
// moved, resized and frozen at the head. Tells what is wanted as `grid-ask`; edits cells in place; cards when narrow.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../i18n/t.ts';
import { isState } from '../list/cell-display.ts';
import { editRefusal, startsByTyping } from '../list/cell-edit.ts';
import type { EditEnd } from '../list/crm-cell-editor.ts';
import {
  isChosen,
  type ListSelection,
  NOTHING,
  withChosen,
  withToggled,
} from '../list/list-selection.ts';
import { nextSort, readSort } from '../list/list-sort.ts';
import { base } from '../ui/base.ts';
import type { CrmMenu } from '../ui/crm-menu.ts';
import { toast } from '../ui/crm-toasts.ts';
import { sty } from '../ui/sty.ts';
import type { Values } from '../widgets/crm-widget.ts';
import { readValue } from '../widgets/row-values.ts';
import type { Column } from './columns.ts';
import { gridCards } from './grid-cards.ts';
import { dragEdge, dragHead } from './grid-drag.ts';
import { headCell } from './grid-head.ts';
import { GridKeys, type GridPlace } from './grid-keys.ts';
import { gridRow, skeletonRow } from './grid-row.ts';
import { gridStyles } from './grid-styles.ts';
import { GridSurface } from './grid-surface.ts';
import { tableText } from './grid-text.ts';

const SKELETONS = 14;

@customElement('crm-grid')
export class CrmGrid extends GridSurface {
  static override styles = [base, gridStyles];
  readonly #keys = new GridKeys(this);

  // What the keyboard does, called by GridKeys.
  moveTo(row: number, column: number): void {
    const least = column < 0 ? 0 : -1;
    const to = {
      row: Math.max(this.count === 0 ? -1 : least, Math.min(this.count - 1, row)),
      column: Math.max(row < 0 ? 0 : -1, Math.min(this.columnCount - 1, column)),
    };
    this.at = to;
    this.wantsFocus = true;
    this.reveal(to);
  }

  openRow(index: number): void {
    const row = this.pages.at(index);
    if (row) this.ask({ kind: 'open', row });
  }

  peekRow(index: number): void {
    const row = this.pages.at(index);
    if (row) this.ask({ kind: 'peek', row });
  }

  select(selection: ListSelection): void {
    this.ask({ kind: 'select', selection });
  }

  toggle(index: number): void {
    const row = this.pages.at(index);
    if (row) this.select(withToggled(this.selection, row.id));
  }

  selectRange(from: number, to: number): void {
    const [first, last] = from < to ? [from, to] : [to, from];
    const { selection } = this;
    void this.pages.load(first, last + 1).then((rows) =>
      this.select(
        withChosen(
          selection,
          rows.map((row) => row.id),
        ),
      ),
    );
  }

  selectLoaded(): void {
    this.select(
      withChosen(
        this.selection,
        this.pages.loaded.map((row) => row.id),
      ),
    );
  }

  clearSelection(): void {
    this.select(NOTHING);
  }

  resizeBy(index: number, by: number): void {
    const column = this.columns[index];
    const width = (this.layout.widths[index] ?? 0) + by;
    if (column) this.ask({ kind: 'resize', path: column.path, width });
  }

  moveColumn(index: number, to: number): void {
    const column = this.columns[index];
    if (!column || to < 0 || to >= this.columnCount) return;
    this.ask({ kind: 'move', path: column.path, to });
    this.moveTo(this.at.row, to);
  }

  sortBy(index: number, add: boolean): void {
    const column = this.columns[index];
    if (column?.sortable) this.ask({ kind: 'sort', sort: nextSort(this.sort, column.path, add) });
  }

  openMenu(index: number): void {
    const place = `.th[data-head="${Math.max(0, index)}"] crm-menu`;
    this.renderRoot.querySelector<CrmMenu>(place)?.openMenu();
  }

  /** As wide as the widest of what is shown of the column. */
  fit(index: number): void {
    const path = this.columns[index]?.path;
    const parts = this.renderRoot.querySelectorAll<HTMLElement>(
      `[data-head="${index}"] .u-cut,[data-column="${index}"]>*`,
    );
    const widths = [...parts].map((part) => part.scrollWidth + (part.closest('.th') ? 44 : 24));
    if (path) this.ask({ kind: 'resize', path, width: Math.max(...widths) });
  }

  copy(from: GridPlace, to: GridPlace): void {
    const text = tableText(this.pages, this.columns, this.source, from, to);
    void navigator.clipboard?.writeText(text).then(() => toast({ text: t('grid.copied') }));
  }

  enter(): void {
    const column = this.columns[this.at.column];
    const canEdit = column && this.at.column !== this.linked && !this.#refusal(column);
    if (!canEdit || !this.edit()) this.openRow(this.at.row);
  }

  edit(text = ''): boolean {
    const { row, column: index } = this.at;
    const { edited } = this;
    // Typed before the control was there: it begins with all of it.
    if (edited) this.edited = { ...edited, text: edited.text + text };
    if (edited) return true;
    const column = this.columns[index];
    const record = this.pages.at(row);
    if (!column || !record) return false;
    const refused = this.#refusal(column);
    if (text && (refused || index === this.linked || !startsByTyping(column, text))) return false;
    if (refused) toast({ text: refused });
    else this.#open(row, index, text);
    return true;
  }

  #refusal(column: Column): string {
    return this.locked ? t('grid.readOnly') : editRefusal(this.entity, column);
  }

  #open(row: number, column: number, text: string): void {
    void import('../list/crm-cell-editor.ts');
    this.edited = { row, column, text, ending: '' };
  }

  endEarly(ending: 'down' | 'right'): void {
    if (this.edited) this.edited = { ...this.edited, ending };
  }

  get isEditing(): boolean {
    return this.edited !== undefined;
  }

  #edited({ detail }: CustomEvent<EditEnd>): void {
    const { edited } = this;
    this.edited = undefined;
    const row = edited && this.pages.at(edited.row);
    const column = edited && this.columns[edited.column];
    if (row && column && detail.value !== undefined)
      this.ask({ kind: 'save', row, column, value: detail.value });
    if (!edited || detail.go === 'none') return;
    const steps = { down: [1, 0], right: [0, 1], left: [0, -1], stay: [0, 0] } as const;
    const [down, right] = steps[detail.go];
    this.moveTo(edited.row + down, Math.max(0, edited.column + right));
    this.#keys.setAnchor({ ...this.at });
  }

  #placeOf(event: Event): { row: number; column: number; target: Element } | undefined {
    const target = event.composedPath()[0];
    if (!(target instanceof Element)) return undefined;
    const cell = target.closest<HTMLElement>('[data-column]');
    const row = cell?.closest<HTMLElement>('[data-row]');
    if (!cell || !row) return undefined;
    return { row: Number(row.dataset.row), column: Number(cell.dataset.column), target };
  }

  #focused(event: FocusEvent): void {
    const place = this.#placeOf(event);
    const head = (event.composedPath()[0] as Element).closest<HTMLElement>('[data-head]');
    const row = place?.row ?? (head ? -1 : undefined);
    if (row === undefined) return;
    const column = place?.column ?? Number(head?.dataset.head);
    if (row !== this.at.row || column !== this.at.column) this.at = { row, column };
  }

  #pressed(event: MouseEvent): void {
    const place = this.#placeOf(event);
    if (!place) return;
    const { row, column, target } = place;
    if (target.closest('[data-peek]')) return this.peekRow(row);
    const isBox = target.matches('.u-check');
    if (event.shiftKey && (isBox || !target.closest('a'))) {
      event.preventDefault();
      return this.selectRange(this.#keys.anchor.row, row);
    }
    this.#keys.setAnchor({ row, column });
    if (isBox) this.toggle(row);
  }

  #headRow(): TemplateResult {
    const loaded = this.pages.loaded;
    const all = loaded.length > 0 && loaded.every((row) => isChosen(this.selection, row.id));
    const sorts = readSort(this.sort);
    return html`<div class="head" role="row" aria-rowindex="1"><div class="th pick" role="columnheader" aria-colindex="1"><input type="checkbox"
      class="u-check" tabindex="-1" aria-label=${t('list.selectAll')} .checked=${live(all)} .indeterminate=${!all && this.hasSelection}
      @change=${() => (all ? this.clearSelection() : this.selectLoaded())}></div>${this.columns.map(
        (column, index) =>
          headCell({
            column,
            index,
            sorts,
            classes: this.layout.classes[index] ?? '',
            isAt: this.at.row === -1 && this.at.column === index,
            mark: this.#markAt(index),
            items: this.menuOf(index),
            onSort: (add) => this.sortBy(index, add),
            onDrag: (event) => this.#dragHead(event, index),
            onEdge: (event) => this.#dragEdge(event, index),
            onFit: () => this.fit(index),
          }),
      )}</div>`;
  }

  #markAt(index: number): 'before' | 'after' | '' {
    if (this.dropAt === index) return 'before';
    return this.dropAt === this.columnCount && index === this.columnCount - 1 ? 'after' : '';
  }

  #dragHead(event: PointerEvent, index: number): void {
    dragHead(event, {
      heads: () => [...this.renderRoot.querySelectorAll<HTMLElement>('[data-head]')],
      from: index,
      over: (to) => {
        this.dropAt = to;
      },
      drop: (to) => this.moveColumn(index, to),
    });
  }

  #dragEdge(event: PointerEvent, index: number): void {
    const path = this.columns[index]?.path ?? '';
    dragEdge(event, this.layout.widths[index] ?? 0, (width) =>
      this.ask({ kind: 'resize', path, width }),
    );
  }

  #rowAt(index: number): TemplateResult {
    const row = this.pages.at(index);
    const y = this.view.y(index);
    const { classes } = this.layout;
    if (!row) return skeletonRow(y, classes);
    return gridRow({
      row,
      index,
      y,
      entityName: this.entity.name,
      columns: this.columns,
      classes,
      linked: this.linked,
      state: this.columns.findIndex(isState),
      isOn: isChosen(this.selection, row.id),
      at: this.at,
      edited: this.edited?.row === index ? this.edited.column : -1,
      source: this.source,
    });
  }

  #rows(): unknown {
    const { from, to } = this.view.range();
    const indexes = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
    // The row with the keyboard stays in the DOM while it is out of sight, or the focus would be lost.
    const { row } = this.at;
    if (row >= 0 && row < this.count && (row < from || row >= to)) indexes.push(row);
    if (this.count === 0 && this.pages.status === 'first')
      return Array.from({ length: SKELETONS }, (_, index) =>
        skeletonRow(index * this.view.rowHeight, this.layout.classes),
      );
    return repeat(
      indexes,
      (index) => this.pages.at(index)?.id ?? index,
      (index) => this.#rowAt(index),
    );
  }

  #foot(): TemplateResult | typeof nothing {
    const { totalOf } = this;
    if (!totalOf) return nothing;
    return html`<div class="foot" role="row" aria-rowindex=${this.count + 2}><div class="cell pick" role="gridcell" aria-colindex="1"></div>${this.columns.map(
      (_, index) =>
        html`<div class="total ${this.layout.classes[index] ?? ''}" role="gridcell" aria-colindex=${index + 2}>${totalOf(index)}</div>`,
    )}</div>`;
  }

  #editor(): TemplateResult | typeof nothing {
    const { edited } = this;
    const column = edited && this.columns[edited.column];
    const row = edited && this.pages.at(edited.row);
    const cell = this.renderRoot.querySelector(
      `[data-row="${edited?.row}"] [data-column="${edited?.column}"]`,
    );
    if (!column || !row || !cell) return nothing;
    const record: Values = Object.fromEntries(
      Object.values(this.entity.fields).map((field) => [
        field.name,
        readValue(row, field.name, field, this.source),
      ]),
    );
    return html`<crm-cell-editor .column=${column} .entity=${this.entity} .source=${this.source} .record=${record} .recordId=${row.id} .text=${edited.text} .ending=${edited.ending}
      .value=${readValue(row, column.path, column.field, this.source)} .place=${cell.getBoundingClientRect()} @edit-end=${this.#edited}></crm-cell-editor>`;
  }

  #table(): TemplateResult {
    const { view, layout, pages } = this;
    const rows = this.count + (this.totalOf ? 2 : 1);
    const height =
      this.count === 0 && pages.status === 'first' ? SKELETONS * view.rowHeight : view.bodyHeight;
    return html`<div class="scroll" role="grid" aria-label=${this.label} aria-rowcount=${rows} aria-colcount=${this.columns.length + 1}
      aria-multiselectable="true" aria-busy=${pages.status !== 'idle' && pages.status !== 'failed'} tabindex=${this.count === 0 ? 0 : -1}
      ${sty({ '--tpl': layout.template, '--rh': `${view.rowHeight}px`, ...layout.edges })} @scroll=${this.scrolled} @focusin=${this.#focused}
      @keydown=${(event: KeyboardEvent) => this.#keys.handle(event)}>${this.#headRow()}
      <div class="body" role="rowgroup" @click=${this.#pressed} @dblclick=${this.#twice} ${sty({ height: `${height}px` })}>${this.#rows()}</div>${this.#foot()}</div>${this.#editor()}`;
  }

  #twice(event: MouseEvent): void {
    const place = this.#placeOf(event);
    if (!place || place.column < 0 || place.target.closest('a,button,input')) return;
    this.at = { row: place.row, column: place.column };
    this.edit();
  }

  #cards(): TemplateResult {
    return gridCards({
      label: this.label,
      view: this.view,
      pages: this.pages,
      entityName: this.entity.name,
      columns: this.cardColumns,
      source: this.source,
      selection: this.selection,
      isPicking: this.isPicking || this.hasSelection,
      onScroll: (event) => this.scrolled(event),
      onPick: (index) => {
        this.isPicking = true;
        this.toggle(index);
      },
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.entity || !this.pages) return nothing;
    return this.isNarrow ? this.#cards() : this.#table();
  }
}
