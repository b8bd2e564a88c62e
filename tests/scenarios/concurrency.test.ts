// Requests at the same time: nobody's change is lost, nothing is left hanging, no circle closes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '../../core/records/audit-chain.ts';
import { freshName, listAll, make, startTrade } from '../support/trade.ts';
import { type Client, databases, type World } from '../support/world.ts';

const PAIRS = Number(process.env.CRM_TEST_PAIRS ?? 50);

describe.each(databases)('%s', (database) => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startTrade(database);
    admin = world.admin;
  });
  afterAll(() => world?.close());

  test.each([
    ['the same field', { remark: 'one' }, { remark: 'two' }],
    ['different fields', { remark: 'one' }, { size: 2 }],
  ])(`C01 ${PAIRS} pairs of changes to %s: one wins, one is told`, async (_, one, two) => {
    const { path } = await make(admin, 'company', { name: freshName() });
    for (let version = 1; version <= PAIRS; version++) {
      const stamp = `${version}`;
      const answers = await Promise.all(
        [one, two].map((patch) =>
          admin.patch(path, version, { ...patch, secret: `${stamp} ${JSON.stringify(patch)}` }),
        ),
      );
      expect(answers.map(({ status }) => status).sort(), `pair ${version}`).toEqual([200, 412]);
      const winner = answers.find(({ status }) => status === 200);
      const loser = answers.find(({ status }) => status === 412);
      const stored = (await admin.get(path)).body;
      expect(stored).toEqual(winner?.body);
      expect(loser?.body.current.version).toBe(version + 1);
    }
    const { items } = (await admin.get(`${path}/history`)).body;
    expect(items).toHaveLength(Math.min(PAIRS + 1, 100));
  });

  test('C02 100 increments by reading, adding and trying again: none is lost', async () => {
    const { path } = await make(admin, 'company', { name: freshName(), size: 0 });
    const increment = async (): Promise<void> => {
      for (let tries = 0; tries < 500; tries++) {
        const { size, version } = (await admin.get(path)).body;
        const answer = await admin.patch(path, version, { size: size + 1 });
        if (answer.status === 200) return;
        expect([412, 503]).toContain(answer.status);
      }
      throw new Error('never got through');
    };
    for (let round = 0; round < 10; round++)
      await Promise.all(Array.from({ length: 10 }, increment));
    expect((await admin.get(path)).body).toMatchObject({ size: 100, version: 101 });
  });

  test('C08 a parent deleted while children are created: no child without parent', async () => {
    for (let round = 0; round < 10; round++) {
      const parent = await make(admin, 'company', { name: freshName() });
      const [gone, ...children] = await Promise.all([
        admin.delete(parent.path, 1),
        ...Array.from({ length: 4 }, () =>
          admin.post('/api/records/deal', { title: freshName(), company: parent.id }),
        ),
      ]);
      const isGone = (await admin.get(parent.path)).status === 404;
      expect(gone.status === 204).toBe(isGone);
      expect([204, 409, 412, 503]).toContain(gone.status);
      for (const child of children) expect([201, 422, 503], child.text).toContain(child.status);
      const filter = JSON.stringify({ '==': [{ var: 'company' }, parent.id] });
      const deals = await listAll(admin, 'deal', { filter });
      expect(deals).toHaveLength(
        isGone ? 0 : children.filter(({ status }) => status === 201).length,
      );
    }
  });

  test('C08 a below b and b below a at once: no circle', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [
        await make(admin, 'area', { name: 'a' }),
        await make(admin, 'area', { name: 'b' }),
      ];
      const answers = await Promise.all([
        admin.patch(a.path, 1, { up: b.id }),
        admin.patch(b.path, 1, { up: a.id }),
      ]);
      const ups = [(await admin.get(a.path)).body.up, (await admin.get(b.path)).body.up];
      expect(ups.filter((up) => up !== null).length, `round ${round}`).toBeLessThanOrEqual(1);
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    }
  });

  test('roll-ups are right after 40 children created at once', async () => {
    const parent = await make(admin, 'company', { name: freshName() });
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        admin.post('/api/records/deal', { title: freshName(), company: parent.id, stage: 'won' }),
      ),
    );
    const made = answers.filter(({ status }) => status === 201).length;
    expect((await admin.get(parent.path)).body.deal_count).toBe(made);
    expect(made).toBe(40);
  });

  test('one unique value, 20 creates at once: one record', async () => {
    const tax = freshName('Tax');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        admin.post('/api/records/company', { name: freshName(), tax_no: tax }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
  });

  test('the change log is one unbroken chain', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => admin.post('/api/records/product', { name: freshName() })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await verifyChain(world.runtime.database)).broken).toBeUndefined();
  });
});
