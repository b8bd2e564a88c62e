// Which rows of a long table are in sight, and where they stand. Browsers cap the height of an element, so beyond that
// height the scroll position is scaled.

const MOST_PIXELS = 15_000_000;
const OVERSCAN = 6;

export class GridWindow {
  /** Scroll position. */
  top = 0;
  /** Height of the part where rows are seen. */
  space = 560;
  rowHeight = 36;
  count = 0;

  get bodyHeight(): number {
    return Math.min(this.count * this.rowHeight, MOST_PIXELS);
  }

  get #scale(): number {
    const real = this.count * this.rowHeight - this.space;
    const shown = this.bodyHeight - this.space;
    return real > shown && shown > 0 ? real / shown : 1;
  }

  /** The pixel of the whole table at the upper edge. */
  get #realTop(): number {
    return this.top * this.#scale;
  }

  /** Where a row stands in the scrolled body. */
  y(index: number): number {
    const scale = this.#scale;
    const y = index * this.rowHeight;
    return scale === 1 ? y : Math.round(y - this.#realTop + this.top);
  }

  range(): { from: number; to: number } {
    const first = Math.floor(this.#realTop / this.rowHeight);
    const last = Math.ceil((this.#realTop + this.space) / this.rowHeight);
    return { from: Math.max(0, first - OVERSCAN), to: Math.min(this.count, last + OVERSCAN) };
  }

  /** The scroll position at which a row is in sight, as near as may be to the present one. */
  topFor(index: number): number {
    const y = index * this.rowHeight;
    const real = this.#realTop;
    if (y < real) return y / this.#scale;
    const end = y + this.rowHeight - this.space;
    return end > real ? Math.ceil(end / this.#scale) : this.top;
  }

  get pageSize(): number {
    return Math.max(1, Math.floor(this.space / this.rowHeight) - 1);
  }
}
