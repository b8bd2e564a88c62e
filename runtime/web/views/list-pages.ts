// The records of a list, page after page by cursor; answers of an older question are dropped.
import { getJson, type Page, type Query } from '../client.ts';
import type { Row } from '../widgets/row-values.ts';

export type ListRow = Row & { id: string; version: number; $name?: string | null };
const PAGE = 100;

export class ListPages {
  rows: ListRow[] = [];
  total: number | undefined;
  status: 'idle' | 'first' | 'more' | 'failed' = 'idle';
  error: unknown;
  readonly #changed: () => void;
  #path = '';
  #query: Query = {};
  #next: string | null = null;
  #running = new AbortController();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** Asks anew; what is shown stays until the answer is there. */
  async ask(entity: string, query: Query): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    this.#path = `/api/records/${entity}`;
    this.#query = { ...query, limit: PAGE };
    this.#next = null;
    await this.#load('first', { count: 'exact' });
  }

  async more(): Promise<void> {
    if (this.#next && this.status === 'idle') await this.#load('more', { cursor: this.#next });
  }

  drop(ids: ReadonlySet<string>): void {
    const before = this.rows.length;
    this.rows = this.rows.filter((row) => !ids.has(row.id));
    if (this.total !== undefined) this.total -= before - this.rows.length;
    this.#changed();
  }

  async #load(kind: 'first' | 'more', extra: Query): Promise<void> {
    const { signal } = this.#running;
    this.status = kind;
    this.#changed();
    try {
      const page = await getJson<Page<ListRow>>(this.#path, { ...this.#query, ...extra }, signal);
      if (signal.aborted) return;
      this.rows = kind === 'first' ? page.items : [...this.rows, ...page.items];
      if (page.count !== undefined) this.total = page.count;
      this.#next = page.nextCursor ?? null;
      this.status = 'idle';
    } catch (cause) {
      if (signal.aborted) return;
      this.error = cause;
      this.status = 'failed';
    }
    this.#changed();
  }
}
