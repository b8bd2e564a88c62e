// Which passwords are allowed, how one is changed, and what happens to those somebody else has chosen or that are old.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isCommonPassword } from '../../runtime/auth/common-passwords.ts';
import { setPassword } from '../../runtime/auth/credentials.ts';
import { hashPassword } from '../../runtime/auth/passwords.ts';
import {
  kindsOf,
  PASSWORD,
  passMinutes,
  setSetting,
  signIn,
  withToken,
} from '../support/accounts.ts';
import { databases, startWorld, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database, { environment: { CRM_TRUST_PROXY: '1' } });
  });
  afterAll(() => world?.close());

  const change = (token: string, current: string, password: string) =>
    withToken(world, token, 'POST', '/api/auth/password', { current, password });
  const tokenOf = async (email: string, password = PASSWORD) => {
    const answer = await signIn(world, email, password, '10.3.0.1');
    expect(answer.status, answer.text).toBe(200);
    return answer.body.token as string;
  };
  const status = async (token: string) => (await withToken(world, token, 'GET', '/api/me')).status;

  test('the policy refuses short, common, personal and former passwords, each with its reason', async () => {
    const person = await world.user('Xiaoting', ['user']);
    setSetting(world, 'password_min_length', 10);
    setSetting(world, 'password_history', 2);
    const email = 'Xiaoting@example.com';
    let token = await tokenOf(email);
    const refusals: [password: string, code: string][] = [
      ['short 1', 'auth.password-short'],
      ['x'.repeat(201), 'auth.password-long'],
      ['Password123!', 'auth.password-common'],
      ['1234567890', 'auth.password-common'],
      ['my xiaoting secret', 'auth.password-personal'],
      [PASSWORD, 'auth.password-used'],
    ];
    for (const [password, code] of refusals) {
      const answer = await change(token, PASSWORD, password);
      expect([answer.status, answer.body.code], password).toEqual([422, code]);
      expect(answer.body.problems[0].at).toBe('/password');
    }
    const used = [PASSWORD];
    for (const next of ['one fine morning', 'two fine mornings', 'three fine mornings']) {
      const answer = await change(token, used.at(-1) ?? '', next);
      expect(answer.status, answer.text).toBe(200);
      token = answer.body.token;
      used.push(next);
    }
    const again = (password: string) => change(token, 'three fine mornings', password);
    expect((await again('two fine mornings')).body.code).toBe('auth.password-used');
    expect((await again(PASSWORD)).status).toBe(200);
    expect((await person.get('/api/me')).status).toBe(401);
    setSetting(world, 'password_min_length', 8);
  });

  test('a change asks for the old one, ends the other sessions and goes on in a new one', async () => {
    await world.user('wang', ['user']);
    const [one, other] = [await tokenOf('wang@example.com'), await tokenOf('wang@example.com')];
    const refused = await change(one, 'not mine at all', 'a brand new one');
    expect([refused.status, refused.body.code]).toEqual([403, 'auth.password-wrong']);
    expect(await status(other)).toBe(200);
    const changed = await change(one, PASSWORD, 'a brand new one');
    expect(changed.status, changed.text).toBe(200);
    expect(changed.headers.get('set-cookie')).toContain('crm_session=');
    expect([await status(one), await status(other), await status(changed.body.token)]).toEqual([
      401, 401, 200,
    ]);
    expect((await signIn(world, 'wang@example.com', PASSWORD, '10.3.0.1')).status).toBe(401);
    expect(await kindsOf(world.admin, 'wang@example.com')).toContain('password_changed');
  });

  test('a password taken away while it is verified opens nothing and changes nothing', async () => {
    const { runtime } = world;
    const person = await world.user('taken', ['user']);
    const email = 'taken@example.com';
    let current = PASSWORD;
    for (const wait of [0, 2, 4, 8, 16, 32]) {
      passMinutes(world, 20);
      const mine = await tokenOf(email, current);
      const given = `given back after ${wait}`;
      const hash = await hashPassword(given);
      const opening = signIn(world, email, current, '10.3.0.3');
      const changing = change(mine, current, `somebody else's ${wait}`);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await runtime.database.write((connection) =>
        setPassword(runtime, connection, person.id, hash),
      );
      const { token } = (await opening).body;
      if (token) expect(await status(token), String(wait)).toBe(401);
      await changing;
      current = given;
      expect(await status(await tokenOf(email, given)), String(wait)).toBe(200);
    }
  });

  test('guessing the old one in an open session is limited like signing in', async () => {
    passMinutes(world, 20);
    await world.user('guess', ['user']);
    const token = await tokenOf('guess@example.com');
    const answers: number[] = [];
    for (let i = 0; i < 11; i++)
      answers.push((await change(token, `guess number ${i}`, 'a brand new one')).status);
    expect(answers).toEqual([...Array(10).fill(403), 429]);
    passMinutes(world, 20);
  });

  test('a password an administrator has given must be replaced before anything else', async () => {
    const person = await world.user('zhao', ['user']);
    const path = `/api/auth/users/${person.id}/password`;
    expect((await world.admin.post(path, { password: 'password1' })).body.code).toBe(
      'auth.password-common',
    );
    expect((await world.admin.post(path, { password: 'given to you' })).status).toBe(204);
    expect((await person.get('/api/me')).status).toBe(401);
    const { token, pending, user } = (
      await signIn(world, 'zhao@example.com', 'given to you', '10.3.0.1')
    ).body;
    expect([pending, user]).toEqual(['password', undefined]);
    const blocked = await withToken(world, token, 'GET', '/api/records/department');
    expect([blocked.status, blocked.body.code]).toEqual([403, 'auth.pending-password']);
    const state = await withToken(world, token, 'GET', '/api/auth/sign-in');
    expect(state.body).toMatchObject({ pending: 'password', minLength: 8, providers: [] });
    const changed = await change(token, 'given to you', 'chosen by myself');
    expect([changed.status, await status(changed.body.token), await status(token)]).toEqual([
      200, 200, 401,
    ]);
  });

  test('an old password must be replaced where the settings say so', async () => {
    await world.user('old', ['user']);
    setSetting(world, 'password_max_age_days', 90);
    passMinutes(world, 89 * 1440);
    expect(
      (await signIn(world, 'old@example.com', PASSWORD, '10.3.0.2')).body.pending,
    ).toBeUndefined();
    passMinutes(world, 2 * 1440);
    expect((await signIn(world, 'old@example.com', PASSWORD, '10.3.0.2')).body.pending).toBe(
      'password',
    );
    setSetting(world, 'password_max_age_days', 0);
  });
});

test.each([
  'password',
  'Password1',
  'P@ssw0rd!',
  '12345678',
  '87654321',
  'qwertyuiop',
  '1qaz2wsx',
  'aaaaaaaa',
  'abcabcabc',
  'iloveyou',
  'woaini1314',
  '5201314',
  '19900101',
  'admin123',
  'Welcome1!',
  'letmein1',
  'qwerty123456',
  'sunshine2024',
  'zhangsan123',
  'abcd1234',
  'monkeydragon',
])('%s is common', (password) => expect(isCommonPassword(password)).toBe(true));

test.each([
  'correct horse battery',
  'demo-password',
  'another good one',
  'Tr0ub4dor&3x',
  'vK9#mq2L',
  '我家门前有小河',
  'chosen by myself',
])('%s is not', (password) => expect(isCommonPassword(password)).toBe(false));
