// The records of a list by row number. Only those around what is looked at are kept; any other is fetched again from the
// nearer end. Answers of an older question are dropped.
import type { Query } from '../client.ts';
import { reversedSort } from '../list/list-sort.ts';
import { PageLadder } from '../list/page-ladder.ts';
import type { Neighbours } from '../record/neighbours.ts';
import type { Row } from '../widgets/row-values.ts';

export type ListRow = Row & { id: string; version: number; $name?: string | null };

const MOST_KEPT = 4000;
const KEPT_AROUND = 1200;

export class ListPages {
  total: number | undefined;
  status: 'idle' | 'first' | 'more' | 'failed' = 'idle';
  error: unknown;
  readonly #changed: () => void;
  #rows = new Map<number, ListRow>();
  #places = new Map<string, number>();
  #head = new PageLadder<ListRow>('', {});
  #tail: PageLadder<ListRow> | undefined;
  #running = new AbortController();
  #wanted: readonly [number, number] = [0, 0];
  #isWalking = false;

  constructor(changed: () => void) {
    this.#changed = () => {
      this.version++;
      changed();
    };
  }

  /** Counts every change of the rows. */
  version = 0;

  /** How many rows the list has, as far as is known. */
  get count(): number {
    return this.total ?? this.#rows.size;
  }

  get loaded(): ListRow[] {
    return [...this.#rows.values()];
  }

  at(index: number): ListRow | undefined {
    return this.#rows.get(index);
  }

  placeOf(id: string): number | undefined {
    return this.#places.get(id);
  }

  /** Asks anew; what is shown stays until the answer is there. `sort` is the whole order, for reading it from its end. */
  async ask(entity: string, query: Query, sort: string): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    const path = `/api/records/${entity}`;
    const head = new PageLadder<ListRow>(path, query);
    this.#isWalking = false;
    this.#tell('first');
    try {
      const page = await head.climb(head.rungBefore(0), signal, { count: 'exact' });
      if (signal.aborted) return;
      this.#head = head;
      this.#tail = sort
        ? new PageLadder<ListRow>(path, { ...query, sort: reversedSort(sort) })
        : undefined;
      this.total = page.count ?? page.items.length;
      this.#rows = new Map();
      this.#places = new Map();
      this.#keep(page.items, 0);
      this.#tell('idle');
    } catch (cause) {
      this.#fail(cause, signal);
    }
  }

  /** Says which rows are looked at; missing ones are fetched, far ones are let go. */
  want(from: number, to: number): void {
    this.#wanted = [from, Math.min(to, this.count)];
    if (!this.#isWalking && this.status === 'idle' && this.#missing() !== undefined)
      void this.#walk();
  }

  /** All rows from one to another, for ranges; at most what is kept. */
  async load(from: number, to: number): Promise<ListRow[]> {
    const last = Math.min(to, from + KEPT_AROUND);
    this.#wanted = [from, Math.min(last, this.count)];
    if (!this.#isWalking && this.#missing() !== undefined) await this.#walk();
    const rows = Array.from({ length: Math.max(0, last - from) }, (_, at) => this.at(from + at));
    return rows.filter((row) => row !== undefined);
  }

  replace(row: ListRow): void {
    const place = this.#places.get(row.id);
    if (place === undefined) return;
    this.#rows.set(place, row);
    this.#changed();
  }

  drop(ids: ReadonlySet<string>): void {
    const gone = [...ids].map((id) => this.#places.get(id)).filter((place) => place !== undefined);
    for (const place of gone.sort((one, other) => other - one)) this.#remove(place);
    this.#changed();
  }

  #remove(place: number): void {
    const rows = [...this.#rows].filter(([index]) => index !== place);
    this.#rows = new Map();
    this.#places = new Map();
    for (const [index, row] of rows) this.#put(index > place ? index - 1 : index, row);
    this.#head.removed(place);
    this.#tail?.removed(this.count - 1 - place);
    if (this.total !== undefined) this.total -= 1;
  }

  #missing(): number | undefined {
    const [from, to] = this.#wanted;
    for (let index = from; index < to; index++) if (!this.#rows.has(index)) return index;
    return undefined;
  }

  async #walk(): Promise<void> {
    const { signal } = this.#running;
    this.#isWalking = true;
    this.#tell('more');
    try {
      for (let next = this.#missing(); next !== undefined; next = this.#missing()) {
        await this.#step(next, signal);
        if (signal.aborted) return;
      }
      this.#isWalking = false;
      this.#tell('idle');
    } catch (cause) {
      this.#fail(cause, signal);
    }
  }

  /** One page nearer to a row, from the end that is nearer to it. */
  async #step(row: number, signal: AbortSignal): Promise<void> {
    const fromEnd = this.count - 1 - row;
    const tail = this.#tail;
    const isTail = tail && tail.stepsTo(fromEnd) < this.#head.stepsTo(row);
    const ladder = isTail ? tail : this.#head;
    const rung = ladder.rungBefore(isTail ? fromEnd : row);
    const page = await ladder.climb(rung, signal);
    if (signal.aborted) return;
    const { items } = page;
    if (isTail) this.#keep([...items].reverse(), this.count - rung.at - items.length);
    else this.#keep(items, rung.at);
    // The list ends before it was said to: others have deleted.
    if (!isTail && ladder.end < this.count) this.total = ladder.end;
    if (items.length === 0 && isTail) this.#tail = undefined;
    this.#wanted = [this.#wanted[0], Math.min(this.#wanted[1], this.count)];
    this.#letGo();
    this.#changed();
  }

  #put(index: number, row: ListRow): void {
    this.#rows.set(index, row);
    this.#places.set(row.id, index);
  }

  /** Pages only passed through on the way are not kept. */
  #keep(items: readonly ListRow[], from: number): void {
    const [first, last] = this.#wanted;
    const isFar = from > last + KEPT_AROUND || from + items.length < first - KEPT_AROUND;
    if (isFar && from > 0) return;
    for (const [at, row] of items.entries()) if (from + at >= 0) this.#put(from + at, row);
  }

  #letGo(): void {
    if (this.#rows.size <= MOST_KEPT) return;
    const [first, last] = this.#wanted;
    for (const [index, row] of [...this.#rows]) {
      if (index >= first - KEPT_AROUND && index <= last + KEPT_AROUND) continue;
      this.#rows.delete(index);
      this.#places.delete(row.id);
    }
  }

  #tell(status: ListPages['status']): void {
    this.status = status;
    this.#changed();
  }

  #fail(cause: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#isWalking = false;
    this.error = cause;
    this.#tell('failed');
  }
}

/** The list as a record page steps through it. */
export function neighboursIn(entity: string, pages: ListPages): Neighbours {
  return {
    entity,
    placeOf: (id) => pages.placeOf(id),
    idAt: async (place) => (await pages.load(place, place + 1))[0]?.id,
    total: () => pages.count,
  };
}
