// What evaluation reads and refuses beyond the operators' own examples; conformance with stock JsonLogic where both agree.
import fc from 'fast-check';
import jsonLogic from 'json-logic-js';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { checkRule } from '../../../core/rules/check.ts';
import { describeRule } from '../../../core/rules/describe.ts';
import { recordEnv } from '../../../core/rules/env.ts';
import { conditionOf, evaluator } from '../../../core/rules/evaluate.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { inputs, worldEnv, worldNames } from '../../support/rule-world.ts';

function evaluate(rule: Rule, record: Record<string, unknown> = {}, old?: Record<string, unknown>) {
  const { expr, problems } = checkRule(rule, worldNames, '');
  if (!expr) throw new Error(JSON.stringify(problems));
  return evaluator(expr)(old ? recordEnv(record, { inputs, old }) : worldEnv(record));
}

describe('changes', () => {
  test.each<[Rule, Record<string, unknown>, Record<string, unknown> | undefined, unknown]>([
    [{ changed: 'stage' }, { stage: 'won' }, { stage: 'new' }, true],
    [{ changed: 'stage' }, { stage: 'won' }, { stage: 'won' }, false],
    [{ changed: 'tags' }, { tags: ['a'] }, { tags: ['a'] }, false],
    [{ changed: 'tags' }, { tags: ['a'] }, { tags: ['b'] }, true],
    [{ old: 'stage' }, { stage: 'won' }, { stage: 'new' }, 'new'],
    [{ old: 'stage' }, { stage: 'won' }, undefined, null],
  ])('%j', (rule, record, old, gives) => {
    expect(evaluate(rule, record, old)).toEqual(gives);
  });
});

describe('what a rule may see', () => {
  test('values of another kind are missing', () => {
    expect(evaluate({ var: 'name' }, { name: { toString: 1 } })).toBeNull();
    expect(evaluate({ var: 'name' }, { name: () => 'x' })).toBeNull();
    expect(evaluate({ var: 'amount' }, { amount: 'NaN' })).toBeNull();
    expect(evaluate({ var: 'active' }, { active: 'true' })).toBeNull();
    expect(evaluate({ var: 'tags' }, { tags: ['a', 5, null] })).toEqual(['a']);
  });

  test('an expanded or polymorphic reference is its id', () => {
    expect(evaluate({ var: 'owner' }, { owner: { id: 'u1', name: 'x' } })).toBe('u1');
    expect(
      evaluate(
        { '==': [{ var: 'owner' }, { actor: 'id' }] },
        { owner: { entity: 'user', id: 'u1' } },
      ),
    ).toBe(true);
  });

  test('a collection too large for the budget is refused, and the next evaluation starts afresh', () => {
    const rule: Rule = { some: [{ var: 'lines' }, { '>': [{ var: 'price' }, 1] }] };
    const lines = Array.from({ length: 4000 }, () => ({ price: '0.50' }));
    expect(() => evaluate(rule, { lines })).toThrow(AppError);
    expect(evaluate(rule, { lines: lines.slice(0, 3000) })).toBe(false);
  });

  test('a condition without an answer is false', () => {
    const { expr } = checkRule({ var: 'active' }, worldNames, '');
    if (!expr) throw new Error('unchecked');
    expect(conditionOf(expr)(worldEnv({}))).toBe(false);
  });
});

describe('stock JsonLogic agrees on well-typed present data', () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  const word = fc.constantFrom('a', 'b', 'won', 'new', 'x y');
  const record = fc.record({
    count: number,
    name: word,
    other: word,
    stage: fc.constantFrom('new', 'won', 'lost'),
    active: fc.boolean(),
    tags: fc.uniqueArray(word, { maxLength: 3 }),
    lines: fc.array(fc.record({ title: word }), { maxLength: 3 }),
  });
  const v = (path: string): Rule => ({ var: path });
  const { rule } = fc.letrec<{ rule: Rule; number: Rule }>((tie) => ({
    number: fc.oneof(
      { maxDepth: 3 },
      fc.constant(v('count')),
      number,
      fc
        .tuple(fc.constantFrom('+', '-', '*'), tie('number'), tie('number'))
        .map(([by, a, b]): Rule => ({ [by]: [a, b] })),
      fc
        .tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number'))
        .map(([by, a, b]): Rule => ({ [by]: [a, b] })),
    ),
    rule: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Rule>(v('active'), true, false),
      fc
        .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('number'), tie('number'))
        .map(([by, a, b]): Rule => ({ [by]: [a, b] })),
      fc
        .tuple(fc.constantFrom('==', '!='), word)
        .map(([by, a]): Rule => ({ [by]: [v('name'), a] })),
      fc.array(word, { maxLength: 3 }).map((list): Rule => ({ in: [v('name'), list] })),
      fc.constant<Rule>({ in: [v('name'), v('tags')] }),
      fc
        .tuple(fc.integer({ min: -2, max: 2 }), word)
        .map(([start, a]): Rule => ({ '==': [{ substr: [v('name'), start] }, a] })),
      fc.constant<Rule>({ '==': [{ cat: [v('name'), '-', v('other')] }, 'a-b'] }),
      fc
        .tuple(fc.constantFrom('some', 'all', 'none'), word)
        .map(([by, a]): Rule => ({ [by]: [v('lines'), { '==': [v('title'), a] }] })),
      fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((args): Rule => ({ and: args })),
      fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((args): Rule => ({ or: args })),
      tie('rule').map((arg): Rule => ({ '!': [arg] })),
      fc.tuple(tie('rule'), tie('rule'), tie('rule')).map((args): Rule => ({ if: args })),
    ),
  }));

  test('random rules', () => {
    fc.assert(
      fc.property(rule, record, (someRule, someRecord) => {
        expect(evaluate(someRule, someRecord)).toEqual(jsonLogic.apply(someRule, someRecord));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('sentences', () => {
  const labels: Record<string, string> = {
    amount: '金额',
    stage: '阶段',
    tags: '标签',
    lines: '明细',
    price: '单价',
    day: '日期',
  };
  const words = { label: (path: string) => labels[path] ?? path };
  const say = (rule: Rule, locale: 'zh-CN' | 'en') => {
    const { expr } = checkRule(rule, worldNames, '');
    return expr ? describeRule(expr, words, locale) : '';
  };

  test.each<[Rule, string, string]>([
    [
      { and: [{ '>=': [{ var: 'amount' }, 1000] }, { '==': [{ var: 'stage' }, 'won'] }] },
      '金额 不低于 1000，且阶段 等于 won',
      '金额 is at least 1000 and 阶段 is won',
    ],
    [
      {
        or: [
          { has_any: [{ var: 'tags' }, ['a', 'b']] },
          { '==': [{ var: 'owner' }, { actor: 'id' }] },
        ],
      },
      '标签 含有 a、b 中任一项，或owner 等于 本人',
      '标签 has any of a, b or owner is me',
    ],
    [
      { some: [{ var: 'lines' }, { '>': [{ var: 'price' }, 1] }] },
      '明细 中有满足“单价 大于 1”的记录',
      'some of 明细: 单价 is above 1',
    ],
    [
      { '>': [{ var: 'day' }, { date_add: [{ today: [] }, 7, 'day'] }] },
      '日期 大于 今天 加 7 天',
      '日期 is above today plus 7 day',
    ],
  ])('%j', (rule, chinese, english) => {
    expect(say(rule, 'zh-CN')).toBe(chinese);
    expect(say(rule, 'en')).toBe(english);
  });
});
