// Where values come from: the record's fields, their values before the change, and who is acting.
import { nearest } from '../../errors.ts';
import { BOOLEAN, call, type Expr, type InputName, input, TEXT, variable } from '../expr.ts';
import { defineOperator, type RuleCall } from '../operator.ts';
import type { RuleType } from '../rule.ts';
import { listOf } from '../typing.ts';

const PATH = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*$/;

/** The path an argument names and its type, or a problem with a hint. */
function pathOf(call: RuleCall): { path: string; type: RuleType } | undefined {
  const path = call.args[0];
  if (typeof path !== 'string') {
    return call.fault('rule.type', wanted(call, 'a path'), 0);
  }
  const type = PATH.test(path) ? call.names.typeOf(path) : undefined;
  if (type) return { path, type };
  return call.fault('rule.unknown-path', { path, hint: nearest(path, call.names.paths()) }, 0);
}

function wanted({ operator, args }: RuleCall, expected: string) {
  return { operator, expected, actual: typeof args[0] };
}

const USER: RuleType = { kind: 'reference', entities: ['user'] };
const DEPARTMENT: RuleType = {
  kind: 'reference',
  entities: ['department'],
  classifications: ['department'],
};
const TEAM: RuleType = { kind: 'reference', entities: ['team'] };

/** What is known about who acts. */
const actorTypes: { readonly [name: string]: readonly [InputName, RuleType] } = {
  id: ['actor.id', USER],
  roles: ['actor.roles', listOf(TEXT)],
  department: ['actor.department', DEPARTMENT],
  departments: ['actor.departments', listOf(DEPARTMENT)],
  subordinates: ['actor.subordinates', listOf(USER)],
  acts_for: ['actor.acts_for', listOf(USER)],
  teams: ['actor.teams', listOf(TEAM)],
};

export const nameOperators = {
  var: defineOperator({
    arity: [1, 2],
    check(use): Expr | undefined {
      const found = pathOf(use);
      if (!found) return undefined;
      const expr = variable(found.path, found.type);
      if (use.args.length === 1) return expr;
      const fallback = use.arg(1, found.type);
      const typed = fallback && use.coerce(fallback, found.type, 1);
      return typed && call('coalesce', found.type, [expr, typed]);
    },
    words: { 'zh-CN': '{0}', en: '{0}' },
    examples: [
      { rule: { var: 'name' }, record: { name: 'Ä' }, gives: 'Ä' },
      { rule: { var: 'name' }, record: {}, gives: null },
      { rule: { var: ['name', 'x'] }, record: { name: null }, gives: 'x' },
      { rule: { var: 'amount' }, record: { amount: '12.50' }, gives: '12.50' },
    ],
  }),
  old: defineOperator({
    arity: [1, 1],
    check(use) {
      const found = use.isInner ? undefined : pathOf(use);
      if (found) return variable(found.path, found.type, true);
      return use.isInner ? use.fault('rule.unknown-operator', { operator: 'old' }) : undefined;
    },
    words: { 'zh-CN': '{0}的原值', en: 'the former {0}' },
    examples: [{ rule: { old: 'name' }, record: { name: 'a' }, gives: null }],
  }),
  changed: defineOperator({
    arity: [1, 1],
    check(use) {
      if (use.isInner) return use.fault('rule.unknown-operator', { operator: 'changed' });
      const found = pathOf(use);
      if (!found) return undefined;
      const sides = [variable(found.path, found.type), variable(found.path, found.type, true)];
      return call('changed', BOOLEAN, sides);
    },
    evaluate: (_call, [now, before]) => {
      return (env) => JSON.stringify(now?.(env) ?? null) !== JSON.stringify(before?.(env) ?? null);
    },
    words: { 'zh-CN': '{0}已更改', en: '{0} has changed' },
    examples: [
      { rule: { changed: 'name' }, record: { name: 'a' }, gives: true },
      { rule: { changed: 'name' }, record: {}, gives: false },
    ],
  }),
  actor: defineOperator({
    arity: [1, 1],
    check(use) {
      const name = use.word(0, Object.keys(actorTypes));
      const [inputName, type] = (name === undefined ? undefined : actorTypes[name]) ?? [];
      return inputName && type && input(inputName, type);
    },
    words: { 'zh-CN': '当前用户的{0}', en: "the acting user's {0}" },
    examples: [
      { rule: { actor: 'id' }, gives: 'u1' },
      { rule: { '==': [{ var: 'owner' }, { actor: 'id' }] }, record: { owner: 'u1' }, gives: true },
      { rule: { in: ['sales', { actor: 'roles' }] }, gives: true },
      {
        rule: { in: [{ var: 'owner' }, { actor: 'subordinates' }] },
        record: { owner: 'u9' },
        gives: false,
      },
      {
        rule: { in: [{ var: 'owner' }, { actor: 'acts_for' }] },
        record: { owner: 'u1' },
        gives: true,
      },
    ],
  }),
};
