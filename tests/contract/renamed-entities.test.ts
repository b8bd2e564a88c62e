// What is kept by an entity's name — change log, search, names in references — follows it through renames, also when
// another entity takes the old name.
import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../core/records/audit-chain.ts';
import { eras, field } from '../support/eras.ts';
import { text } from '../support/pack-files.ts';
import { listAll, make } from '../support/trade.ts';
import { type Client, databases } from '../support/world.ts';

const entity = (name: string, id: string, fields: object) => ({
  [`entities/${name}/entity.json`]: { entity: name, id, label: text(name), fields },
});
const CLIENT = {
  name: field('cl_name', 'text', { searchable: true }),
  size: field('cl_size', 'integer'),
  city: field('cl_city', 'text'),
};
const SUPPLIER = { name: field('su_name', 'text', { searchable: true }) };

async function changes(client: Client, path: string): Promise<[string, unknown[]][]> {
  const { body, status } = await client.get(`/api/records/${path}/history`);
  expect(status).toBe(200);
  return body.items.map((entry: { action: string; changes: unknown[] }) => [
    entry.action,
    entry.changes,
  ]);
}
const set = (name: string, after: unknown, before: unknown = null) => ({
  field: name,
  before,
  after,
});

describe.each(databases)('%s', (database) => {
  test('history is found under the new name, its fields under theirs', async () => {
    let id = '';
    const { name, size, city } = CLIENT;
    await eras(database, [
      [
        entity('client', 'ent_client', CLIENT),
        async ({ admin }) => {
          id = (await make(admin, 'client', { name: 'a', size: 1, city: 'x' })).id;
        },
      ],
      [
        entity('customer', 'ent_client', { title: name, city: size, town: city }),
        async ({ admin }) => {
          await admin.patch(`/api/records/customer/${id}`, 1, { city: 2, town: 'y' });
        },
      ],
      [
        entity('partner', 'ent_client', { title: name, town: city }),
        async ({ admin, runtime }) => {
          await admin.patch(`/api/records/partner/${id}`, 2, { town: 'z' });
          expect(await changes(admin, `partner/${id}`)).toEqual([
            ['update', [set('town', 'z', 'y')]],
            ['update', [set('town', 'y', 'x')]],
            ['create', [set('title', 'a'), set('town', 'x')]],
          ]);
          const log = await admin.get('/api/audit', { record: id });
          const lines = log.body.items.map((each: { [key: string]: unknown }) => [
            each.entity,
            each.name,
            each.changes,
          ]);
          expect(lines[2]).toEqual(['partner', 'a', [set('title', 'a'), set('town', 'x')]]);
          expect((await verifyChain(runtime.database)).broken).toBeUndefined();
        },
      ],
      [
        entity('partner', 'ent_client', { title: name, headcount: size, town: city }),
        async ({ admin }) => {
          expect((await changes(admin, `partner/${id}`)).slice(1)).toEqual([
            ['update', [set('headcount', 2, 1), set('town', 'y', 'x')]],
            ['create', [set('title', 'a'), set('headcount', 1), set('town', 'x')]],
          ]);
        },
      ],
    ]);
  });

  test('an entity that takes the name takes neither history nor search hits of the one before', async () => {
    const made = { old: '', young: '' };
    await eras(database, [
      [
        entity('client', 'ent_client', CLIENT),
        async ({ admin }) => {
          made.old = (await make(admin, 'client', { name: 'alpha', city: 'one' })).id;
        },
      ],
      [
        {
          ...entity('customer', 'ent_client', CLIENT),
          ...entity('client', 'ent_new', { name: field('new_name', 'text', { searchable: true }) }),
        },
        async ({ admin, runtime }) => {
          // The same id on purpose: imports keep theirs.
          await runtime.database.write(async (connection) => {
            const { createRecord } = await import('../../core/records/write.ts');
            const options = { connection, trusted: true, id: made.old };
            await createRecord(runtime.systemContext('test'), 'client', { name: 'beta' }, options);
          });
          expect(await changes(admin, `client/${made.old}`)).toEqual([
            ['create', [set('name', 'beta')]],
          ]);
          expect(await changes(admin, `customer/${made.old}`)).toEqual([
            ['create', [set('name', 'alpha'), set('city', 'one')]],
          ]);
          const log = await admin.get('/api/audit', { record: made.old });
          expect(
            log.body.items.map((each: { [key: string]: unknown }) => [each.entity, each.name]),
          ).toEqual([
            ['client', 'beta'],
            ['customer', 'alpha'],
          ]);
          const hits = async (name: string, q: string) =>
            (await admin.get(`/api/records/${name}`, { q })).body.items.length;
          expect(await hits('client', 'alpha')).toBe(0);
          expect(await hits('client', 'beta')).toBe(1);
          expect(await hits('customer', 'alpha')).toBe(1);
          expect(await hits('customer', 'beta')).toBe(0);
        },
      ],
    ]);
  });

  test('two entities swap their names, and references to either follow', async () => {
    const ids = { client: '', supplier: '' };
    const note = entity('note', 'ent_note', {
      name: field('note_name', 'text'),
      about: field('note_about', 'reference', { entities: ['client', 'supplier'] }),
    });
    await eras(database, [
      [
        {
          ...entity('client', 'ent_client', CLIENT),
          ...entity('supplier', 'ent_supplier', SUPPLIER),
          ...note,
        },
        async ({ admin }) => {
          ids.client = (await make(admin, 'client', { name: 'c' })).id;
          ids.supplier = (await make(admin, 'supplier', { name: 's' })).id;
          await make(admin, 'note', { name: '1', about: { entity: 'client', id: ids.client } });
          await make(admin, 'note', { name: '2', about: { entity: 'supplier', id: ids.supplier } });
        },
      ],
      [
        {
          ...entity('supplier', 'ent_client', CLIENT),
          ...entity('client', 'ent_supplier', SUPPLIER),
          ...note,
        },
        async ({ admin }) => {
          const notes = await listAll(admin, 'note', { sort: 'name' });
          expect(notes.map(({ about }) => about)).toEqual([
            { entity: 'supplier', id: ids.client },
            { entity: 'client', id: ids.supplier },
          ]);
          expect(await changes(admin, `supplier/${ids.client}`)).toEqual([
            ['create', [set('name', 'c')]],
          ]);
          expect(await changes(admin, `note/${notes[0]?.id}`)).toEqual([
            ['create', [set('name', '1'), set('about', { entity: 'supplier', id: ids.client })]],
          ]);
          expect((await admin.get('/api/records/client', { q: 's' })).body.items).toHaveLength(1);
        },
      ],
    ]);
  });

  test('numbers go on and searches find where only the entity has an id', async () => {
    const plain = (type: string, extra: object = {}) => ({ type, label: text('x'), ...extra });
    const fields = {
      name: plain('text', { searchable: true }),
      code: plain('auto_number', { pattern: 'N-{seq:3}' }),
    };
    await eras(database, [
      [
        entity('client', 'ent_client', fields),
        async ({ admin }) => {
          await make(admin, 'client', { name: 'alpha' });
        },
      ],
      [
        entity('customer', 'ent_client', fields),
        async ({ admin, runtime }) => {
          expect((await make(admin, 'customer', { name: 'beta' })).body.code).toBe('N-002');
          const found = await admin.get('/api/records/customer', { q: 'alpha' });
          expect(found.body.items).toHaveLength(1);
          expect(runtime.live.current.searches._search_customer?.slots).toHaveLength(1);
        },
      ],
    ]);
  });

  test('what is retired makes room for what takes its name, and comes back with its data', async () => {
    let id = '';
    await eras(database, [
      [
        {
          ...entity('client', 'ent_client', CLIENT),
          ...entity('supplier', 'ent_supplier', SUPPLIER),
        },
        async ({ admin }) => {
          id = (await make(admin, 'client', { name: 'kept', size: 7, city: 'x' })).id;
          await make(admin, 'supplier', { name: 's' });
        },
      ],
      [
        entity('client', 'ent_supplier', SUPPLIER),
        async ({ admin }) => {
          expect((await listAll(admin, 'client')).map(({ name }) => name)).toEqual(['s']);
          expect((await admin.get(`/api/records/client/${id}/history`)).status).toBe(404);
          expect((await admin.get('/api/records/client', { q: 'kept' })).body.items).toEqual([]);
        },
      ],
      [
        {
          ...entity('client', 'ent_supplier', SUPPLIER),
          ...entity('house', 'ent_client', { name: CLIENT.name, size: CLIENT.city }),
        },
        async ({ admin }) => {
          const { body } = await admin.get(`/api/records/house/${id}`);
          expect(body).toMatchObject({ name: 'kept', size: 'x' });
          expect(await changes(admin, `house/${id}`)).toEqual([
            ['create', [set('name', 'kept'), set('size', 'x')]],
          ]);
          expect((await admin.get('/api/records/house', { q: 'kept' })).body.items).toHaveLength(1);
        },
      ],
      [
        {
          ...entity('supplier', 'ent_supplier', SUPPLIER),
          ...entity('client', 'ent_client', CLIENT),
        },
        async ({ admin }) => {
          const { body } = await admin.get(`/api/records/client/${id}`);
          expect(body).toMatchObject({ name: 'kept', size: 7, city: 'x' });
        },
      ],
    ]);
  });
});
