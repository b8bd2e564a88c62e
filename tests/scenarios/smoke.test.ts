// The shortest way through the product, on every database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, startWorld, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database);
  });
  afterAll(() => world?.close());

  test('creates, finds by industry section, changes, deletes and restores an account', async () => {
    const created = await world.admin.post('/api/records/account', {
      name: '宁波东方轴承有限公司',
      industry: ['3451'],
    });
    expect(created.status, created.text).toBe(201);
    expect(created.body.industry).toEqual(['3451']);
    const filter = JSON.stringify({ within: [{ var: 'industry' }, 'C'] });
    const found = await world.admin.get('/api/records/account', { filter, count: 'exact' });
    expect(found.body.count).toBe(1);
    const path = `/api/records/account/${created.body.id}`;
    const changed = await world.admin.patch(path, created.body.version, { short_name: '东方轴承' });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body.version).toBe(2);
    const searched = await world.admin.get('/api/search', { q: 'dfzc' });
    expect(searched.body.items.map((hit: { id: string }) => hit.id)).toContain(created.body.id);
    expect((await world.admin.delete(path, 2)).status).toBe(204);
    expect((await world.admin.get(path)).status).toBe(404);
    expect((await world.admin.post(`${path}/restore`)).status).toBe(200);
    const history = await world.admin.get(`${path}/history`);
    expect(history.body.items.map((entry: { action: string }) => entry.action)).toEqual([
      'restore',
      'delete',
      'update',
      'create',
    ]);
  });

  test('a user with the basic role cannot touch users', async () => {
    const user = await world.user('li', ['user']);
    expect((await user.get('/api/me')).body.roles).toEqual(['user']);
    expect(
      (await user.post('/api/records/user', { name: 'x', email: 'x@example.com' })).status,
    ).toBe(403);
  });
});
