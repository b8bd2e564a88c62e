// Every operator means the same in JavaScript, on SQLite and on PostgreSQL: its own examples, run in all three.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { checkRule } from '../../core/rules/check.ts';
import { evaluator } from '../../core/rules/evaluate.ts';
import type { Expr } from '../../core/rules/expr.ts';
import { operators } from '../../core/rules/operators.ts';
import type { Rule } from '../../core/rules/rule.ts';
import {
  printed,
  type RuleDatabase,
  ruleDatabases,
  worldEnv,
  worldNames,
} from '../support/rule-world.ts';

let databases: readonly RuleDatabase[] = [];

beforeAll(async () => {
  databases = await ruleDatabases();
}, 60_000);

afterAll(async () => {
  for (const database of databases) await database.close();
});

function checked(rule: Rule): Expr {
  const { expr, problems } = checkRule(rule, worldNames, '');
  expect(problems).toEqual([]);
  if (!expr) throw new Error('not checked');
  return expr;
}

/** False when databases cannot compute the rule, which they must say so themselves. */
async function isInSql(database: RuleDatabase, expr: Expr): Promise<boolean> {
  try {
    await database.values(expr);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'rule.not-in-sql') return false;
    throw error;
  }
}

describe.each(Object.entries(operators))('%s', (_name, operator) => {
  test('has examples and words', () => {
    expect(operator.examples.length).toBeGreaterThan(0);
    expect(operator.words['zh-CN']).not.toBe('');
  });

  test.each(operator.examples.map((example) => [JSON.stringify(example.rule), example]))(
    '%s',
    async (_rule, { rule, record = {}, gives }) => {
      const expr = checked(rule);
      expect(evaluator(expr)(worldEnv(record))).toEqual(gives);
      for (const database of databases) {
        await database.fill([record]);
        if (!(await isInSql(database, expr))) continue;
        expect(await database.values(expr), database.name).toEqual([printed(gives, database.name)]);
        if (expr.type.kind !== 'boolean') continue;
        expect(await database.matching(expr)).toEqual(gives === true ? [0] : []);
        const opposite = checked({ '!': rule });
        expect(await database.matching(opposite), 'complement').toEqual(gives === true ? [] : [0]);
      }
    },
  );
});
