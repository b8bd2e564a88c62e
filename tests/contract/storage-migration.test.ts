// Changing the model under a client that is in use: renames by id, fields that go and come back, keys over old records.
import { describe, expect, test } from 'vitest';
import { eras, field } from '../support/eras.ts';
import { text } from '../support/pack-files.ts';
import { listAll, make } from '../support/trade.ts';
import { databases } from '../support/world.ts';

const client = (name: string, fields: object, extra: object = {}) => ({
  entity: name,
  id: 'ent_client',
  label: text(name),
  fields,
  ...extra,
});
const visit = (target: string) => ({
  entity: 'visit',
  id: 'ent_visit',
  label: text('Visit'),
  fields: {
    name: field('vis_name', 'text'),
    of: field('vis_of', 'reference', { entity: target, onDelete: 'cascade' }),
  },
});
const FIRST = {
  name: field('cl_name', 'text', { searchable: true }),
  city: field('cl_city', 'text', { searchable: true, unique: true }),
  size: field('cl_size', 'integer'),
  tags: field('cl_tags', 'tags'),
  number: field('cl_number', 'auto_number', { pattern: 'N-{seq:3}' }),
};
const RENAMED = {
  title: FIRST.name,
  town: FIRST.city,
  headcount: FIRST.size,
  labels: FIRST.tags,
  number: FIRST.number,
  added: field('cl_added', 'decimal', { scale: 2 }),
  added_tags: field('cl_added_tags', 'tags'),
  due: field('cl_due', 'text', { default: 'new ones only' }),
};

describe.each(databases)('%s', (database) => {
  test('entity and fields renamed by id keep every value, link, number, history and search hit', async () => {
    const values = { name: '宁波轴承', city: 'Ningbo', size: 7, tags: ['a', 'b'] };
    let id = '';
    await eras(database, [
      [
        {
          'entities/client/entity.json': client('client', FIRST),
          'entities/visit/entity.json': visit('client'),
        },
        async ({ admin }) => {
          const made = await make(admin, 'client', values);
          id = made.id;
          await make(admin, 'visit', { name: 'first', of: id });
        },
      ],
      [
        {
          'entities/customer/entity.json': client('customer', RENAMED),
          'entities/visit/entity.json': visit('customer'),
        },
        async ({ admin }) => {
          const { body } = await admin.get(`/api/records/customer/${id}`);
          expect(body).toMatchObject({
            title: values.name,
            town: values.city,
            headcount: 7,
            labels: ['a', 'b'],
            number: 'N-001',
            added: null,
            added_tags: [],
            due: null,
            version: 1,
          });
          expect((await admin.get('/api/records/client')).status).toBe(404);
          const found = await admin.get('/api/records/customer', { q: '轴承' });
          expect(found.body.items).toHaveLength(1);
          const filter = JSON.stringify({ '==': [{ var: 'of.title' }, values.name] });
          expect(await listAll(admin, 'visit', { filter })).toHaveLength(1);
          const taken = await admin.post('/api/records/customer', { title: 'x', town: 'Ningbo' });
          expect(taken.status).toBe(409);
          const next = await make(admin, 'customer', {
            title: 'x',
            added: '1.50',
            added_tags: ['z'],
          });
          expect(next.body).toMatchObject({ number: 'N-002', due: 'new ones only' });
          const changed = await admin.patch(`/api/records/customer/${id}`, 1, { added: '2.00' });
          expect(changed.body.added).toBe('2.00');
        },
      ],
    ]);
  });

  test('a field taken away keeps its values for the day it comes back', async () => {
    let id = '';
    const { size, tags, ...less } = FIRST;
    await eras(database, [
      [
        { 'entities/client/entity.json': client('client', FIRST) },
        async ({ admin }) => {
          id = (await make(admin, 'client', { name: 'a', size: 7, tags: ['x'] })).id;
        },
      ],
      [
        { 'entities/client/entity.json': client('client', less) },
        async ({ admin }) => {
          const { body } = await admin.get(`/api/records/client/${id}`);
          expect(body).not.toHaveProperty('size');
          expect((await admin.get('/api/records/client', { sort: 'size' })).status).toBe(400);
          expect((await admin.patch(`/api/records/client/${id}`, 1, { name: 'b' })).status).toBe(
            200,
          );
          await make(admin, 'client', { name: 'in between' });
        },
      ],
      [
        { 'entities/client/entity.json': client('client', FIRST) },
        async ({ admin }) => {
          const { body } = await admin.get(`/api/records/client/${id}`);
          expect(body).toMatchObject({ name: 'b', size: 7, tags: ['x'], version: 2 });
        },
      ],
    ]);
  });

  test('a wider number keeps its values, an index and a key come to old records', async () => {
    const money = (scale: number) => field('cl_money', 'decimal', { scale });
    await eras(database, [
      [
        { 'entities/client/entity.json': client('client', { name: FIRST.name, money: money(2) }) },
        async ({ admin }) => {
          for (const amount of ['9.99', '10.00', null])
            await make(admin, 'client', { name: 'a', money: amount });
        },
      ],
      [
        {
          'entities/client/entity.json': client(
            'client',
            { name: FIRST.name, money: { ...money(4), index: true } },
            { keys: { money: { fields: ['money'] } } },
          ),
        },
        async ({ admin }) => {
          const items = await listAll(admin, 'client', { sort: 'money' });
          expect(items.map((item) => item.money)).toEqual([null, '9.9900', '10.0000']);
          const again = await admin.post('/api/records/client', { name: 'b', money: '9.99' });
          expect(again.status).toBe(409);
        },
      ],
    ]);
  });

  test('references to several entities follow a renamed one', async () => {
    let id = '';
    const note = (targets: string[]) => ({
      entity: 'note',
      id: 'ent_note',
      label: text('Note'),
      fields: {
        name: field('note_name', 'text'),
        about: field('note_about', 'reference', { entities: targets, inverse: 'notes' }),
      },
    });
    await eras(database, [
      [
        {
          'entities/client/entity.json': client('client', FIRST),
          'entities/visit/entity.json': visit('client'),
          'entities/note/entity.json': note(['client', 'visit']),
        },
        async ({ admin }) => {
          id = (await make(admin, 'client', { name: 'a' })).id;
          await make(admin, 'note', { name: 'n', about: { entity: 'client', id } });
        },
      ],
      [
        {
          'entities/customer/entity.json': client('customer', RENAMED),
          'entities/visit/entity.json': visit('customer'),
          'entities/note/entity.json': note(['customer', 'visit']),
        },
        async ({ admin }) => {
          const [found] = await listAll(admin, 'note');
          expect(found?.about).toEqual({ entity: 'customer', id });
          const filter = JSON.stringify({
            some: [{ var: 'notes' }, { '==': [{ var: 'name' }, 'n'] }],
          });
          expect(await listAll(admin, 'customer', { filter })).toHaveLength(1);
        },
      ],
    ]);
  });
});
