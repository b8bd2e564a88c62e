// Whether records differ in what may be done with them is told with the model, so that the browser asks only where they do.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import { make } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const packs = ['metadata/system', 'tests/support/packs/guarded'].map((path) =>
  join(projectFolder, path),
);

describe.each(databases)('%s', (database) => {
  let world: World;
  let seller: Client;
  beforeAll(async () => {
    world = await startWorld(database, { onlyPacks: packs });
    seller = await world.user('seller', ['user', 'seller']);
  });
  afterAll(() => world?.close());
  const clientOf = async (who: Client) => (await who.get('/api/model/entities/client')).body;

  test('administrators have the same rights everywhere, sellers have not', async () => {
    expect(await clientOf(world.admin)).toMatchObject({
      byRecord: false,
      features: { share: true },
    });
    expect(await clientOf(seller)).toMatchObject({ byRecord: true });
  });

  test('what is told of one record are its actions and the rights to its visible fields', async () => {
    const own = await make(seller, 'client', { name: '自有客户' });
    const access = (await seller.get(`${own.path}/access`)).body;
    expect(access.actions).toEqual(expect.arrayContaining(['read', 'update']));
    expect(access.fields.name).toBe('write');
    const { fields } = await clientOf(seller);
    for (const name of Object.keys(access.fields)) expect(Object.keys(fields)).toContain(name);
  });
});
