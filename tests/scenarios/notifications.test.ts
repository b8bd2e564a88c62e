// Notifications: who becomes owner by another's hand is told, once per request; nobody else reads it, and the name of the
// record is that which its reader may see.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf } from '../../runtime/events.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

type Person = Client & { readonly id: string };

describe.each(databases)('%s', (database) => {
  let world: World;
  let li: Person;
  let wang: Person;
  beforeAll(async () => {
    world = await startWorld(database);
    li = await world.user('li', ['user', 'sales_rep']);
    wang = await world.user('wang', ['user', 'sales_rep']);
  });
  afterAll(() => world?.close());

  async function account(name: string, owner: string, client: Client = world.admin) {
    const answer = await client.post('/api/records/account', {
      name,
      owner,
      record_type: 'company',
    });
    expect(answer.status, answer.text).toBe(201);
    return answer.body as { id: string; version: number };
  }
  const inbox = async (person: Client) => (await person.get('/api/notifications')).body;
  const readAll = (person: Client) => person.post('/api/notifications/read', { all: true });

  test('a new owner is told who gave what, until the record is out of his reach', async () => {
    const values = { name: '本周', entity: 'user', definition: {}, owner: li.id };
    const { body: view } = await world.admin.post('/api/records/saved_view', values);
    const { items, unread } = await inbox(li);
    expect(unread).toBe(1);
    expect(items[0]).toMatchObject({ kind: 'owner', entity: 'saved_view', record: view.id });
    expect(items[0]).toMatchObject({ title: '本周', count: 1, isRead: false });
    expect(items[0].from).toEqual(expect.any(String));
    const path = `/api/records/saved_view/${view.id}`;
    const moved = await world.admin.patch(path, view.version, { owner: wang.id });
    expect(moved.status, moved.text).toBe(200);
    expect((await inbox(li)).items[0].title).toBe(null);
    expect((await inbox(wang)).items[0].title).toBe('本周');
    await readAll(li);
    await readAll(wang);
  });

  test('nobody is told of his own doing, nor of other changes', async () => {
    const { id, version } = await account('乙公司', li.id, li);
    await li.patch(`/api/records/account/${id}`, version, { short_name: '乙' });
    expect((await inbox(li)).unread).toBe(0);
  });

  test('many records in one request are one notification', async () => {
    const made = await Promise.all([1, 2, 3].map((n) => account(`丙${n}公司`, wang.id)));
    await readAll(wang);
    const ids = made.map(({ id }) => id);
    const path = '/api/records/account/bulk';
    expect((await world.admin.post(path, { transfer: { ids, owner: li.id } })).status).toBe(200);
    expect((await inbox(li)).items[0]).toMatchObject({ kind: 'owner', count: 3, isRead: false });
    expect((await inbox(li)).unread).toBe(1);
    const refused = { update: { ids: [...ids, crypto.randomUUID()], patch: { owner: wang.id } } };
    expect((await world.admin.post(path, refused)).status).toBe(422);
    expect((await inbox(wang)).unread).toBe(0);
    await readAll(li);
  });

  test('only its recipient reads it, marks it as read, and nobody writes it', async () => {
    await account('丁公司', li.id);
    const { items } = await inbox(li);
    const [{ id }] = items;
    const own = await li.get(`/api/records/notification/${id}`);
    expect(own.status).toBe(200);
    expect((await wang.get(`/api/records/notification/${id}`)).status).toBe(404);
    const seen = (await wang.get('/api/records/notification', { fields: 'recipient' })).body.items;
    for (const { recipient } of seen) expect(recipient).toBe(wang.id);
    expect((await wang.post('/api/notifications/read', { ids: [id] })).body.unread).toBe(0);
    expect((await inbox(li)).unread).toBe(1);
    for (const client of [li, world.admin]) {
      const patch = await client.patch(`/api/records/notification/${id}`, own.body.version, {
        kind: 'x',
      });
      expect(patch.status).toBe(403);
      const values = { recipient: li.id, kind: 'owner' };
      expect((await client.post('/api/records/notification', values)).status).toBe(403);
    }
    expect((await li.post('/api/notifications/read', { ids: [id] })).body.unread).toBe(0);
  });

  test('pages go on from a cursor; wrong questions are refused', async () => {
    for (const n of [1, 2, 3]) await account(`戊${n}公司`, li.id);
    const first = (await li.get('/api/notifications', { limit: '2' })).body;
    expect(first.items).toHaveLength(2);
    const next = await li.get('/api/notifications', { limit: '2', cursor: first.nextCursor });
    expect(next.body.items[0].id).not.toBe(first.items[1].id);
    expect((await li.get('/api/notifications', { limit: '0' })).status).toBe(400);
    expect((await li.post('/api/notifications/read', {})).status).toBe(400);
    expect((await world.anonymous.get('/api/notifications')).status).toBe(401);
    expect((await world.anonymous.get('/api/events')).status).toBe(401);
  });

  test('whoever looks is told the number at once, and every other number', async () => {
    await readAll(li);
    const told: number[] = [];
    const { actor } = world.runtime.contextFor({
      ...world.runtime.systemContext('test').actor,
      id: li.id,
      kind: 'user',
      roles: ['user', 'sales_rep'],
    });
    const stop = await eventsOf(world.runtime).listen({
      actor,
      tell: (unread) => void told.push(unread),
      end: () => undefined,
    });
    await account('己公司', li.id);
    await expect.poll(() => told.at(-1), { timeout: 10_000 }).toBe(1);
    expect(told[0]).toBe(0);
    stop();
  }, 15_000);
});
