// The keyboard of the grid, as in a spreadsheet: arrows, Home/End and pages move; Space selects, Shift extends; Enter, F2
// or typing edits; P peeks; Alt moves a column, Alt+Shift resizes it; Ctrl+C copies. Row -1 is the head.

export interface GridPlace {
  row: number;
  column: number;
}

/** What the keys act on. */
export interface GridTarget {
  readonly at: GridPlace;
  readonly count: number;
  readonly columnCount: number;
  readonly pageSize: number;
  readonly hasSelection: boolean;
  /** The control of a cell is there or on its way. */
  readonly isEditing: boolean;
  moveTo(row: number, column: number): void;
  /** Edits the cell; with text, replaces its value. False when typing there means something else. */
  edit(text?: string): boolean;
  /** Enter or Tab came before the control. */
  endEarly(ending: 'down' | 'right'): void;
  /** Edits the cell, or opens the record where there is nothing to edit. */
  enter(): void;
  openRow(index: number): void;
  peekRow(index: number): void;
  toggle(index: number): void;
  selectRange(from: number, to: number): void;
  selectLoaded(): void;
  clearSelection(): void;
  resizeBy(column: number, by: number): void;
  moveColumn(column: number, to: number): void;
  sortBy(column: number, add: boolean): void;
  openMenu(column: number): void;
  copy(from: GridPlace, to: GridPlace): void;
}

const STEP = 16;
type Act = () => void;

export class GridKeys {
  readonly #grid: GridTarget;
  /** Where a range began. */
  #anchor: GridPlace = { row: 0, column: 0 };

  constructor(grid: GridTarget) {
    this.#grid = grid;
  }

  get anchor(): GridPlace {
    return this.#anchor;
  }

  /** A range begins here: after a press, or a move without Shift. */
  setAnchor(place: GridPlace): void {
    this.#anchor = place;
  }

  handle(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && target.closest('input:not(.u-check),.u-pop,.foot')) return;
    if (this.#grid.isEditing) return this.#early(event);
    const isOnHead = this.#grid.at.row < 0;
    const act = this.#move(event) ?? (isOnHead ? this.#headCommand(event) : this.#command(event));
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** The control is on its way: what is typed goes into it, nothing else happens. */
  #early(event: KeyboardEvent): void {
    const isText = [...event.key].length === 1 && !event.ctrlKey && !event.metaKey;
    if (isText) this.#grid.edit(event.key);
    else if (event.key === 'Enter') this.#grid.endEarly('down');
    else if (event.key === 'Tab') this.#grid.endEarly('right');
    event.preventDefault();
    event.stopPropagation();
  }

  #move(event: KeyboardEvent): Act | undefined {
    const { at, pageSize, count, columnCount } = this.#grid;
    const isFar = event.ctrlKey || event.metaKey;
    if (event.altKey) return this.#arrange(event);
    const moves: Record<string, readonly [number, number]> = {
      ArrowUp: [isFar ? 0 : at.row - 1, at.column],
      ArrowDown: [isFar ? count - 1 : at.row + 1, at.column],
      ArrowLeft: [at.row, at.column - 1],
      ArrowRight: [at.row, at.column + 1],
      Home: [isFar ? 0 : at.row, isFar ? at.column : 0],
      End: [isFar ? count - 1 : at.row, isFar ? at.column : columnCount - 1],
      PageUp: [Math.max(0, at.row - pageSize), at.column],
      PageDown: [at.row + pageSize, at.column],
    };
    const to = moves[event.key];
    if (!to) return undefined;
    return () => {
      this.#grid.moveTo(to[0], to[1]);
      const { row } = this.#grid.at;
      if (!event.shiftKey) this.#anchor = { ...this.#grid.at };
      else if (row >= 0 && row !== this.#anchor.row) this.#grid.selectRange(this.#anchor.row, row);
    };
  }

  #arrange(event: KeyboardEvent): Act | undefined {
    const grid = this.#grid;
    const { column } = grid.at;
    if (event.key === 'ArrowDown') return () => grid.openMenu(column);
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined || column < 0) return undefined;
    return event.shiftKey
      ? () => grid.resizeBy(column, by * STEP)
      : () => grid.moveColumn(column, column + by);
  }

  #headCommand(event: KeyboardEvent): Act | undefined {
    const { at } = this.#grid;
    if (at.column < 0) return undefined;
    if (event.key === 'Enter' || event.key === ' ')
      return () => this.#grid.sortBy(at.column, event.shiftKey);
    if (event.key === 'ContextMenu') return () => this.#grid.openMenu(at.column);
    return undefined;
  }

  #command(event: KeyboardEvent): Act | undefined {
    const grid = this.#grid;
    if (event.ctrlKey || event.metaKey) return this.#control(event);
    if (event.key === ' ')
      return () =>
        event.shiftKey ? grid.selectRange(this.#anchor.row, grid.at.row) : this.#pick();
    if (event.key === 'Enter') return () => grid.enter();
    if (event.key === 'F2') return () => void grid.edit();
    if (event.key === 'Escape' && grid.hasSelection) return () => grid.clearSelection();
    return this.#typed(event);
  }

  #control(event: KeyboardEvent): Act | undefined {
    const grid = this.#grid;
    if (event.key === 'a') return () => grid.selectLoaded();
    if (event.key === 'c') return () => grid.copy(this.#anchor, grid.at);
    if (event.key === 'Enter') return () => grid.openRow(grid.at.row);
    return undefined;
  }

  /** A character begins to edit where that is possible; otherwise P peeks and the page has its shortcuts. */
  #typed(event: KeyboardEvent): Act | undefined {
    const grid = this.#grid;
    const isText = [...event.key].length === 1;
    const isMethod = event.key === 'Process';
    if ((isText || isMethod) && !event.altKey && grid.edit(isText ? event.key : ''))
      return () => {};
    if (event.key.toLowerCase() === 'p') return () => grid.peekRow(grid.at.row);
    return undefined;
  }

  #pick(): void {
    this.#anchor = { ...this.#grid.at };
    this.#grid.toggle(this.#grid.at.row);
  }
}
