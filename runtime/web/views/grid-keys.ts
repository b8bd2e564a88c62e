// The keyboard of the grid: arrows, Home/End, pages, Space selects, Shift extends, Enter opens, P peeks, Alt+Shift resizes.

/** What the keys act on. */
export interface GridTarget {
  readonly at: { row: number; column: number };
  readonly rows: readonly { id: string }[];
  readonly columns: readonly unknown[];
  readonly selected: ReadonlySet<string>;
  readonly pageSize: number;
  moveTo(row: number, column: number): void;
  openRow(index: number): void;
  peekRow(index: number): void;
  toggle(index: number): void;
  select(ids: ReadonlySet<string>): void;
  resize(column: number, by: number): void;
  cellText(): string;
}

const STEP = 16;

export class GridKeys {
  readonly #grid: GridTarget;
  /** Where a range began. */
  #anchor = 0;

  constructor(grid: GridTarget) {
    this.#grid = grid;
  }

  handle(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const target = event.composedPath()[0];
    const isOnHead = target instanceof HTMLElement && target.closest('.head') !== null;
    if (isOnHead) return;
    const act = this.#move(event) ?? this.#command(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #move(event: KeyboardEvent): (() => void) | undefined {
    const { at, pageSize, rows, columns } = this.#grid;
    const isFar = event.ctrlKey || event.metaKey;
    if (event.altKey) return this.#resize(event);
    const moves: Record<string, readonly [number, number]> = {
      ArrowUp: [isFar ? 0 : at.row - 1, at.column],
      ArrowDown: [isFar ? rows.length - 1 : at.row + 1, at.column],
      ArrowLeft: [at.row, at.column - 1],
      ArrowRight: [at.row, at.column + 1],
      Home: [isFar ? 0 : at.row, isFar ? at.column : 0],
      End: [isFar ? rows.length - 1 : at.row, isFar ? at.column : columns.length - 1],
      PageUp: [at.row - pageSize, at.column],
      PageDown: [at.row + pageSize, at.column],
    };
    const to = moves[event.key];
    if (!to) return undefined;
    return () => {
      this.#grid.moveTo(to[0], to[1]);
      if (event.shiftKey) this.#extend();
      else this.#anchor = this.#grid.at.row;
    };
  }

  #resize(event: KeyboardEvent): (() => void) | undefined {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined || !event.shiftKey) return undefined;
    return () => this.#grid.resize(this.#grid.at.column, by);
  }

  #command(event: KeyboardEvent): (() => void) | undefined {
    const grid = this.#grid;
    const isFar = event.ctrlKey || event.metaKey;
    if (isFar && event.key === 'a')
      return () => grid.select(new Set(grid.rows.map((row) => row.id)));
    if (isFar && event.key === 'c')
      return () => void navigator.clipboard?.writeText(grid.cellText());
    if (isFar) return undefined;
    if (event.key === ' ') return () => this.#space(event.shiftKey);
    if (event.key === 'Enter') return () => grid.openRow(grid.at.row);
    if (event.key.toLowerCase() === 'p') return () => grid.peekRow(grid.at.row);
    if (event.key === 'Escape' && grid.selected.size > 0) return () => grid.select(new Set());
    return undefined;
  }

  #space(isRange: boolean): void {
    if (isRange) this.#extend();
    else {
      this.#anchor = this.#grid.at.row;
      this.#grid.toggle(this.#grid.at.row);
    }
  }

  #extend(): void {
    const { at, rows, selected } = this.#grid;
    const [from, to] = at.row < this.#anchor ? [at.row, this.#anchor] : [this.#anchor, at.row];
    const range = rows.slice(from, to + 1).map((row) => row.id);
    this.#grid.select(new Set([...selected, ...range]));
  }
}
