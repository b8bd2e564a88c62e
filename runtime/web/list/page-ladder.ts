// The way through a list from one of its ends: where which page begins, so that pages that were dropped are fetched again
// and near ones are reached step by step from a key. A far one is jumped to by leaving out the rows before it.
import { getJson, type Page, type Query } from '../client.ts';

export interface Rung {
  /** Distance of its first row from the end the ladder stands on. */
  readonly at: number;
  readonly cursor: string | undefined;
  /** Rows left out to get there, where nothing nearer is known. */
  readonly skip?: number;
}

export const FIRST_STEP = 100;
const STEP = 200;
/** Steps from which on a jump is quicker. */
const FAR = 3;
/** Rows left out in the time of a step, about. */
const SKIPPED_IN_A_STEP = 50_000;

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
    const found = this.#rungs.findLast((rung) => rung.at <= row) ?? { at: 0, cursor: undefined };
    if (row - found.at <= FAR * STEP) return found;
    const at = Math.floor(row / STEP) * STEP;
    return { at, cursor: undefined, skip: at };
  }

  /** How much work a row is away, in steps. */
  stepsTo(row: number): number {
    const { at, skip = 0 } = this.rungBefore(row);
    return Math.floor((row - at) / STEP) + skip / SKIPPED_IN_A_STEP;
  }

  /** Fetches the page that begins at a rung and learns where the next one begins. */
  async climb(rung: Rung, signal: AbortSignal, extra: Query = {}): Promise<Page<T>> {
    const limit = rung.at === 0 ? FIRST_STEP : STEP;
    const query = { ...this.#query, cursor: rung.cursor, skip: rung.skip, limit, ...extra };
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
