// Random well-typed rules over random records: JavaScript, SQLite and PostgreSQL give the same answers.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkRule } from '../../core/rules/check.ts';
import { evaluator } from '../../core/rules/evaluate.ts';
import type { Expr } from '../../core/rules/expr.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { anyRecord, anyRule } from '../support/random-rules.ts';
import {
  printed,
  type RuleDatabase,
  ruleDatabases,
  type WorldRecord,
  worldEnv,
  worldNames,
} from '../support/rule-world.ts';

const RUNS = Number(process.env.CRM_PROPERTY_RUNS ?? 400);
const SEED =
  process.env.CRM_PROPERTY_SEED === undefined ? undefined : Number(process.env.CRM_PROPERTY_SEED);

let databases: readonly RuleDatabase[] = [];
let records: readonly WorldRecord[] = [];

beforeAll(async () => {
  databases = await ruleDatabases();
  records = fc.sample(anyRecord, {
    numRuns: 60,
    ...(SEED === undefined ? {} : { seed: SEED }),
  }) as WorldRecord[];
  for (const database of databases) await database.fill(records);
}, 120_000);

afterAll(async () => {
  for (const database of databases) await database.close();
});

/** Undefined for the rules whose random literals happen not to fit together. */
function checked(rule: Rule): Expr | undefined {
  return checkRule(rule, worldNames, '').expr;
}

const settings = { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: SEED }) };

test('conditions match the same records', { timeout: 300_000 }, async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(anyRule.condition, async (rule) => {
      const expr = checked(rule);
      if (!expr) return;
      count++;
      const holds = evaluator(expr);
      const expected = records.flatMap((record, index) =>
        holds(worldEnv(record)) === true ? [index] : [],
      );
      for (const database of databases) {
        expect(await database.matching(expr), database.name).toEqual(expected);
      }
    }),
    settings,
  );
  expect(count).toBeGreaterThan(RUNS / 2);
});

test.each(['number', 'whole', 'text', 'date', 'moment'] as const)(
  'values of kind %s agree',
  { timeout: 300_000 },
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(anyRule[kind], async (rule) => {
        const expr = checked(rule);
        if (!expr) return;
        const value = evaluator(expr);
        const values = records.map((record) => value(worldEnv(record)));
        for (const database of databases) {
          const expected = values.map((one) => printed(one, database.name));
          expect(await database.values(expr), database.name).toEqual(expected);
        }
      }),
      { ...settings, numRuns: Math.ceil(RUNS / 2) },
    );
  },
);
