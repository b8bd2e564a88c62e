// Creating records one by one: validation, rules, history and search in one transaction.
import type { Benchmark } from '../benchmark.ts';
import { makeRequest, sending } from '../support/requests.ts';
import { dealInput } from '../support/sample-deals.ts';
import { compare, startServers } from '../support/servers.ts';

export const create: Benchmark = {
  name: 'create',
  about: 'create with validation, rules, history and search',
  async run({ rows }) {
    const servers = await startServers(rows, true);
    const { world, checked, floor } = servers;
    const request = (index: number) =>
      makeRequest('/api/records/deal', {
        method: 'POST',
        token: world.memberToken,
        body: dealInput(50_000_000 + index, world.customers[index % world.customers.length] ?? ''),
      });
    const figures = await compare(
      'create',
      {
        floor: sending('floor', floor, request, 201),
        checked: sending('checked floor', checked, request, 201),
        product: sending('product', world.fetch, request, 201),
      },
      { checked: 0.7, cpu: 0.3 },
      { rounds: 15, count: 300 },
    );
    await servers.close();
    return figures;
  },
};
