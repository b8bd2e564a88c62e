// Somebody leaves and others take over: records, reports, departments, teams; what was lent ends; the account is closed.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditHash } from '../../core/records/steps/audit.ts';
import { projectFolder } from '../../runtime/config.ts';
import { listAll, type Made, make, problemsOf } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const packs = ['metadata/system', 'tests/support/packs/guarded'].map((path) =>
  join(projectFolder, path),
);
type Person = Client & { readonly id: string };
const MANY = 120;
const SOON = '2026-12-01T00:00:00.000Z';

describe.each(databases)('%s', (database) => {
  let world: World;
  let leaver: Person;
  let heir: Person;
  let other: Person;
  let east: Made;
  let west: Made;
  let team: Made;
  let shared: Made;
  beforeAll(async () => {
    world = await startWorld(database, { onlyPacks: packs });
    leaver = await world.user('leaver', ['user', 'seller']);
    heir = await world.user('heir', ['user', 'seller']);
    other = await world.user('other', ['user', 'seller']);
    const { admin } = world;
    west = await make(admin, 'department', { name: '西区' });
    east = await make(admin, 'department', { name: '东区', head: leaver.id });
    await change('user', heir.id, { department: west.id, manager: leaver.id });
    await change('user', other.id, { manager: leaver.id });
    team = await make(admin, 'team', {
      name: '攻坚组',
      leader: leaver.id,
      members: [leaver.id, other.id],
    });
    const create = Array.from({ length: MANY }, (_, at) => ({ name: `客户 ${at}` }));
    for (let at = 0; at < MANY; at += 60)
      await leaver.post('/api/records/client/bulk', { create: create.slice(at, at + 60) });
    await make(leaver, 'contract', { title: '框架合同' }).catch(() => undefined);
    shared = await make(other, 'client', { name: '共享客户' });
    const principal = { kind: 'user', id: leaver.id };
    await admin.post(`${shared.path}/shares`, { principal, level: 'read' });
    const deputy = { person: other.id, deputy: leaver.id, ends_at: SOON };
    await make(admin, 'deputy', { ...deputy, starts_at: '2026-11-01T00:00:00.000Z' });
    await make(admin, 'deputy', { ...deputy, starts_at: '2026-11-30T00:00:00.000Z' });
  });
  afterAll(() => world?.close());

  const change = async (entity: string, id: string, body: object) => {
    const path = `/api/records/${entity}/${id}`;
    const { version } = (await world.admin.get(path)).body;
    const answer = await world.admin.patch(path, version, body);
    expect(answer.status, answer.text).toBe(200);
  };
  const read = async (entity: string, id: string) =>
    (await world.admin.get(`/api/records/${entity}/${id}`)).body;
  const path = () => `/api/people/${leaver.id}/handover`;

  test('only administrators look or act, and receivers are active and somebody else', async () => {
    expect((await heir.get(path())).status).toBe(403);
    expect((await heir.post(path(), { to: heir.id, deactivate: true })).status).toBe(403);
    expect((await world.admin.get('/api/people/nobody/handover')).status).toBe(404);
    const self = await world.admin.post(path(), {
      to: leaver.id,
      entities: { client: 'nobody' },
      deactivate: true,
    });
    expect(self.status).toBe(422);
    expect(problemsOf(self)).toEqual(['access.receiver /entities/client', 'access.receiver /to']);
    const unknown = { to: heir.id, entities: { moon: heir.id }, deactivate: true };
    expect((await world.admin.post(path(), unknown)).status).toBe(404);
    expect((await world.admin.post(path(), { to: heir.id })).status).toBe(400);
  });

  test('the preview counts what there is', async () => {
    const preview = (await world.admin.get(path())).body;
    expect(preview).toMatchObject({
      person: { id: leaver.id, active: true },
      reports: 2,
      heads: 1,
      leads: 1,
      memberships: 1,
      deputies: 2,
      grants: 0,
      shares: 1,
    });
    expect(preview.records[0]).toEqual({ entity: 'client', count: MANY });
  });

  test('one act moves all of it, logs each record, tells the receiver once and closes the account', async () => {
    const first = (await listAll(leaver, 'client')).find(({ id }) => id !== shared.id);
    const answer = await world.admin.post(path(), {
      to: heir.id,
      reports_to: heir.id,
      deactivate: true,
      left_on: '2026-11-22',
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({ reports: 2, heads: 1, leads: 1, deactivated: true });
    const client = await read('client', String(first?.id));
    expect(client).toMatchObject({ owner: heir.id, department: west.id, version: 2 });
    const history = await world.admin.get(`/api/records/client/${first?.id}/history`);
    expect(history.body.items[0]).toMatchObject({ action: 'update', version: 2 });
    expect(history.body.items[0].changes).toContainEqual(
      expect.objectContaining({ field: 'owner', before: leaver.id, after: heir.id }),
    );
    expect(await listAll(heir, 'client')).toHaveLength(MANY);
    const notices = (await heir.get('/api/notifications')).body.items;
    expect(notices.filter(({ entity }: { entity: string }) => entity === 'client')).toMatchObject([
      { kind: 'owner', count: MANY },
    ]);
    expect(await read('user', heir.id)).toMatchObject({ manager: null });
    expect(await read('user', other.id)).toMatchObject({ manager: heir.id });
    expect(await read('department', east.id)).toMatchObject({ head: heir.id });
    expect(await read('team', team.id)).toMatchObject({ leader: heir.id, members: [other.id] });
    expect((await other.get(`${shared.path}/shares`)).body.items).toEqual([]);
    expect(await read('user', leaver.id)).toMatchObject({ active: false, left_on: '2026-11-22' });
    expect((await leaver.get('/api/me')).status).toBe(401);
  });

  test('nothing is left, and the change log is whole', async () => {
    const preview = (await world.admin.get(path())).body;
    expect(preview).toMatchObject({ records: [], reports: 0, deputies: 0, shares: 0 });
    const rows = await world.runtime.database.read.all({
      sql: 'select * from "_audit" order by "seq"',
      parameters: [],
    });
    let previous = '';
    for (const row of rows) {
      const [version, metadata] = [Number(row.version), Number(row.metadata)];
      expect(row.hash).toBe(auditHash(previous, { ...row, version, metadata } as never));
      previous = String(row.hash);
    }
  });

  test('nobody stands below himself in the reporting line or among departments', async () => {
    const below = await make(world.admin, 'department', { name: '苏州', parent: east.id });
    const { version } = await read('department', east.id);
    const circle = await world.admin.patch(east.path, version, { parent: below.id });
    expect(problemsOf(circle)).toEqual(['record.cycle /parent']);
    const person = await read('user', heir.id);
    const upward = await world.admin.patch(`/api/records/user/${heir.id}`, person.version, {
      manager: other.id,
    });
    expect(problemsOf(upward)).toEqual(['record.cycle /manager']);
  });
});
