// Streams of a timeline told as one, in order, however their pages fall.
import { describe, expect, test } from 'vitest';
import { type FeedStream, TimelineFeed } from '../../../runtime/web/record/timeline-feed.ts';

interface Entry {
  at: string;
  stream: string;
}

/** A stream over fixed moments, newest first, in pages. */
function streamOf(name: string, moments: readonly string[], size: number): FeedStream<Entry> {
  return {
    name,
    async load(cursor) {
      const from = Number(cursor ?? 0);
      const entries = moments.slice(from, from + size).map((at) => ({ at, stream: name }));
      const next = from + size < moments.length ? String(from + size) : null;
      return { entries, next };
    },
  };
}

const told = (feed: TimelineFeed<Entry>) => feed.entries().map(({ at }) => at);

describe('TimelineFeed', () => {
  test('holds back what an unread page may still come before', async () => {
    const feed = new TimelineFeed([
      streamOf('calls', ['09', '08', '07', '06'], 2),
      streamOf('tasks', ['05', '01'], 2),
    ]);
    await feed.more();
    expect(told(feed)).toEqual(['09', '08']);
    expect(feed.hasMore).toBe(true);
    await feed.more();
    expect(told(feed)).toEqual(['09', '08', '07', '06', '05', '01']);
    expect(feed.hasMore).toBe(false);
  });

  test('tells every entry once, in order, for any pages', async () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = (most: number, salt: number) => (seed * 7919 + salt * 104729) % most;
      const streams = Array.from({ length: 1 + random(4, 1) }, (_, index) => {
        const count = random(23, index + 2);
        const moments = Array.from({ length: count }, (_, at) =>
          String(1000 + random(500, index * 31 + at)).padStart(5, '0'),
        ).sort((a, b) => (a < b ? 1 : -1));
        return { name: `s${index}`, moments, size: 1 + random(5, index + 9) };
      });
      const feed = new TimelineFeed(
        streams.map(({ name, moments, size }) => streamOf(name, moments, size)),
      );
      let before: string[] = [];
      do {
        await feed.more();
        const now = told(feed);
        expect(now.slice(0, before.length)).toEqual(before);
        before = now;
      } while (feed.hasMore);
      const all = streams.flatMap(({ moments }) => moments).sort((a, b) => (a < b ? 1 : -1));
      expect(before).toEqual(all);
    }
  });
});
