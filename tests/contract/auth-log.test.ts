// The sign-in log: everything that happens at the door, written by the engine alone, seen by administrators and oneself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetEvents } from '../../runtime/auth/sign-in-log.ts';
import {
  kindsOf,
  passMinutes,
  setSetting,
  signIn,
  signInLog,
  withToken,
} from '../support/accounts.ts';
import { databases, startWorld, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database, { environment: { CRM_TRUST_PROXY: '1' } });
  });
  afterAll(() => world?.close());

  test('sign-ins, failures with their reason, sign-outs and keys are written down', async () => {
    const person = await world.user('li', ['user']);
    await signIn(world, 'li@example.com', 'wrong password', '10.2.0.1');
    await signIn(world, 'nobody@example.com', 'wrong password', '10.2.0.1');
    const { token } = (await signIn(world, 'li@example.com', undefined, '10.2.0.2')).body;
    const key = await withToken(world, token, 'POST', '/api/auth/keys', { label: 'nightly' });
    await withToken(world, token, 'DELETE', `/api/auth/keys/${key.body.id}`);
    await withToken(world, token, 'POST', '/api/auth/sign-out');
    expect((await kindsOf(world.admin, 'li@example.com')).sort()).toEqual(
      ['key_created', 'key_removed', 'sign_in', 'sign_in', 'sign_in_failed', 'sign_out'].sort(),
    );
    const failures = await signInLog(world.admin, { '==': [{ var: 'kind' }, 'sign_in_failed'] });
    expect(failures.map(({ account, reason, address }) => [account, reason, address])).toEqual(
      expect.arrayContaining([
        ['li@example.com', 'wrong_password', '10.2.0.1'],
        ['nobody@example.com', 'unknown_account', '10.2.0.1'],
      ]),
    );
    const found = await world.admin.get('/api/records/sign_in_event', {
      q: 'nobody',
      count: 'exact',
    });
    expect(found.body.count).toBe(1);
    expect((await person.get('/api/me')).status).toBe(200);
    expect(JSON.stringify(await signInLog(world.admin))).not.toContain('wrong password');
  });

  test('a person sees his own events and no others', async () => {
    const wang = await world.user('wang', ['user']);
    await signIn(world, 'wang@example.com', 'wrong password', '10.2.0.3');
    const own = await signInLog(wang);
    expect(own.map(({ kind }) => kind).sort()).toEqual(['sign_in', 'sign_in_failed']);
    expect(new Set(own.map(({ account }) => account))).toEqual(new Set(['wang@example.com']));
    const [foreign] = await signInLog(world.admin, {
      '==': [{ var: 'account' }, 'admin@example.com'],
    });
    expect((await wang.get(`/api/records/sign_in_event/${foreign?.id}`)).status).toBe(404);
  });

  test('nobody writes, changes or removes an event, administrators included', async () => {
    const [event] = await signInLog(world.admin);
    const path = `/api/records/sign_in_event/${event?.id}`;
    const bulk = '/api/records/sign_in_event/bulk';
    const ids = [event?.id];
    const answers = [
      await world.admin.post('/api/records/sign_in_event', { kind: 'sign_in' }),
      await world.admin.patch(path, 1, { note: 'nothing happened' }),
      await world.admin.delete(path, 1),
      await world.admin.post(bulk, { delete: { ids } }),
      await world.admin.post(bulk, { create: [{ kind: 'sign_in' }] }),
      await world.admin.post(bulk, { update: { ids, patch: { note: 'x' } } }),
      await world.admin.post(bulk, { transfer: { ids, owner: ids[0] } }),
    ];
    for (const answer of answers) {
      expect([403, 422], answer.text).toContain(answer.status);
      expect(answer.text).toContain('access.denied');
    }
    expect((await world.admin.get(path)).status).toBe(200);
    const model = (await world.admin.get('/api/model')).body;
    expect(model.entities.sign_in_event.actions).toEqual(
      expect.arrayContaining(['read', 'export']),
    );
    expect(model.entities.sign_in_event.actions).not.toContain('create');
  });

  test('events go when they are older than the settings say', async () => {
    setSetting(world, 'sign_in_log_days', 30);
    const before = (await signInLog(world.admin)).length;
    expect(before).toBeGreaterThan(3);
    passMinutes(world, 31 * 1440);
    expect((await signIn(world, 'wang@example.com', undefined, '10.2.0.9')).status).toBe(200);
    await forgetEvents(world.runtime);
    const admin = (await signIn(world, 'admin@example.com', undefined, '10.2.0.9')).body.token;
    const { body } = await withToken(world, admin, 'GET', '/api/records/sign_in_event?count=exact');
    expect(body.count).toBe(2);
  });
});
