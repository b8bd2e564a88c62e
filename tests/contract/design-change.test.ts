// Roles and policies changed while the product runs: draft, plan, apply, and what the next request obeys.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDrift } from '../../core/storage/migrate.ts';
import { runCommand } from '../../runtime/cli/run.ts';
import { postgresDatabase } from '../support/postgres.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const PLANNER = {
  role: 'x_planner',
  label: { 'zh-CN': '计划员', en: 'Planner' },
  description: { 'zh-CN': '看部门客户', en: "Sees the department's customers" },
};
const POLICY = {
  policy: 'x_planner',
  label: { 'zh-CN': '计划员权限', en: 'Rights of planners' },
  roles: ['x_planner'],
  entities: {
    account: { actions: { read: 'department' }, fields: { '*': 'read', phone: 'masked' } },
  },
};

describe.each(databases)('%s', (database) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'crm-design-'));
  let environment: Record<string, string> | undefined;
  let world: World;
  const start = async () => {
    if (database === 'postgres') environment ??= { DATABASE_URL: await postgresDatabase() };
    world = await startWorld(database, { dataFolder, environment });
  };
  beforeAll(start);
  afterAll(async () => {
    await world?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const draft = (files: object) => world.admin.patch('/api/design/draft', undefined, { files });
  const plan = async () => (await world.admin.post('/api/design/plan')).body;
  const apply = (hash: string | null) => world.admin.post('/api/design/apply', { hash });
  const drop = () => world.admin.delete('/api/design/draft');

  async function change(files: object): Promise<void> {
    expect((await draft(files)).status).toBe(200);
    const planned = await plan();
    expect(planned.problems).toEqual([]);
    const applied = await apply(planned.hash);
    expect(applied.status, applied.text).toBe(200);
  }

  /** Problems of a draft that is refused: code and place. */
  async function refused(files: object): Promise<string[]> {
    await draft(files);
    const planned = await plan();
    expect(planned.hash).toBeNull();
    const applied = await apply('0');
    expect(applied.status).toBe(422);
    await drop();
    return planned.problems.map(({ code, at }: { code: string; at: string }) => `${code} ${at}`);
  }

  let planner: Client & { id: string };
  let account = '';

  test('only an administrator with all his rights may look or change', async () => {
    const rep = await world.user(`rep-${database}`, ['sales_rep']);
    const limited = await world.admin.post('/api/auth/keys', {
      label: 'r',
      limits: { entities: ['account'] },
    });
    const key = { headers: { Authorization: `Bearer ${limited.body.token ?? limited.body.key}` } };
    for (const [method, path] of [
      ['GET', '/api/design/metadata?kind=role'],
      ['GET', '/api/design/draft'],
      ['POST', '/api/design/plan'],
      ['POST', '/api/design/apply'],
    ] as const) {
      const body = method === 'POST' ? '{}' : undefined;
      const json = { 'Content-Type': 'application/json' };
      const answer = await rep.send(method, path, { headers: json, body });
      expect([answer.status, answer.body.code], path).toEqual([403, 'auth.administrator']);
      const keyed = { headers: { ...json, ...key.headers }, body };
      const byKey = await world.anonymous.send(method, path, keyed);
      expect([401, 403], `${path} ${byKey.text}`).toContain(byKey.status);
    }
  });

  test('a role and its policy: planned in words, applied, obeyed by the next request', async () => {
    expect((await draft({ 'roles/x_planner.json': PLANNER })).status).toBe(200);
    await draft({ 'policies/x_planner.json': POLICY });
    const planned = await plan();
    expect(planned.problems).toEqual([]);
    expect(
      planned.changes.map(({ path, effect }: Record<string, string>) => [path, effect]),
    ).toEqual(
      expect.arrayContaining([
        ['roles/x_planner.json', 'added'],
        ['policies/x_planner.json', 'added'],
      ]),
    );
    const texts = planned.access.map(({ text }: { text: { en: string } }) => text.en);
    expect(texts).toContain("Planner (0 people) – see Accounts: none → their department's");
    expect(planned.access[0]).toMatchObject({
      role: 'x_planner',
      entity: 'account',
      effect: 'gains',
    });
    expect((await apply(planned.hash)).status).toBe(200);
    expect((await world.admin.get('/api/design/draft')).body.files).toEqual({});

    planner = await world.user(`planner-${database}`, ['user', 'x_planner']);
    const department = await world.admin.post('/api/records/department', { name: `D ${database}` });
    const person = await world.admin.get(`/api/records/user/${planner.id}`);
    const moved = await world.admin.patch(`/api/records/user/${planner.id}`, person.body.version, {
      department: department.body.id,
    });
    expect(moved.status, moved.text).toBe(200);
    const inside = await world.admin.post('/api/records/account', {
      name: '甲公司',
      phone: '021-58888888',
      owner: planner.id,
    });
    expect(inside.status, inside.text).toBe(201);
    account = inside.body.id;
    await world.admin.post('/api/records/account', { name: '乙公司' });
    const seen = (await planner.get('/api/records/account', { fields: 'name,phone' })).body.items;
    expect(seen.map(({ name }: { name: string }) => name)).toEqual(['甲公司']);
    expect(seen[0].phone).toContain('*');
  });

  test('what is narrowed holds on the next request, and a running model is finished on', async () => {
    const before = world.runtime.live.current;
    const none = { ...POLICY, entities: { account: { actions: { read: 'none' } } } };
    await draft({ 'policies/x_planner.json': none });
    const planned = await plan();
    expect(planned.access).toMatchObject([{ effect: 'loses', action: 'read', people: 1 }]);
    expect((await apply(planned.hash)).status).toBe(200);
    expect((await planner.get('/api/records/account')).status).toBe(404);
    expect(before.model.roles.has('x_planner')).toBe(true);
    expect(world.runtime.live.current.version).toBe(before.version + 1);
    await change({ 'policies/x_planner.json': POLICY });
    expect((await planner.get(`/api/records/account/${account}`)).status).toBe(200);
  });

  test('it is kept over a restart, without a further metadata version', async () => {
    const { version } = world.runtime.live.current;
    const id = planner.id;
    await world.close();
    await start();
    expect(world.runtime.live.current.version).toBe(version);
    expect(await findDrift(world.runtime.database)).toEqual([]);
    const role = await world.admin.get('/api/design/metadata?kind=role');
    const own = role.body.items.find(({ key }: { key: string }) => key === 'x_planner');
    expect(own).toMatchObject({ pack: 'site', base: null, live: PLANNER });
    const why = await world.admin.get('/api/explain', { entity: 'account', user: id, id: account });
    expect(why.body.allowed).toBe(true);
  });

  test('a policy of a pack is overlaid and goes back when the file is taken out', async () => {
    const nodes = async () =>
      (await world.admin.get('/api/design/metadata?kind=policy')).body.items;
    const sales = async () =>
      (await nodes()).find(({ key }: { key: string }) => key === 'crm_sales');
    expect((await sales()).pack).toBe('crm-core');
    const overlay = {
      policy: 'crm_sales',
      entities: { account: { actions: { delete: 'none', export: 'all' } } },
    };
    await change({ 'policies/crm_sales.json': overlay });
    const changed = await sales();
    expect(changed.live.entities.account.actions).toMatchObject({ delete: 'none', export: 'all' });
    expect(changed.base.entities.account.actions).toMatchObject({ delete: 'own' });
    await change({ 'policies/crm_sales.json': null });
    expect((await sales()).live).toEqual(changed.base);
  });

  test('a plan that is not the newest is refused, whatever changed meanwhile', async () => {
    await draft({ 'roles/x_planner.json': { ...PLANNER, label: { 'zh-CN': '甲', en: 'A' } } });
    const first = await plan();
    await draft({ 'roles/x_planner.json': { ...PLANNER, label: { 'zh-CN': '乙', en: 'B' } } });
    expect((await apply(first.hash)).body.code).toBe('design.stale');
    const second = await plan();
    const other = await world.user(`other-${database}`, ['admin']);
    await other.patch('/api/design/draft', undefined, {
      files: { 'roles/x_other.json': { role: 'x_other', label: { 'zh-CN': '他', en: 'Other' } } },
    });
    const theirs = await other.post('/api/design/plan');
    expect((await other.post('/api/design/apply', { hash: theirs.body.hash })).status).toBe(200);
    const late = await apply(second.hash);
    expect([late.status, late.body.code]).toEqual([409, 'design.stale']);
    expect((await apply((await plan()).hash)).status).toBe(200);
    expect((await apply('0')).body.code).toBe('design.empty');
  });

  test('an apply that fails half way leaves nothing behind', async () => {
    const { database: storage, live } = world.runtime;
    const dialect = storage.dialect as { analyze(table: string): unknown };
    const { analyze } = dialect;
    const { version } = live.current;
    // A field with an index makes the migration look at its table at the very end.
    const entity = {
      entity: 'account',
      fields: { x_tier: { type: 'integer', label: { 'zh-CN': '级', en: 'Tier' } } },
      indexes: { x_tier: { fields: ['x_tier'] } },
    };
    await draft({ 'entities/account/entity.json': entity });
    const planned = await plan();
    expect([planned.problems, planned.steps.length > 0]).toEqual([[], true]);
    dialect.analyze = () => {
      throw new Error('the power is gone');
    };
    const failed = await apply(planned.hash);
    dialect.analyze = analyze;
    expect(failed.status).toBe(500);
    expect(live.current.version).toBe(version);
    expect(await findDrift(storage)).toEqual([]);
    expect((await plan()).hash).toBe(planned.hash);
    expect((await apply(planned.hash)).status).toBe(200);
    expect(await findDrift(storage)).toEqual([]);
    const made = await world.admin.post('/api/records/account', { name: '丙公司', x_tier: 3 });
    expect([made.status, made.body.x_tier]).toEqual([201, 3]);
  });

  test('nobody is locked out', async () => {
    const admin = { role: 'admin', administrator: false };
    expect(await refused({ 'roles/admin.json': admin })).toEqual(['design.lock-out site']);
    const gone = await refused({ 'roles/admin.json': { role: 'admin', $remove: true } });
    expect(gone).not.toEqual([]);
    expect(
      await refused({ 'roles/x_planner.json': null, 'policies/x_planner.json': null }),
    ).toEqual(['design.role-held site/roles/x_planner.json']);
  });

  test('whose role is taken away is told in one language, by the key', async () => {
    await draft({ 'roles/x_planner.json': null, 'policies/x_planner.json': null });
    for (const locale of ['en', 'zh-CN']) {
      const answer = await world.admin.send('POST', '/api/design/plan', {
        headers: { 'Content-Type': 'application/json', 'Accept-Language': locale },
        body: '{}',
      });
      expect(answer.body.problems[0].message).toContain('x_planner');
    }
    await drop();
  });

  test('another prefix binds what is new, not what stands', async () => {
    await change({ 'settings.json': { settings: { site_prefix: { value: 'y_' } } } });
    await change({ 'roles/y_second.json': { ...PLANNER, role: 'y_second' } });
    expect(await refused({ 'roles/x_late.json': { ...PLANNER, role: 'x_late' } })).toEqual([
      'design.prefix site/roles/x_late.json#/role',
    ]);
    await change({ 'settings.json': null, 'roles/y_second.json': null });
  });

  test('what cannot be enforced or understood is refused with its place', async () => {
    const policy = (entities: object) => ({ 'policies/x_planner.json': { ...POLICY, entities } });
    const place = 'site/policies/x_planner.json#/entities';
    const cases: [object, string][] = [
      [{ account: { actions: { read: { rule: { nonsense: [1] } } } } }, 'rule.unknown-operator'],
      [{ account: { actions: { read: { rule: { '==': [1, 1], or: [] } } } } }, 'rule.shape'],
      [{ account: { actions: { raed: 'all' } } }, 'meta.unknown-target'],
      [{ acount: { actions: { read: 'all' } } }, 'meta.unknown-entity'],
      [{ account: { fields: { phnoe: 'read' } } }, 'meta.unknown-field'],
      [{ currency: { actions: { read: 'own' } } }, 'meta.no-owner'],
      [{ account: { when: { '==': [{ var: 'name' }, 'x'] } } }, 'meta.when-grants'],
      [{ '*': { actions: { read: 'own' } } }, 'meta.for-all'],
    ];
    for (const [entities, code] of cases) {
      const problems = await refused(policy(entities));
      expect(problems.length, code).toBeGreaterThan(0);
      for (const problem of problems) expect(problem).toContain(`${code} ${place}`);
    }
    expect(await refused({ 'roles/planner.json': { ...PLANNER, role: 'planner' } })).toEqual([
      'design.prefix site/roles/planner.json#/role',
    ]);
    expect((await draft({ 'nowhere/x.json': {} })).body.code).toBe('design.place');
  });

  test('changes that no longer fit the packs stop the start with their place; the command line takes them out', async () => {
    const content = JSON.stringify({ ...POLICY, policy: 'x_gone', roles: ['gone'] });
    await world.runtime.database.write(async (connection) => {
      const row = {
        path: 'policies/x_gone.json',
        content,
        changed_at: '2026-11-22',
        changed_by: null,
      };
      const { builder } = world.runtime.database;
      await connection.run(builder.insertInto('_site_file').values(row).compile());
    });
    await world.close();
    await expect(start()).rejects.toMatchObject({
      code: 'pack.invalid',
      problems: [{ code: 'meta.unknown-target', at: 'site/policies/x_gone.json#/roles/0' }],
    });
    const at = { CRM_DATA: dataFolder, CRM_SYNC: 'off', ...environment };
    expect(await runCommand(['site'], at)).toBe(1);
    expect(await runCommand(['site', 'remove', 'policies/x_gone.json'], at)).toBe(0);
    await start();
    expect(await findDrift(world.runtime.database)).toEqual([]);
  });

  test('the change log keeps who changed which file, before and after', async () => {
    const rows = await world.runtime.database.read.all({
      sql: `select "_audit"."record", "_audit"."action", "_audit"."actor" from "_audit" where "_audit"."entity" = '_site_file' order by "_audit"."seq"`,
      parameters: [],
    });
    expect(rows[0]).toMatchObject({ record: 'policies/x_planner.json', action: 'create' });
    expect(rows.filter(({ actor }) => actor === null)).toHaveLength(1);
    expect(rows.some(({ action }) => action === 'delete')).toBe(true);
  });
});
