// Signing in at an identity provider: the right person gets in, everything that is not quite right does not.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localPath } from '../../runtime/auth/single-sign-on.ts';
import { codeOf, kindsOf, setSetting, signInLog, withToken } from '../support/accounts.ts';
import {
  type IdentityProvider,
  type Person,
  providerClient,
  startIdentityProvider,
} from '../support/identity-provider.ts';
import { databases, startWorld, type World } from '../support/world.ts';

const BASE = 'http://127.0.0.1:3000';
const START = '/api/auth/sso/work';

describe.each(databases)('%s', (database) => {
  let world: World;
  let provider: IdentityProvider;
  beforeAll(async () => {
    provider = await startIdentityProvider();
    const environment = { CRM_SSO_WORK: providerClient.secret, CRM_SMTP_URL: '' };
    world = await startWorld(database, { environment });
  });
  beforeEach(() => {
    provider.lies = {};
    provider.forgesKey = false;
    configure({});
  });
  afterAll(async () => {
    provider?.stop();
    await world?.close();
  });

  const configure = (more: Record<string, string | boolean>) =>
    setSetting(world, 'sign_in_providers', {
      work: {
        label: { 'zh-CN': '企业账号', en: 'Work account' },
        issuer: provider.issuer,
        client_id: providerClient.id,
        client_secret: 'CRM_SSO_WORK',
        ...more,
      },
    });
  const cookieOf = (header: string | null, name: string) =>
    header?.match(new RegExp(`${name}=([^;]*)`))?.[1] ?? '';

  /** Goes to the provider. @returns its address and the cookie that must come back */
  const begin = async (back = '/e/account') => {
    const answer = await world.anonymous.get(START, { back });
    expect(answer.status, answer.text).toBe(303);
    const cookie = String(answer.headers.get('set-cookie'));
    expect(cookie).toMatch(/HttpOnly/);
    return { to: String(answer.headers.get('location')), flow: cookieOf(cookie, 'crm_sso') };
  };
  const comeBack = (address: string, flow: string) =>
    world.anonymous.send('GET', address.replace(BASE, ''), {
      headers: flow ? { Cookie: `crm_sso=${flow}` } : {},
    });
  const signInAs = async (person: Person, back?: string) => {
    const { to, flow } = await begin(back);
    const answer = await comeBack(await provider.approve(to, person), flow);
    expect(answer.status, answer.text).toBe(303);
    const location = String(answer.headers.get('location'));
    return { location, token: cookieOf(answer.headers.get('set-cookie'), 'crm_session') };
  };
  const me = async (token: string) => (await withToken(world, token, 'GET', '/api/me')).body;

  test('code, PKCE, state and nonce; linked by the confirmed address, then by the subject', async () => {
    const li = await world.user('li', ['user']);
    const { to } = await begin();
    const asked = new URL(to).searchParams;
    for (const name of ['code_challenge', 'state', 'nonce', 'redirect_uri'])
      expect(asked.get(name), name).toBeTruthy();
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('redirect_uri')).toBe(`${BASE}${START}/callback`);
    const first = await signInAs({ sub: 's1', email: 'ＬＩ@example.com', email_verified: true });
    expect(first.location).toBe('/e/account');
    expect((await me(first.token)).user.id).toBe(li.id);
    const later = await signInAs({
      sub: 's1',
      email: 'new.address@example.com',
      email_verified: false,
    });
    expect((await me(later.token)).user.id).toBe(li.id);
    expect(await kindsOf(world.admin, 'li@example.com')).toEqual(
      expect.arrayContaining(['identity_linked', 'sign_in']),
    );
  });

  test('S09 an unconfirmed address claims nobody, nor does one that only looks alike', async () => {
    await world.user('victim', ['user']);
    const attempts: [Person, string][] = [
      [{ sub: 'x1', email: 'victim@example.com' }, 'auth.sso-unverified'],
      [{ sub: 'x2', email: 'victim@example.com', email_verified: false }, 'auth.sso-unverified'],
      [{ sub: 'x3', email: 'viсtim@example.com', email_verified: true }, 'auth.sso-unverified'],
      [{ sub: 'x4', email: 'nobody@example.com', email_verified: true }, 'auth.sso-no-account'],
      [{ sub: 'x5', email: '', email_verified: true }, 'auth.sso-unverified'],
    ];
    for (const [person, problem] of attempts) {
      const { location, token } = await signInAs(person);
      expect([location, token], person.sub).toEqual([`/sign-in?problem=${problem}`, '']);
    }
    const failures = await signInLog(world.admin, { '==': [{ var: 'kind' }, 'sign_in_failed'] });
    expect(failures.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['unverified', 'no_account']),
    );
  });

  test('an inactive account stays shut, linked or not', async () => {
    const gone = await world.user('gone', ['user']);
    const person = { sub: 'g1', email: 'gone@example.com', email_verified: true };
    expect((await signInAs(person)).token).not.toBe('');
    const { version } = (await world.admin.get(`/api/records/user/${gone.id}`)).body;
    await world.admin.patch(`/api/records/user/${gone.id}`, version, { active: false });
    expect((await signInAs(person)).location).toContain('auth.sso-no-account');
    expect((await signInAs({ ...person, sub: 'g2' })).location).toContain('auth.sso-no-account');
  });

  test('accounts are made with a role where the settings want that', async () => {
    configure({ create_with_role: 'user' });
    const person = { sub: 'n1', email: 'neu@example.com', email_verified: true, name: '牛依' };
    const made = await signInAs(person);
    const answer = await me(made.token);
    expect([answer.user.name, answer.user.email, answer.roles]).toEqual([
      '牛依',
      'neu@example.com',
      ['user'],
    ]);
    const again = await signInAs(person);
    expect((await me(again.token)).user.id).toBe(answer.user.id);
  });

  test('what does not belong together is refused', async () => {
    await world.user('mallory', ['user']);
    const person = { sub: 'm1', email: 'mallory@example.com', email_verified: true };
    const refused = async (address: string, flow: string, what: string) => {
      const answer = await comeBack(address, flow);
      expect(answer.headers.get('location'), what).toBe('/sign-in?problem=auth.sso-failed');
      expect(answer.headers.get('set-cookie') ?? '', what).not.toContain('crm_session=');
    };
    const [one, two] = [await begin(), await begin()];
    await refused(await provider.approve(one.to, person), two.flow, 'state of another flow');
    await refused(await provider.approve(one.to, person), '', 'no flow');
    await refused(
      await provider.approve(one.to, person),
      `${one.flow.slice(0, -4)}AAAA`,
      'changed flow',
    );
    await refused(
      `${BASE}${START}/callback?error=access_denied`,
      one.flow,
      'refused by the person',
    );
    await refused(`${BASE}${START}/callback?code=made-up&state=x`, one.flow, 'made-up code');
    const used = await begin();
    const address = await provider.approve(used.to, person);
    expect((await comeBack(address, used.flow)).headers.get('location')).toBe('/e/account');
    await refused(address, used.flow, 'code used twice');
    const cheats: [string, () => void][] = [
      ['another nonce', () => Object.assign(provider.lies, { nonce: 'x' })],
      ['another audience', () => Object.assign(provider.lies, { aud: 'other' })],
      ['another issuer', () => Object.assign(provider.lies, { iss: 'http://evil.example' })],
      ['an old token', () => Object.assign(provider.lies, { exp: 1_000_000 })],
      ['another key', () => Object.assign(provider, { forgesKey: true })],
    ];
    for (const [what, cheat] of cheats) {
      provider.lies = {};
      provider.forgesKey = false;
      const { to, flow } = await begin();
      cheat();
      await refused(await provider.approve(to, person), flow, what);
    }
  });

  test('a flow ends after ten minutes', async () => {
    const { to, flow } = await begin();
    const person = { sub: 's1', email: 'li@example.com', email_verified: true };
    world.setNow(new Date(world.runtime.now().getTime() + 11 * 60_000).toISOString());
    const answer = await comeBack(await provider.approve(to, person), flow);
    expect(answer.headers.get('location')).toContain('auth.sso-failed');
  });

  test('the second factor is asked for, unless the provider does that', async () => {
    const person = await world.user('both', ['user']);
    const { secret } = (await person.post('/api/auth/factor/begin')).body;
    await person.post('/api/auth/factor/confirm', { code: codeOf(world, secret) });
    const confirmed = { sub: 'b1', email: 'both@example.com', email_verified: true };
    const { location, token } = await signInAs(confirmed);
    expect(location).toBe('/sign-in?back=%2Fe%2Faccount');
    expect((await me(token)).code).toBe('auth.pending-factor');
    configure({ has_second_factor: true });
    expect((await me((await signInAs(confirmed)).token)).user.id).toBe(person.id);
  });

  test('incomplete or unsafe settings offer nothing', async () => {
    const offered = async () => (await world.anonymous.get('/api/auth/sign-in')).body.providers;
    expect(await offered()).toEqual([
      { name: 'work', label: { 'zh-CN': '企业账号', en: 'Work account' } },
    ]);
    const broken: Record<string, string>[] = [
      { client_secret: 'CRM_SECRET' },
      { client_secret: 'CRM_SSO_OTHER' },
      { client_id: '' },
      { issuer: 'http://idp.example' },
      { issuer: 'file:///etc/passwd' },
    ];
    for (const more of broken) {
      configure(more);
      expect(await offered(), JSON.stringify(more)).toEqual([]);
      const answer = await world.anonymous.get(START);
      expect(answer.headers.get('location')).toBe('/sign-in?problem=auth.no-provider');
    }
    expect(JSON.stringify(await offered())).not.toContain(providerClient.secret);
  });
});

test.each([
  ['/e/account?view=mine', '/e/account?view=mine'],
  [undefined, '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https:evil.example', '/'],
  ['https://evil.example/', '/'],
  ['/a\r\nSet-Cookie: x=y', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
])('I12 %j leads to %s', (path, local) => expect(localPath(path)).toBe(local));
