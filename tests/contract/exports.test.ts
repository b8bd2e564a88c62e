// Exports: under the caller's scope and field rights, harmless in spreadsheets, read back unchanged, written down.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvRows } from '../../core/import/rows.ts';
import { importRows } from '../../core/import/run.ts';
import { parseCsv } from '../../core/packs/csv.ts';
import { exportCsv, planExport } from '../../core/records/export.ts';
import { text } from '../support/pack-files.ts';
import { keyText, secretsPack } from '../support/secrets-pack.ts';
import { type Client, databases, startWorld, type World } from '../support/world.ts';

const NASTY = ['=1+1', "'=1+1", '+SUM(A1)', '-cmd', '@x', '-5', "''+", 'a,"b";c', '中文'];

const policy = {
  policy: 'exporters',
  label: text('Exporters'),
  roles: ['user'],
  entities: {
    patient: {
      actions: { read: 'all', create: 'all', update: 'all', export: 'own' },
      fields: { diagnosis: 'hidden', id_number: 'masked', '*': 'write' },
    },
  },
};

describe.each(databases)('%s', (database) => {
  const pack = secretsPack({}, { 'policies/clinic.json': { ...policy, policy: 'clinic' } });
  let world: World;
  let clerk: Client & { readonly id: string };
  beforeAll(async () => {
    const environment = { CRM_ENCRYPTION_KEY: keyText(1) };
    world = await startWorld(database, { packs: [pack.folder], environment });
    clerk = await world.user('clerk', ['user']);
    const create = NASTY.map((name, index) => ({
      name,
      id_number: `canary-id-${index}`,
      diagnosis: 'canary flu',
      account: `canary-account-${index}`,
      owner: index < 3 ? clerk.id : undefined,
    }));
    const made = await world.admin.post('/api/records/patient/bulk', { create });
    expect(made.status, made.text).toBe(200);
  });
  afterAll(async () => {
    await world?.close();
    pack.remove();
  });

  const exported = (client: Client, body: object = {}) =>
    client.post('/api/exports', { entity: 'patient', ...body });

  test('records of the export scope alone, columns of the field rights alone, no canary', async () => {
    const answer = await exported(clerk);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.text).not.toContain('canary-id-0');
    expect(answer.text).not.toContain('flu');
    expect(answer.text).not.toContain('canary-account-0');
    expect(answer.text).not.toContain('Diagnosis');
    const [head, ...rows] = parseCsv(answer.text.replace(/^\uFEFF/, ''));
    expect(head).toContain('ID number');
    expect(rows).toHaveLength(3);
    for (const body of [
      { fields: ['diagnosis'] },
      { fields: ['name', 'nothing'] },
      { filter: { '==': [{ var: 'diagnosis' }, 'x'] } },
      { sort: 'diagnosis' },
      { format: 'xlsx' },
      { nothing: 1 },
    ])
      expect((await exported(clerk, body)).status, JSON.stringify(body)).toBe(400);
    expect((await world.anonymous.post('/api/exports', { entity: 'patient' })).status).toBe(401);
    const nobody = await exported(clerk, { entity: 'sign_in_event' });
    expect([nobody.status, nobody.body.code]).toEqual([403, 'access.denied']);
  });

  test('the file begins with a byte order mark, formulas are text, and an import reads back what was there', async () => {
    const answer = await exported(world.admin, { fields: ['name'], heads: 'names', sort: 'name' });
    const system = world.runtime.systemContext('test');
    const pieces = exportCsv(planExport(system, { entity: 'patient', heads: 'names' }));
    expect((await pieces.next()).value).toMatch(/^\uFEFFid,/);
    const plain = answer.text.replace(/^\uFEFF/, '');
    for (const [cell = ''] of parseCsv(plain)) expect(cell).not.toMatch(/^[=+@]|^-\D/);
    const names = csvRows(plain).map(({ cells }) => cells.name);
    expect(names.sort()).toEqual([...NASTY].sort());
    const entity = system.live.model.entities.get('patient');
    if (!entity) throw new Error('no entity');
    await world.runtime.database.write((connection) =>
      importRows(system, entity, csvRows(plain), {
        mode: 'insert',
        connection,
        affected: new Map(),
      }),
    );
    const all = await world.admin.get('/api/records/patient', { fields: 'name', limit: '100' });
    const stored = all.body.items.map(({ name }: { name: string }) => name).sort();
    expect(stored).toEqual([...NASTY, ...NASTY].sort());
  });

  test('heads and records by name, over references, filtered and chosen', async () => {
    const body = {
      fields: ['name', 'owner', 'owner.email'],
      filter: { '==': [{ var: 'owner' }, clerk.id] },
    };
    const answer = await exported(world.admin, body);
    const [head, ...rows] = parseCsv(answer.text.replace(/^\uFEFF/, ''));
    expect(head?.[0]).toBe('Name');
    expect(rows).toHaveLength(3);
    expect(rows[0]?.slice(1)).toEqual(['clerk', 'clerk@example.com']);
    const plain = await exported(world.admin, {
      ...body,
      fields: ['owner', 'owner.active', 'owner.manager.version'],
      heads: 'names',
    });
    const [, first] = parseCsv(plain.text.replace(/^\uFEFF/, ''));
    expect(first).toEqual([clerk.id, expect.stringMatching(/^(true|yes|是|1)$/i), '']);
    const { items } = (await world.admin.get('/api/records/patient', { limit: '2' })).body;
    const ids = items.map(({ id }: { id: string }) => id);
    const chosen = await exported(world.admin, { ids, fields: ['id'], heads: 'names' });
    expect(
      csvRows(chosen.text.replace(/^\uFEFF/, ''))
        .map(({ cells }) => cells.id)
        .sort(),
    ).toEqual(ids.sort());
  });

  test('each export is written down for administrators, and nobody changes the log', async () => {
    const log = await world.admin.get('/api/records/export_event', { sort: '-created_at' });
    const entry = log.body.items.find(
      ({ filter }: { filter: string | null }) =>
        filter?.includes('clerk') || filter?.includes(clerk.id),
    );
    expect(entry).toMatchObject({ entity: 'patient', records: 3, state: 'done', format: 'csv' });
    const path = `/api/records/export_event/${entry.id}`;
    expect((await world.admin.delete(path, entry.version)).status).toBe(403);
    expect((await clerk.get('/api/records/export_event')).status).toBe(404);
  });

  test('more than a page, streamed', async () => {
    const create = Array.from({ length: 450 }, (_, index) => ({ name: `many ${index}` }));
    await world.admin.post('/api/records/patient/bulk', { create });
    const filter = { starts_with: [{ var: 'name' }, 'many'] };
    const answer = await exported(world.admin, { filter, fields: ['name'], sort: '-name' });
    expect(parseCsv(answer.text.replace(/^\uFEFF/, ''))).toHaveLength(451);
  });
});
