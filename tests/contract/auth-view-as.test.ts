// Seeing the product as somebody else: exactly what he sees, nothing written, an hour at most, and all of it on record.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../runtime/http/app.ts';
import { PASSWORD, passMinutes, signIn, signInLog, withToken } from '../support/accounts.ts';
import { make, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  let rep: Client & { id: string };
  beforeAll(async () => {
    world = await startTrade(database);
    rep = await world.user(`rep-${database}`, ['user', 'rep']);
    await make(world.admin, 'company', { name: 'Visible to whom?' });
  });
  afterAll(() => world?.close());

  const start = (client: Client, user = rep.id, reason = '核对客户列表') =>
    client.post('/api/auth/view-as', { user, reason });
  const as = (token: string, method: string, path: string, body?: unknown) =>
    withToken(world, token, method, path, body);

  test('it shows what the person sees and refuses every write and the account', async () => {
    const { token } = (await start(world.admin)).body;
    const me = (await as(token, 'GET', '/api/me')).body;
    expect([me.user.id, me.administrator, typeof me.viewer]).toEqual([rep.id, false, 'string']);
    for (const entity of ['company', 'product', 'vault', 'user']) {
      const path = `/api/records/${entity}`;
      const [own, seen] = [await rep.get(path), await as(token, 'GET', path)];
      expect([seen.status, seen.text]).toEqual([own.status, own.text]);
    }
    const routes = createApp(world.runtime).routes.filter(
      ({ method, path }) => method !== 'ALL' && path.startsWith('/api/'),
    );
    const open = /sign-in|sign-out|setup|reset|health|sso|aggregate$|view-as\/stop/;
    let refused = 0;
    for (const { method, path } of routes) {
      if (open.test(path) || (method === 'GET' && !path.startsWith('/api/auth/'))) continue;
      const filled = path.replace(':entity', 'company').replace(/:\w+(\{.*?\})?/g, rep.id);
      const answer = await as(
        token,
        method,
        filled,
        method === 'DELETE' || method === 'GET' ? undefined : {},
      );
      expect([answer.status, answer.body?.code], `${method} ${path}`).toEqual([
        403,
        'auth.view-only',
      ]);
      refused++;
    }
    expect(refused).toBeGreaterThan(20);
    expect((await as(token, 'POST', '/api/auth/view-as/stop', {})).status).toBe(204);
    expect((await as(token, 'GET', '/api/me')).status).toBe(401);
  });

  test('only administrators, only in a session, with a reason, for people who can sign in', async () => {
    expect((await start(rep)).body.code).toBe('auth.administrator');
    expect((await start(world.admin, rep.id, '')).status).toBe(400);
    expect((await start(world.admin, 'nobody')).status).toBe(404);
    const key = (await world.admin.post('/api/auth/keys', { label: 'k' })).body.token;
    const byKey = await as(key, 'POST', '/api/auth/view-as', { user: rep.id, reason: 'x' });
    expect(byKey.body.code).toBe('auth.session-only');
    const { token } = (await start(world.admin)).body;
    const nested = await as(token, 'POST', '/api/auth/view-as', { user: rep.id, reason: 'x' });
    expect(nested.body.code).toBe('auth.view-only');
  });

  test('it ends after an hour, with the rights of the administrator, and with the person', async () => {
    const second = await world.user(`boss-${database}`, ['admin']);
    const { token } = (await start(second)).body;
    expect((await as(token, 'GET', '/api/me')).status).toBe(200);
    const path = `/api/records/user/${second.id}`;
    const { version } = (await world.admin.get(path)).body;
    expect((await world.admin.patch(path, version, { roles: [] })).status).toBe(200);
    expect((await as(token, 'GET', '/api/me')).status).toBe(401);
    const acting = await world.user(`acting-${database}`, ['user']);
    const filter = JSON.stringify({ '==': [{ var: 'key' }, 'admin'] });
    const [role] = (await world.admin.get('/api/records/role', { filter, fields: 'key' })).body
      .items;
    const starts = world.runtime.now().getTime();
    const instant = (minutes: number) => new Date(starts + minutes * 60_000).toISOString();
    await make(world.admin, 'role_grant', {
      person: acting.id,
      role: role.id,
      starts_at: instant(0),
      ends_at: instant(20),
      reason: 'Holiday',
    });
    const borrowed = (await start(acting)).body.token;
    passMinutes(world, 10);
    expect((await as(borrowed, 'GET', '/api/me')).status).toBe(200);
    passMinutes(world, 11);
    expect((await as(borrowed, 'GET', '/api/me')).status).toBe(401);
    const other = (await start(world.admin)).body.token;
    passMinutes(world, 59);
    expect((await as(other, 'GET', '/api/me')).status).toBe(200);
    passMinutes(world, 2);
    expect((await as(other, 'GET', '/api/me')).status).toBe(401);
  });

  test('begin and end are in the sign-in log and in the change log of the person', async () => {
    const { token } = (await start(world.admin, rep.id, 'Support 4711')).body;
    await as(token, 'POST', '/api/auth/sign-out');
    const kinds = ['view_started', 'view_stopped'];
    const [stopped, started] = await signInLog(world.admin, { in: [{ var: 'kind' }, kinds] });
    expect(started).toMatchObject({ kind: 'view_started', done_by: 'admin', note: 'Support 4711' });
    expect(stopped).toMatchObject({ kind: 'view_stopped', done_by: 'admin' });
    const { items } = (await world.admin.get(`/api/records/user/${rep.id}/history`)).body;
    expect(items.slice(0, 2).map(({ action }: { action: string }) => action)).toEqual([
      'view_stopped',
      'view_started',
    ]);
    expect(items[0].actor.name).toBe('admin');
  });

  test('in the browser the own session waits in a cookie of its own and comes back', async () => {
    const cookieOf = (header: string | null, name: string) =>
      header?.match(new RegExp(`${name}=([^;]*)`))?.[1] ?? '';
    const signedIn = await signIn(world, 'admin@example.com', PASSWORD);
    const own = cookieOf(signedIn.headers.get('set-cookie'), 'crm_session');
    const send = (path: string, cookie: string, body: object) =>
      world.anonymous.send('POST', `http://crm.example${path}`, {
        headers: {
          Cookie: cookie,
          Host: 'crm.example',
          Origin: 'http://crm.example',
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
      });
    const view = { user: rep.id, reason: 'x' };
    const begun = await send('/api/auth/view-as', `crm_session=${own}`, view);
    const cookies = String(begun.headers.get('set-cookie'));
    expect(cookieOf(cookies, 'crm_own_session')).toBe(own);
    const seen = cookieOf(cookies, 'crm_session');
    expect(seen).not.toBe(own);
    expect(cookies.match(/HttpOnly/g)).toHaveLength(2);
    const both = `crm_session=${seen}; crm_own_session=${own}`;
    const ended = await send('/api/auth/view-as/stop', both, {});
    expect(cookieOf(ended.headers.get('set-cookie'), 'crm_session')).toBe(own);
    const foreign = (await signIn(world, `rep-${database}@example.com`, PASSWORD)).body.token;
    const again = await send('/api/auth/view-as', `crm_session=${own}`, view);
    const token = cookieOf(again.headers.get('set-cookie'), 'crm_session');
    const swapped = `crm_session=${token}; crm_own_session=${foreign}`;
    const refused = await send('/api/auth/view-as/stop', swapped, {});
    expect(refused.headers.get('set-cookie')).not.toContain(foreign);
  });
});
