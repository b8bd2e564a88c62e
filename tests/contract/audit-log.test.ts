// The change log for administrators: filters, pages, its chain and what becomes of redacted rows; looks at masked values.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redactChanges, redactRows, verifyChain } from '../../core/records/audit-chain.ts';
import { appendAudit } from '../../core/records/steps/audit.ts';
import { lastVerification, startVerification } from '../../runtime/jobs/verify-log.ts';
import { keyText, secretsPack } from '../support/secrets-pack.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  const pack = secretsPack();
  let world: World;
  let clerk: Client & { readonly id: string };
  let id = '';
  beforeAll(async () => {
    const environment = { CRM_ENCRYPTION_KEY: keyText(1) };
    world = await startWorld(database, { packs: [pack.folder], environment });
    clerk = await world.user('clerk', ['user']);
    const values = { name: 'Li', account: '6222020200112233445' };
    id = (await world.admin.post('/api/records/patient', values)).body.id;
  });
  afterAll(async () => {
    await world?.close();
    pack.remove();
  });

  const read = async (query: Record<string, string> = {}, client = world.admin) =>
    (await client.get('/api/audit', query)).body;

  test('administrators alone read and verify it', async () => {
    for (const answer of [
      await clerk.get('/api/audit'),
      await clerk.get('/api/audit/verify'),
      await clerk.post('/api/audit/verify', {}),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'auth.administrator']);
    expect((await world.anonymous.get('/api/audit')).status).toBe(401);
  });

  test('values shown on request come masked; each look is written down', async () => {
    const path = `/api/records/patient/${id}`;
    expect((await clerk.get(path)).body.account).toBe('622****3445');
    expect((await world.admin.get(path)).body.account).toBe('622****3445');
    const listed = await clerk.get('/api/records/patient', { fields: 'account' });
    expect(listed.text).not.toContain('6222020200112233445');
    const shown = await clerk.post(`${path}/reveal`, { field: 'account' });
    expect(shown.body).toEqual({ field: 'account', value: '6222020200112233445' });
    const { items } = await read({ action: 'reveal' });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      entity: 'patient',
      record: id,
      name: 'Li',
      actor: { id: clerk.id, kind: 'user' },
      changes: [{ field: 'account', before: null, after: null }],
    });
    for (const field of ['name', 'diagnosis'])
      expect((await clerk.post(`${path}/reveal`, { field })).status).toBe(403);
    const nowhere = `/api/records/patient/${clerk.id}/reveal`;
    expect((await clerk.post(nowhere, { field: 'account' })).status).toBe(404);
    expect((await read({ action: 'reveal' })).items).toHaveLength(1);
  });

  test('a mask that is sent back changes nothing', async () => {
    const path = `/api/records/patient/${id}`;
    const { version } = (await clerk.get(path)).body;
    const same = await clerk.patch(path, version, { account: '622****3445' });
    expect(same.body.version).toBe(version);
    const shown = await clerk.post(`${path}/reveal`, { field: 'account' });
    expect(shown.body.value).toBe('6222020200112233445');
  });

  test('filters and pages', async () => {
    world.setNow('2026-11-23T02:00:00.000Z');
    const path = `/api/records/patient/${id}`;
    for (let turn = 1; turn <= 5; turn++) await clerk.patch(path, turn, { name: `Li ${turn}` });
    const mine = await read({ actor: clerk.id, entity: 'patient', field: 'name' });
    expect(
      mine.items.map(({ changes }: { changes: { after: string }[] }) => changes[0]?.after),
    ).toEqual(['Li 5', 'Li 4', 'Li 3', 'Li 2', 'Li 1']);
    const first = await read({ record: id, from: '2026-11-23T00:00:00Z', limit: '3' });
    expect(first.items).toHaveLength(3);
    const query = {
      record: id,
      from: '2026-11-23T00:00:00Z',
      limit: '3',
      cursor: first.nextCursor,
    };
    expect((await read(query)).items).toHaveLength(2);
    const before = await read({ record: id, until: '2026-11-23T00:00:00Z' });
    expect(before.items.at(-1)).toMatchObject({ action: 'create' });
    expect((await read({ from: '2030-01-01T00:00:00Z' })).items).toEqual([]);
    expect((await world.admin.get('/api/audit', { field: 'name' })).status).toBe(400);
    expect((await world.admin.get('/api/audit', { from: 'yesterday' })).status).toBe(400);
    expect((await world.admin.get('/api/audit', { cursor: query.cursor })).status).toBe(400);
  });

  async function verified(): Promise<{ state: string; broken?: number; rows: number }> {
    await world.admin.post('/api/audit/verify', {});
    for (;;) {
      const { body } = await world.admin.get('/api/audit/verify');
      if (body.state !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  test('two who ask for a verification at once start one', async () => {
    const { database: whole } = world.runtime;
    const slow = async (query: Parameters<typeof whole.read.all>[0]) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return whole.read.all(query);
    };
    let tick = 0;
    const runtime = {
      ...world.runtime,
      now: () => new Date(++tick),
      database: { ...whole, read: { ...whole.read, all: slow } },
    };
    const [one, other] = await Promise.all([
      startVerification(runtime),
      startVerification(runtime),
    ]);
    expect(other.startedAt).toBe(one.startedAt);
    await expect.poll(() => lastVerification(runtime)?.state).toBe('sound');
  });

  test('the chain holds over redacted rows, and over nothing else that is changed', async () => {
    const { runtime } = world;
    expect(await verified()).toMatchObject({ state: 'sound' });
    await runtime.database.write(async (connection) => {
      const sql = `select * from "_audit" where "_audit"."record" = '${id}'`;
      const rows = await connection.all({ sql, parameters: [] });
      const redacted = await redactRows(runtime.database, connection, rows, (changes) =>
        'name' in changes ? { ...changes, name: [null, null] } : undefined,
      );
      expect(redacted.length).toBe(6);
      await appendAudit(runtime.database, connection, {
        at: runtime.now().toISOString(),
        actor: null,
        actor_kind: 'system',
        entity: 'patient',
        record: id,
        action: 'redact',
        version: 6,
        changes: redactChanges(redacted, 'a test'),
        metadata: 1,
        request: null,
      });
    });
    expect((await verifyChain(runtime.database)).broken).toBeUndefined();
    expect(JSON.stringify(await read({ record: id }))).not.toContain('Li 3');
    const [row] = (await read({ record: id, action: 'create' })).items;
    expect(row.redacted).toBe(true);
    const tamper = (change: number, set: string) =>
      runtime.database.write(async (connection) => {
        const sql = `update "_audit" set ${set} where "_audit"."seq" = ${change}`;
        await connection.run({ sql, parameters: [] });
      });
    await tamper(row.change, `"changes" = '{"name":[null,"Wang"]}'`);
    expect(await verified()).toMatchObject({ state: 'broken', broken: row.change });
  });
});
