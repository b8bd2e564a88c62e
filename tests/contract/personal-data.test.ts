// A person may ask what is held about him and be erased: nothing of it stays in tables, history, index or files.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '../../core/records/audit-chain.ts';
import { packFolder, text } from '../support/pack-files.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const CANARY = [
  'Canary Zhang',
  '13912345678',
  'canary@example.org',
  'canary_wechat',
  'canary remark',
];
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const copyOf = (from: string, type: string) => ({
  type: 'snapshot',
  label: text(from),
  from,
  of: { type },
});
const reference = (entity: string) => ({ type: 'reference', label: text(entity), entity });
/** Entities that keep copies of what they refer to, one step and two steps away. */
const badges = () =>
  packFolder('badges', {
    'entities/badge/entity.json': {
      entity: 'badge',
      label: text('Badge'),
      fields: { contact: reference('contact'), email: copyOf('contact.email', 'email') },
    },
    'entities/badge_use/entity.json': {
      entity: 'badge_use',
      label: text('Badge use'),
      fields: { badge: reference('badge'), mobile: copyOf('badge.contact.mobile', 'phone') },
    },
  });

describe.each(databases)('%s', (database) => {
  const pack = badges();
  let world: World;
  let clerk: Client;
  let id = '';
  let photo = '';
  beforeAll(async () => {
    world = await startWorld(database, { sample: true, packs: [pack.folder] });
    clerk = await world.user('clerk', ['user']);
    const form = new FormData();
    form.set('file', new File([PNG], 'canary photo.png', { type: 'image/png' }));
    const uploaded = await world.admin.send('POST', '/api/files', { body: form });
    expect(uploaded.status, uploaded.text).toBe(201);
    photo = uploaded.body.id;
    const account = (await world.admin.get('/api/records/account', { limit: '1' })).body.items[0]
      .id;
    const [name, mobile, email, wechat, remark] = CANARY;
    const values = { name, mobile, email, wechat, remark, account, photo, title: 'CTO' };
    const made = await world.admin.post('/api/records/contact', values);
    expect(made.status, made.text).toBe(201);
    id = made.body.id;
    await world.admin.patch(`/api/records/contact/${id}`, 1, { wechat: 'canary_wechat_2' });
    const badge = await world.admin.post('/api/records/badge', { contact: id });
    expect(badge.body.email, badge.text).toBe(email);
    const use = await world.admin.post('/api/records/badge_use', { badge: badge.body.id });
    expect(use.body.mobile, use.text).toBe(mobile);
  });
  afterAll(async () => {
    await world?.close();
    pack.remove();
  });

  /** Every value of every table, as text. */
  async function everything(): Promise<string> {
    const { database: stored, live } = world.runtime;
    const tables = ['_audit', '_proposal', '_idempotency', '_outbox', '_file_use'];
    for (const entity of live.current.model.entities.values()) tables.push(entity.table);
    tables.push('contact__hobbies');
    let text = '';
    for (const table of tables)
      text += JSON.stringify(
        await stored.read.all({ sql: `select * from "${table}"`, parameters: [] }),
      );
    return text;
  }

  test('administrators see all that is held, and that they looked is written down', async () => {
    const path = `/api/records/contact/${id}/personal-data`;
    expect((await clerk.get(path)).status).toBe(403);
    const answer = await world.admin.get(path);
    expect(answer.status, answer.text).toBe(200);
    for (const value of CANARY) expect(answer.text).toContain(value);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(answer.body.files[0].name).toBe('canary photo.png');
    expect(answer.body.history.length).toBeGreaterThanOrEqual(2);
    const log = await world.admin.get('/api/audit', { record: id, action: 'disclose' });
    expect(log.body.items).toHaveLength(1);
    const none = await world.admin.get(`/api/records/account/${id}/personal-data`);
    expect([none.status, none.body.code]).toEqual([409, 'personal.none']);
  });

  test('erasing asks for the name and a reason, and is for administrators', async () => {
    const path = `/api/records/contact/${id}/erase`;
    expect((await clerk.post(path, { name: CANARY[0], reason: 'x' })).status).toBe(403);
    const wrong = await world.admin.post(path, { name: 'Zhang', reason: 'x' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'personal.name']);
    expect((await world.admin.post(path, { name: CANARY[0], reason: ' ' })).status).toBe(400);
    expect((await world.admin.get(`/api/records/contact/${id}`)).body.name).toBe(CANARY[0]);
  });

  test('after an erasure nothing of the person is left, and the log still verifies', async () => {
    const path = `/api/records/contact/${id}`;
    const erased = await world.admin.post(`${path}/erase`, {
      name: CANARY[0],
      reason: 'asked for',
    });
    expect(erased.status, erased.text).toBe(204);
    const { body } = await world.admin.get(path);
    expect(body).toMatchObject({ name: '****', mobile: null, email: null, photo: null });
    expect(body.title).toBe('CTO');
    const text = await everything();
    for (const value of [...CANARY, 'canary_wechat_2', 'canary photo'])
      expect(text.includes(value), value).toBe(false);
    const found = await world.admin.get('/api/search', { q: 'Canary Zhang' });
    expect(found.text).not.toContain(id);
    expect((await verifyChain(world.runtime.database)).broken).toBeUndefined();
    expect((await world.admin.get(`/api/files/${photo}`)).status).toBe(404);
    const folder = join(world.config.dataFolder, 'files');
    const left = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
    expect(left.filter((name) => /[0-9a-f]{64}$/.test(name))).toEqual([]);
    const log = (await world.admin.get('/api/audit', { record: id })).body.items;
    const actions = log.map(({ action }: { action: string }) => action);
    expect(actions.slice(0, 2)).toEqual(['redact', 'erase']);
    expect(log[0].reason).toBe('asked for');
    const history = await world.admin.get(`${path}/history`);
    expect(history.status, history.text).toBe(200);
  });
});
