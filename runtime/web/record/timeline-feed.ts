// Several streams of entries, each newest first and loaded in pages, told as one. An entry is told only when no stream can
// still bring a newer one.
export interface FeedEntry {
  /** Moment, ISO 8601 in UTC, or a day. */
  at: string;
  stream: string;
}

export interface FeedStream<E extends FeedEntry> {
  name: string;
  /** A page of entries from a cursor; `next` null: there are no more. */
  load(cursor: string | null): Promise<{ entries: E[]; next: string | null }>;
}

interface Loaded<E extends FeedEntry> {
  stream: FeedStream<E>;
  entries: E[];
  next: string | null;
  isStarted: boolean;
}

export class TimelineFeed<E extends FeedEntry> {
  readonly #streams: Loaded<E>[];

  constructor(streams: readonly FeedStream<E>[]) {
    this.#streams = streams.map((stream) => ({
      stream,
      entries: [],
      next: null,
      isStarted: false,
    }));
  }

  /** Loads the first page of every stream, or the next one of those that hold the others back. */
  async more(): Promise<void> {
    const newest = this.#horizon();
    const wanted = this.#streams.filter((each) => {
      const last = each.entries.at(-1)?.at ?? '';
      return !each.isStarted || (each.next !== null && last >= newest);
    });
    await Promise.all(
      wanted.map(async (each) => {
        const page = await each.stream.load(each.next);
        each.entries.push(...page.entries);
        each.next = page.next;
        each.isStarted = true;
      }),
    );
  }

  /** Older entries may still be missing before this moment. */
  #horizon(): string {
    const open = this.#streams.filter((each) => each.next !== null);
    return open.map((each) => each.entries.at(-1)?.at ?? '').reduce((a, b) => (a > b ? a : b), '');
  }

  get hasMore(): boolean {
    return this.#streams.some((each) => each.next !== null);
  }

  /** What can be told now, newest first. */
  entries(): E[] {
    const horizon = this.#horizon();
    return this.#streams
      .flatMap((each) => each.entries)
      .filter((entry) => entry.at >= horizon)
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  }
}
