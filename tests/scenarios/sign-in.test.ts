// The door: sign-in, set-up, password links, sessions, API keys, and what is refused at it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../core/fields/field-type.ts';
import { makeResetLink } from '../../runtime/auth/password-reset.ts';
import { setupToken } from '../../runtime/auth/setup.ts';
import { boot } from '../../runtime/boot.ts';
import { readConfig } from '../../runtime/config.ts';
import { createApp } from '../../runtime/http/app.ts';
import { createLog } from '../../runtime/log.ts';
import { postgresDatabase } from '../support/postgres.ts';
import { make, startTrade, tradePacks } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const PASSWORD = 'correct horse battery';
let minutes = 0;

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
  });
  // Attempts are counted per quarter of an hour.
  afterEach(() => {
    minutes += 20;
    world.setNow(new Date(Date.parse('2026-11-22T02:00:00Z') + minutes * 60_000).toISOString());
  });
  afterAll(() => world?.close());

  const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
    world.anonymous.post('/api/auth/sign-in/email', { email, password }, headers);
  const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
  const me = (token: string) => world.anonymous.send('GET', '/api/me', bearer(token));

  test('S07 a session by token and cookie, new at each sign-in, ended by sign-out', async () => {
    const first = await signIn('admin@example.com', PASSWORD);
    const second = await signIn('admin@example.com', PASSWORD);
    expect(first.body.token).not.toBe(second.body.token);
    expect(first.body.user.email).toBe('admin@example.com');
    const cookie = String(first.headers.get('set-cookie'));
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/');
    const withCookie = await world.anonymous.send('GET', '/api/me', {
      headers: { Cookie: cookie.split(';')[0] ?? '' },
    });
    expect(withCookie.status).toBe(200);
    const out = await world.anonymous.send('POST', '/api/auth/sign-out', bearer(first.body.token));
    expect(out.status).toBe(204);
    expect((await me(first.body.token)).status).toBe(401);
    expect((await me(second.body.token)).status).toBe(200);
  });

  test('a session ends after 30 days', async () => {
    const { body } = await signIn('admin@example.com', PASSWORD);
    world.setNow(new Date(Date.parse('2026-12-23T02:00:00Z')).toISOString());
    expect((await me(body.token)).status).toBe(401);
  });

  test('S02 known, unknown and inactive addresses answer alike', async () => {
    const user = await world.user(`sleeper-${database}`, ['user']);
    await admin.patch(`/api/records/user/${user.id}`, 1, { active: false });
    expect((await user.get('/api/me')).status).toBe(401);
    const answers = [
      await signIn('admin@example.com', 'wrong password'),
      await signIn('nobody@example.com', 'wrong password'),
      await signIn(`sleeper-${database}@example.com`, PASSWORD),
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    const resets = await Promise.all(
      ['admin@example.com', 'nobody@example.com'].map((email) =>
        world.anonymous.post('/api/auth/reset/request', { email }),
      ),
    );
    expect(resets.map(({ status, text }) => [status, text])).toEqual([
      [204, ''],
      [204, ''],
    ]);
  });

  test('S01 the eleventh wrong password is 429, whatever headers, case and width say', async () => {
    const spellings = [
      'admin@example.com',
      'ADMIN@example.com',
      ' admin@example.com ',
      'ａdmin@example.com',
    ];
    for (let i = 0; i < 10; i++) {
      const answer = await signIn(String(spellings[i % 4]), 'wrong password', {
        'X-Forwarded-For': `10.0.0.${i}`,
        'X-Real-IP': `10.1.0.${i}`,
      });
      expect(answer.status, `attempt ${i}`).toBe(401);
    }
    const eleventh = await signIn('admin@example.com', PASSWORD, { 'X-Forwarded-For': '10.9.9.9' });
    expect([eleventh.status, eleventh.body.code]).toEqual([429, 'auth.too-many']);
    const extra = await world.anonymous.post('/api/auth/sign-in/email', {
      email: 'admin@example.com',
      password: PASSWORD,
      address: '1.2.3.4',
    });
    expect(extra.status).toBe(400);
  });

  test('many people behind one address sign in without being taken for an attacker', async () => {
    for (let i = 0; i < 35; i++) {
      const answer = await signIn('admin@example.com', PASSWORD);
      expect(answer.status, `sign-in ${i}`).toBe(200);
    }
  });

  test('S09 one account per address, however it is written', async () => {
    const email = `wang.${database}@example.com`;
    await make(admin, 'user', { name: 'Wang', email, active: true });
    for (const other of [email.toUpperCase(), ` ${email} `, email.replace('@', '＠')]) {
      const answer = await admin.post('/api/records/user', {
        name: 'W',
        email: other,
        active: true,
      });
      expect([409, 422], `${other} ${answer.text}`).toContain(answer.status);
    }
  });

  test('a reset link works once, ends the sessions, and only for half an hour', async () => {
    const email = `reset-${database}@example.com`;
    const user = await world.user(`reset-${database}`, ['user']);
    const token = async () =>
      new URL(String(await makeResetLink(world.runtime, email))).searchParams.get('token') ?? '';
    const use = (value: string, password = 'another good one') =>
      world.anonymous.post('/api/auth/reset', { token: value, password });
    const link = await token();
    expect((await use(link, 'short')).status).toBe(422);
    const raced = await Promise.all(Array.from({ length: 10 }, () => use(link)));
    expect(raced.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(400)]);
    expect((await user.get('/api/me')).status).toBe(401);
    expect((await signIn(email, PASSWORD)).status).toBe(401);
    expect((await signIn(email, 'another good one')).status).toBe(200);
    const late = await token();
    world.setNow(new Date(world.runtime.now().getTime() + 31 * 60_000).toISOString());
    expect((await use(late)).body.code).toBe('auth.token');
    expect((await use('nonsense')).body.code).toBe('auth.token');
  });

  test('I12 the reset link carries the configured host, whatever the request claims', async () => {
    const headers = { Host: 'evil.example', Origin: 'http://evil.example' };
    const answer = await world.anonymous.post(
      '/api/auth/reset/request',
      { email: 'admin@example.com' },
      headers,
    );
    expect([204, 403]).toContain(answer.status);
    const link = await makeResetLink(world.runtime, 'admin@example.com');
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/reset\?token=/);
  });

  test('API keys: shown once, act as their person, expire, end at once', async () => {
    const user = await world.user(`keys-${database}`, ['user']);
    const expires = new Date(world.runtime.now().getTime() + 3_600_000).toISOString();
    const made = await user.post('/api/auth/keys', { label: 'script', expires_at: expires });
    expect(made.status, made.text).toBe(201);
    const { token, id, hint } = made.body;
    expect((await me(token)).body.user.id).toBe(user.id);
    const listed = (await user.get('/api/auth/keys')).body.items;
    expect(listed).toEqual([expect.objectContaining({ id, hint, label: 'script' })]);
    expect(JSON.stringify(listed)).not.toContain(token);
    expect((await admin.delete(`/api/auth/keys/${id}`)).status).toBe(404);
    expect((await me(token)).status).toBe(200);
    expect((await user.delete(`/api/auth/keys/${id}`)).status).toBe(204);
    expect((await me(token)).status).toBe(401);
    const second = await user.post('/api/auth/keys', { label: 'soon over', expires_at: expires });
    world.setNow(new Date(world.runtime.now().getTime() + 3_600_001).toISOString());
    expect((await me(second.body.token)).status).toBe(401);
    for (const body of [
      {},
      { label: '' },
      { label: 'x', expires_at: '2020-01-01' },
      { label: 'x', user: 'y' },
    ])
      expect((await user.post('/api/auth/keys', body)).status, JSON.stringify(body)).toBe(400);
  });

  test('S03 P25 a right taken away is gone at the next request', async () => {
    const user = await world.user(`demoted-${database}`, ['user', 'mgr']);
    const key = await user.post('/api/auth/keys', { label: 'k' });
    expect((await user.get('/api/records/area')).status).toBe(200);
    const record = (await admin.get(`/api/records/user/${user.id}`)).body;
    const roles = (await user.get('/api/records/role', { fields: 'key' })).body.items;
    const basic = roles.find((role: { key: string }) => role.key === 'user').id;
    await admin.patch(`/api/records/user/${user.id}`, record.version, { roles: [basic] });
    expect((await user.get('/api/records/area')).status).toBe(404);
    await admin.patch(`/api/records/user/${user.id}`, record.version + 1, { active: false });
    expect([(await user.get('/api/me')).status, (await me(key.body.token)).status]).toEqual([
      401, 401,
    ]);
  });

  test.each([
    ['bearer of nothing', { Authorization: 'Bearer ' }],
    ['100 kB', { Authorization: `Bearer ${'x'.repeat(100_000)}` }],
    ['basic', { Authorization: 'Basic YWRtaW46YWRtaW4=' }],
    ['unsigned token', { Authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' }],
    ['two tokens', { Authorization: 'Bearer a, Bearer b' }],
    ['latin-1', { Authorization: 'Bearer clé' }],
    ['broken cookie', { Cookie: 'crm_session=%E0%A4%A; crm_session=x' }],
    ['percent NUL cookie', { Cookie: 'crm_session=%00' }],
  ])('S07 %s is 401', async (_, headers) => {
    const answer = await world.anonymous.send('GET', '/api/me', { headers });
    expect(answer.status).toBe(401);
  });

  test('S06 writes with a cookie from elsewhere are refused', async () => {
    const { headers } = await signIn('admin@example.com', PASSWORD);
    const Cookie = String(headers.get('set-cookie')).split(';')[0] ?? '';
    const json = { Cookie, 'Content-Type': 'application/json', Host: 'crm.example' };
    const post = (extra: Record<string, string>) =>
      world.anonymous.send('POST', 'http://crm.example/api/records/product', {
        headers: { ...json, ...extra },
        body: '{"name":"cross"}',
      });
    const foreign: Record<string, string>[] = [
      {},
      { Origin: 'null' },
      { Origin: 'https://evil.example' },
      { Origin: 'https://crm.example.evil.example' },
      { Origin: 'https://sub.crm.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'http://crm.example', 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const extra of foreign)
      expect((await post(extra)).status, JSON.stringify(extra)).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect((await post({ Origin: 'http://crm.example', 'Content-Type': type })).status).toBe(415);
    expect((await post({ Origin: 'http://crm.example' })).status).toBe(201);
    const filter = JSON.stringify({ '==': [{ var: 'name' }, 'cross'] });
    const list = await admin.get('/api/records/product', { filter, count: 'exact' });
    expect(list.body.count).toBe(1);
  });
});

describe.each(databases)('%s, before the first administrator', (database) => {
  test('S05 one set-up token, 20 at once: one administrator', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'crm-setup-'));
    const config = readConfig({
      CRM_DATA: dataFolder,
      CRM_SYNC: 'off',
      ...(database === 'postgres' ? { DATABASE_URL: await postgresDatabase() } : {}),
    });
    const runtime = await boot({ ...config, packRoots: tradePacks }, createLog('silent'));
    const app = createApp(runtime);
    const post = async (body: object) => {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
      return app.request('/api/setup', { ...init, body: JSON.stringify(body) });
    };
    const earlier = await setupToken(runtime);
    const token = await setupToken(runtime);
    const admin = { password: PASSWORD, name: 'First' };
    const settings = runtime.live.current.model.settings as Map<string, Json>;
    settings.set('second_factor_roles', ['admin']);
    expect((await (await app.request('/api/setup')).json()) as object).toEqual({ needed: true });
    expect((await post({ ...admin, token: earlier, email: 'a@example.com' })).status).toBe(403);
    expect((await post({ ...admin, token: 'x', email: 'a@example.com' })).status).toBe(403);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post({ ...admin, token, email: `a${index}@example.com` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
    const opened = answers.find(({ status }) => status === 200);
    expect(await opened?.json()).toMatchObject({ pending: 'enrol' });
    expect((await post({ ...admin, token, email: 'late@example.com' })).status).toBe(409);
    expect((await (await app.request('/api/setup')).json()) as object).toEqual({ needed: false });
    await runtime.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
});
