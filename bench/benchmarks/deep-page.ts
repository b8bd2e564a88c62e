// The first page against page 20,000 of the same list, continued by cursor.
import type { Benchmark } from '../benchmark.ts';
import { type Measured, measure, speedRatio } from '../support/measure.ts';
import { answerOf, makeRequest, sending } from '../support/requests.ts';
import { startBenchWorld } from '../support/world.ts';

interface Page {
  readonly items: readonly { readonly close_on: string }[];
  readonly nextCursor: string | null;
}

const PAGE = 20_000;

export const deepPage: Benchmark = {
  name: 'deep-page',
  about: 'page 1 against page 20,000 by cursor',
  async run({ manyRows }) {
    const world = await startBenchWorld(manyRows, false);
    const page = (cursor: string, limit = 50) => {
      const query = new URLSearchParams({ sort: 'close_on', fields: 'name,close_on,amount' });
      query.set('limit', String(limit));
      if (cursor) query.set('cursor', cursor);
      return makeRequest(`/api/records/deal?${query}`, { token: world.adminToken });
    };
    let cursor = '';
    const steps = Math.min(PAGE, Math.floor(manyRows / 50) - 2) / 4;
    for (let step = 0; step < steps; step++) {
      const answer = await answerOf<Page>(world.fetch, page(cursor, 200));
      cursor = answer.nextCursor ?? cursor;
    }
    const subjects = [
      sending('first page', world.fetch, () => page('')),
      sending('deep page', world.fetch, () => page(cursor)),
    ];
    const [first, deep] = (await measure(subjects, { rounds: 9, count: 100 })) as [
      Measured,
      Measured,
    ];
    const middle = String(Math.floor(manyRows / 2));
    const jump = () =>
      makeRequest(`/api/records/deal?sort=close_on&fields=name,close_on&limit=200&skip=${middle}`, {
        token: world.adminToken,
      });
    const [jumped] = await measure([sending('jump', world.fetch, jump)], { rounds: 5, count: 3 });
    await world.close();
    return [
      {
        name: `deep page: page ${PAGE} / page 1`,
        value: 1 / speedRatio(first, deep),
        unit: 'ratio',
        atMost: 1.5,
      },
      { name: 'deep page: first', value: first.micros, unit: 'µs' },
      { name: 'deep page: deep', value: deep.micros, unit: 'µs' },
      { name: `jump to row ${middle}`, value: (jumped?.micros ?? 0) / 1000, unit: 'ms' },
    ];
  },
};
