// Non-interference: in two worlds that differ only in what somebody may not see, every route answers him alike, for every
// entity and role. Each round changes something hidden to two different things and asks; seeds that once failed stay below.
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../runtime/config.ts';
import { probeOf, probes } from '../support/probes.ts';
import { picker } from '../support/record-maker.ts';
import { startTwins, type Twins } from '../support/twins.ts';
import { databases } from '../support/world.ts';

/** Seeds of runs; `CRM_TEST_SEED` tries another one. */
const SEEDS = process.env.CRM_TEST_SEED ? [Number(process.env.CRM_TEST_SEED)] : [20261122];
const ROUNDS = Number(process.env.CRM_TEST_ROUNDS ?? 0);
const USUAL = { sqlite: 40, postgres: 12 } as const;
const PROBES = 14;

const pack = (path: string) => join(projectFolder, path);
const system = pack('metadata/system');
const trade = [system, pack('tests/support/packs/trade')];
const guarded = [system, pack('tests/support/packs/guarded')];
const shipped = [system, pack('metadata/crm-core'), pack('metadata/crm-sales')];
const cases = [
  ['rep', trade],
  ['clerk', trade],
  ['seller', guarded],
  ['planner', guarded],
  ['boss', guarded],
  ['helper', guarded],
  ['auditor', guarded],
  ['sales_rep', shipped],
  ['sales_supervisor', shipped],
  ['data_entry', shipped],
  ['service_rep', shipped],
] as const;

/** Entities of the system pack that are no business data. */
const ENGINE = new Set(
  'user department role file currency exchange_rate country calendar holiday saved_view list_setting notification sign_in_event team deputy role_grant share_rule'.split(
    ' ',
  ),
);

const round = fc.record({
  changes: fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 3 }),
  asked: fc.array(
    fc.record({
      kind: fc.constantFrom(...Object.keys(probes)),
      entity: fc.nat(1000),
      choice: fc.nat(1_000_000),
    }),
    { minLength: PROBES, maxLength: PROBES },
  ),
});

describe.each(databases)('%s', (database) => {
  describe.each(cases)('%s', (role, packs) => {
    let twins: Twins;
    beforeAll(async () => {
      const skip = ENGINE;
      twins = await startTwins(database, {
        packs,
        role,
        seed: 7,
        each: packs === shipped ? 4 : 8,
        skip,
      });
    }, 120_000);
    afterAll(() => twins?.close());

    test.each(SEEDS)(
      'hidden things change nothing that is answered (seed %i)',
      async (seed) => {
        const { model, known } = twins;
        const entities = [...known.keys()].flatMap((name) => model.entities.get(name) ?? []);
        const property = fc.asyncProperty(round, async ({ changes, asked }) => {
          const survey = await twins.survey();
          const changed: (string | undefined)[] = [];
          for (const choice of changes) changed.push(await twins.differ(picker(choice), survey));
          for (const { kind, entity, choice } of asked) {
            const about = entities[entity % entities.length];
            if (!about) continue;
            const probe = probeOf(kind, model, about, known, picker(choice));
            const [one, other] = await twins.ask(probe);
            expect(other, `${JSON.stringify(probe)} after ${changed.join('; ')}`).toBe(one);
          }
        });
        await fc.assert(property, { seed, numRuns: ROUNDS || USUAL[database] });
      },
      300_000,
    );

    test.runIf(role === 'rep')(
      'a route that forgets the scope is caught',
      async () => {
        const { model, known } = twins;
        const company = model.entities.get('company');
        for (const kind of ['list', 'search', 'groups', 'get', 'history']) {
          const property = fc.asyncProperty(round, async ({ changes, asked }) => {
            const survey = await twins.survey();
            for (const choice of changes) await twins.differ(picker(choice), survey);
            for (const { choice } of asked) {
              if (!company) continue;
              const probe = probeOf(kind, model, company, known, picker(choice));
              const [one, other] = await twins.ask(probe, 'admin');
              expect(other).toBe(one);
            }
          });
          const { failed } = await fc.check(property, { seed: 1, numRuns: 40, endOnFailure: true });
          expect(failed, kind).toBe(true);
        }
      },
      120_000,
    );

    test('the person sees something, and something is hidden from him', async () => {
      const { seen, unseen, oracle } = await twins.survey();
      const count = (map: ReadonlyMap<string, readonly unknown[]>) =>
        [...map.values()].reduce((sum, records) => sum + records.length, 0);
      const hidden = [...seen].some(([name, records]) =>
        records.some((record) => {
          const entity = twins.model.entities.get(name);
          return [...(entity?.fields.values() ?? [])].some(
            (field) => entity && oracle.reads(entity, field, record as never) === 'hidden',
          );
        }),
      );
      expect(count(seen)).toBeGreaterThan(0);
      expect(count(unseen) > 0 || hidden).toBe(true);
    });
  });
});
