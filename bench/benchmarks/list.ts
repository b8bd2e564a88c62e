// Fifty records, filtered and sorted on indexed fields, with and without the owner's name.
import { deepStrictEqual } from 'node:assert';
import type { Benchmark } from '../benchmark.ts';
import { listPath, SHORT_FIELDS } from '../support/list-query.ts';
import { median } from '../support/measure.ts';
import type { Figure } from '../support/report.ts';
import { answerOf, makeRequest, sending } from '../support/requests.ts';
import { compare, startServers } from '../support/servers.ts';

interface Answer {
  readonly items: unknown[];
}

async function listAt(rows: number): Promise<{ figures: Figure[]; micros: number }> {
  const servers = await startServers(rows, false);
  const { world, checked, floor } = servers;
  const figures: Figure[] = [];
  const variants = [
    { name: `list ${rows}`, path: listPath(), cpu: 0.35 },
    {
      name: `list ${rows} with owner`,
      path: listPath({ fields: [...SHORT_FIELDS, 'owner.name'].join() }),
    },
  ];
  for (const { name, path, cpu } of variants) {
    const request = () => makeRequest(path, { token: world.memberToken });
    const [ours, theirs] = [
      await answerOf<Answer>(world.fetch, request()),
      await answerOf<Answer>(checked, request()),
    ];
    deepStrictEqual(ours.items, theirs.items);
    figures.push(
      ...(await compare(
        name,
        {
          floor: sending('floor', floor, request),
          checked: sending('checked floor', checked, request),
          product: sending('product', world.fetch, request),
        },
        { checked: 0.8, cpu },
        { rounds: 11, count: 200 },
      )),
    );
  }
  await servers.close();
  const micros = median(
    figures.filter((each) => each.name === `list ${rows}: product`).map((each) => each.value),
  );
  return { figures, micros };
}

export const list: Benchmark = {
  name: 'list',
  about: 'list 50, filter and sort on indexed fields, at two sizes',
  async run({ rows, manyRows }) {
    const few = await listAt(rows);
    if (manyRows <= rows) return few.figures;
    const many = await listAt(manyRows);
    return [
      ...few.figures,
      ...many.figures,
      {
        name: `list: ${manyRows} / ${rows} records`,
        value: many.micros / few.micros,
        unit: 'ratio',
        atMost: 1.5,
      },
    ];
  },
};
