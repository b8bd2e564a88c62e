// S08: what an API key may do is never more than its person may, nor more than its scope, on any route.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../runtime/http/app.ts';
import { passMinutes, withToken } from '../support/accounts.ts';
import { make, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const ID = '00000000-0000-7000-8000-000000000000';

describe.each(databases)('%s', (database) => {
  let world: World;
  let company: { id: string; path: string; version: number };
  beforeAll(async () => {
    world = await startTrade(database);
    company = await make(world.admin, 'company', { name: 'Kanarienvogel' });
    await make(world.admin, 'product', { name: 'Papagei' });
  });
  afterAll(() => world?.close());

  const keyOf = async (client: Client, scope: object) => {
    const made = await client.post('/api/auth/keys', { label: 'k', ...scope });
    expect(made.status, made.text).toBe(201);
    return (method: string, path: string, body?: unknown, version?: number) =>
      withToken(world, made.body.token as string, method, path, body, version);
  };

  test('without a scope a key does what its person does, and nothing with the account itself', async () => {
    const key = await keyOf(world.admin, {});
    expect((await key('GET', '/api/records/company')).status).toBe(200);
    expect((await key('POST', '/api/records/company', { name: 'Made by key' })).status).toBe(201);
    const routes = createApp(world.runtime).routes.filter(
      ({ method, path }) => method !== 'ALL' && /^\/api\/auth\//.test(path),
    );
    const open = /sign-in|sign-out|reset|sso/;
    for (const { method, path } of routes) {
      if (open.test(path)) continue;
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const answer = await key(method, path.replace(/:\w+/g, ID), body);
      expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([
        403,
        'auth.session-only',
      ]);
    }
  });

  test('a key for reading changes nothing, on any route', async () => {
    const key = await keyOf(world.admin, { read_only: true });
    expect((await key('GET', company.path)).body.name).toBe('Kanarienvogel');
    expect(
      (
        await key('POST', '/api/records/company/aggregate', {
          measures: [{ op: 'count', as: 'n' }],
        })
      ).status,
    ).toBe(200);
    expect((await key('GET', '/api/me')).body.administrator).toBe(false);
    const routes = createApp(world.runtime).routes.filter(
      ({ method, path }) => !['ALL', 'GET'].includes(method) && /^\/api\//.test(path),
    );
    const open = /auth|setup|health|aggregate$/;
    expect(routes.length).toBeGreaterThan(8);
    for (const { method, path } of routes) {
      if (open.test(path)) continue;
      const filled = path.replace(':entity', 'company').replace(/:\w+(\{.*?\})?/g, company.id);
      const answer = await key(method, filled, method === 'DELETE' ? undefined : {});
      expect([answer.status, answer.body?.code], `${method} ${path}`).toEqual([
        403,
        'auth.key-scope',
      ]);
    }
    expect((await world.admin.get(company.path)).body.version).toBe(company.version);
  });

  test('a key for one entity sees no other: not listed, searched, expanded, described', async () => {
    const key = await keyOf(world.admin, { entities: ['company'] });
    expect((await key('GET', '/api/records/company')).body.items.length).toBeGreaterThan(0);
    expect((await key('GET', '/api/records/product')).body.code).toBe('auth.key-scope');
    expect((await key('GET', '/api/model/entities/product')).status).toBe(403);
    expect((await key('GET', '/api/validators/product.js')).status).toBe(403);
    expect((await key('GET', '/api/search?q=Papagei')).text).not.toContain('Papagei');
    const model = (await key('GET', '/api/model')).body;
    expect(Object.keys(model.entities)).toEqual(['company']);
    expect((await key('GET', '/api/openapi.json')).text).not.toContain('/api/records/product');
    const expanded = await key('GET', '/api/records/company?fields=name,owner.name');
    expect(expanded.text).not.toContain('"admin"');
    const filter = encodeURIComponent(JSON.stringify({ '==': [{ var: 'owner.name' }, 'admin'] }));
    expect(
      (await key('GET', `/api/records/company?filter=${filter}`)).status,
    ).toBeGreaterThanOrEqual(400);
  });

  test('named entities and actions: those and no more', async () => {
    const key = await keyOf(world.admin, { entities: ['company'], actions: ['read', 'create'] });
    const made = await key('POST', '/api/records/company', { name: 'New' });
    expect(made.status, made.text).toBe(201);
    const path = `/api/records/company/${made.body.id}`;
    expect((await key('PATCH', path, { name: 'Newer' }, 1)).status).toBe(403);
    expect((await key('DELETE', path, undefined, 1)).status).toBe(403);
    expect(
      (await key('POST', '/api/records/company/bulk', { create: [{ name: 'x' }] })).status,
    ).toBe(403);
    expect((await key('POST', '/api/records/product', { name: 'x' })).status).toBe(403);
  });

  test('a scope wider than the person gives nothing more', async () => {
    const clerk = await world.user(`clerk-${database}`, ['user', 'clerk']);
    const model = (await clerk.get('/api/model')).body;
    const entities = Object.keys(model.entities);
    const key = await keyOf(clerk, { entities, actions: ['read', 'create', 'update', 'delete'] });
    const hidden = [...world.runtime.live.current.model.entities.keys()].filter(
      (name) => !entities.includes(name),
    );
    expect(hidden.length).toBeGreaterThan(0);
    const refused = await clerk.post('/api/auth/keys', {
      label: 'x',
      entities: hidden.slice(0, 1),
    });
    expect(refused.status).toBe(400);
    for (const name of entities) {
      const [own, keyed] = [
        await clerk.get(`/api/records/${name}`),
        await key('GET', `/api/records/${name}`),
      ];
      expect([keyed.status, keyed.text], name).toEqual([own.status, own.text]);
      const create = await clerk.post(`/api/records/${name}`, {});
      expect((await key('POST', `/api/records/${name}`, {})).status, name).toBe(create.status);
    }
  });

  test('wrong scopes are refused, the last use is shown', async () => {
    for (const scope of [
      { entities: [] },
      { entities: ['nope'] },
      { entities: 'company' },
      { actions: ['fly'] },
      { read_only: 'yes' },
    ]) {
      const answer = await world.admin.post('/api/auth/keys', { label: 'x', ...scope });
      expect(answer.status, JSON.stringify(scope)).toBe(400);
    }
    const made = await world.admin.post('/api/auth/keys', { label: 'used', read_only: true });
    passMinutes(world, 3);
    await withToken(world, made.body.token, 'GET', '/api/me');
    const shown = async () => {
      const { items } = (await world.admin.get('/api/auth/keys')).body;
      return items.find((item: { id: string }) => item.id === made.body.id);
    };
    await expect.poll(async () => (await shown()).used_at).toBe(world.runtime.now().toISOString());
    expect((await shown()).limits).toEqual({ actions: ['read', 'export', 'print'] });
  });
});
