// A grouped sum against the same statement by hand.
import type { Benchmark } from '../benchmark.ts';
import { type Measured, measure, type Subject, speedRatio } from '../support/measure.ts';
import type { Figure } from '../support/report.ts';
import { makeRequest, sending } from '../support/requests.ts';
import { openPlain } from '../support/sqlite.ts';
import { startBenchWorld } from '../support/world.ts';

const BODY = {
  groupBy: [{ field: 'stage' }],
  measures: [{ op: 'count' }, { op: 'sum', field: 'amount' }],
};

export const aggregate: Benchmark = {
  name: 'aggregate',
  about: 'grouped sum against hand-written SQL',
  async run({ rows }) {
    const world = await startBenchWorld(rows, false);
    const plain = openPlain(world.databaseFile);
    const figures: Figure[] = [];
    const people = [
      { who: 'administrator', token: world.adminToken, scope: '', parameters: [] as string[] },
      {
        who: 'member',
        token: world.memberToken,
        scope: 'and owner = ?',
        parameters: [world.memberId],
      },
    ];
    for (const { who, token, scope, parameters } of people) {
      const statement = plain.prepare(
        `select stage, count(*) as n, sum(amount) as total from deal where deleted_at is null ${scope} group by stage order by stage`,
      );
      const byHand: Subject = {
        name: 'by hand',
        prepare: (count) => () => {
          for (let index = 0; index < count; index++) JSON.stringify(statement.all(...parameters));
        },
      };
      const request = () =>
        makeRequest('/api/records/deal/aggregate', { method: 'POST', token, body: BODY });
      const subjects = [byHand, sending('product', world.fetch, request)];
      const [hand, ours] = (await measure(subjects, { rounds: 15, count: 20 })) as [
        Measured,
        Measured,
      ];
      figures.push(
        {
          name: `aggregate (${who}): product / by hand, time`,
          value: 1 / speedRatio(hand, ours),
          unit: 'ratio',
          atMost: 1.2,
        },
        { name: `aggregate (${who}): product`, value: ours.micros / 1000, unit: 'ms' },
      );
    }
    plain.close();
    await world.close();
    return figures;
  },
};
