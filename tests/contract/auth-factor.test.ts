// The second factor: codes that count once, recovery codes, roles that need it, and sessions that wait for it on every route.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase32 } from '../../runtime/auth/base32.ts';
import { changePassword, enrolFactor, verifyFactor } from '../../runtime/auth/sign-in.ts';
import { codeAt, otpauthUri } from '../../runtime/auth/totp.ts';
import { createApp } from '../../runtime/http/app.ts';
import {
  codeOf,
  kindsOf,
  PASSWORD,
  passMinutes,
  setSetting,
  signIn,
  signInLog,
  withToken,
} from '../support/accounts.ts';
import { databases, startWorld, type World } from '../support/world.ts';

const ID = '00000000-0000-7000-8000-000000000000';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database, { environment: { CRM_TRUST_PROXY: '1' } });
  });
  afterAll(() => world?.close());

  const send = (token: string, method: string, path: string, body?: unknown) =>
    withToken(world, token, method, path, body);
  const enter = async (name: string) => signIn(world, `${name}@example.com`, PASSWORD, '10.4.0.1');
  const verify = (token: string, code: string) =>
    send(token, 'POST', '/api/auth/factor/verify', { code });

  /** A person with the second factor on. */
  const enrolled = async (name: string) => {
    const person = await world.user(name, ['user']);
    const { secret, uri } = (await person.post('/api/auth/factor/begin')).body;
    const confirmed = await person.post('/api/auth/factor/confirm', {
      code: codeOf(world, secret),
    });
    expect(confirmed.status, confirmed.text).toBe(200);
    passMinutes(world, 1);
    const { codes, token } = confirmed.body;
    return { person, secret, uri, codes: codes as string[], token: token as string };
  };

  test('set up with a first code, asked for at sign-in, and a code counts once', async () => {
    const { person, secret, uri, codes, token } = await enrolled('li');
    expect(uri).toMatch(/^otpauth:\/\/totp\/.+:li%40example.com\?secret=[A-Z2-7]{32}&/);
    expect(codes).toHaveLength(10);
    expect((await person.get('/api/me')).status).toBe(401);
    expect((await send(token, 'GET', '/api/auth/factor')).body).toMatchObject({
      on: true,
      recoveryCodes: 10,
    });
    expect((await send(token, 'POST', '/api/auth/factor/begin', {})).body.code).toBe(
      'auth.factor-on',
    );
    const opened = await enter('li');
    expect(opened.body).toEqual({ token: expect.any(String), pending: 'factor' });
    expect((await verify(opened.body.token, '000000')).body.code).toBe('auth.code');
    const code = codeOf(world, secret);
    const done = await verify(opened.body.token, code);
    expect(done.status, done.text).toBe(200);
    expect((await send(done.body.token, 'GET', '/api/me')).status).toBe(200);
    expect((await send(opened.body.token, 'GET', '/api/me')).status).toBe(401);
    const replayed = await enter('li');
    expect((await verify(replayed.body.token, code)).body.code).toBe('auth.code');
    expect((await verify(replayed.body.token, codeOf(world, secret, -1))).status).toBe(403);
    expect((await verify(replayed.body.token, codeOf(world, secret, 1))).status).toBe(200);
    expect(await kindsOf(world.admin, 'li@example.com')).toEqual(
      expect.arrayContaining(['factor_on', 'factor_failed', 'sign_in']),
    );
  });

  test('one code, ten sessions at once: one gets in; a recovery code likewise', async () => {
    const { secret, codes } = await enrolled('race');
    const race = async (code: string) => {
      const tokens = await Promise.all(Array.from({ length: 8 }, () => enter('race')));
      const answers = await Promise.all(tokens.map(({ body }) => verify(body.token, code)));
      passMinutes(world, 20);
      return answers.filter(({ status }) => status === 200).length;
    };
    expect(await race(codeOf(world, secret))).toBe(1);
    const [first = ''] = codes;
    expect(await race(first.toLowerCase().replaceAll('-', ' '))).toBe(1);
    expect(await race(first)).toBe(0);
    expect(await kindsOf(world.admin, 'race@example.com')).toContain('recovery_used');
  });

  test('S08 a session that waits for the code can do nothing else, on any route', async () => {
    const { secret } = await enrolled('waits');
    const { token } = (await enter('waits')).body;
    const open = new Set([
      'GET /api/auth/sign-in',
      'POST /api/auth/sign-in/email',
      'POST /api/auth/factor/verify',
      'POST /api/auth/sign-out',
      'GET /api/setup',
      'POST /api/setup',
      'POST /api/auth/reset/request',
      'POST /api/auth/reset',
      'GET /api/health',
      'GET /api/auth/sso/:provider',
      'GET /api/auth/sso/:provider/callback',
    ]);
    const routes = createApp(world.runtime)
      .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.length).toBeGreaterThan(40);
    for (const route of new Set(routes)) {
      if (open.has(route)) continue;
      const [method = '', path = ''] = route.split(' ');
      const filled = path.replace(':entity', 'account').replace(/:\w+(\{.*?\})?/g, ID);
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const answer = await send(token, method, filled, body);
      expect([answer.status, answer.body?.code], route).toEqual([403, 'auth.pending-factor']);
    }
    expect((await verify(token, codeOf(world, secret))).status).toBe(200);
  });

  test('wrong codes are limited per person, whatever the session', async () => {
    const { secret } = await enrolled('guess');
    const answers: number[] = [];
    for (let i = 0; i < 11; i++)
      answers.push((await verify((await enter('guess')).body.token, String(100000 + i))).status);
    expect(answers).toEqual([...Array(10).fill(403), 429]);
    const { token } = (await enter('guess')).body;
    expect((await verify(token, codeOf(world, secret))).status).toBe(429);
    passMinutes(world, 20);
    const later = (await enter('guess')).body.token;
    expect((await verify(later, codeOf(world, secret))).status).toBe(200);
  });

  test('a role that needs it: nothing before it is set up, and it cannot be turned off', async () => {
    await world.user('needs', ['user']);
    setSetting(world, 'second_factor_roles', ['user']);
    const { token, pending } = (await enter('needs')).body;
    expect(pending).toBe('enrol');
    expect((await send(token, 'GET', '/api/me')).body.code).toBe('auth.pending-enrol');
    const { secret } = (await send(token, 'POST', '/api/auth/factor/begin', {})).body;
    const confirm = { code: codeOf(world, secret) };
    const done = await send(token, 'POST', '/api/auth/factor/confirm', confirm);
    expect((await send(done.body.token, 'GET', '/api/me')).status).toBe(200);
    const off = await send(done.body.token, 'POST', '/api/auth/factor/remove', {
      password: PASSWORD,
    });
    expect(off.body.code).toBe('auth.factor-needed');
    setSetting(world, 'second_factor_roles', []);
    expect(
      (
        await send(done.body.token, 'POST', '/api/auth/factor/remove', {
          password: 'not it at all',
        })
      ).status,
    ).toBe(403);
    expect(
      (await send(done.body.token, 'POST', '/api/auth/factor/remove', { password: PASSWORD }))
        .status,
    ).toBe(204);
    expect((await enter('needs')).body.pending).toBeUndefined();
  });

  test('new recovery codes replace the old; an administrator resets the factor of somebody', async () => {
    const { person, token, codes } = await enrolled('lost');
    const renewed = await send(token, 'POST', '/api/auth/factor/recovery-codes', {
      password: PASSWORD,
    });
    expect(renewed.body.codes).toHaveLength(10);
    expect((await verify((await enter('lost')).body.token, codes[1] ?? '')).status).toBe(403);
    expect((await verify((await enter('lost')).body.token, renewed.body.codes[1])).status).toBe(
      200,
    );
    expect((await world.admin.delete(`/api/auth/users/${person.id}/factor`)).status).toBe(204);
    expect((await send(token, 'GET', '/api/me')).status).toBe(401);
    expect((await enter('lost')).body.pending).toBeUndefined();
    const [event] = await signInLog(world.admin, { '==': [{ var: 'kind' }, 'factor_off'] });
    expect(event).toMatchObject({ account: 'lost@example.com', done_by: 'admin' });
  });

  test('nothing goes on from a session that has ended meanwhile', async () => {
    const { runtime } = world;
    const { person, codes } = await enrolled('ended');
    const gone = { hash: 'gone', user: person.id };
    const whence = { address: '10.4.0.1', agent: '' };
    const out = { code: 'auth.required' };
    const [recovery = ''] = codes;
    await expect(verifyFactor(runtime, whence, gone, recovery)).rejects.toMatchObject(out);
    const { token } = (await enter('ended')).body;
    expect((await verify(token, recovery)).status).toBe(200);
    const plain = await world.user('unended', ['user']);
    const begun = (await plain.post('/api/auth/factor/begin')).body;
    const [other, code] = [{ hash: 'gone', user: plain.id }, codeOf(world, begun.secret)];
    await expect(enrolFactor(runtime, whence, other, code)).rejects.toMatchObject(out);
    const change = { current: PASSWORD, password: 'something new 7' };
    await expect(changePassword(runtime, whence, other, change)).rejects.toMatchObject(out);
    expect((await plain.get('/api/auth/factor')).body.on).toBe(false);
  });

  test('where no factor is on, resetting it ends and logs nothing', async () => {
    const person = await world.user('without', ['user']);
    expect((await world.admin.delete(`/api/auth/users/${person.id}/factor`)).status).toBe(204);
    expect((await person.get('/api/me')).status).toBe(200);
    expect(await kindsOf(world.admin, 'without@example.com')).not.toContain('factor_off');
  });

  test('neither secret nor recovery codes are stored readably', async () => {
    const { secret, codes } = await enrolled('stored');
    const rows = await Promise.all(
      ['_factor', '_recovery_code'].map((table) =>
        world.runtime.database.read.all({ sql: `select * from "${table}"`, parameters: [] }),
      ),
    );
    const text = JSON.stringify(rows);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(codes[0]);
    expect(text).not.toContain(codes[0]?.replaceAll('-', ''));
  });
});

test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('RFC 6238: at %i the code is %s', (seconds, code) => {
  const secret = new TextEncoder().encode('12345678901234567890');
  expect(codeAt(secret, Math.floor(seconds / 30), 8)).toBe(code);
});

test('RFC 4648 and the address an app reads', () => {
  expect(toBase32(new TextEncoder().encode('foobar'))).toBe('MZXW6YTBOI');
  expect(toBase32(new TextEncoder().encode('fooba'))).toBe('MZXW6YTB');
  const uri = new URL(otpauthUri('我的 公司', 'a@b.co', 'ABC'));
  expect([uri.protocol, uri.searchParams.get('issuer')]).toEqual(['otpauth:', '我的 公司']);
});
