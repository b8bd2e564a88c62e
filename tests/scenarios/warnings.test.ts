// Rules of severity `warn`: told beside the record on every way of writing it, and in nobody's way.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import { field } from '../support/eras.ts';
import { packFolder, text } from '../support/pack-files.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const cheap = (name: string) => ({
  check: { '>=': [{ var: name }, 10] },
  message: { 'zh-CN': '{name} 的 {secret} 太低', en: '{name} is cheap {secret}' },
  at: name,
  severity: 'warn',
});
const files = {
  'entities/offer/entity.json': {
    entity: 'offer',
    id: 'ent_offer',
    label: text('Offer'),
    fields: {
      name: field('of_name', 'text', { required: true }),
      price: field('of_price', 'integer', { max: 1000 }),
      secret: field('of_secret', 'text'),
      lines: field('of_lines', 'lines', { entity: 'offer_line', parentField: 'offer' }),
    },
    rules: {
      cheap: cheap('price'),
      named: {
        check: { '!=': [{ var: 'name' }, 'x'] },
        message: text('x is no name'),
        severity: 'warn',
        on: ['create'],
      },
    },
  },
  'entities/offer_line/entity.json': {
    entity: 'offer_line',
    id: 'ent_offer_line',
    label: text('Line'),
    features: { lines: true },
    fields: {
      name: field('ol_name', 'text'),
      offer: field('ol_offer', 'reference', { entity: 'offer', onDelete: 'cascade' }),
      count: field('ol_count', 'integer'),
    },
    rules: { few: { ...cheap('count'), message: text('few') } },
  },
  'roles/seller.json': { role: 'seller', label: text('Seller') },
  'policies/seller.json': {
    policy: 'seller',
    label: text('Seller'),
    roles: ['seller'],
    entities: {
      offer: {
        actions: { read: 'all', create: 'all', update: 'all', bulk: 'all' },
        fields: { secret: 'hidden' },
      },
      offer_line: { actions: { read: 'all', create: 'all' } },
    },
  },
};
const warning = (rule: string, at: string, message: string) => ({
  code: 'record.rule',
  at,
  field: at.split('/').at(-1) || null,
  rule,
  message,
});

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  let folder: ReturnType<typeof packFolder>;
  beforeAll(async () => {
    folder = packFolder('offers', files);
    const onlyPacks = [`${projectFolder}/metadata/system`, folder.folder];
    world = await startWorld(database, { onlyPacks });
    admin = world.admin;
  });
  afterAll(async () => {
    await world?.close();
    folder.remove();
  });

  test('a create and a change carry them; without one there is no such member', async () => {
    const made = await admin.post('/api/records/offer', { name: 'x', price: 5, secret: 's' });
    expect(made.status).toBe(201);
    expect(made.body.$warnings).toEqual([
      warning('cheap', '/price', 'x is cheap s'),
      warning('named', '', 'x is no name'),
    ]);
    const path = `/api/records/offer/${made.body.id}`;
    expect((await admin.get(path)).body).not.toHaveProperty('$warnings');
    const changed = await admin.patch(path, 1, { price: 7 });
    expect(changed.body.$warnings).toEqual([warning('cheap', '/price', 'x is cheap s')]);
    const better = await admin.patch(path, 2, { price: 70 });
    expect(better.status).toBe(200);
    expect(better.body).not.toHaveProperty('$warnings');
  });

  test('what blocks is told alone', async () => {
    const answer = await admin.post('/api/records/offer', { price: 5000 });
    expect(answer.status).toBe(422);
    expect(answer.text).not.toContain('cheap');
  });

  test('lines warn at their place', async () => {
    const made = await admin.post('/api/records/offer', {
      name: 'a',
      price: 10,
      lines: [{ count: 10 }, { count: 1 }],
    });
    expect(made.body.$warnings).toEqual([warning('few', '/lines/1/count', 'few')]);
  });

  test('in bulk each record has its own', async () => {
    const create = [
      { name: 'a', price: 10 },
      { name: 'b', price: 1 },
    ];
    const { body } = await admin.post('/api/records/offer/bulk', { create });
    expect(body.results[0]).not.toHaveProperty('$warnings');
    expect(body.results[1].$warnings).toEqual([warning('cheap', '/price', 'b is cheap ')]);
    const ids = body.results.map(({ id }: { id: string }) => id);
    const update = { ids, patch: { price: 2 } };
    const updated = await admin.post('/api/records/offer/bulk', { update });
    expect(updated.body.results.map((result: object) => '$warnings' in result)).toEqual([
      true,
      true,
    ]);
  });

  test('a repeated request gets the same answer, in the language of the reader', async () => {
    const headers = { 'Idempotency-Key': 'once', 'Accept-Language': 'zh-CN' };
    const body = { name: 'c', price: 1 };
    const first = await admin.post('/api/records/offer', body, headers);
    const second = await admin.post('/api/records/offer', body, headers);
    expect(second.body).toEqual(first.body);
    expect(second.body.$warnings).toHaveLength(1);
  });

  test('a message says no value its reader may not see', async () => {
    const seller = await world.user(`seller-${database}`, ['seller']);
    const made = await admin.post('/api/records/offer', { name: 'd', price: 10, secret: 'hush' });
    const path = `/api/records/offer/${made.body.id}`;
    const changed = await seller.patch(path, 1, { price: 1 });
    expect(changed.body.$warnings[0].message).toBe('d is cheap ');
  });

  test('the API description names them', async () => {
    const { body } = await admin.get('/api/openapi.json');
    expect(body.components.schemas.Warning.properties).toHaveProperty('message');
    const create = body.paths['/api/records/offer'].post.responses['201'].content;
    expect(JSON.stringify(create)).toContain('$warnings');
  });
});
