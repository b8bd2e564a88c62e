// What an own scope costs: the member against the administrator, each with a full page to answer.
import type { Benchmark } from '../benchmark.ts';
import { listPath } from '../support/list-query.ts';
import { type Measured, measure, speedRatio } from '../support/measure.ts';
import type { Figure } from '../support/report.ts';
import { makeRequest, sending } from '../support/requests.ts';
import { startBenchWorld } from '../support/world.ts';

const FIELDS = 'name,code,amount,stage,close_on,owner';
const PATHS = {
  'filter and sort': listPath({ fields: FIELDS }),
  'newest first': `/api/records/deal?${new URLSearchParams({ sort: '-created_at', fields: FIELDS })}`,
  'no sort': `/api/records/deal?${new URLSearchParams({ fields: FIELDS })}`,
  'sorted by a view column': `/api/records/deal?${new URLSearchParams({ sort: '-amount', fields: FIELDS })}`,
  'exact count': listPath({ fields: FIELDS, count: 'exact' }),
};

export const member: Benchmark = {
  name: 'member',
  about: 'lists as member against lists as administrator',
  async run({ rows }) {
    const world = await startBenchWorld(rows, false);
    const figures: Figure[] = [];
    for (const [name, path] of Object.entries(PATHS)) {
      const as = (who: string, token: string) =>
        sending(who, world.fetch, () => makeRequest(path, { token }));
      const subjects = [as('administrator', world.adminToken), as('member', world.memberToken)];
      const [all, own] = (await measure(subjects, { rounds: 9, count: 50 })) as [
        Measured,
        Measured,
      ];
      figures.push(
        {
          name: `member / administrator: ${name}`,
          value: 1 / speedRatio(all, own),
          unit: 'ratio',
          atMost: 1.3,
        },
        { name: `administrator: ${name}`, value: all.micros, unit: 'µs' },
        { name: `member: ${name}`, value: own.micros, unit: 'µs' },
      );
    }
    await world.close();
    return figures;
  },
};
