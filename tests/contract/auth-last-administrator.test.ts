// Somebody who may administer stays, whatever way one tries; and the command line helps when nobody can sign in.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../runtime/cli/run.ts';
import { PASSWORD, signIn } from '../support/accounts.ts';
import { postgresDatabase } from '../support/postgres.ts';
import { databases, startWorld, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  let adminId = '';
  let staff = '';
  beforeAll(async () => {
    world = await startWorld(database);
    adminId = (await world.admin.get('/api/me')).body.user.id;
    const roles = (await world.admin.get('/api/records/role', { fields: 'key' })).body.items;
    staff = roles.find((role: { key: string }) => role.key === 'user').id;
  });
  afterAll(() => world?.close());

  const bulk = (body: object) => world.admin.post('/api/records/user/bulk', body);
  const path = () => `/api/records/user/${adminId}`;
  const version = async () => (await world.admin.get(path())).body.version as number;

  test('the last one is not deactivated, demoted, deleted or stripped, alone or in bulk', async () => {
    const other = await world.user(`plain-${database}`, ['user']);
    const ids = [other.id, adminId];
    const at = await version();
    const answers = [
      await world.admin.patch(path(), at, { active: false }),
      await world.admin.patch(path(), at, { roles: [] }),
      await world.admin.patch(path(), at, { roles: [staff] }),
      await world.admin.delete(path(), at),
      await bulk({ update: { ids, patch: { active: false } } }),
      await bulk({ update: { ids, patch: { roles: [staff] } } }),
      await bulk({ delete: { ids } }),
      await bulk({
        update: { filter: { '==': [{ var: 'active' }, true] }, patch: { active: false } },
      }),
    ];
    for (const [index, answer] of answers.entries()) {
      expect([409, 422], `${index} ${answer.text}`).toContain(answer.status);
      expect(answer.text, String(index)).toContain('access.last-administrator');
    }
    expect([await version(), (await other.get('/api/me')).status]).toEqual([at, 200]);
    const admin = (await world.admin.get('/api/records/role', { fields: 'key,administrator' })).body
      .items;
    const { id } = admin.find((role: { administrator: boolean }) => role.administrator);
    expect((await world.admin.delete(`/api/records/role/${id}`, 1)).text).toContain(
      'access.last-administrator',
    );
    expect((await world.admin.get('/api/me')).body.administrator).toBe(true);
  });

  test('with a second one, either may go, and not both at the same moment', async () => {
    const second = await world.user(`second-${database}`, ['admin']);
    const both = await bulk({ update: { ids: [adminId, second.id], patch: { active: false } } });
    expect(both.text).toContain('access.last-administrator');
    const there = (await world.admin.get(`/api/records/user/${second.id}`)).body.version;
    const answers = await Promise.all([
      world.admin.patch(`/api/records/user/${second.id}`, there, { active: false }),
      second.patch(path(), await version(), { active: false }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const users = await world.runtime.database.read.all({
      sql: 'select "user"."id", "user"."active" from "user"',
      parameters: [],
    });
    const active = users.filter((user) => Number(user.active) === 1).map(({ id }) => id);
    expect([adminId, second.id].filter((id) => active.includes(id))).toHaveLength(1);
  });
});

describe.each(databases)('%s from the command line', (database) => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-user-'));
  let environment: Record<string, string> = {};
  beforeAll(async () => {
    environment = {
      CRM_DATA: folder,
      CRM_SYNC: 'off',
      CRM_TRUST_PROXY: '1',
      LANG: 'en',
      ...(database === 'postgres' ? { DATABASE_URL: await postgresDatabase() } : {}),
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const within = async <T>(work: (world: World) => Promise<T>): Promise<T> => {
    const world = await startWorld(database, { dataFolder: folder, environment });
    try {
      return await work(world);
    } finally {
      await world.close();
    }
  };
  const crm = (...args: string[]) => runCommand(['user', ...args], environment);

  test('unlock, reset-password, reset-factor and make-admin', async () => {
    await within(async (world) => {
      await world.user('locked', ['user']);
      for (let i = 0; i < 11; i++)
        await signIn(world, 'locked@example.com', `wrong ${i} wrong`, '10.5.0.1');
    });
    expect(await crm('unlock', 'LOCKED@example.com')).toBe(0);
    expect(await crm('make-admin', 'locked@example.com')).toBe(0);
    expect(await crm('reset-factor', 'locked@example.com')).toBe(0);
    expect(await crm('reset-password', 'locked@example.com')).toBe(0);
    expect(await crm('unlock', 'nobody@example.com')).toBe(1);
    expect(await crm('fly', 'locked@example.com')).toBe(2);
    await within(async (world) => {
      const { body } = await signIn(world, 'locked@example.com', PASSWORD, '10.5.0.2');
      const headers = { Authorization: `Bearer ${body.token}` };
      const me = await world.anonymous.send('GET', '/api/me', { headers });
      expect(me.body.administrator).toBe(true);
    });
  });

  test('an import does not deactivate the last administrator either', async () => {
    const file = join(folder, 'users.csv');
    writeFileSync(
      file,
      'email,name,active\nlocked@example.com,L,false\nadmin@example.com,A,false\n',
    );
    expect(
      await runCommand(['import', 'user', file, '--key', 'email', '--upsert'], environment),
    ).toBe(1);
    await within(async (world) => {
      const { body } = await world.admin.get('/api/me');
      expect(body.administrator).toBe(true);
    });
  });
});
