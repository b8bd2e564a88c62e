// Records given to somebody beyond his policies: shares with an end, share rules, parents, teams, deputies, roles for a
// time. Everything holds, and ends, at the next request.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import { listAll, type Made, make } from '../support/trade.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const packs = ['metadata/system', 'tests/support/packs/guarded'].map((path) =>
  join(projectFolder, path),
);
type Person = Client & { readonly id: string };
const LATER = '2026-12-01T00:00:00.000Z';

describe.each(databases)('%s', (database) => {
  let world: World;
  let seller: Person;
  let helper: Person;
  let boss: Person;
  let client: Made;
  let visit: Made;
  let contract: Made;
  beforeAll(async () => {
    world = await startWorld(database, { onlyPacks: packs });
    seller = await world.user(`seller-${database}`, ['user', 'seller']);
    helper = await world.user(`helper-${database}`, ['user', 'helper']);
    boss = await world.user(`boss-${database}`, ['user', 'boss']);
    client = await make(seller, 'client', { name: '华东机械', budget: '10.00' });
    visit = await make(world.admin, 'visit', { subject: '首次拜访', client: client.id });
    contract = await make(world.admin, 'contract', { title: '框架合同', client: client.id });
  });
  afterAll(() => world?.close());

  const share = (who: Client, body: object) => who.post(`${client.path}/shares`, body);
  const withHelper = (more: object = {}) => ({
    principal: { kind: 'user', id: helper.id },
    level: 'read',
    ...more,
  });
  const ids = async (who: Client, entity: string, query: Record<string, string> = {}) =>
    (await listAll(who, entity, query)).map(({ id }) => id);
  const count = async (who: Client, entity: string) =>
    (await who.post(`/api/records/${entity}/aggregate`, {})).body.rows[0].count;

  test('who is in charge of a customer sees what belongs to it, as far as it cascades', async () => {
    expect((await seller.get(visit.path)).status).toBe(200);
    expect(await ids(seller, 'visit')).toEqual([visit.id]);
    expect((await seller.patch(visit.path, 1, { result: 'x' })).status).toBe(403);
    expect((await seller.get(contract.path)).status).toBe(404);
    expect(await count(seller, 'visit')).toBe(1);
  });

  test('a shared record is in lists, counts, paths and searches, and its visits with it', async () => {
    expect((await helper.get(client.path)).status).toBe(404);
    const given = await share(seller, withHelper({ part: '售前' }));
    expect(given.status, given.text).toBe(201);
    expect(given.body).toMatchObject({ level: 'read', part: '售前', principal: { kind: 'user' } });
    expect((await helper.get(client.path)).body.name).toBe('华东机械');
    expect(await ids(helper, 'client')).toEqual([client.id]);
    expect(await ids(helper, 'client', { q: '华东' })).toEqual([client.id]);
    expect(await ids(helper, 'client', { sort: 'name' })).toEqual([client.id]);
    expect(await count(helper, 'client')).toBe(1);
    expect(await ids(helper, 'visit')).toEqual([visit.id]);
    expect((await helper.get(contract.path)).status).toBe(404);
    expect((await helper.patch(client.path, 1, { city: 'x' })).status).toBe(403);
    expect((await helper.patch(visit.path, 1, { result: 'x' })).status).toBe(403);
    const history = (await helper.get(`${client.path}/history`)).body.items;
    expect(history.map(({ action }: { action: string }) => action)).toContain('share');
  });

  test('a share to write lets the visits be changed, and nobody gives more than he has', async () => {
    expect((await share(helper, withHelper({ level: 'write' }))).status).toBe(403);
    const given = await share(seller, withHelper({ level: 'write' }));
    expect(given.status).toBe(201);
    expect((await helper.get(`${client.path}/shares`)).body).toMatchObject({ mayShare: false });
    expect((await seller.get(`${client.path}/shares`)).body.items).toHaveLength(1);
    const changed = await helper.patch(visit.path, 1, { result: '有意向' });
    expect(changed.status, changed.text).toBe(200);
    // The helper's own policies let him change no client, so a share cannot either.
    expect((await helper.patch(client.path, 1, { city: 'x' })).status).toBe(403);
  });

  test('a share ends by itself, by being taken back and by being given back', async () => {
    await share(seller, withHelper({ expires_at: LATER }));
    expect((await helper.get(client.path)).status).toBe(200);
    world.setNow('2026-12-01T00:00:00.000Z');
    expect((await helper.get(client.path)).status).toBe(404);
    expect(await ids(helper, 'visit')).toEqual([]);
    world.setNow('2026-11-22T02:00:00.000Z');
    expect((await helper.get(client.path)).status).toBe(200);
    const [item] = (await seller.get(`${client.path}/shares`)).body.items;
    expect((await helper.delete(`${client.path}/shares/${item.id}`)).status).toBe(204);
    expect((await helper.get(client.path)).status).toBe(404);
    expect((await share(seller, withHelper({ expires_at: '2020-01-01T00:00:00Z' }))).status).toBe(
      422,
    );
  });

  test('hidden and missing records answer sharing alike; nonsense is refused', async () => {
    const none = client.path.replace(client.id, '00000000-0000-7000-8000-000000000000');
    const [hidden, missing] = [
      await helper.post(`${client.path}/shares`, withHelper()),
      await helper.post(`${none}/shares`, withHelper()),
    ];
    expect([hidden.status, hidden.text]).toEqual([missing.status, missing.text]);
    expect((await helper.get(`${client.path}/shares`)).text).toBe(
      (await helper.get(`${none}/shares`)).text,
    );
    expect((await seller.get(`/api/records/visit/${visit.id}/shares`)).body.code).toBe(
      'access.not-shared',
    );
    for (const body of [
      {},
      withHelper({ level: 'all' }),
      withHelper({ principal: { kind: 'client', id: client.id } }),
      withHelper({ extra: 1 }),
      withHelper({ expires_at: 'soon' }),
    ])
      expect((await share(seller, body)).status).toBe(400);
    const nobody = { principal: { kind: 'user', id: contract.id }, level: 'read' };
    expect((await share(seller, nobody)).status).toBe(422);
  });

  test('teams and departments, those below included, are shared with as one', async () => {
    const team = await make(world.admin, 'team', { name: '大客户组', members: [helper.id] });
    await share(seller, { principal: { kind: 'team', id: team.id }, level: 'read' });
    expect((await helper.get(client.path)).status).toBe(200);
    await world.admin.patch(team.path, 1, { members: [] });
    expect((await helper.get(client.path)).status).toBe(404);
    const top = await make(world.admin, 'department', { name: '华东区' });
    const below = await make(world.admin, 'department', { name: '杭州办', parent: top.id });
    await share(seller, { principal: { kind: 'department', id: top.id }, level: 'read' });
    const { version } = (await world.admin.get(`/api/records/user/${helper.id}`)).body;
    const moved = await world.admin.patch(`/api/records/user/${helper.id}`, version, {
      department: below.id,
    });
    expect(moved.status, moved.text).toBe(200);
    expect((await helper.get(client.path)).status).toBe(200);
    await world.admin.patch(below.path, 1, { parent: null });
    expect((await helper.get(client.path)).status).toBe(404);
  });

  test('a share rule gives what meets its condition; a broken one is refused and gives nothing', async () => {
    const rule = { name: '甲级客户给助理', entity: 'client', users: [helper.id], level: 'read' };
    const condition = { '==': [{ var: 'grade' }, 'a'] };
    const made = await make(world.admin, 'share_rule', { ...rule, condition });
    expect(await ids(helper, 'client')).toEqual([]);
    await seller.patch(client.path, 1, { grade: 'a' });
    expect(await ids(helper, 'client')).toEqual([client.id]);
    expect(await count(helper, 'client')).toBe(1);
    for (const broken of [{ nope: [1] }, { '==': [{ var: 'gone' }, 1] }, {}, []]) {
      const refused = await world.admin.patch(made.path, 1, { condition: broken });
      expect(refused.status, refused.text).toBe(422);
      expect(refused.body.problems[0].at).toMatch(/^\/condition/);
    }
    const elsewhere = await world.admin.post('/api/records/share_rule', {
      ...rule,
      entity: 'gone',
    });
    expect(elsewhere.body.problems[0].at).toBe('/entity');
    await world.admin.patch(made.path, 1, { active: false });
    expect(await ids(helper, 'client')).toEqual([]);
  });

  test('a deputy has what the person owns while it lasts', async () => {
    const absence = {
      person: seller.id,
      starts_at: '2026-11-25T00:00:00Z',
      ends_at: LATER,
      deputy: helper.id,
    };
    const others = await helper.post('/api/records/deputy', absence);
    expect(others.status).toBe(403);
    expect((await seller.post('/api/records/deputy', absence)).status).toBe(201);
    expect((await helper.get(client.path)).status).toBe(404);
    world.setNow('2026-11-26T00:00:00.000Z');
    expect((await helper.get(client.path)).status).toBe(200);
    expect(await ids(helper, 'client')).toEqual([client.id]);
    expect(await ids(helper, 'visit')).toEqual([visit.id]);
    world.setNow(LATER);
    expect((await helper.get(client.path)).status).toBe(404);
    world.setNow('2026-11-22T02:00:00.000Z');
  });

  test('a role for a time comes and goes by itself', async () => {
    const roles = (await world.admin.get('/api/records/role')).body.items;
    const auditor = roles.find(({ key }: { key: string }) => key === 'auditor');
    const grant = { person: boss.id, role: auditor.id, reason: '年度审计' };
    const times = { starts_at: '2026-11-22T01:00:00Z', ends_at: '2026-11-23T00:00:00Z' };
    expect(await ids(boss, 'client')).toEqual([]);
    await make(world.admin, 'role_grant', { ...grant, ...times });
    expect(await ids(boss, 'client')).toEqual([client.id]);
    expect((await boss.post('/api/records/role_grant', { ...grant, ...times })).status).toBe(404);
    world.setNow('2026-11-23T00:00:00.000Z');
    expect(await ids(boss, 'client')).toEqual([]);
    world.setNow('2026-11-22T02:00:00.000Z');
  });

  test('an explanation names the policy, whether it holds, and what would grant it', async () => {
    const why = (who: Client, query: Record<string, string>) =>
      who.get('/api/explain', { entity: 'client', id: client.id, ...query });
    const own = (await why(seller, { action: 'update', field: 'budget' })).body;
    expect(own).toMatchObject({ allowed: true, right: 'write', administrator: false });
    expect(own.grounds).toEqual([
      expect.objectContaining({ policy: 'seller', scope: 'own', holds: true, pack: 'guarded' }),
    ]);
    expect((await why(helper, {})).status).toBe(404);
    const asked = (await why(world.admin, { user: helper.id })).body;
    expect(asked).toMatchObject({ allowed: false, person: { id: helper.id } });
    expect(asked.grounds).toEqual([
      expect.objectContaining({ policy: 'helper', scope: 'own', holds: false }),
    ]);
    expect(asked.wouldGrant.map(({ policy }: { policy: string }) => policy)).toContain('auditor');
    const mute = (await why(world.admin, { user: boss.id, field: 'budget' })).body;
    expect(mute).toMatchObject({ allowed: true, right: 'hidden' });
    expect(mute.grounds).toContainEqual(
      expect.objectContaining({ policy: 'auditor_limits', mute: true, right: 'hidden' }),
    );
    expect((await why(seller, { user: helper.id })).status).toBe(403);
    expect((await why(seller, { field: 'gone' })).status).toBe(422);
    await share(seller, withHelper());
    const shared = (await why(helper, {})).body;
    expect(shared.grounds[0]).toMatchObject({ policy: 'helper', holds: true, widened: true });
  });

  test('an explanation tells nothing that rests on what one may not read', async () => {
    const planner = await world.user(`planner-${database}`, ['user', 'planner']);
    const about = async (budget: string) => {
      const made = await make(world.admin, 'client', { name: '同名客户', grade: 'a', budget });
      const query = { entity: 'client', id: made.id, action: 'update', field: 'city' };
      const { body } = await planner.get('/api/explain', query);
      return { ...body, id: null };
    };
    const [small, large] = [await about('50.00'), await about('250.00')];
    expect(large).toEqual(small);
    expect(large).toMatchObject({ allowed: false, facts: null });
    expect(large.wouldGrant).toContainEqual(
      expect.objectContaining({ policy: 'banker', holds: null, rule: null, sentence: null }),
    );
  });
});
