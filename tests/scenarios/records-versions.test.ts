// Versions, entity tags, idempotency keys, the recycle bin and the change log of single records.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresDatabase } from '../support/postgres.ts';
import { freshName, make, startTrade } from '../support/trade.ts';
import { databases, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startTrade(database);
  });
  afterAll(() => world?.close());

  test('answers carry the version as entity tag and where the record is', async () => {
    const answer = await world.admin.post('/api/records/company', { name: freshName() });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe(`/api/records/company/${answer.body.id}`);
    const read = await world.admin.get(`/api/records/company/${answer.body.id}`);
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.body).toEqual(answer.body);
  });

  test('a change without the version is 428, with a stale one 412 and both versions', async () => {
    const { path } = await make(world.admin, 'company', { name: freshName(), remark: 'first' });
    const missing = await world.admin.patch(path, undefined, { remark: 'x' });
    expect([missing.status, missing.body.code]).toEqual([428, 'record.version-required']);
    expect((await world.admin.patch(path, 1, { remark: 'second' })).status).toBe(200);
    const stale = await world.admin.patch(path, 1, { remark: 'third' });
    expect([stale.status, stale.body.code]).toEqual([412, 'record.stale']);
    expect(stale.body.current).toMatchObject({ version: 2, remark: 'second' });
    expect(stale.body.yours).toEqual({ version: 1, changes: { remark: 'third' } });
    expect((await world.admin.get(path)).body.remark).toBe('second');
  });

  test('deleting needs the version as well', async () => {
    const { path } = await make(world.admin, 'company', { name: freshName() });
    expect((await world.admin.delete(path)).status).toBe(428);
    expect((await world.admin.delete(path, 7)).status).toBe(412);
    expect((await world.admin.delete(path, 1)).status).toBe(204);
    expect((await world.admin.delete(path, 2)).status).toBe(404);
  });

  test.each(['abc', '"x"', '*', '-1', '1e3', '"1", "2"', '99999999999999999999'])(
    'If-Match %s is refused',
    async (header) => {
      const { path } = await make(world.admin, 'company', { name: freshName() });
      const answer = await world.admin.send('PATCH', path, {
        headers: { 'If-Match': header, 'Content-Type': 'application/json' },
        body: '{"remark":"x"}',
      });
      expect(answer.status).toBe(400);
      expect((await world.admin.get(path)).body.version).toBe(1);
    },
  );

  test('a change that changes nothing makes no version and no history', async () => {
    const { path } = await make(world.admin, 'company', { name: freshName(), size: 5 });
    const answer = await world.admin.patch(path, 1, { size: 5 });
    expect([answer.status, answer.body.version]).toEqual([200, 1]);
    expect((await world.admin.get(`${path}/history`)).body.items).toHaveLength(1);
  });

  test('the bin: gone from get, list, search and count; listed there; restored with its version', async () => {
    const name = freshName('Zebra');
    const { path, id } = await make(world.admin, 'company', { name });
    const filter = JSON.stringify({ '==': [{ var: 'name' }, name] });
    expect((await world.admin.delete(path, 1)).status).toBe(204);
    expect((await world.admin.get(path)).status).toBe(404);
    expect((await world.admin.patch(path, 2, { size: 1 })).status).toBe(404);
    const list = await world.admin.get('/api/records/company', { filter, count: 'exact' });
    expect(list.body).toMatchObject({ items: [], count: 0 });
    const found = await world.admin.get('/api/records/company', { q: name });
    expect(found.body.items).toEqual([]);
    const bin = await world.admin.get('/api/records/company', { filter, deleted: 'only' });
    expect(bin.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    const restored = await world.admin.post(`${path}/restore`);
    expect([restored.status, restored.body.version]).toEqual([200, 3]);
    expect(restored.body.deleted_at).toBeNull();
    expect((await world.admin.post(`${path}/restore`)).body.code).toBe('record.not-in-bin');
    const again = await world.admin.get('/api/records/company', { q: name });
    expect(again.body.items).toHaveLength(1);
  });

  test('without a recycle bin a deleted record is gone for good', async () => {
    const { path } = await make(world.admin, 'badge', { name: freshName('Badge') });
    expect((await world.admin.delete(path, 1)).status).toBe(204);
    expect((await world.admin.post(`${path}/restore`)).status).toBe(404);
    const bin = await world.admin.get('/api/records/badge', { deleted: 'only' });
    expect(bin.body.items).toEqual([]);
  });

  test('history tells who changed what from what to what, newest first', async () => {
    const { path } = await make(world.admin, 'company', { name: freshName(), size: 1 });
    await world.admin.patch(path, 1, { size: 2, tags: ['a'] });
    await world.admin.delete(path, 2);
    await world.admin.post(`${path}/restore`);
    const { body } = await world.admin.get(`${path}/history`);
    expect(body.items.map((entry: { action: string }) => entry.action)).toEqual([
      'restore',
      'delete',
      'update',
      'create',
    ]);
    const [, , update] = body.items;
    expect(update.version).toBe(2);
    expect(update.actor.kind).toBe('user');
    expect(update.actor.name).toBeTruthy();
    expect(update.changes).toContainEqual({ field: 'size', before: 1, after: 2 });
    expect(update.changes).toContainEqual({ field: 'tags', before: [], after: ['a'] });
    expect(update.changes.map((change: { field: string }) => change.field)).not.toContain('name');
  });

  test('a long history is read page by page; cursors of another record are refused', async () => {
    const { path } = await make(world.admin, 'company', { name: freshName(), size: 0 });
    for (let size = 1; size < 5; size++) await world.admin.patch(path, size, { size });
    const versions: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: Record<string, string> = cursor ? { limit: '2', cursor } : { limit: '2' };
      const { body } = await world.admin.get(`${path}/history`, query);
      versions.push(...body.items.map((entry: { version: number }) => entry.version));
      cursor = body.nextCursor;
    }
    expect(versions).toEqual([5, 4, 3, 2, 1]);
    const first = (await world.admin.get(`${path}/history`, { limit: '2' })).body.nextCursor;
    const other = await make(world.admin, 'company', { name: freshName() });
    const wrong: Record<string, string>[] = [{ cursor: first }, { cursor: 'x' }, { limit: '0' }];
    for (const query of wrong)
      expect((await world.admin.get(`${other.path}/history`, query)).status).toBe(400);
  });

  test('C10 one idempotency key, 20 times at once: one record, one answer', async () => {
    const name = freshName('Once');
    const headers = { 'Idempotency-Key': name.replace(/ /g, '-') };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.admin.post('/api/records/company', { name }, headers)),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const filter = JSON.stringify({ '==': [{ var: 'name' }, name] });
    const list = await world.admin.get('/api/records/company', { filter, count: 'exact' });
    expect(list.body.count).toBe(1);
    const other = await world.admin.post('/api/records/company', { name, size: 3 }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency-conflict']);
  });

  test('an idempotency key holds for changes too, and a refused request does not use it up', async () => {
    const { path } = await make(world.admin, 'company', { name: freshName(), size: 1 });
    const headers = { 'Idempotency-Key': freshName('Key').replace(/ /g, '-') };
    expect((await world.admin.patch(path, 1, { size: -5 }, headers)).status).toBe(422);
    const first = await world.admin.patch(path, 1, { size: 9 }, headers);
    const second = await world.admin.patch(path, 1, { size: 9 }, headers);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect((await world.admin.get(`${path}/history`)).body.items).toHaveLength(2);
  });

  test.each(['', 'a b', 'x'.repeat(201), 'schlüssel'])(
    'Idempotency-Key %j is refused',
    async (key) => {
      const answer = await world.admin.post(
        '/api/records/company',
        { name: freshName() },
        { 'Idempotency-Key': key },
      );
      expect(answer.status).toBe(400);
    },
  );

  test('a key of another person is another key', async () => {
    const mgr = await world.user(`mgr-key-${database}`, ['user', 'mgr']);
    const headers = { 'Idempotency-Key': `shared-${database}` };
    const name = freshName();
    const mine = await world.admin.post('/api/records/company', { name }, headers);
    const theirs = await mgr.post('/api/records/company', { name: freshName() }, headers);
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });
});

describe.each(databases)('%s, data folder opened again', (database) => {
  test('C10 C02 keys are remembered and numbers go on after a restart', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'crm-again-'));
    const environment: Record<string, string> =
      database === 'postgres' ? { DATABASE_URL: await postgresDatabase() } : {};
    const headers = { 'Idempotency-Key': 'across-the-restart' };
    const first = await startTrade(database, { dataFolder, environment });
    const made = await first.admin.post('/api/records/company', { name: 'Alpha' }, headers);
    expect(made.body.code).toBe('C-2026-0001');
    await first.close();
    const second = await startTrade(database, { dataFolder, environment });
    const again = await second.admin.post('/api/records/company', { name: 'Alpha' }, headers);
    expect([again.status, again.body]).toEqual([201, made.body]);
    const other = await second.admin.post('/api/records/company', { name: 'Beta' }, headers);
    expect(other.status).toBe(422);
    expect((await make(second.admin, 'company', { name: 'Gamma' })).body.code).toBe('C-2026-0002');
    await second.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
});
