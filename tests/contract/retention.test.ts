// Retention: what is past its time is erased or removed for good, in a dry run only counted, and never what is needed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModel } from '../../core/model/build.ts';
import { mergeLayers } from '../../core/packs/merge.ts';
import { verifyChain } from '../../core/records/audit-chain.ts';
import { cutOff } from '../../core/records/retention.ts';
import { planRetention, runOncePerDay, runRetention } from '../../runtime/jobs/retention.ts';
import { packFolder, packOf, text } from '../support/pack-files.ts';
import { databases, startWorld, type World } from '../support/world.ts';

const entity = (name: string, fields: object, own: object = {}) => ({
  entity: name,
  label: text(name),
  nameField: 'name',
  fields: {
    name: { type: 'text', label: text('Name'), required: true, personal: true },
    ...fields,
  },
  ...own,
});
const date = { type: 'date', label: text('Date') };
const reference = (name: string, onDelete: string) => ({
  type: 'reference',
  label: text(name),
  entity: name,
  onDelete,
});
const FILES = {
  'entities/visitor/entity.json': entity(
    'visitor',
    { left_on: date },
    { retention: { after: 'P1Y', from: 'left_on', action: 'erase' } },
  ),
  'entities/visit/entity.json': entity(
    'visit',
    { at: { type: 'datetime', label: text('At') }, visitor: reference('visitor', 'restrict') },
    { retention: { after: 'P6M', from: 'at', action: 'delete' } },
  ),
  'entities/note/entity.json': entity('note', { visit: reference('visit', 'cascade') }),
  'entities/badge/entity.json': entity('badge', { visit: reference('visit', 'restrict') }),
};

describe.each(databases)('%s', (database) => {
  const pack = packFolder('reception', FILES);
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database, { packs: [pack.folder] });
  });
  afterAll(async () => {
    await world?.close();
    pack.remove();
  });

  const make = async (name: string, values: object): Promise<string> => {
    const answer = await world.admin.post(`/api/records/${name}`, values);
    expect(answer.status, answer.text).toBe(201);
    return answer.body.id;
  };
  const names = async (name: string, deleted = false) => {
    const query = { sort: 'name', ...(deleted ? { deleted: 'only' } : {}) };
    const { items } = (await world.admin.get(`/api/records/${name}`, query)).body;
    return items.map((item: { name: string }) => item.name);
  };

  test('erases, removes, keeps what is needed, and does nothing twice', async () => {
    const old = await make('visitor', { name: 'Canary Old', left_on: '2025-11-21' });
    await make('visitor', { name: 'Recent', left_on: '2025-11-22' });
    await make('visitor', { name: 'Still here' });
    const gone = await make('visit', { name: 'Canary visit', at: '2026-05-01T00:00:00Z' });
    await make('note', { name: 'Canary note', visit: gone });
    const needed = await make('visit', { name: 'Needed', at: '2026-05-01T00:00:00Z' });
    await make('badge', { name: 'Badge', visit: needed });
    await make('visit', { name: 'Young', at: '2026-06-01T00:00:00Z', visitor: old });
    const planned = await planRetention(world.runtime);
    expect(planned.map(({ entity, due }) => [entity, due]).sort()).toEqual([
      ['visit', 2],
      ['visitor', 1],
    ]);
    expect(await names('visitor')).toContain('Canary Old');
    const done = await runRetention(world.runtime);
    const counts = done.map(({ entity, due, done, kept }) => [entity, due, done, kept]).sort();
    expect(counts).toEqual([
      ['visit', 2, 1, 1],
      ['visitor', 1, 1, 0],
    ]);
    expect(await names('visitor')).toEqual(['****', 'Recent', 'Still here']);
    expect(await names('visit')).toEqual(['Needed', 'Young']);
    expect([await names('note'), await names('note', true), await names('visit', true)]).toEqual([
      [],
      [],
      [],
    ]);
    const log = await world.runtime.database.read.all({
      sql: 'select * from "_audit"',
      parameters: [],
    });
    expect(JSON.stringify(log)).not.toContain('Canary');
    expect((await verifyChain(world.runtime.database)).broken).toBeUndefined();
    const again = await runRetention(world.runtime);
    expect(again.map(({ entity, due, done }) => [entity, due, done]).sort()).toEqual([
      ['visit', 1, 0],
      ['visitor', 0, 0],
    ]);
  });

  test('runs once a day', async () => {
    await runOncePerDay(world.runtime);
    await make('visitor', { name: 'Older', left_on: '2020-01-01' });
    await runOncePerDay(world.runtime);
    expect(await names('visitor')).toContain('Older');
    world.setNow('2026-11-23T02:00:00.000Z');
    await runOncePerDay(world.runtime);
    expect(await names('visitor')).not.toContain('Older');
  });
});

test('durations are counted in the calendar', () => {
  expect(cutOff('2026-03-31', 'P1M')).toBe('2026-02-28');
  expect(cutOff('2026-11-22', 'P3Y')).toBe('2023-11-22');
  expect(cutOff('2026-11-22', 'P1Y2M1W3D')).toBe('2025-09-12');
});

test('a rule names a date, and erases only what is marked as personal', () => {
  const build = (retention: object) => {
    const json = {
      ...entity('guest', { left_on: date, size: { type: 'integer', label: text('Size') } }),
      retention,
    };
    const files = [{ kind: 'entity', key: 'guest', json }] as never;
    return buildModel(mergeLayers([packOf('guests', 'client', files)]).metadata).problems;
  };
  const codes = (retention: object) => build(retention).map(({ code }) => code);
  const rule = { after: 'P1Y', from: 'left_on', action: 'erase' };
  expect(codes(rule)).not.toContain('meta.retention');
  expect(codes({ ...rule, from: 'size' })).toContain('meta.retention');
  expect(codes({ ...rule, from: 'nothing' })).toContain('meta.retention');
  expect(codes({ ...rule, after: '3 years' }).length).toBeGreaterThan(0);
});
