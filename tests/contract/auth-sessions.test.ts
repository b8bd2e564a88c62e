// Sessions of one's own and of others: seen, ended, and gone at the next request whatever took the right away.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../runtime/http/app.ts';
import { kindsOf, PASSWORD, passMinutes, signIn, withToken } from '../support/accounts.ts';
import { databases, startWorld, type World } from '../support/world.ts';

const CHROME = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36';
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database, { environment: { CRM_TRUST_PROXY: '1' } });
  });
  afterAll(() => world?.close());

  const from = async (email: string, agent: string, address: string) => {
    const headers = { 'User-Agent': agent, 'X-Forwarded-For': address };
    const body = { email, password: PASSWORD };
    const answer = await world.anonymous.post('/api/auth/sign-in/email', body, headers);
    return answer.body.token as string;
  };
  const send = (token: string, method: string, path: string, body?: unknown) =>
    withToken(world, token, method, path, body);
  const status = async (token: string) => (await send(token, 'GET', '/api/me')).status;

  test('a person sees his sessions and ends one or all others', async () => {
    const person = await world.user('li', ['user']);
    const [desk, phone, third] = [
      await from('li@example.com', CHROME, '10.1.0.1'),
      await from('li@example.com', PHONE, '2001:db8::7'),
      await from('li@example.com', 'curl/8', '10.1.0.3'),
    ];
    const { items } = (await send(desk, 'GET', '/api/auth/sessions')).body;
    expect(items).toHaveLength(4);
    const [current] = items.filter((item: { current: boolean }) => item.current);
    expect(current).toMatchObject({
      browser: 'Chrome',
      system: 'Windows',
      isPhone: false,
      address: '10.1.0.1',
    });
    const other = items.find((item: { isPhone: boolean }) => item.isPhone);
    expect(other).toMatchObject({ browser: 'Safari', system: 'iPhone', address: '2001:db8::7' });
    expect(JSON.stringify(items)).not.toContain(desk);
    expect((await send(desk, 'DELETE', `/api/auth/sessions/${other.id}`)).status).toBe(204);
    expect([await status(phone), await status(third), await status(desk)]).toEqual([401, 200, 200]);
    expect((await send(desk, 'DELETE', `/api/auth/sessions/${other.id}`)).status).toBe(404);
    expect((await send(desk, 'DELETE', '/api/auth/sessions')).status).toBe(204);
    expect([await status(third), await status(desk)]).toEqual([401, 200]);
    expect((await person.get('/api/me')).status).toBe(401);
    expect(await kindsOf(world.admin, 'li@example.com')).toContain('session_ended');
  });

  test('nobody ends the session of another, an administrator does', async () => {
    const wang = await world.user('wang', ['user']);
    const zhao = await world.user('zhao', ['user']);
    const path = `/api/auth/users/${wang.id}`;
    const account = (await world.admin.get(path)).body;
    const [session] = account.sessions;
    expect(account).toMatchObject({ email: 'wang@example.com', locked: false, active: true });
    expect((await zhao.delete(`/api/auth/sessions/${session.id}`)).status).toBe(404);
    const refused = [
      await zhao.get(path),
      await zhao.delete(`${path}/sessions`),
      await zhao.delete(`${path}/sessions/${session.id}`),
      await zhao.post(`${path}/unlock`),
      await zhao.post(`${path}/password`, { password: 'something else 7' }),
      await zhao.delete(`${path}/factor`),
    ];
    expect(refused.map(({ body }) => body.code)).toEqual(Array(6).fill('auth.administrator'));
    expect((await wang.get('/api/me')).status).toBe(200);
    expect((await world.admin.delete(`${path}/sessions/${session.id}`)).status).toBe(204);
    expect((await wang.get('/api/me')).status).toBe(401);
    const again = await from('wang@example.com', CHROME, '10.1.0.9');
    expect((await world.admin.delete(`${path}/sessions`)).status).toBe(204);
    expect(await status(again)).toBe(401);
  });

  test('when a session was last seen is written at most once a minute', async () => {
    const person = await world.user('seen', ['user']);
    const seen = async () =>
      (await world.admin.get(`/api/auth/users/${person.id}`)).body.sessions[0].seen_at as string;
    const now = () => world.runtime.now().toISOString();
    passMinutes(world, 2);
    const first = now();
    await person.get('/api/me');
    await expect.poll(seen).toBe(first);
    passMinutes(world, 0.5);
    await person.get('/api/me');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await seen()).toBe(first);
    passMinutes(world, 1);
    const last = now();
    await person.get('/api/me');
    await expect.poll(seen).toBe(last);
  });

  test('S03 what a deactivated person had does not come back with the account', async () => {
    const person = await world.user('gone', ['user']);
    const key = (await person.post('/api/auth/keys', { label: 'k' })).body.token as string;
    const path = `/api/records/user/${person.id}`;
    const change = async (patch: object) => {
      const { version } = (await world.admin.get(path)).body;
      expect((await world.admin.patch(path, version, patch)).status).toBe(200);
    };
    await change({ active: false });
    expect([(await person.get('/api/me')).status, await status(key)]).toEqual([401, 401]);
    await change({ active: true });
    expect([(await person.get('/api/me')).status, await status(key)]).toEqual([401, 401]);
    expect((await signIn(world, 'gone@example.com')).status).toBe(200);
  });

  test('A7 an open stream ends within two seconds of its session', async () => {
    const person = await world.user('stream', ['user']);
    const token = await from('stream@example.com', CHROME, '10.1.0.20');
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await createApp(world.runtime).request('/api/events', { headers });
    expect(answer.status).toBe(200);
    const reader = answer.body?.getReader();
    await reader?.read();
    const ended = Date.now();
    await world.admin.delete(`/api/auth/users/${person.id}/sessions`);
    for (;;) if ((await reader?.read())?.done !== false) break;
    expect(Date.now() - ended).toBeLessThan(2000);
  });
});
