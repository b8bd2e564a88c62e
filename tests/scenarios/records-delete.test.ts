// Delete rules, links between records, circles and unique keys.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshName, make, problemsOf, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
  });
  afterAll(() => world?.close());

  const company = (extra: object = {}) => make(admin, 'company', { name: freshName(), ...extra });
  const status = async (path: string) => (await admin.get(path)).status;

  test('restrict refuses with the number of records in the way', async () => {
    const owner = await company();
    for (let i = 0; i < 3; i++)
      await make(admin, 'deal', { title: freshName(), company: owner.id });
    const answer = await admin.delete(owner.path, 1);
    expect([answer.status, answer.body.code]).toEqual([409, 'record.in-use']);
    expect(answer.body.detail).toContain('3');
    expect(await status(owner.path)).toBe(200);
  });

  test('restrict does not count records in the bin', async () => {
    const owner = await company();
    const deal = await make(admin, 'deal', { title: freshName(), company: owner.id });
    await admin.delete(deal.path, 1);
    const { version } = (await admin.get(owner.path)).body;
    expect((await admin.delete(owner.path, version)).status).toBe(204);
  });

  test('clear lets go of records that point here, with an entry in their history', async () => {
    const parent = await company();
    const child = await company({ parent: parent.id });
    const badge = await make(admin, 'badge', { name: freshName(), company: parent.id });
    expect((await admin.delete(parent.path, 1)).status).toBe(204);
    expect((await admin.get(child.path)).body).toMatchObject({ parent: null, version: 2 });
    expect((await admin.get(badge.path)).body.company).toBeNull();
    const { items } = (await admin.get(`${child.path}/history`)).body;
    expect(items[0].changes).toContainEqual({ field: 'parent', before: parent.id, after: null });
  });

  test('cascade over a polymorphic reference takes those of this entity only, and brings them back', async () => {
    const owner = await company();
    const note = await make(admin, 'note', {
      body: 'a',
      about: { entity: 'company', id: owner.id },
    });
    const deal = await make(admin, 'deal', { title: freshName() });
    const other = await make(admin, 'note', { body: 'b', about: { entity: 'deal', id: deal.id } });
    expect((await admin.delete(owner.path, 1)).status).toBe(204);
    expect([await status(note.path), await status(other.path)]).toEqual([404, 200]);
    expect((await admin.post(`${owner.path}/restore`)).status).toBe(200);
    expect(await status(note.path)).toBe(200);
  });

  test('cascade goes down a tree and restoring brings the tree back', async () => {
    const top = await make(admin, 'area', { name: 'top' });
    const middle = await make(admin, 'area', { name: 'middle', up: top.id });
    const bottom = await make(admin, 'area', { name: 'bottom', up: middle.id });
    expect((await admin.delete(top.path, 1)).status).toBe(204);
    expect([await status(middle.path), await status(bottom.path)]).toEqual([404, 404]);
    expect((await admin.post(`${top.path}/restore`)).status).toBe(200);
    expect([await status(middle.path), await status(bottom.path)]).toEqual([200, 200]);
  });

  test('a record cannot be restored below one that is still in the bin', async () => {
    const top = await make(admin, 'area', { name: 'top' });
    const below = await make(admin, 'area', { name: 'below', up: top.id });
    await admin.delete(top.path, 1);
    const answer = await admin.post(`${below.path}/restore`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await status(below.path)).toBe(404);
  });

  test('circles are refused: itself, its child, its grandchild', async () => {
    const a = await make(admin, 'area', { name: 'a' });
    const b = await make(admin, 'area', { name: 'b', up: a.id });
    const c = await make(admin, 'area', { name: 'c', up: b.id });
    for (const up of [a.id, b.id, c.id]) {
      const answer = await admin.patch(a.path, 1, { up });
      expect(problemsOf(answer)).toEqual(['record.cycle /up']);
    }
    expect((await admin.patch(c.path, 1, { up: a.id })).status).toBe(200);
  });

  test('a reference must point to a live record of the right entity', async () => {
    const gone = await company();
    await admin.delete(gone.path, 1);
    const product = await make(admin, 'product', { name: 'p' });
    for (const id of [gone.id, product.id, '00000000-0000-7000-8000-000000000000']) {
      const answer = await admin.post('/api/records/deal', { title: freshName(), company: id });
      expect(problemsOf(answer)).toEqual(['record.reference-missing /company']);
    }
    const wrong = await admin.post('/api/records/note', {
      body: 'x',
      about: { entity: 'product', id: product.id },
    });
    expect(wrong.status).toBe(422);
  });

  test('C05 a unique value is free again once its record is in the bin, and restoring looks', async () => {
    const tax = freshName('Tax');
    const first = await company({ tax_no: tax });
    const taken = await admin.post('/api/records/company', { name: freshName(), tax_no: tax });
    expect([taken.status, taken.body.code]).toEqual([409, 'record.duplicate']);
    await admin.delete(first.path, 1);
    const second = await company({ tax_no: tax });
    const back = await admin.post(`${first.path}/restore`);
    expect([back.status, back.body.code]).toEqual([409, 'record.duplicate']);
    expect(await status(first.path)).toBe(404);
    await admin.delete(second.path, 1);
    expect((await admin.post(`${first.path}/restore`)).status).toBe(200);
    const other = await company({ tax_no: freshName('Tax') });
    const moved = await admin.patch(other.path, 1, { tax_no: tax });
    expect([moved.status, moved.body.code]).toEqual([409, 'record.duplicate']);
    for (let i = 0; i < 2; i++) await company({ tax_no: null });
  });

  test('X01 unique values compare after NFC', async () => {
    const name = `é ${freshName('U')}`;
    await company({ tax_no: name.normalize('NFC') });
    const again = await admin.post('/api/records/company', {
      name: freshName(),
      tax_no: name.normalize('NFD'),
    });
    expect(again.status).toBe(409);
  });

  test('many-to-many: set, order, filter, remove; repeated and unknown ids refused', async () => {
    const [a, b] = [await company(), await company()];
    const owner = await company({ peers: [b.id, a.id] });
    expect(owner.body.peers).toEqual([b.id, a.id]);
    const filter = JSON.stringify({ in: [a.id, { var: 'peers' }] });
    const list = await admin.get('/api/records/company', { filter });
    expect(list.body.items.map((item: { id: string }) => item.id)).toEqual([owner.id]);
    expect((await admin.patch(owner.path, 1, { peers: [a.id] })).body.peers).toEqual([a.id]);
    const labels = await admin.get(owner.path, { fields: 'peers,peers.$label' });
    expect(labels.body['peers.$label']).toEqual([a.body.name]);
    const twice = await admin.patch(owner.path, 2, { peers: [a.id, a.id] });
    expect([200, 422]).toContain(twice.status);
    const unknown = await admin.patch(owner.path, 2, {
      peers: ['00000000-0000-7000-8000-000000000000'],
    });
    expect(problemsOf(unknown)).toEqual(['record.reference-missing /peers']);
    expect((await admin.get(owner.path)).body.peers).toEqual([a.id]);
  });

  test('polymorphic references: filter by the one pointed at, read its name', async () => {
    const owner = await company();
    const note = await make(admin, 'note', {
      body: freshName('Note'),
      about: { entity: 'company', id: owner.id },
    });
    const named = await admin.get(note.path, { fields: 'body,about.$name' });
    expect(named.body.about).toEqual({ entity: 'company', id: owner.id, $name: owner.body.name });
    const patched = await admin.patch(note.path, 1, { about: null });
    expect(patched.body.about).toBeNull();
  });
});
