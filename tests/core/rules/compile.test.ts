// The SQL of rules: positive comparisons as they stand, negation inside, values bound, inputs replaceable.
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { describe, expect, test } from 'vitest';
import { checkRule } from '../../../core/rules/check.ts';
import { compileRule } from '../../../core/rules/compile.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { InputParameter, type SqlScope } from '../../../core/rules/sql.ts';
import { sqliteRules } from '../../../core/storage/dialects/sqlite/functions.ts';
import { inputs, worldNames } from '../../support/rule-world.ts';

const kysely = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  },
});

const scope: SqlScope = {
  column: (path) => sql.ref(`t.${path}`),
  list: (path) => ({ from: sql.table(path), where: sql`1 = 1`, value: sql.ref(`${path}.value`) }),
  collection: (path) => ({ from: sql.table(path), where: sql`1 = 1`, scope }),
  subtree: (_tree, ancestors) => sql`select descendant from closure where ancestor in ${ancestors}`,
};

function compiled(rule: Rule) {
  const { expr, problems } = checkRule(rule, worldNames, '');
  if (!expr) throw new Error(JSON.stringify(problems));
  return compileRule(expr, scope, sqliteRules).compile(kysely);
}

describe('sqlite text', () => {
  test.each<[Rule, string, readonly unknown[]]>([
    [{ '>': [{ var: 'amount' }, '12.5'] }, '"t"."amount" > ?', [1250]],
    [
      { '!': { '>': [{ var: 'amount' }, 12.5] } },
      '("t"."amount" <= ? or "t"."amount" is null)',
      [1250],
    ],
    [{ '==': [{ var: 'stage' }, 'won'] }, '"t"."stage" = ?', ['won']],
    [
      { '!': { '==': [{ var: 'name' }, { var: 'other' }] } },
      '("t"."name" <> "t"."other" or "t"."name" is null or "t"."other" is null)',
      [],
    ],
    [
      { '!': { or: [{ '==': [{ var: 'stage' }, 'won'] }, { var: 'active' }] } },
      '(("t"."stage" <> ? or "t"."stage" is null) and ("t"."active" = ? is not true))',
      ['won', 1],
    ],
    [{ '!': { '!': { '<': [{ var: 'day' }, '2026-03-01'] } } }, '"t"."day" < ?', ['2026-03-01']],
    [{ in: [{ var: 'count' }, [1, '2.00', 2.5]] }, '"t"."count" in (?, ?)', [1, 2]],
    [
      { '>': [{ var: 'count' }, '9007199254740993'] },
      '"t"."count" > cast(? as integer)',
      ['9007199254740993'],
    ],
    [{ is_empty: { var: 'amount' } }, '"t"."amount" is null', []],
    [{ '!': { is_empty: { var: 'name' } } }, '("t"."name" is not null and "t"."name" <> \'\')', []],
    [{ contains: [{ var: 'name' }, 'ÄＢ%'] }, 'instr(crm_fold("t"."name"), ?) > 0', ['äb%']],
  ])('%j', (rule, text, parameters) => {
    const query = compiled(rule);
    expect(query.sql).toBe(text);
    expect(query.parameters).toEqual(parameters);
  });

  test('whatever stands in a value is bound', () => {
    const evil = `x' or 1=1 --`;
    const rules: Rule[] = [
      { '==': [{ var: 'name' }, evil] },
      { in: [{ var: 'name' }, [evil]] },
      { within: [{ var: 'industry' }, evil] },
      { contains: [{ var: 'name' }, evil] },
    ];
    for (const rule of rules) {
      expect(compiled(rule).sql).not.toContain('or 1=1');
    }
  });
});

describe('inputs', () => {
  const resolve = (parameters: readonly unknown[], today: string) =>
    parameters.map((value) =>
      value instanceof InputParameter ? value.resolve({ ...inputs, today }) : value,
    );

  test('a statement compiled once runs on another day and for another actor', () => {
    const recent = compiled({ '>=': [{ var: 'day' }, { date_add: [{ today: [] }, -30, 'day'] }] });
    expect(recent.sql).toBe('"t"."day" >= ?');
    expect(resolve(recent.parameters, '2026-11-22')).toEqual(['2026-10-23']);
    expect(resolve(recent.parameters, '2026-03-02')).toEqual(['2026-01-31']);
    const mine = compiled({
      or: [
        { '==': [{ var: 'owner' }, { actor: 'id' }] },
        { in: [{ var: 'owner' }, { actor: 'subordinates' }] },
      ],
    });
    expect(mine.sql).toBe('("t"."owner" = ? or "t"."owner" in (select value from json_each(?)))');
    expect(mine.parameters.map((value) => (value as InputParameter).name)).toEqual([
      'actor.id',
      'actor.subordinates',
    ]);
    expect(resolve(mine.parameters, '2026-11-22')).toEqual(['u1', '["u2","u3"]']);
  });

  test('a day beside a moment becomes its limits in the actor’s zone', () => {
    const query = compiled({ '==': [{ var: 'moment' }, { today: [] }] });
    expect(query.sql).toBe('("t"."moment" >= ? and "t"."moment" < ?)');
    expect(resolve(query.parameters, '2026-03-01')).toEqual([
      '2026-02-28T16:00:00.000Z',
      '2026-03-01T16:00:00.000Z',
    ]);
  });
});
