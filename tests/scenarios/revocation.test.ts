// P25, S03: what is taken from somebody is gone at the next request — role, account, session, key, password.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setPassword } from '../../runtime/auth/credentials.ts';
import { hashPassword } from '../../runtime/auth/passwords.ts';
import { createApp } from '../../runtime/http/app.ts';
import { signIn } from '../support/accounts.ts';
import { databases, startWorld, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database);
  });
  afterAll(() => world?.close());

  async function change(id: string, patch: object): Promise<void> {
    const path = `/api/records/user/${id}`;
    const { body } = await world.admin.get(path);
    const answer = await world.admin.patch(path, body.version, patch);
    expect(answer.status, answer.text).toBe(200);
  }

  test('a demoted administrator is no administrator at the next request', async () => {
    const boss = await world.user('boss', ['admin']);
    expect((await boss.post('/api/records/department', { name: '一部' })).status).toBe(201);
    await change(boss.id, { roles: [] });
    expect((await boss.get('/api/me')).body.roles).toEqual([]);
    expect((await boss.post('/api/records/department', { name: '二部' })).status).toBe(404);
  });

  test('a deactivated or deleted user is out, with session and key', async () => {
    for (const [name, end] of [
      ['gone', 'active'],
      ['binned', 'delete'],
    ] as const) {
      const person = await world.user(name, ['user']);
      const key = (await person.post('/api/auth/keys', { label: 'x' })).body.token as string;
      const byKey = () =>
        world.anonymous.send('GET', '/api/me', { headers: { Authorization: `Bearer ${key}` } });
      expect([(await person.get('/api/me')).status, (await byKey()).status]).toEqual([200, 200]);
      if (end === 'active') await change(person.id, { active: false });
      else {
        const path = `/api/records/user/${person.id}`;
        const { body } = await world.admin.get(path);
        expect((await world.admin.delete(path, body.version)).status).toBe(204);
      }
      expect([(await person.get('/api/me')).status, (await byKey()).status]).toEqual([401, 401]);
    }
  });

  test('an export that runs leaves no further page once its session is gone', async () => {
    const create = Array.from({ length: 1500 }, (_, index) => ({ name: `部门 ${index}` }));
    expect((await world.admin.post('/api/records/department/bulk', { create })).status).toBe(200);
    const leaver = await world.user('leaver', ['admin']);
    const { token } = (await signIn(world, 'leaver@example.com')).body;
    const answer = await createApp(world.runtime).request('/api/exports', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ entity: 'department', fields: ['name'] }),
    });
    expect(answer.status).toBe(200);
    await world.admin.delete(`/api/auth/users/${leaver.id}/sessions`);
    await expect(answer.text()).rejects.toMatchObject({ code: 'auth.required' });
    const filter = JSON.stringify({ '==': [{ var: 'person' }, 'leaver'] });
    const [entry] = (await world.admin.get('/api/records/export_event', { filter })).body.items;
    expect(entry.state).toBe('broken_off');
    expect(entry.records).toBeLessThan(1000);
  });

  test('sign-out, a removed key and a new password end what they should', async () => {
    const person = await world.user('wang', ['user']);
    const made = (await person.post('/api/auth/keys', { label: 'x' })).body as {
      id: string;
      token: string;
    };
    const byKey = () =>
      world.anonymous.send('GET', '/api/me', {
        headers: { Authorization: `Bearer ${made.token}` },
      });
    expect((await byKey()).status).toBe(200);
    expect((await person.delete(`/api/auth/keys/${made.id}`)).status).toBe(204);
    expect((await byKey()).status).toBe(401);
    const hash = await hashPassword('another password');
    await world.runtime.database.write((connection) =>
      setPassword(world.runtime, connection, person.id, hash),
    );
    expect((await person.get('/api/me')).status).toBe(401);
    const other = await world.user('zhao', ['user']);
    expect((await other.post('/api/auth/sign-out')).status).toBe(204);
    expect((await other.get('/api/me')).status).toBe(401);
  });
});
