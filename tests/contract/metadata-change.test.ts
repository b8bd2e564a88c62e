// Metadata changes between two starts on the same data: added, renamed, converted and retired fields keep every value.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findDrift } from '../../core/storage/migrate.ts';
import { packFolder, text } from '../support/pack-files.ts';
import { postgresDatabase } from '../support/postgres.ts';
import { databases, startWorld, type World } from '../support/world.ts';

const system = join(import.meta.dirname, '../../metadata/system');
const name = { type: 'text', id: 'fieldname', label: text('Name'), searchable: true };

describe.each(databases)('%s', (database) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'crm-change-'));
  let environment: Record<string, string> | undefined;
  let packs: (() => void)[] = [];
  afterAll(() => {
    for (const remove of packs) remove();
    packs = [];
    rmSync(dataFolder, { recursive: true, force: true });
  });

  /** Starts the product with the entity `deal` as given, on the data of before. */
  async function withDeal(entity: object, work: (world: World) => Promise<void>): Promise<void> {
    if (database === 'postgres') environment ??= { DATABASE_URL: await postgresDatabase() };
    const pack = packFolder('acme', {
      'entities/deal/entity.json': {
        entity: 'deal',
        id: 'entitydeal',
        label: text('Deal'),
        ...entity,
      },
    });
    packs.push(pack.remove);
    const world = await startWorld(database, {
      onlyPacks: [system, pack.folder],
      dataFolder,
      environment,
    });
    try {
      await work(world);
      expect(await findDrift(world.runtime.database)).toEqual([]);
    } finally {
      await world.close();
    }
  }

  let id = '';
  test('starts with two fields', () =>
    withDeal(
      { fields: { name, size: { type: 'integer', id: 'fieldsize', label: text('Size') } } },
      async (world) => {
        const created = await world.admin.post('/api/records/deal', { name: '宁波项目', size: 42 });
        expect(created.status, created.text).toBe(201);
        id = created.body.id;
      },
    ));

  test('a renamed field and a new one: the value follows, the new one is empty and can be written', () =>
    withDeal(
      {
        fields: {
          title: name,
          size: { type: 'integer', id: 'fieldsize', label: text('Size') },
          order: { type: 'text', label: text('Order'), searchable: true },
        },
      },
      async (world) => {
        const read = await world.admin.get(`/api/records/deal/${id}`);
        expect(read.body).toMatchObject({ title: '宁波项目', size: 42, order: null });
        const changed = await world.admin.patch(`/api/records/deal/${id}`, read.body.version, {
          order: '订单甲乙',
        });
        expect(changed.status, changed.text).toBe(200);
        for (const q of ['宁波', '订单', 'ddjy']) {
          expect((await world.admin.get('/api/records/deal', { q })).body.items, q).toHaveLength(1);
        }
      },
    ));

  test('a whole number becomes a decimal without loss', () =>
    withDeal(
      {
        fields: {
          title: name,
          size: { type: 'decimal', id: 'fieldsize', label: text('Size'), scale: 3 },
        },
      },
      async (world) => {
        expect((await world.admin.get(`/api/records/deal/${id}`)).body).toMatchObject({
          size: '42.000',
        });
        const filter = JSON.stringify({ '==': [{ var: 'size' }, 42] });
        expect((await world.admin.get('/api/records/deal', { filter })).body.items).toHaveLength(1);
      },
    ));

  test('a retired field is gone from the API and comes back with its values', async () => {
    await withDeal({ fields: { title: name } }, async (world) => {
      expect((await world.admin.get(`/api/records/deal/${id}`)).body).not.toHaveProperty('size');
      expect((await world.admin.get('/api/records/deal', { sort: 'size' })).status).toBe(400);
    });
    await withDeal(
      {
        fields: {
          title: name,
          size: { type: 'decimal', id: 'fieldsize', label: text('Size'), scale: 3 },
        },
      },
      async (world) => {
        expect((await world.admin.get(`/api/records/deal/${id}`)).body).toMatchObject({
          size: '42.000',
        });
      },
    );
  });

  test('a conversion that could lose values is refused and leaves everything as it was', async () => {
    const lossy = withDeal(
      { fields: { title: name, size: { type: 'boolean', id: 'fieldsize', label: text('Size') } } },
      async () => {},
    );
    await expect(lossy).rejects.toMatchObject({ code: 'storage.conversion' });
    await withDeal(
      {
        fields: {
          title: name,
          size: { type: 'decimal', id: 'fieldsize', label: text('Size'), scale: 3 },
        },
      },
      async (world) => {
        expect((await world.admin.get(`/api/records/deal/${id}`)).body).toMatchObject({
          title: '宁波项目',
          size: '42.000',
        });
      },
    );
  });
});
