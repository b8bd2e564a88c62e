// Changing two fields of a record, with the version the client has seen.
import type { Benchmark } from '../benchmark.ts';
import { makeRequest, sending } from '../support/requests.ts';
import { compare, startServers } from '../support/servers.ts';

export const update: Benchmark = {
  name: 'update',
  about: 'update of two fields with version check and history',
  async run({ rows }) {
    const servers = await startServers(rows, true);
    const { world, checked, floor } = servers;
    const owned = await world.runtime.database.read.all({
      sql: 'select "deal"."id" from "deal" where "deal"."owner" = ? limit 500',
      parameters: [world.memberId],
    });
    const ids = owned.map((row) => String(row.id));
    const request = (index: number) => {
      const turn = Math.floor(index / ids.length);
      return makeRequest(`/api/records/deal/${ids[index % ids.length]}`, {
        method: 'PATCH',
        token: world.memberToken,
        version: 1 + turn,
        body: { amount: `${5000 + turn}.${10 + (index % 90)}`, note: `第 ${turn} 次修改` },
      });
    };
    const figures = await compare(
      'update',
      {
        floor: sending('floor', floor, request),
        checked: sending('checked floor', checked, request),
        product: sending('product', world.fetch, request),
      },
      { checked: 0.7, cpu: 0.25 },
      { rounds: 15, count: 500 },
    );
    await servers.close();
    return figures;
  },
};
