// Lists under wider scopes than one's own records — a department, a reporting line — in a view's order, at two sizes.
import type { Benchmark } from '../benchmark.ts';
import { type Measured, measure, speedRatio } from '../support/measure.ts';
import type { Figure } from '../support/report.ts';
import { makeRequest, sending } from '../support/requests.ts';
import { startBenchWorld } from '../support/world.ts';

const PATH = `/api/records/deal?${new URLSearchParams({ sort: '-amount', fields: 'name,amount' })}`;

/** Scopes of all kinds and widths, with the person who has each. */
const SCOPES = {
  own: 'member0',
  'own and 3 subordinates': 'lead',
  'own and 40 subordinates': 'manager',
  'own and 400 subordinates': 'director',
  department: 'colleague',
  'department tree of 11': 'district',
  'department tree of 100': 'region',
};

async function scopesAt(rows: number): Promise<Figure[]> {
  const world = await startBenchWorld(rows, false);
  const as = (who: string, token: string) =>
    sending(who, world.fetch, () => makeRequest(PATH, { token }));
  const subjects = [as('administrator', world.adminToken)];
  for (const [scope, who] of Object.entries(SCOPES))
    subjects.push(as(scope, await world.tokenOf(who)));
  const measured = await measure(subjects, { rounds: 11, count: 40 });
  await world.close();
  const [administrator] = measured as [Measured];
  return subjects.slice(1).flatMap(({ name }, index): Figure[] => {
    const each = measured[index + 1] as Measured;
    const label = `scope '${name}', ${rows} records`;
    return [
      {
        name: `${label}: / administrator`,
        value: 1 / speedRatio(administrator, each),
        unit: 'ratio',
        atMost: 1.3,
      },
      { name: label, value: each.micros / 1000, unit: 'ms' },
    ];
  });
}

export const scopes: Benchmark = {
  name: 'scopes',
  about: 'lists under own, department and reporting-line scopes',
  async run({ rows, manyRows }) {
    const few = await scopesAt(rows);
    return manyRows > rows ? [...few, ...(await scopesAt(manyRows))] : few;
  },
};
