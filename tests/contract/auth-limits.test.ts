// S01, S02, A21: how often one may guess, from where, and what the answers tell.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { networkOf } from '../../runtime/auth/attempts.ts';
import { kindsOf, PASSWORD, passMinutes, signIn, signInLog } from '../support/accounts.ts';
import { databases, startWorld, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database, { environment: { CRM_TRUST_PROXY: '1' } });
    await world.user('li', ['user']);
  });
  beforeEach(() => passMinutes(world, 40));
  afterAll(() => world?.close());

  const LI = 'li@example.com';
  let hosts = 0;
  const freshAddress = () => `10.7.${Math.floor(++hosts / 250)}.${hosts % 250}`;
  const wrong = (email: string, address: string) => signIn(world, email, 'wrong password', address);

  test('S01 the eleventh wrong password of an account is refused from everywhere, with Retry-After', async () => {
    for (let i = 0; i < 10; i++) {
      const spelling = [LI, ' LI@example.com', 'ｌi@example.com'][i % 3] ?? LI;
      expect((await wrong(spelling, freshAddress())).status, `attempt ${i}`).toBe(401);
    }
    const refused = await signIn(world, LI, PASSWORD, freshAddress());
    expect([refused.status, refused.body.code]).toEqual([429, 'auth.too-many']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(14 * 60);
    expect(seconds).toBeLessThanOrEqual(16 * 60);
    passMinutes(world, seconds / 60 - 0.1);
    expect((await signIn(world, LI, PASSWORD, freshAddress())).status).toBe(429);
    passMinutes(world, 0.2);
    expect((await signIn(world, LI, PASSWORD, freshAddress())).status).toBe(200);
  });

  test.each([
    ['one IPv4 address', () => '10.9.9.9'],
    ['an IPv4 address in IPv6 clothes', (i: number) => (i % 2 ? '::ffff:10.9.9.8' : '10.9.9.8')],
    ['one IPv6 /64', (i: number) => `2001:db8:1:2:${i.toString(16)}::${i + 1}`],
  ])('S01 the eleventh wrong password from %s is refused, whatever the account', async (_, at) => {
    for (let i = 0; i < 10; i++)
      expect((await wrong(`nobody${i}@example.com`, at(i))).status, `attempt ${i}`).toBe(401);
    expect((await signIn(world, LI, PASSWORD, at(11))).status).toBe(429);
    expect((await signIn(world, LI, PASSWORD, '2001:db8:1:3::1')).status).toBe(200);
  });

  test('S01 the limit slides: ten failures just before a quarter and ten just after are not let through', async () => {
    for (let i = 0; i < 10; i++) await wrong(LI, freshAddress());
    const answers: number[] = [];
    for (let minute = 1; minute <= 14; minute++) {
      passMinutes(world, 1);
      answers.push((await wrong(LI, freshAddress())).status);
    }
    expect(new Set(answers)).toEqual(new Set([429]));
  });

  test('S01 guesses at the same moment count one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => wrong(LI, freshAddress())));
    const counts = [401, 429].map((code) => answers.filter(({ status }) => status === code).length);
    expect(counts).toEqual([10, 20]);
  });

  test('forty people of one office sign in at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => signIn(world, LI, PASSWORD, '10.8.8.8')),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(40);
  });

  test('S01 neither extra members nor other headers change what is counted', async () => {
    for (let i = 0; i < 10; i++) {
      const headers = { 'X-Forwarded-For': `1.2.3.${i}, 10.6.6.6`, 'X-Real-IP': `1.2.3.${i}` };
      const body = { email: `ghost${i}@example.com`, password: 'wrong password' };
      await world.anonymous.post('/api/auth/sign-in/email', body, headers);
    }
    expect((await signIn(world, LI, PASSWORD, '10.6.6.6')).status).toBe(429);
    const extra = { email: LI, password: PASSWORD, ip: '9.9.9.9' };
    expect((await world.anonymous.post('/api/auth/sign-in/email', extra)).status).toBe(400);
  });

  test('a lock-out is written down once, and an administrator ends it', async () => {
    const person = await world.user(`locked-${database}`, ['user']);
    const email = `locked-${database}@example.com`;
    for (let i = 0; i < 14; i++) await wrong(email, freshAddress());
    const kinds = (await kindsOf(world.admin, email)).filter((kind) => kind !== 'sign_in');
    expect(kinds.filter((kind) => kind === 'locked_out')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'sign_in_failed')).toHaveLength(10);
    const path = `/api/auth/users/${person.id}`;
    expect((await world.admin.get(path)).body.locked).toBe(true);
    expect((await signIn(world, email, PASSWORD, freshAddress())).status).toBe(429);
    expect((await world.admin.post(`${path}/unlock`)).status).toBe(204);
    expect((await world.admin.get(path)).body.locked).toBe(false);
    expect((await signIn(world, email, PASSWORD, freshAddress())).status).toBe(200);
    const [unlocked] = await signInLog(world.admin, { '==': [{ var: 'kind' }, 'unlocked'] });
    expect(unlocked).toMatchObject({ account: email, done_by: 'admin' });
  });

  test('S02 known, unknown and inactive accounts answer alike, within 20 ms at the median', async () => {
    const asleep = await world.user(`asleep-${database}`, ['user']);
    await world.admin.patch(`/api/records/user/${asleep.id}`, 1, { active: false });
    const groups: Record<string, number[]> = { known: [], unknown: [], inactive: [] };
    const emails = {
      known: LI,
      unknown: 'nobody@example.com',
      inactive: `asleep-${database}@example.com`,
    };
    const texts = new Set<string>();
    for (let round = 0; round < 60; round++)
      for (const [group, email] of Object.entries(emails)) {
        if (round % 9 === 0) passMinutes(world, 6);
        const started = performance.now();
        const answer = await signIn(world, email, 'wrong password', freshAddress());
        groups[group]?.push(performance.now() - started);
        texts.add(`${answer.status} ${answer.text}`);
      }
    expect(texts.size).toBe(1);
    const medians = Object.values(groups).map((times) => times.sort((a, b) => a - b)[30] ?? 0);
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(20);
  }, 60_000);

  test('S02 asking for a new password answers the same, known or not', async () => {
    const times: number[][] = [[], []];
    for (let round = 0; round < 20; round++)
      for (const [index, email] of [LI, 'nobody@example.com'].entries()) {
        passMinutes(world, 4);
        const started = performance.now();
        const answer = await world.anonymous.post('/api/auth/reset/request', { email });
        times[index]?.push(performance.now() - started);
        expect([answer.status, answer.text]).toEqual([204, '']);
      }
    const [known = 0, unknown = 0] = times.map((all) => all.sort((a, b) => a - b)[10] ?? 0);
    expect(Math.abs(known - unknown)).toBeLessThan(20);
  });
});

test.each([
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0db8:0000:0000:1::', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['192.0.2.1', '192.0.2.1'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
