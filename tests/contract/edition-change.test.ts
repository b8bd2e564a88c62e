// Another edition of a classification becomes the current one: what records say stays what they meant.
import { describe, expect, test } from 'vitest';
import { rulesNamingCodes } from '../../core/model/named-codes.ts';
import { eras, field } from '../support/eras.ts';
import { text } from '../support/pack-files.ts';
import { listAll, type Made, make, problemsOf } from '../support/trade.ts';
import { databases } from '../support/world.ts';

const node = (en: string, parent: string | null = null) => ({ label: text(en), parent });
const tree = (name: string, current: string) => ({
  [`classifications/${name}.json`]: {
    classification: name,
    label: text(name),
    current,
    editions: {
      old: {
        nodes: { A: node('old A'), A1: node('old A1', 'A'), G: node('gone'), G1: node('g1', 'G') },
      },
      new: { nodes: { A: node('new A'), A1: node('new A1', 'A'), N: node('only new') } },
    },
  },
});
const COMPANY = {
  'entities/company/entity.json': {
    entity: 'company',
    id: 'ent_company',
    label: text('Company'),
    fields: {
      name: field('co_name', 'text'),
      trade: field('co_trade', 'classification', { classification: 'trade' }),
      trades: field('co_trades', 'classification', { classification: 'trade', multiple: true }),
      place: field('co_place', 'classification', { classifications: ['trade', 'area'] }),
      places: field('co_places', 'classification', {
        classifications: ['trade', 'area'],
        multiple: true,
      }),
      home: field('co_home', 'address', { classification: 'trade', searchable: true }),
    },
    keys: { trade: { fields: ['trade'] } },
    rules: {
      not_gone: {
        check: { '!': [{ '==': [{ var: 'trade' }, 'G1'] }] },
        message: text('G1 is gone'),
      },
    },
  },
};
const packs = (current: string) => ({
  ...COMPANY,
  ...tree('trade', current),
  ...tree('area', 'old'),
});
const inside = (path: string, code: string) => JSON.stringify({ within: [{ var: path }, code] });

describe.each(databases)('%s', (database) => {
  test('stored codes are rewritten in every form, and back', async () => {
    const made: Made[] = [];
    const values = [
      {
        name: '1',
        trade: 'A1',
        trades: ['A', 'new/A', 'G1'],
        place: 'trade:A1',
        places: ['area:A1', 'trade:new/N', 'trade:A'],
        home: { country: 'CN', region: 'A1', detail: 'street', postcode: null },
      },
      { name: '2', trade: 'new/A1', trades: ['new/N'], place: 'area:A1', places: ['area:new/A'] },
      { name: '3', trade: null, trades: [], place: 'trade:new/A', places: [] },
    ];
    const moved = [
      {
        trade: 'old/A1',
        trades: ['old/A', 'A', 'old/G1'],
        place: 'trade:old/A1',
        places: ['area:A1', 'trade:N', 'trade:old/A'],
        home: { region: 'old/A1', detail: 'street' },
      },
      { trade: 'A1', trades: ['N'], place: 'area:A1', places: ['area:new/A'] },
      { trade: null, trades: [], place: 'trade:A', places: [] },
    ];
    await eras(database, [
      [
        packs('old'),
        async ({ admin }) => {
          for (const value of values) made.push(await make(admin, 'company', value));
        },
      ],
      [
        packs('new'),
        async ({ admin, runtime }) => {
          for (const [index, value] of moved.entries()) {
            const { body } = await admin.get(made[index]?.path ?? '');
            expect(body).toMatchObject(value);
            expect(body.version).toBeGreaterThan(1);
          }
          const names = async (filter: string) =>
            (await listAll(admin, 'company', { filter, sort: 'name' })).map(({ name }) => name);
          expect(await names(inside('trade', 'old/A'))).toEqual(['1']);
          expect(await names(inside('trade', 'A'))).toEqual(['2']);
          expect(await names(inside('trades', 'A'))).toEqual(['1']);
          expect(await names(inside('trades', 'old/G'))).toEqual(['1']);
          expect(await names(inside('home.region', 'old/A'))).toEqual(['1']);
          const history = await admin.get(`${made[0]?.path}/history`);
          const fields = Object.fromEntries(
            history.body.items[0].changes.map((change: { field: string; after: unknown }) => [
              change.field,
              change.after,
            ]),
          );
          expect(fields).toMatchObject({ ...moved[0], home: moved[0]?.home });
          const first = made[0] as Made;
          expect((await admin.patch(first.path, 1, { name: 'x' })).status).toBe(412);
          expect(rulesNamingCodes(runtime.live.current.model, 'trade')).toEqual([
            'company: rule not_gone',
          ]);
        },
      ],
      [
        packs('old'),
        async ({ admin }) => {
          for (const [index, { name, ...value }] of values.entries())
            expect((await admin.get(made[index]?.path ?? '')).body).toMatchObject(value);
        },
      ],
    ]);
  });

  test('a field that was retired meanwhile comes back with the meaning it had', async () => {
    let made: Made | undefined;
    const { trade, places, ...fields } = COMPANY['entities/company/entity.json'].fields;
    const without = {
      ...packs('new'),
      'entities/company/entity.json': {
        ...COMPANY['entities/company/entity.json'],
        fields,
        keys: {},
        rules: {},
      },
    };
    await eras(database, [
      [
        packs('old'),
        async ({ admin }) => {
          made = await make(admin, 'company', { name: '1', trade: 'A', places: ['trade:A'] });
        },
      ],
      [without, async () => undefined],
      [
        packs('new'),
        async ({ admin }) => {
          const { body } = await admin.get(made?.path ?? '');
          expect(body).toMatchObject({ trade: 'old/A', places: ['trade:old/A'] });
        },
      ],
    ]);
  });

  test('the current edition is never written in front of a code', async () => {
    await eras(database, [
      [
        packs('old'),
        async ({ admin }) => {
          const { body } = await make(admin, 'company', {
            name: '1',
            trade: 'old/A',
            trades: ['old/A', 'A', 'new/A'],
            places: ['trade:old/A', 'area:new/A'],
            home: { region: 'old/A1' },
          });
          expect(body).toMatchObject({
            trade: 'A',
            trades: ['A', 'new/A'],
            places: ['trade:A', 'area:new/A'],
            home: { region: 'A1' },
          });
          const bad = await admin.post('/api/records/company', { name: '2', trade: 'old/N' });
          expect(problemsOf(bad)).toEqual(['value.node /trade']);
        },
      ],
    ]);
  });
});
