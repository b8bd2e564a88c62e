// What the grid is under its rows: properties, measures, scrolling, and the cell that has the keyboard.
import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import type { EditStep } from '../list/crm-cell-editor.ts';
import { type ListSelection, NOTHING } from '../list/list-selection.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { Column } from './columns.ts';
import { type GridLayout, layOut, PICK_WIDTH } from './grid-columns.ts';
import type { GridPlace } from './grid-keys.ts';
import { GridWindow } from './grid-window.ts';
import type { ListPages, ListRow } from './list-pages.ts';

const HEAD = 34;
const COARSE_HEAD = 40;
const CARD_WIDTH = 640;
const CARD_HEIGHT = 72;
const ROWS = { compact: 32, default: 36, comfortable: 44 } as const;

/** What the reader wants of the list. */
export type GridAsk =
  | { kind: 'sort'; sort: string }
  | { kind: 'resize'; path: string; width: number }
  | { kind: 'move'; path: string; to: number }
  | { kind: 'select'; selection: ListSelection }
  | { kind: 'open'; row: ListRow }
  | { kind: 'peek'; row: ListRow }
  | { kind: 'save'; row: ListRow; column: Column; value: Json };

export abstract class GridSurface extends LitElement {
  @property() label = '';
  @property({ attribute: false }) declare entity: ClientEntity;
  @property({ attribute: false }) declare pages: ListPages;
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) cardColumns: readonly Column[] = [];
  @property({ attribute: false }) selection: ListSelection = NOTHING;
  @property() sort = '';
  @property({ type: Number }) frozen = 1;
  @property() density: keyof typeof ROWS | '' = '';
  @property({ attribute: false }) declare source: WidgetSource;
  /** Changes whenever rows do. */
  @property({ attribute: false }) version = 0;
  @property({ attribute: false }) menuOf: (index: number) => readonly MenuItem[] = () => [];
  /** The foot's cell of a column, when the list has totals. */
  @property({ attribute: false }) totalOf: ((index: number) => TemplateResult) | undefined;
  /** Records of the recycle bin are not edited. */
  @property({ type: Boolean }) locked = false;
  /** The cell that has the keyboard: row index (-1: the head) and column index (-1: the check box). */
  @state() at: GridPlace = { row: 0, column: 0 };
  @state() protected isNarrow = false;
  @state() protected dropAt: number | undefined;
  @state() protected edited:
    | { row: number; column: number; text: string; ending: EditStep | '' }
    | undefined;
  /** Cards are being chosen. */
  @state() protected isPicking = false;
  protected readonly view = new GridWindow();
  protected layout: GridLayout = layOut([], 0, 1, 0);
  protected wantsFocus = false;
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

  /** A preference of the whole application: read when the grid is measured, for it costs a style pass. */
  #ownRow: number = ROWS.default;
  #isCoarse = false;

  #measure(): void {
    const row = Number.parseInt(getComputedStyle(this).getPropertyValue('--row'), 10);
    this.#ownRow = row || ROWS.default;
    this.#isCoarse = matchMedia('(pointer:coarse)').matches;
    this.isNarrow = this.clientWidth > 0 && this.clientWidth < CARD_WIDTH;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const rowHeight = this.density && !this.#isCoarse ? ROWS[this.density] : this.#ownRow;
    const bar = this.#isCoarse ? COARSE_HEAD : HEAD;
    const bars = this.isNarrow ? 0 : bar + (this.totalOf ? bar : 0);
    Object.assign(this.view, {
      rowHeight: this.isNarrow ? CARD_HEIGHT : rowHeight,
      space: Math.max(0, this.clientHeight - bars),
      count: this.pages?.count ?? 0,
    });
    this.layout = layOut(this.columns, this.linked, this.frozen, this.clientWidth);
    const { count } = this.view;
    if (this.at.row >= count && count > 0) this.at = { ...this.at, row: count - 1 };
    if (this.at.column >= this.columnCount && this.columnCount > 0)
      this.at = { ...this.at, column: this.columnCount - 1 };
    if (changed.has('selection') && !this.hasSelection) this.isPicking = false;
  }

  protected override updated(): void {
    if (this.wantsFocus) this.#focusCell();
    const { from, to } = this.view.range();
    if (this.view.count > 0 && this.clientHeight > 0) this.pages.want(from, to);
  }

  #isWaiting = false;

  /** A row that is still fetched gets the focus when it is there; the grid holds it until then. */
  #focusCell(): void {
    const cell = this.#cellAt();
    const holder = this.renderRoot.querySelector<HTMLElement>('.scroll');
    const isElsewhere = this.#isWaiting && this.shadowRoot?.activeElement !== holder;
    this.#isWaiting = !cell && !isElsewhere;
    this.wantsFocus = this.#isWaiting;
    if (!isElsewhere) (cell ?? holder)?.focus({ preventScroll: true });
  }

  protected ask(detail: GridAsk): void {
    this.dispatchEvent(new CustomEvent<GridAsk>('grid-ask', { detail }));
  }

  #cellAt(): HTMLElement | null {
    const { row, column } = this.at;
    const place = row < 0 ? `.th[data-head="${column}"] .th-sort` : '.cell-at';
    return this.renderRoot.querySelector<HTMLElement>(place);
  }

  /** The column that leads to the record: its name where that is shown, else the first. */
  get linked(): number {
    const at = this.columns.findIndex((column) => column.path === this.entity?.nameField);
    return Math.max(0, at);
  }

  protected reveal({ row, column }: GridPlace): void {
    const scroll = this.renderRoot.querySelector('.scroll');
    if (!scroll) return;
    if (row >= 0) {
      scroll.scrollTop = this.view.topFor(row);
      this.view.top = scroll.scrollTop;
    }
    const { widths, sticky, frozen } = this.layout;
    if (column < frozen) return;
    const before = widths.slice(0, column).reduce((sum, width) => sum + width, PICK_WIDTH);
    const end = before + (widths[column] ?? 0);
    if (before - sticky < scroll.scrollLeft) scroll.scrollLeft = before - sticky;
    else if (end > scroll.scrollLeft + scroll.clientWidth)
      scroll.scrollLeft = end - scroll.clientWidth;
  }

  /** Back to the beginning, for another list. */
  toTop(): void {
    this.view.top = 0;
    this.at = { row: 0, column: Math.max(0, this.at.column) };
    this.renderRoot.querySelector('.scroll,.cards')?.scrollTo({ top: 0 });
  }

  protected scrolled(event: Event): void {
    this.view.top = (event.target as HTMLElement).scrollTop;
    this.requestUpdate();
  }

  get count(): number {
    return this.view.count;
  }

  get columnCount(): number {
    return this.columns.length;
  }

  get pageSize(): number {
    return this.view.pageSize;
  }

  get hasSelection(): boolean {
    return this.selection.all || this.selection.ids.size > 0;
  }
}
