// Encrypted fields: ciphertext in the database, values for those who may read them, nothing for anybody else.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '../../core/records/audit-chain.ts';
import { reseal } from '../../core/records/reseal.ts';
import { runCommand } from '../../runtime/cli/run.ts';
import { keyText, SECRET_FIELDS, secretsPack } from '../support/secrets-pack.ts';
import { databases, startWorld, type World } from '../support/world.ts';

const CANARY = '310101199001011234';

async function cellsOf(world: World, column = 'id_number'): Promise<string[]> {
  const rows = await world.runtime.database.read.all({
    sql: `select "patient"."${column}" as "cell" from "patient" order by "patient"."rid"`,
    parameters: [],
  });
  return rows.map(({ cell }) => String(cell));
}

describe.each(databases)('%s', (database) => {
  const pack = secretsPack();
  let world: World;
  let id = '';
  beforeAll(async () => {
    world = await startWorld(database, {
      packs: [pack.folder],
      environment: { CRM_ENCRYPTION_KEY: keyText(1) },
    });
    const created = await world.admin.post('/api/records/patient', {
      name: 'Li',
      id_number: CANARY,
      diagnosis: 'canary flu',
    });
    expect(created.status, created.text).toBe(201);
    id = created.body.id;
  });
  afterAll(async () => {
    await world?.close();
    pack.remove();
  });

  test('the tables and the change log hold no value in clear', async () => {
    expect((await world.admin.get(`/api/records/patient/${id}`)).body.id_number).toBe(CANARY);
    expect((await cellsOf(world))[0]).toMatch(/^e1\.[0-9a-f]{8}\./);
    await world.admin.patch(`/api/records/patient/${id}`, 1, { diagnosis: 'canary cold' });
    const log = await world.runtime.database.read.all({
      sql: 'select "_audit"."changes" from "_audit"',
      parameters: [],
    });
    const text = JSON.stringify(log);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain('canary');
    const history = await world.admin.get(`/api/records/patient/${id}/history`);
    const [change] = history.body.items[0].changes;
    expect(change).toEqual({ field: 'diagnosis', before: '****', after: '****' });
  });

  test('equal values have different ciphertexts, and a moved one is refused', async () => {
    const twice = await world.admin.post('/api/records/patient', { name: 'A', diagnosis: 'same' });
    await world.admin.post('/api/records/patient', { name: 'B', diagnosis: 'same' });
    const cells = (await cellsOf(world, 'diagnosis')).slice(-2);
    expect(new Set(cells).size).toBe(2);
    await world.runtime.database.write(async (connection) => {
      await connection.run({
        sql: `update "patient" set "diagnosis" = '${cells[1]}' where "patient"."id" = '${twice.body.id}'`,
        parameters: [],
      });
    });
    const moved = await world.admin.get(`/api/records/patient/${twice.body.id}`);
    expect([moved.status, moved.body.code]).toEqual([500, 'encryption.broken']);
    await world.admin.patch(`/api/records/patient/${twice.body.id}`, 1, { diagnosis: null });
    await world.runtime.database.write(async (connection) => {
      await connection.run({
        sql: `delete from "patient" where "patient"."id" = '${twice.body.id}'`,
        parameters: [],
      });
    });
  });

  test('whole values are found by their fingerprint, parts and orders by nothing', async () => {
    const find = (filter: object, path = 'patient') =>
      world.admin.get(`/api/records/${path}`, { filter: JSON.stringify(filter), count: 'exact' });
    const found = await find({ '==': [{ var: 'id_number' }, ` ${CANARY} `] });
    expect(
      found.body.items.map((item: { id: string }) => item.id),
      found.text,
    ).toEqual([id]);
    expect((await find({ in: [{ var: 'id_number' }, ['1', CANARY]] })).body.count).toBe(1);
    expect((await find({ '==': [{ var: 'id_number' }, '2'] })).body.count).toBe(0);
    expect((await find({ '!': { is_empty: { var: 'diagnosis' } } })).body.count).toBeGreaterThan(0);
    await world.admin.post('/api/records/patient', { name: 'without a number' });
    const without = (await find({ is_empty: { var: 'id_number' } })).body.count;
    expect(without).toBeGreaterThan(0);
    expect((await find({ '==': [{ var: 'id_number' }, null] })).body.count).toBe(without);
    for (const rule of [
      { '==': [{ var: 'diagnosis' }, 'canary cold'] },
      { '==': [{ var: 'id_number' }, { var: 'name' }] },
      { starts_with: [{ var: 'id_number' }, '3'] },
      { '<': [{ var: 'id_number' }, '4'] },
      { '==': [{ var: 'account' }, 'x'] },
    ])
      expect((await find(rule)).status, JSON.stringify(rule)).toBe(400);
    for (const sort of ['id_number', 'diagnosis', 'account', 'id_number.lookup'])
      expect((await world.admin.get('/api/records/patient', { sort })).status, sort).toBe(400);
    for (const op of ['min', 'max', 'distinct']) {
      const answer = await world.admin.post('/api/records/patient/aggregate', {
        groupBy: [],
        measures: [{ op, field: 'id_number' }],
      });
      expect(answer.status, op).toBe(400);
    }
    const searched = await world.admin.get('/api/search', { q: CANARY });
    expect(searched.text).not.toContain(id);
  });

  test('a unique value is refused twice, under the name of its field', async () => {
    const again = await world.admin.post('/api/records/patient', { name: 'C', id_number: CANARY });
    expect(again.status).toBe(409);
    expect(again.body.problems[0].at).toBe('/id_number');
  });

  test('who may see it masked sees it masked', async () => {
    const clerk = await world.user('clerk', ['user']);
    const seen = await clerk.get(`/api/records/patient/${id}`);
    expect(seen.body.id_number).toBe(CANARY);
    expect(seen.body.diagnosis).toContain('****');
    expect(seen.text).not.toContain('canary');
  });

  test('another key becomes the current one, values follow', async () => {
    const { database: before } = world.runtime;
    const [old] = await cellsOf(world);
    const { openVault } = await import('../../core/storage/vault.ts');
    const { withVault } = await import('../../core/storage/database.ts');
    const keys = [2, 1].map((seed) => new Uint8Array(Buffer.from(keyText(seed), 'base64')));
    const turned = withVault(before, openVault(keys));
    const done = await reseal(turned, world.runtime.live.current.model);
    expect(done.find(({ field }) => field === 'id_number')?.changed).toBe(1);
    expect((await cellsOf(world))[0]?.slice(0, 11)).not.toBe(old?.slice(0, 11));
    const again = await reseal(turned, world.runtime.live.current.model);
    expect(again.every(({ changed }) => changed === 0)).toBe(true);
    const back = withVault(before, openVault([...keys].reverse()));
    await reseal(back, world.runtime.live.current.model);
    expect((await world.admin.get(`/api/records/patient/${id}`)).body.id_number).toBe(CANARY);
  });
});

describe('keys of the environment', () => {
  test('no start without a key, with a bad one, or without one that values are sealed with', async () => {
    const pack = secretsPack();
    const dataFolder = mkdtempSync(join(tmpdir(), 'crm-keys-'));
    const start = (environment: Record<string, string>) =>
      startWorld('sqlite', { packs: [pack.folder], dataFolder, environment });
    await expect(start({})).rejects.toMatchObject({ code: 'encryption.no-key' });
    await expect(start({ CRM_ENCRYPTION_KEY: 'c2hvcnQ=' })).rejects.toMatchObject({
      code: 'config.bad',
    });
    const first = await start({ CRM_ENCRYPTION_KEY: keyText(1) });
    await first.admin.post('/api/records/patient', { name: 'Li', id_number: CANARY });
    await first.close();
    await expect(start({ CRM_ENCRYPTION_KEY: keyText(2) })).rejects.toMatchObject({
      code: 'encryption.lost-key',
    });
    const environment = {
      CRM_DATA: dataFolder,
      CRM_PACKS: pack.folder,
      CRM_ENCRYPTION_KEY: keyText(2),
      CRM_ENCRYPTION_KEYS_OLD: keyText(1),
    };
    expect(await runCommand(['encrypt', '--json'], environment)).toBe(0);
    const second = await start({ CRM_ENCRYPTION_KEY: keyText(2) });
    const { items } = (await second.admin.get('/api/records/patient')).body;
    expect(items[0].id_number).toBe(CANARY);
    await second.close();
    expect(await runCommand(['doctor', '--json'], { ...environment, CRM_ENCRYPTION_KEY: '' })).toBe(
      1,
    );
    rmSync(dataFolder, { recursive: true });
    pack.remove();
  });

  test('a field that becomes encrypted while the product runs binds the next start to its key', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'crm-keys-'));
    const start = (seed: number) =>
      startWorld('sqlite', { dataFolder, environment: { CRM_ENCRYPTION_KEY: keyText(seed) } });
    const first = await start(1);
    const label = { 'zh-CN': '卡号', en: 'Card' };
    const fields = { x_card: { type: 'masked_text', label, encrypted: true } };
    const files = { 'entities/account/entity.json': { entity: 'account', fields } };
    await first.admin.patch('/api/design/draft', undefined, { files });
    const { hash } = (await first.admin.post('/api/design/plan')).body;
    expect((await first.admin.post('/api/design/apply', { hash })).status).toBe(200);
    await first.close();
    await expect(start(2)).rejects.toMatchObject({ code: 'encryption.lost-key' });
    rmSync(dataFolder, { recursive: true });
  });

  test('a field becomes encrypted and is in clear again', async () => {
    const plain = secretsPack({
      id_number: { ...SECRET_FIELDS.id_number, encrypted: false, lookup: false },
    });
    const dataFolder = mkdtempSync(join(tmpdir(), 'crm-keys-'));
    const environment = { CRM_ENCRYPTION_KEY: keyText(1) };
    const start = () => startWorld('sqlite', { packs: [plain.folder], dataFolder, environment });
    const first = await start();
    await first.admin.post('/api/records/patient', { name: 'Li', id_number: CANARY });
    await first.close();
    const file = join(plain.folder, 'entities/patient/entity.json');
    const sealed = secretsPack();
    const { readFileSync } = await import('node:fs');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, readFileSync(join(sealed.folder, 'entities/patient/entity.json'), 'utf8'));
    const command = { ...environment, CRM_DATA: dataFolder, CRM_PACKS: plain.folder };
    expect(await runCommand(['encrypt'], command)).toBe(0);
    const second = await start();
    expect((await cellsOf(second))[0]).toMatch(/^e1\./);
    const found = await second.admin.get('/api/records/patient', {
      filter: JSON.stringify({ '==': [{ var: 'id_number' }, CANARY] }),
    });
    expect(found.body.items).toHaveLength(1);
    const log = { sql: 'select "_audit"."changes" from "_audit"', parameters: [] };
    expect(JSON.stringify(await second.runtime.database.read.all(log))).not.toContain(CANARY);
    expect((await verifyChain(second.runtime.database)).broken).toBeUndefined();
    await second.close();
    writeFileSync(file, before);
    expect(await runCommand(['encrypt'], command)).toBe(0);
    const third = await start();
    expect(await cellsOf(third)).toEqual([CANARY]);
    await third.close();
    for (const pack of [plain, sealed]) pack.remove();
    rmSync(dataFolder, { recursive: true });
  });
});
