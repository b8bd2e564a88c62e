// Grouping by a level of a classification and by date buckets, on every database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, startWorld, type World } from '../support/world.ts';

describe.each(databases)('%s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(database);
    const industries = [['3451'], ['3462'], ['6513']];
    const create = industries.map((industry, index) => ({ name: `客户${index}`, industry }));
    const made = await world.admin.post('/api/records/account/bulk', { create });
    expect(made.status, made.text).toBe(200);
  });
  afterAll(() => world?.close());

  test('counts records at their section and month', async () => {
    const groupBy = [
      { field: 'industry', level: 'section' },
      { field: 'created_at', bucket: 'month' },
    ];
    const answer = await world.admin.post('/api/records/account/aggregate', {
      groupBy,
      measures: [{ op: 'count' }],
      sort: '-count,industry',
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.rows).toEqual([
      { industry: 'C', created_at: '2026-11', count: 2 },
      { industry: 'I', created_at: '2026-11', count: 1 },
    ]);
  });

  test.each([
    ['day', '2026-11-22'],
    ['week', '2026-11-16'],
    ['quarter', '2026-Q4'],
    ['year', '2026'],
  ])('bucket %s is %s', async (bucket, expected) => {
    const answer = await world.admin.post('/api/records/account/aggregate', {
      groupBy: [{ field: 'created_at', bucket }],
      measures: [{ op: 'count' }],
    });
    expect(answer.body.rows).toEqual([{ created_at: expected, count: 3 }]);
  });

  test('an unknown level is refused with the known ones', async () => {
    const answer = await world.admin.post('/api/records/account/aggregate', {
      groupBy: [{ field: 'industry', level: 'chapter' }],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain('section');
  });
});
