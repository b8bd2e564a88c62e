// Numbers and dates as they go in and come out: exact, strict, and never moved by a time zone.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshName, listAll, make, problemsOf, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const KEEPS: readonly [field: string, sent: unknown, read: unknown][] = [
  ['turnover', '19.99', '19.99'],
  ['turnover', 19.99, '19.99'],
  ['turnover', '1', '1.00'],
  ['turnover', '-0', '0.00'],
  ['turnover', '-0.01', '-0.01'],
  ['turnover', '9999999999999999.99', '9999999999999999.99'],
  ['turnover', '0.00', '0.00'],
  ['rate', '0.0001', '0.0001'],
  ['size', 0, 0],
  ['size', -0, 0],
  ['size', 9_007_199_254_740_991, 9_007_199_254_740_991],
  ['size', '9007199254740993', '9007199254740993'],
  ['size', '9223372036854775807', '9223372036854775807'],
  ['tax_no', '007', '007'],
  ['tax_no', '1e5', '1e5'],
  ['founded', '2026-03-01', '2026-03-01'],
  ['founded', '2024-02-29', '2024-02-29'],
  ['seen', '2026-03-01T02:30:00+08:00', '2026-02-28T18:30:00.000Z'],
  ['seen', '2026-03-29T02:30:00+01:00', '2026-03-29T01:30:00.000Z'],
  ['active', false, false],
];

const REFUSED: readonly [field: string, value: unknown][] = [
  ['turnover', '1.005'],
  ['turnover', '99999999999999999.99'],
  ['turnover', '1e400'],
  ['turnover', '1e2'],
  ['turnover', 'NaN'],
  ['turnover', '0x10'],
  ['turnover', '1,5'],
  ['turnover', '١٢٣'],
  ['turnover', '--1'],
  ['turnover', true],
  ['turnover', ['1']],
  ['turnover', { value: '1' }],
  ['size', 1.5],
  ['size', 9_007_199_254_740_992],
  ['size', '9223372036854775808'],
  ['size', '-9223372036854775809'],
  ['size', 'ten'],
  ['founded', '2026-02-30'],
  ['founded', '2025-02-29'],
  ['founded', '01/03/2026'],
  ['founded', '2026-03-01T00:00:00Z'],
  ['founded', 20260301],
  ['seen', '2026-03-01T14:30:00'],
  ['seen', '2026-03-01'],
  ['seen', '2026-03-01T25:00:00Z'],
  ['seen', 1_772_000_000],
  ['active', 'yes?'],
  ['active', 2],
];

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
  });
  afterAll(() => world?.close());

  test.each(KEEPS)('M03 %s: %j reads %j', async (field, sent, read) => {
    const { body, path } = await make(admin, 'company', { name: freshName(), [field]: sent });
    expect(body[field]).toBe(read);
    expect((await admin.get(path)).body[field]).toBe(read);
    const filter = JSON.stringify({
      and: [{ '==': [{ var: 'id' }, body.id] }, { '==': [{ var: field }, read] }],
    });
    expect(await listAll(admin, 'company', { filter }), `filter by ${read}`).toHaveLength(1);
    await admin.delete(path, 1);
  });

  test.each(REFUSED)('M03 %s: %j is refused', async (field, value) => {
    const answer = await admin.post('/api/records/company', { name: freshName(), [field]: value });
    expect([answer.status, problemsOf(answer).map((each) => each.split(' ')[1])]).toEqual([
      422,
      [`/${field}`],
    ]);
  });

  test('M02 numbers beyond what a computation can hold are 4xx', async () => {
    for (const number of ['1e400', '1e30', '-1e30', '123456789012345678901234567890'])
      for (const field of ['size', 'turnover', 'rate']) {
        const answer = await admin.send('POST', '/api/records/company', {
          headers: { 'Content-Type': 'application/json' },
          body: `{"name":"x","${field}":${number}}`,
        });
        expect(answer.status, `${field} ${number}`).toBe(422);
      }
    const filter = '{"==":[{"var":"size"},123456789012345678901234567890]}';
    expect((await admin.get('/api/records/company', { filter })).status).toBeLessThan(500);
    const product = await admin.post('/api/records/deal', {
      title: freshName(),
      lines: [{ quantity: '9999999999999.99', price: '9999999999999.99' }],
    });
    expect([201, 422], product.text).toContain(product.status);
  });

  test('M01 lines and their sum are exact for random amounts', async () => {
    const amount = fc.tuple(
      fc.integer({ min: 0, max: 999_999 }),
      fc.integer({ min: -99_999_999, max: 99_999_999 }),
    );
    const text = (hundredths: bigint) => {
      const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
      return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    };
    /** Half away from zero, at two places. */
    const round = (value: bigint) => {
      const size = ((value < 0n ? -value : value) + 50n) / 100n;
      return value < 0n ? -size : size;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 20 }), async (amounts) => {
        const lines = amounts.map(([quantity, price]) => ({
          quantity: text(BigInt(quantity)),
          price: text(BigInt(price)),
        }));
        const { body } = await make(admin, 'deal', { title: freshName(), lines });
        const exact = amounts.map(([quantity, price]) => round(BigInt(quantity) * BigInt(price)));
        expect(body.lines.map((line: { amount: string }) => line.amount)).toEqual(exact.map(text));
        expect(body.amount).toBe(text(exact.reduce((sum, each) => sum + each, 0n)));
      }),
      { numRuns: 25, seed: 5 },
    );
  });

  test('T01 a date is the same whatever the zone of the person who reads it', async () => {
    const { path, id } = await make(admin, 'company', { name: freshName(), founded: '2026-03-01' });
    const user = await world.user(`zones-${database}`, ['user', 'mgr']);
    let version = 1;
    for (const zone of [
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Asia/Shanghai',
      'UTC',
      'America/Sao_Paulo',
      'Europe/Berlin',
    ]) {
      const moved = await admin.patch(`/api/records/user/${user.id}`, version++, {
        time_zone: zone,
      });
      expect(moved.status, moved.text).toBe(200);
      expect((await user.get(path)).body.founded).toBe('2026-03-01');
      const groups = await user.post('/api/records/company/aggregate', {
        filter: { '==': [{ var: 'id' }, id] },
        groupBy: [{ field: 'founded', bucket: 'day' }],
      });
      expect(groups.body.rows).toEqual([{ founded: '2026-03-01', count: 1 }]);
    }
  });

  test('T04 today begins where the viewer is', async () => {
    const { id } = await make(admin, 'company', { name: freshName(), founded: '2026-11-23' });
    const filter = JSON.stringify({
      and: [{ '==': [{ var: 'id' }, id] }, { '==': [{ var: 'founded' }, { today: [] }] }],
    });
    const count = async () => (await listAll(admin, 'company', { filter })).length;
    world.setNow('2026-11-22T15:59:58.000Z');
    expect(await count()).toBe(0);
    world.setNow('2026-11-22T16:00:02.000Z');
    expect(await count()).toBe(1);
    world.setNow('2026-11-23T15:59:59.999Z');
    expect(await count()).toBe(1);
    world.setNow('2026-11-23T16:00:00.000Z');
    expect(await count()).toBe(0);
    world.setNow('2026-11-22T02:00:00.000Z');
  });

  test('T03 days that are missing or doubled somewhere are days like others', async () => {
    for (const date of [
      '2011-12-30',
      '2018-11-04',
      '2026-03-29',
      '2026-10-25',
      '0001-01-01',
      '9999-12-31',
    ]) {
      const answer = await admin.post('/api/records/company', { name: freshName(), founded: date });
      expect(answer.body.founded ?? answer.status, answer.text).toBe(date);
    }
  });
});
