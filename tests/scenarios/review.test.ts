// Two-step review: a proposal changes nothing until two other people have approved it, and shows nobody what he may not see.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import { listAll, type Made, make } from '../support/trade.ts';
import { type Answer, type Client, databases, startWorld, type World } from '../support/world.ts';

const packs = ['metadata/system', 'tests/support/packs/guarded'].map((path) =>
  join(projectFolder, path),
);
type Person = Client & { readonly id: string };

describe.each(databases)('%s', (database) => {
  let world: World;
  let filer: Person;
  let checker: Person;
  let keeper: Person;
  let outsider: Person;
  let client: Made;
  beforeAll(async () => {
    world = await startWorld(database, { onlyPacks: packs });
    const top = await make(world.admin, 'department', { name: '总部' });
    const below = await make(world.admin, 'department', { name: '一部', parent: top.id });
    const other = await make(world.admin, 'department', { name: '二部', parent: top.id });
    const person = async (name: string, role: string, department: string) => {
      const made = await world.user(`${name}-${database}`, ['user', role]);
      const path = `/api/records/user/${made.id}`;
      const { version } = (await world.admin.get(path)).body;
      await world.admin.patch(path, version, { department });
      return made;
    };
    filer = await person('filer', 'filer', below.id);
    checker = await person('checker', 'checker', top.id);
    keeper = await person('keeper', 'keeper', other.id);
    outsider = await person('outsider', 'checker', other.id);
    const given = { owner: filer.id, city: '杭州', phone: '13800001234', budget: '10.00' };
    client = await make(world.admin, 'client', { name: '旧名称', ...given });
  });
  afterAll(() => world?.close());

  const file = (who: Client, body: object) => who.post('/api/records/client/proposals', body);
  const act = (who: Client, { body }: Answer, decision: string, more: object = {}) =>
    who.post(`/api/proposals/${body.id}/${decision}`, more);
  const box = async (who: Client, name: string) =>
    (await who.get('/api/proposals', { box: name })).body.items.map(({ id }: { id: string }) => id);

  test('a new record waits outside the records until the final act', async () => {
    const before = (await listAll(world.admin, 'client')).length;
    const filed = await file(filer, { changes: { name: '新客户', city: '苏州' }, comment: '展会' });
    expect(filed.status, filed.text).toBe(201);
    expect(filed.body).toMatchObject({ kind: 'create', state: 'first', may: ['withdraw'] });
    expect(await listAll(world.admin, 'client')).toHaveLength(before);
    expect(await box(checker, 'review')).toEqual([filed.body.id]);
    expect(await box(keeper, 'review')).toEqual([]);
    expect((await act(keeper, filed, 'approve')).status).toBe(403);
    const first = await act(checker, filed, 'approve', { comment: '属实' });
    expect(first.body).toMatchObject({ state: 'final', first: { comment: '属实' } });
    expect(await listAll(world.admin, 'client')).toHaveLength(before);
    expect((await act(checker, filed, 'approve')).body.code).toBe('review.twice');
    const final = await act(keeper, filed, 'approve');
    expect(final.status, final.text).toBe(200);
    expect(final.body).toMatchObject({ state: 'approved', record: { name: '新客户' } });
    const made = (await world.admin.get(`/api/records/client/${final.body.record.id}`)).body;
    expect(made).toMatchObject({ name: '新客户', city: '苏州', owner: filer.id });
    const history = (await world.admin.get(`/api/records/client/${made.id}/history`)).body.items;
    expect(history[0].actor.id).toBe(keeper.id);
    expect((await act(keeper, filed, 'approve')).body.code).toBe('review.decided');
    const told = (await filer.get('/api/notifications')).body.items;
    expect(told.map(({ kind }: { kind: string }) => kind)).toContain('review');
  });

  test('a change shows old and new field by field, and is applied by the final act', async () => {
    const changes = { name: '新名称', city: '杭州', phone: '13900005678' };
    const filed = await file(filer, { record: client.id, changes });
    expect(filed.body.fields).toEqual([
      { field: 'name', before: '旧名称', now: '旧名称', proposed: '新名称' },
      { field: 'phone', before: '13800001234', now: '13800001234', proposed: '13900005678' },
    ]);
    const seen = await checker.get(`/api/proposals/${filed.body.id}`);
    expect(seen.body.fields[1]).toMatchObject({ before: '138****1234', proposed: '139****5678' });
    expect(seen.text).not.toContain('13900005678');
    expect((await outsider.get(`/api/proposals/${filed.body.id}`)).status).toBe(404);
    expect((await act(outsider, filed, 'approve')).status).toBe(404);
    expect((await world.admin.get(client.path)).body.name).toBe('旧名称');
    await act(checker, filed, 'approve');
    expect((await act(keeper, filed, 'approve')).status).toBe(200);
    expect((await world.admin.get(client.path)).body).toMatchObject({
      name: '新名称',
      phone: '13900005678',
      version: 2,
    });
  });

  test('what was changed meanwhile is shown, and overwritten only on purpose', async () => {
    const filed = await file(filer, { record: client.id, changes: { city: '宁波' } });
    const { version } = (await world.admin.get(client.path)).body;
    await world.admin.patch(client.path, version, { city: '绍兴' });
    await act(checker, filed, 'approve');
    const refused = await act(keeper, filed, 'approve');
    expect(refused.body).toMatchObject({ status: 409, code: 'review.changed' });
    expect(refused.body.problems[0].at).toBe('/fields/city');
    const now = (await keeper.get(`/api/proposals/${filed.body.id}`)).body.fields[0];
    expect(now).toMatchObject({ before: '杭州', now: '绍兴', proposed: '宁波' });
    expect((await act(keeper, filed, 'approve', { anyway: true })).status).toBe(200);
    expect((await world.admin.get(client.path)).body.city).toBe('宁波');
  });

  test('rejecting needs a reason, withdrawing is for who filed, and nobody reviews his own', async () => {
    const filed = await file(filer, { record: client.id, changes: { city: '台州' } });
    expect((await act(checker, filed, 'reject')).status).toBe(422);
    expect((await act(checker, filed, 'withdraw')).status).toBe(403);
    expect((await act(filer, filed, 'approve')).body.code).toBe('review.own');
    expect((await act(checker, filed, 'reject', { comment: '有误' })).body.state).toBe('rejected');
    const other = await file(filer, { record: client.id, changes: { city: '台州' } });
    expect((await act(filer, other, 'withdraw')).body.state).toBe('withdrawn');
    expect((await act(checker, other, 'approve')).body.code).toBe('review.decided');
    expect((await world.admin.get(client.path)).body.city).toBe('宁波');
  });

  test('a proposal is checked when it is filed, under the rights of who files it', async () => {
    const hidden = await make(world.admin, 'client', { name: '别处客户' });
    const refused = async (body: object) => {
      const answer = await file(filer, body);
      return [answer.status, ...(answer.body.problems ?? []).map(({ at }: { at: string }) => at)];
    };
    expect(await refused({ changes: { city: 'x' } })).toEqual([422, '/name']);
    expect(await refused({ changes: { name: 'x', budget: '1' } })).toEqual([422, '/budget']);
    expect(await refused({ changes: { name: 'x', grade: 'a' } })).toEqual([422, '/grade']);
    expect(await refused({ changes: { name: 'x', phone: 'nope' } })).toEqual([422, '/phone']);
    expect(await refused({ changes: { name: 'x', partner: hidden.id } })).toEqual([
      422,
      '/partner',
    ]);
    expect(await refused({ changes: { name: 'x', version: 9 } })).toEqual([422, '/version']);
    expect(await refused({ record: hidden.id, changes: { city: 'x' } })).toEqual([404]);
    expect(await refused({ record: client.id, changes: { city: '宁波' } })).toEqual([400]);
    expect((await file(checker, { changes: { name: 'x' } })).status).toBe(403);
    expect((await filer.post('/api/records/client', { name: 'x' })).status).toBe(403);
    const visits = await filer.post('/api/records/visit/proposals', { changes: {} });
    expect(visits.status).toBe(404);
    expect((await world.anonymous.get('/api/proposals')).status).toBe(401);
    const count = (await listAll(world.admin, 'client')).length;
    expect(count).toBe(3);
  });

  test('C04 two final approvals at once write once', async () => {
    const filed = await file(filer, { changes: { name: '同时通过' } });
    await act(checker, filed, 'approve');
    const twice = await Promise.all([act(keeper, filed, 'approve'), act(keeper, filed, 'approve')]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    const made = await listAll(world.admin, 'client', {
      filter: JSON.stringify({ '==': [{ var: 'name' }, '同时通过'] }),
    });
    expect(made).toHaveLength(1);
  });

  test('a reviewer sees of a proposal what he may read of its record', async () => {
    const { version } = (await world.admin.get(client.path)).body;
    await world.admin.patch(client.path, version, { grade: 'a' });
    const limited = await world.user(`limited-${database}`, ['user', 'keeper', 'auditor']);
    const filed = await file(filer, { record: client.id, changes: { phone: '13700007777' } });
    await act(checker, filed, 'approve');
    const seen = await limited.get(`/api/proposals/${filed.body.id}`);
    expect(seen.body.fields[0].proposed).toBe('137****7777');
    const whole = await keeper.get(`/api/proposals/${filed.body.id}`);
    expect(whole.body.fields[0].proposed).toBe('13700007777');
  });
});
