// Ten thousand records in one request: created, then changed.
import type { Benchmark } from '../benchmark.ts';
import { median } from '../support/measure.ts';
import { answerOf, makeRequest } from '../support/requests.ts';
import { dealInput } from '../support/sample-deals.ts';
import { startBenchWorld } from '../support/world.ts';

const RECORDS = 10_000;
const ROUNDS = 3;

interface Answer {
  readonly results: readonly { readonly id: string }[];
}

export const bulk: Benchmark = {
  name: 'bulk',
  about: '10,000 records in one request',
  async run({ rows }) {
    const world = await startBenchWorld(rows, true);
    const [creating, updating]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const records = Array.from({ length: RECORDS }, (_, index) =>
        dealInput(
          70_000_000 + round * RECORDS + index,
          world.customers[index % world.customers.length] ?? '',
        ),
      );
      const send = async (body: object, times: number[]) => {
        const request = makeRequest('/api/records/deal/bulk', {
          method: 'POST',
          token: world.memberToken,
          body,
        });
        const before = performance.now();
        const answer = await answerOf<Answer>(world.fetch, request);
        times.push(performance.now() - before);
        return answer.results.map((result) => result.id);
      };
      const ids = await send({ create: records }, creating);
      await send({ update: { ids, patch: { note: `批量 ${round}` } } }, updating);
    }
    await world.close();
    return [
      { name: `bulk create ${RECORDS}`, value: median(creating), unit: 'ms', atMost: 1000 },
      { name: `bulk update ${RECORDS}`, value: median(updating), unit: 'ms', atMost: 1000 },
    ];
  },
};
