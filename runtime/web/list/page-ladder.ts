// The way through a list from one of its ends: where which page begins, so that pages that were dropped are fetched again
// and unknown ones are reached step by step. The server continues from a key and knows no row numbers.
import { getJson, type Page, type Query } from '../client.ts';

export interface Rung {
  /** Distance of its first row from the end the ladder stands on. */
  readonly at: number;
  readonly cursor: string | undefined;
}

export const FIRST_STEP = 100;
const STEP = 200;

export class PageLadder<T> {
  readonly #path: string;
  readonly #query: Query;
  #rungs: Rung[] = [{ at: 0, cursor: undefined }];
  /** Where the list ends, once that was reached. */
  end = Number.POSITIVE_INFINITY;

  constructor(path: string, query: Query) {
    this.#path = path;
    this.#query = query;
  }

  /** The nearest known beginning of a page at or before a row. */
  rungBefore(row: number): Rung {
    const found = this.#rungs.findLast((rung) => rung.at <= row);
    return found ?? { at: 0, cursor: undefined };
  }

  /** How many steps a row is away. */
  stepsTo(row: number): number {
    return Math.floor((row - this.rungBefore(row).at) / STEP);
  }

  /** Fetches the page that begins at a rung and learns where the next one begins. */
  async climb(rung: Rung, signal: AbortSignal, extra: Query = {}): Promise<Page<T>> {
    const limit = rung.cursor === undefined ? FIRST_STEP : STEP;
    const query = { ...this.#query, cursor: rung.cursor, limit, ...extra };
    const page = await getJson<Page<T>>(this.#path, query, signal);
    const at = rung.at + page.items.length;
    if (!page.nextCursor) this.end = at;
    else if (!this.#rungs.some((known) => known.at === at)) this.#learn(at, page.nextCursor);
    return page;
  }

  #learn(at: number, cursor: string): void {
    const rungs = [...this.#rungs, { at, cursor }];
    this.#rungs = rungs.sort((one, other) => one.at - other.at);
  }

  /** A row is gone: what lies behind it moves up. */
  removed(row: number): void {
    this.#rungs = this.#rungs.map((rung) => (rung.at > row ? { ...rung, at: rung.at - 1 } : rung));
    this.end -= 1;
  }
}
