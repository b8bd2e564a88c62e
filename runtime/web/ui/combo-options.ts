// The options of an open combobox: one search at a time, later pages appended, answers of older searches dropped.
import type { ReactiveControllerHost } from 'lit';
import type { ComboItem, ComboSearch } from './combo-types.ts';

export class ComboOptions {
  items: readonly ComboItem[] = [];
  status: 'idle' | 'busy' | 'failed' = 'idle';
  readonly #host: ReactiveControllerHost;
  #search: ComboSearch | undefined;
  #text = '';
  #next: string | null = null;
  #timer = 0;
  #running = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  find(search: ComboSearch, text: string, delay: number, done: () => void): void {
    this.cancel();
    this.#search = search;
    this.#text = text;
    this.#next = null;
    this.status = 'busy';
    this.#timer = window.setTimeout(() => void this.#load(true).then(done), delay);
  }

  more(): void {
    if (this.#next && this.status === 'idle') void this.#load(false);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#running.abort();
    this.#running = new AbortController();
    this.status = 'idle';
  }

  async #load(fresh: boolean): Promise<void> {
    const { signal } = this.#running;
    this.status = 'busy';
    try {
      const page = await this.#search?.(this.#text, this.#next, signal);
      if (signal.aborted || !page) return;
      this.items = fresh ? page.items : [...this.items, ...page.items];
      this.#next = page.next;
      this.status = 'idle';
    } catch {
      if (signal.aborted) return;
      this.items = fresh ? [] : this.items;
      this.status = 'failed';
    }
    this.#host.requestUpdate();
  }
}
