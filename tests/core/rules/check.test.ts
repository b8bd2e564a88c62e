// Rules that are refused, where the problem points, and what literals become; hostile input ends early.
import { describe, expect, test } from 'vitest';
import { CONDITION, checkRule, FILTER } from '../../../core/rules/check.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { worldNames } from '../../support/rule-world.ts';

function firstProblem(rule: unknown, options = CONDITION) {
  const { problems, expr } = checkRule(rule, worldNames, '/filter', options);
  if (problems.length > 0) expect(expr).toBeUndefined();
  return (
    problems[0] && { code: problems[0].code, at: problems[0].at, hint: problems[0].params?.hint }
  );
}

const nested = (depth: number) => {
  let rule: unknown = true;
  for (let level = 0; level < depth; level++) rule = { '!': rule };
  return rule;
};

describe('refused', () => {
  test.each<[unknown, string, string, string?]>([
    [{}, 'rule.shape', '/filter'],
    [[{ '==': [1, 1] }], 'rule.shape', '/filter'],
    [{ '==': [1, 1], '!=': [1, 2] }, 'rule.shape', '/filter'],
    [{ constructor: ['x'] }, 'rule.unknown-operator', '/filter'],
    [{ toString: [] }, 'rule.unknown-operator', '/filter'],
    [{ hasOwnProperty: ['x'] }, 'rule.unknown-operator', '/filter'],
    [{ method: [{ var: 'name' }, 'toString'] }, 'rule.unknown-operator', '/filter'],
    [JSON.parse('{"__proto__":[1]}'), 'rule.unknown-operator', '/filter'],
    [
      { and: [{ contians: [{ var: 'name' }, 'x'] }] },
      'rule.unknown-operator',
      '/filter/and/0',
      'contains',
    ],
    [{ '==': [{ var: 'nmae' }, 'x'] }, 'rule.unknown-path', '/filter/==/0/var', 'name'],
    [{ '==': [{ var: 'constructor' }, 'x'] }, 'rule.unknown-path', '/filter/==/0/var'],
    [{ '==': [{ var: '__proto__' }, 'x'] }, 'rule.unknown-path', '/filter/==/0/var'],
    [{ '==': [{ var: 'name.constructor' }, 'x'] }, 'rule.unknown-path', '/filter/==/0/var'],
    [
      { '==': [{ var: ['constructor.constructor', 1] }, 'x'] },
      'rule.unknown-path',
      '/filter/==/0/var/0',
    ],
    [{ '==': [{ var: '' }, 'x'] }, 'rule.unknown-path', '/filter/==/0/var'],
    [{ '==': [{ var: 0 }, 'x'] }, 'rule.type', '/filter/==/0/var'],
    [{ '==': [{ var: 'name' }, 7] }, 'rule.literal', '/filter/==/1'],
    [{ '==': [{ var: 'day' }, '2026-02-30'] }, 'rule.literal', '/filter/==/1'],
    [{ '==': [{ var: 'moment' }, '2026-03-01T10:00:00'] }, 'rule.literal', '/filter/==/1'],
    [{ '>': [{ var: 'amount' }, 'abc'] }, 'rule.literal', '/filter/>/1'],
    [{ '>': [{ var: 'amount' }, '0x10'] }, 'rule.literal', '/filter/>/1'],
    [{ '>': [{ var: 'amount' }, 9007199254740994] }, 'rule.literal', '/filter/>/1'],
    [{ '==': [{ var: 'stage' }, 'wom'] }, 'rule.literal', '/filter/==/1', 'won'],
    [{ in: [{ var: 'stage' }, ['won', 'x']] }, 'rule.literal', '/filter/in/1'],
    [{ '>': [{ var: 'active' }, true] }, 'rule.type', '/filter/>/0'],
    [{ '==': [{ var: 'tags' }, 'a'] }, 'rule.literal', '/filter/==/1'],
    [{ '==': [{ var: 'name' }, { var: 'amount' }] }, 'rule.type', '/filter/==/1'],
    [{ '==': [{ var: 'owner' }, { var: 'industry' }] }, 'rule.type', '/filter/==/1'],
    [{ and: [{ var: 'name' }] }, 'rule.not-condition', '/filter/and/0'],
    [{ var: 'amount' }, 'rule.not-condition', '/filter'],
    ['true', 'rule.literal', '/filter'],
    [{ '/': [1, 2] }, 'rule.not-condition', '/filter'],
    [{ '==': [{ '/': [{ var: 'name' }, 2] }, 1] }, 'rule.type', '/filter/==/0/~1/0'],
    [{ '==': [1] }, 'rule.arguments', '/filter'],
    [{ between: [{ var: 'amount' }, 1, 'x'] }, 'rule.literal', '/filter/between/2'],
    [
      { '==': [{ date_add: [{ var: 'day' }, 1, 'hour'] }, '2026-01-01'] },
      'rule.type',
      '/filter/==/0/date_add/2',
    ],
    [
      { '==': [{ date_add: [{ var: 'day' }, 1, "day'; drop"] }, '2026-01-01'] },
      'rule.type',
      '/filter/==/0/date_add/2',
    ],
    [{ within: [{ var: 'name' }, 'C'] }, 'rule.type', '/filter/within/0'],
    [{ some: [{ var: 'line' }, true] }, 'rule.unknown-path', '/filter/some/0'],
    [
      { some: [{ var: 'lines' }, { '==': [{ var: 'name' }, 'x'] }] },
      'rule.unknown-path',
      '/filter/some/1/==/0/var',
    ],
    [{ some: [{ var: 'lines' }, { changed: 'price' }] }, 'rule.unknown-operator', '/filter/some/1'],
    [{ '==': [{ actor: 'password' }, 'x'] }, 'rule.type', '/filter/==/0/actor'],
    [{ '==': [{ var: 'name' }, 'a\0b'] }, 'request.bad-text', '/filter/==/1'],
    [{ '==': [{ var: 'name' }, '\ud800'] }, 'request.bad-text', '/filter/==/1'],
    [
      { in: [{ var: 'name' }, Array.from({ length: 1001 }, (_, index) => `v${index}`)] },
      'rule.too-many-values',
      '/filter/in/1',
    ],
    [{ and: Array.from({ length: 101 }, () => true) }, 'rule.arguments', '/filter'],
  ])('%j', (rule, code, at, hint) => {
    expect(firstProblem(rule)).toEqual({ code, at, hint });
  });
});

describe('limits', () => {
  const big = (nodes: number): Rule => ({
    or: Array.from({ length: 5 }, () => ({ and: Array.from({ length: nodes }, () => true) })),
  });

  test('depth 32 for rules, 10 for filters', () => {
    expect(firstProblem(nested(32))).toBeUndefined();
    expect(firstProblem(nested(33))?.code).toBe('rule.too-deep');
    expect(firstProblem(nested(10), FILTER)).toBeUndefined();
    expect(firstProblem(nested(11), FILTER)?.code).toBe('rule.too-deep');
  });

  test('500 parts for rules, 200 for filters', () => {
    expect(firstProblem(big(98))).toBeUndefined();
    expect(firstProblem(big(99))?.code).toBe('rule.too-large');
    expect(firstProblem(big(38), FILTER)).toBeUndefined();
    expect(firstProblem(big(39), FILTER)?.code).toBe('rule.too-large');
  });

  test('rules whose meaning repeats a side do not grow without bound', () => {
    let rule: Rule = { var: 'amount' };
    for (let level = 0; level < 12; level++) {
      rule = { if: [{ between: [rule, 1, 2] }, { var: 'amount' }, 3] };
    }
    expect(firstProblem({ '>': [rule, 1] })?.code).toBe('rule.too-large');
  });

  test('hostile sizes end in a few milliseconds', () => {
    const deep = JSON.parse(`${'{"!":'.repeat(100_000)}true${'}'.repeat(100_000)}`);
    const deepList = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const long = { in: [{ var: 'name' }, Array.from({ length: 300_000 }, () => 'x')] };
    const wide = { and: Array.from({ length: 300_000 }, () => ({ '!': true })) };
    const start = performance.now();
    for (const rule of [deep, deepList, long, wide]) expect(firstProblem(rule)).toBeDefined();
    expect(performance.now() - start).toBeLessThan(50);
  });

  test('operators that need the change at hand are not filters', () => {
    for (const rule of [
      { changed: 'name' },
      { '==': [{ old: 'name' }, 'x'] },
      { '>': [{ working_days: [{ var: 'day' }, { today: [] }] }, 3] },
    ]) {
      expect(firstProblem(rule)).toBeUndefined();
      expect(firstProblem(rule, FILTER)?.code).toBe('rule.not-in-sql');
    }
    expect(
      firstProblem({ '>': [{ working_days: ['2026-01-01', { today: [] }] }, 3] }, FILTER),
    ).toBeUndefined();
  });
});

describe('results', () => {
  const result = (rule: unknown, wanted: Parameters<typeof checkRule>[3]) =>
    checkRule(rule, worldNames, '', wanted);

  test('numbers are rounded to the wanted scale, integers stay whole', () => {
    expect(
      result({ '/': [{ var: 'amount' }, 3] }, { result: { kind: 'decimal', scale: 2 } }).type,
    ).toEqual({ kind: 'decimal', scale: 2 });
    expect(result(1.005, { result: { kind: 'decimal', scale: 2 } }).problems[0]?.code).toBe(
      'rule.literal',
    );
    expect(result({ '/': [1, 3] }, { result: { kind: 'integer' } }).problems[0]?.code).toBe(
      'rule.result',
    );
  });

  test('a missing rule fits everywhere', () => {
    expect(result(null, { result: { kind: 'date' } }).problems).toEqual([]);
  });

  test('lists of options', () => {
    const options = { kind: 'text', list: true, options: ['new', 'won', 'lost'] } as const;
    expect(
      result({ if: [{ var: 'active' }, ['won'], ['new', 'lost']] }, { result: options }).problems,
    ).toEqual([]);
    expect(result(['won', 'x'], { result: options }).problems[0]?.code).toBe('rule.literal');
  });
});
