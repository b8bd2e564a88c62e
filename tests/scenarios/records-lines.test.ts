// Child lines edited inside their parent, and the roll-ups that follow them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshName, make, problemsOf, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

interface Line {
  readonly id: string;
  readonly quantity: string;
  readonly amount: string;
  readonly position: number;
  readonly version: number;
}

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  let product: string;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
    product = (await make(admin, 'product', { name: 'Bolt' })).id;
  });
  afterAll(() => world?.close());

  const line = (quantity: string, price = '10.00', extra: object = {}) => ({
    product,
    quantity,
    price,
    ...extra,
  });
  const lineIds = (record: { lines: Line[] }) => record.lines.map(({ id }) => id);
  const sold = async (id: string) => (await admin.get(`/api/records/product/${id}`)).body.sold;

  test('lines are created with their parent, in order, with formulas and roll-ups', async () => {
    const deal = await make(admin, 'deal', {
      title: freshName(),
      lines: [line('1.50', '19.99'), line('2.00'), line('3.00', '0.33')],
    });
    expect(deal.body.lines.map(({ amount }: Line) => amount)).toEqual(['29.99', '20.00', '0.99']);
    expect(deal.body.lines.map(({ position }: Line) => position)).toEqual([0, 1, 2]);
    expect(deal.body).toMatchObject({ amount: '50.98', line_count: 3, version: 1 });
    expect((await admin.get(deal.path)).body).toEqual(deal.body);
  });

  test('one save changes, reorders, adds and removes lines', async () => {
    const deal = await make(admin, 'deal', {
      title: freshName(),
      lines: [line('1.00'), line('2.00'), line('3.00')],
    });
    const [first, second, third] = deal.body.lines as Line[];
    const changed = await admin.patch(deal.path, 1, {
      lines: [third, { ...first, quantity: '7.00' }, line('5.00')],
    });
    expect(changed.status, changed.text).toBe(200);
    expect(lineIds(changed.body).slice(0, 2)).toEqual([third?.id, first?.id]);
    expect(changed.body.lines.map(({ quantity }: Line) => quantity)).toEqual([
      '3.00',
      '7.00',
      '5.00',
    ]);
    expect(changed.body).toMatchObject({ amount: '150.00', line_count: 3, version: 2 });
    expect((await admin.get(`/api/records/deal_line/${second?.id}`)).status).toBe(404);
    expect((await admin.get(deal.path)).body.lines).toEqual(changed.body.lines);
  });

  test('a line that did not change keeps its version; one that did gets a new one', async () => {
    const deal = await make(admin, 'deal', {
      title: freshName(),
      lines: [line('1.00'), line('2.00')],
    });
    const [first, second] = deal.body.lines as Line[];
    const changed = await admin.patch(deal.path, 1, {
      lines: [first, { ...second, price: '1.00' }],
    });
    expect(changed.body.lines.map(({ version }: Line) => version)).toEqual([1, 2]);
  });

  test('an empty list removes all lines; leaving lines out touches none', async () => {
    const deal = await make(admin, 'deal', { title: freshName(), lines: [line('1.00')] });
    const untouched = await admin.patch(deal.path, 1, { closing: '2026-12-01' });
    expect(untouched.body.lines).toHaveLength(1);
    const emptied = await admin.patch(deal.path, 2, { lines: [] });
    expect(emptied.body).toMatchObject({ lines: [], line_count: 0 });
    expect(emptied.body.amount === null || emptied.body.amount === '0.00').toBe(true);
  });

  test('every fault of every line is told at its place and nothing is saved', async () => {
    const title = freshName();
    const answer = await admin.post('/api/records/deal', {
      title,
      lines: [
        line('1.00'),
        line('-1.00'),
        { product, price: 'x' },
        line('1.00', '1.00', { nope: 1 }),
      ],
    });
    expect(answer.status).toBe(422);
    expect(problemsOf(answer)).toEqual([
      'record.unknown-field /lines/3/nope',
      'value.decimal /lines/2/price',
      'value.required /lines/2/quantity',
      'value.too-small /lines/1/quantity',
    ]);
    const filter = JSON.stringify({ '==': [{ var: 'title' }, title] });
    expect((await admin.get('/api/records/deal', { filter })).body.items).toEqual([]);
  });

  test("another parent's line, or one that does not exist, is refused", async () => {
    const other = await make(admin, 'deal', { title: freshName(), lines: [line('1.00')] });
    const deal = await make(admin, 'deal', { title: freshName() });
    for (const id of [lineIds(other.body)[0], '00000000-0000-7000-8000-000000000000']) {
      const answer = await admin.patch(deal.path, 1, { lines: [line('1.00', '1.00', { id })] });
      expect(problemsOf(answer)).toEqual(['record.reference-missing /lines/0/id']);
    }
    expect((await admin.get(other.path)).body.lines).toEqual(other.body.lines);
  });

  test('roll-ups over lines elsewhere follow added, moved, changed and removed lines', async () => {
    const nut = (await make(admin, 'product', { name: 'Nut' })).id;
    const gear = (await make(admin, 'product', { name: 'Gear' })).id;
    const deal = await make(admin, 'deal', {
      title: freshName(),
      lines: [line('2.00', '1.00', { product: nut }), line('3.00', '1.00', { product: nut })],
    });
    expect(await sold(nut)).toBe('5.00');
    const [first, second] = deal.body.lines as Line[];
    const moved = await admin.patch(deal.path, 1, {
      lines: [{ ...first, product: gear }, second],
    });
    expect(moved.status, moved.text).toBe(200);
    expect([await sold(nut), await sold(gear)]).toEqual(['3.00', '2.00']);
    const removed = await admin.patch(deal.path, 2, { lines: [moved.body.lines[0]] });
    expect(removed.status, removed.text).toBe(200);
    expect([(await sold(nut)) ?? '0.00', await sold(gear)]).toEqual(['0.00', '2.00']);
  });

  test('deleting the parent takes its lines along, restoring brings exactly those back', async () => {
    const gear = (await make(admin, 'product', { name: 'Wheel' })).id;
    const deal = await make(admin, 'deal', {
      title: freshName(),
      lines: [
        line('1.00', '1.00', { product: gear }),
        line('2.00', '1.00', { product: gear }),
        line('4.00', '1.00', { product: gear }),
      ],
    });
    const [first, second, third] = deal.body.lines as Line[];
    world.setNow('2026-11-22T03:00:00.000Z');
    expect((await admin.delete(`/api/records/deal_line/${first?.id}`, 1)).status).toBe(204);
    expect(await sold(gear)).toBe('6.00');
    world.setNow('2026-11-22T03:00:01.000Z');
    const { version } = (await admin.get(deal.path)).body;
    expect((await admin.delete(deal.path, version)).status).toBe(204);
    expect((await sold(gear)) ?? '0.00').toBe('0.00');
    expect((await admin.get(`/api/records/deal_line/${second?.id}`)).status).toBe(404);
    const restored = await admin.post(`${deal.path}/restore`);
    expect(restored.status, restored.text).toBe(200);
    expect(lineIds(restored.body)).toEqual([second?.id, third?.id]);
    expect(restored.body).toMatchObject({ amount: '6.00', line_count: 2 });
    expect(await sold(gear)).toBe('6.00');
  });

  test('a line changed on its own moves the totals but not the version of its parent', async () => {
    const deal = await make(admin, 'deal', { title: freshName(), lines: [line('1.00')] });
    const [only] = deal.body.lines as Line[];
    const changed = await admin.patch(`/api/records/deal_line/${only?.id}`, 1, {
      quantity: '9.00',
    });
    expect(changed.status, changed.text).toBe(200);
    expect((await admin.get(deal.path)).body).toMatchObject({ amount: '90.00', version: 1 });
  });

  test('a filtered roll-up follows the field its filter looks at', async () => {
    const company = await make(admin, 'company', { name: freshName() });
    const deal = await make(admin, 'deal', {
      title: freshName(),
      company: company.id,
      lines: [line('2.00')],
    });
    const read = async () => (await admin.get(company.path)).body;
    expect(await read()).toMatchObject({ deal_count: 1 });
    expect((await read()).deal_sum ?? '0.00').toBe('0.00');
    await admin.patch(deal.path, 1, { stage: 'won' });
    expect((await read()).deal_sum).toBe('20.00');
    await admin.patch(`/api/records/deal_line/${deal.body.lines[0].id}`, 1, { price: '50.00' });
    expect((await read()).deal_sum).toBe('100.00');
    await admin.patch(deal.path, 2, { company: null });
    expect(await read()).toMatchObject({ deal_count: 0 });
  });
});
