// Every route behind the door, and files that come back as nothing but files.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../runtime/http/app.ts';
import { make, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const ID = '00000000-0000-7000-8000-000000000000';

const ROUTES: readonly [method: string, path: string][] = [
  ['GET', '/api/me'],
  ['GET', '/api/model'],
  ['GET', '/api/model/entities/company'],
  ['GET', '/api/classifications/branch'],
  ['GET', '/api/validators/company.js'],
  ['GET', '/api/validators/shared.js'],
  ['GET', '/api/schemas'],
  ['GET', '/api/schemas/entity'],
  ['GET', '/api/openapi.json'],
  ['GET', '/api/docs'],
  ['GET', '/api/search?q=x'],
  ['GET', '/api/records/company'],
  ['POST', '/api/records/company'],
  ['POST', '/api/records/company/bulk'],
  ['POST', '/api/records/company/aggregate'],
  ['GET', `/api/records/company/${ID}`],
  ['PATCH', `/api/records/company/${ID}`],
  ['DELETE', `/api/records/company/${ID}`],
  ['POST', `/api/records/company/${ID}/restore`],
  ['GET', `/api/records/company/${ID}/history`],
  ['GET', `/api/people/${ID}/handover`],
  ['POST', `/api/people/${ID}/handover`],
  ['GET', '/api/notifications'],
  ['POST', '/api/notifications/read'],
  ['GET', '/api/events'],
  ['POST', '/api/files'],
  ['GET', `/api/files/${ID}`],
  ['GET', '/api/auth/keys'],
  ['POST', '/api/auth/keys'],
  ['DELETE', `/api/auth/keys/${ID}`],
  ['POST', '/api/auth/password'],
  ['GET', '/api/auth/factor'],
  ['POST', '/api/auth/factor/begin'],
  ['POST', '/api/auth/factor/verify'],
  ['GET', '/api/auth/sessions'],
  ['DELETE', `/api/auth/sessions/${ID}`],
  ['GET', `/api/auth/users/${ID}`],
  ['POST', `/api/auth/users/${ID}/unlock`],
  ['POST', `/api/auth/users/${ID}/password`],
  ['DELETE', `/api/auth/users/${ID}/factor`],
  ['DELETE', `/api/auth/users/${ID}/sessions`],
  ['POST', '/api/auth/view-as'],
  ['POST', '/api/auth/view-as/stop'],
  ['GET', '/api/nothing/here'],
];

/** Ways to write an address that a door and a room might read differently. */
const DISGUISES: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => `${path}${path.includes('?') ? '&' : '?'}x=/api/health`,
  (path) => `${path}${path.includes('?') ? '&' : '?'}/api/auth/sign-in/email`,
  (path) => path.replace(/(\?|$)/, '/$1'),
  (path) => path.replace(/^\/api\//, '/api//'),
  (path) => path.replace(/^\/api\//, '/api/./'),
  (path) => path.replace(/^\/api\//, '/api/health/../'),
  (path) => path.replace(/^\/api\//, '/%61pi/'),
  (path) => path.replace(/^\/api\//, '/api/health%2f..%2f'),
  (path) => `${path}#/api/health`,
];

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
    await make(admin, 'company', { name: 'Kanarienvogel' });
  });
  afterAll(() => world?.close());

  test.each(ROUTES)(
    'P27 %s %s without a session is 401, however it is written',
    async (method, path) => {
      for (const [index, disguise] of DISGUISES.entries()) {
        const answer = await world.anonymous.send(method, disguise(path), {
          headers: { 'Content-Type': 'application/json' },
          body: method === 'POST' || method === 'PATCH' ? '{}' : undefined,
        });
        expect(answer.status, `disguise ${index}`).toBe(401);
        expect(answer.body.code).toBe('auth.required');
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
      for (const other of ['HEAD', 'OPTIONS', 'PUT', 'TRACE'].filter((each) => each !== 'TRACE'))
        expect((await world.anonymous.send(other, path)).status, other).toBe(401);
      const override = await world.anonymous.send('POST', '/api/records/company', {
        headers: {
          'Content-Type': 'application/json',
          'X-HTTP-Method-Override': 'GET',
          'X-Original-URL': '/api/health',
        },
        body: '{}',
      });
      expect(override.status).toBe(401);
    },
  );

  test('P27 every route of the application is behind the door, but the door itself', async () => {
    const open = /^(GET|POST) \/api\/(setup|health|auth\/(sign-in|sign-out|reset|sso))/;
    const routes = createApp(world.runtime).routes.filter(
      ({ method, path }) => method !== 'ALL' && path.startsWith('/api/'),
    );
    expect(routes.length).toBeGreaterThan(40);
    for (const { method, path } of routes) {
      if (open.test(`${method} ${path}`)) continue;
      const filled = path.replace(/:\w+(\{.*?\})?/g, ID);
      const { status } = await world.anonymous.send(method, filled);
      expect(status, `${method} ${path}`).toBe(401);
    }
  });

  test('addresses outside the API hold no data, whatever their case', async () => {
    for (const path of [
      '/API/records/company',
      '//api/records/company',
      '/api%2frecords/company',
      '/Api/me',
    ]) {
      const answer = await world.anonymous.send('GET', path);
      expect(answer.status, path).toBeLessThan(500);
      expect(answer.text, path).not.toContain('Kanarienvogel');
      expect(answer.headers.get('content-type') ?? '', path).not.toContain('application/json');
    }
  });

  test('GET and HEAD change nothing', async () => {
    const made = await make(admin, 'company', { name: 'Still' });
    for (const path of [
      '/api/auth/sign-out',
      `${made.path}/restore`,
      '/api/records/company/bulk',
      '/api/records/company/aggregate',
      '/api/setup',
      '/api/auth/reset/request',
    ])
      for (const method of ['GET', 'HEAD']) {
        const { status } = await admin.send(method, path);
        expect(
          status === 404 || status === 405 || path === '/api/setup',
          `${method} ${path} ${status}`,
        ).toBe(true);
      }
    expect((await admin.get(made.path)).body.version).toBe(1);
    expect((await admin.get('/api/me')).status).toBe(200);
  });

  test('every answer carries the security headers', async () => {
    const answers = [
      await admin.get('/api/me'),
      await admin.get('/api/records/nope'),
      await world.anonymous.get('/api/me'),
      await world.anonymous.get('/api/health'),
    ];
    for (const { headers } of answers) {
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  const upload = (content: BlobPart, name: string, type: string, client = admin) => {
    const form = new FormData();
    form.set('file', new File([content], name, { type }));
    return client.send('POST', '/api/files', { body: form });
  };

  test.each([
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.svg'],
    ['text/html', '<script>alert(1)</script>', 'a.html'],
    ['application/xhtml+xml', '<html/>', 'a.xhtml'],
    ['text/javascript', 'alert(1)', 'a.js'],
    ['application/xml', '<?xml-stylesheet href="x"?>', 'a.xml'],
    ['image/png', '<svg onload=alert(1)>', 'a.png'],
    ['text/html; charset=utf-8', 'x', 'a.txt'],
  ])('U07 %s comes back as a download that runs nothing', async (type, content, name) => {
    const made = await upload(content, name, type);
    expect(made.status, made.text).toBe(201);
    const read = await admin.get(`/api/files/${made.body.id}`);
    expect(read.text).toBe(content);
    expect(read.headers.get('content-type')).toBe('application/octet-stream');
    expect(read.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    expect(read.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('U07 a picture is shown in place, and downloaded on wish', async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const made = await upload(png, 'a.png', 'text/html');
    const path = `/api/files/${made.body.id}`;
    const shown = await admin.get(path);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toMatch(/^inline;/);
    expect((await admin.get(path, { download: '' })).headers.get('content-disposition')).toMatch(
      /^attachment/,
    );
  });

  test.each([
    'a\u202egnp.exe',
    'a\u0000.txt',
    'a\r\nSet-Cookie: x=y.txt',
    '../../etc/passwd',
    'C:\\x.txt',
    'x'.repeat(5000),
    ' ',
    '\u200b',
  ])('U07 I12 the name %j is refused or made harmless', async (name) => {
    const made = await upload('x', name, 'text/plain');
    if (made.status !== 201) {
      expect(made.status, made.text).toBe(400);
      return;
    }
    expect(made.body.name).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u);
    const read = await admin.get(`/api/files/${made.body.id}`);
    expect(read.headers.get('set-cookie')).toBeNull();
    expect(read.text).toBe('x');
  });

  test.each(['报价 2026.pdf', `a'b";c.txt`, 'é%0a.txt', '100%.txt'])(
    'the name %s comes back',
    async (name) => {
      const made = await upload('x', name, 'text/plain');
      const read = await admin.get(`/api/files/${made.body.id}`);
      const header = String(read.headers.get('content-disposition'));
      expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe(made.body.name);
    },
  );

  test('U07 a file over the limit is 413, none or a wrong body 4xx', async () => {
    expect((await upload(new Uint8Array(10_000_001), 'big', 'text/plain')).status).toBe(413);
    expect((await upload(new Uint8Array(11_000_000), 'big', 'text/plain')).status).toBe(413);
    expect((await upload(new Uint8Array(0), 'empty.txt', 'text/plain')).status).toBe(201);
    const bad = [
      { body: 'x', headers: { 'Content-Type': 'text/plain' } },
      { body: 'x', headers: { 'Content-Type': 'multipart/form-data' } },
      { body: '--b\r\n', headers: { 'Content-Type': 'multipart/form-data; boundary=b' } },
      { body: '{}', headers: { 'Content-Type': 'application/json' } },
    ];
    for (const init of bad) {
      const { status } = await admin.send('POST', '/api/files', init);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
    const form = new FormData();
    form.set('other', 'x');
    expect((await admin.send('POST', '/api/files', { body: form })).status).toBe(400);
  });
});
