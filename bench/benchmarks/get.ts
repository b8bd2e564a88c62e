// One record by id, as a member with an own scope and a hidden field.
import { deepStrictEqual } from 'node:assert';
import type { Benchmark } from '../benchmark.ts';
import { answerOf, makeRequest, sending } from '../support/requests.ts';
import { compare, startServers } from '../support/servers.ts';

export const get: Benchmark = {
  name: 'get',
  about: 'get by id, as a member with row and field policies',
  async run({ rows }) {
    const servers = await startServers(rows, false);
    const { world, checked, floor } = servers;
    const owned = await world.runtime.database.read.all({
      sql: 'select "deal"."id" from "deal" where "deal"."owner" = ? limit 2000',
      parameters: [world.memberId],
    });
    const ids = owned.map((row) => String(row.id));
    const request = (index: number) =>
      makeRequest(`/api/records/deal/${ids[index % ids.length]}`, { token: world.memberToken });
    deepStrictEqual(await answerOf(world.fetch, request(0)), await answerOf(checked, request(0)));
    const figures = await compare(
      'get',
      {
        floor: sending('floor', floor, request),
        checked: sending('checked floor', checked, request),
        product: sending('product', world.fetch, request),
      },
      { checked: 0.8, floor: 0.5, cpu: 0.12 },
      { rounds: 15, count: 2000 },
    );
    await servers.close();
    return figures;
  },
};
