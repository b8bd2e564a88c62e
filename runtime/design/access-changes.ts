// Who gains and who loses what by a change: each role before and after, entity by entity, action by action, field by field.

import { policiesOf } from '../../core/access/access.ts';
import type { Right } from '../../core/access/field-right.ts';
import { policyRight } from '../../core/access/field-right.ts';
import { actionGrant, type Grant, grantsAbout } from '../../core/access/grants.ts';
import type { Entity, Model } from '../../core/model/model.ts';
import { ACTIONS } from '../../core/packs/schema/policy.ts';
import type { Rule } from '../../core/rules/rule.ts';
import {
  actionWords,
  labelOf,
  RIGHT_WORDS,
  ruleWords,
  SCOPE_WORDS,
  type Words,
  words,
} from './access-words.ts';

export interface AccessChange {
  readonly role: string;
  /** How many active people have the role. */
  readonly people: number;
  readonly entity: string | null;
  /** The action, or null where fields or everything change. */
  readonly action: string | null;
  readonly fields: readonly string[];
  readonly effect: 'gains' | 'loses' | 'changes';
  readonly text: Words;
}

export interface AccessSides {
  readonly before: Model;
  readonly after: Model;
  /** How many people have a role. */
  people(role: string): number;
  /** Names of the records rules name, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Every difference, role by role in the order of the roles. */
export function accessChanges(sides: AccessSides): AccessChange[] {
  const { before, after } = sides;
  const roles = new Set([...before.roles.keys(), ...after.roles.keys()]);
  return [...roles].flatMap((role) => {
    const [was, is] = [before, after].map((model) => model.roles.get(role)?.administrator === true);
    if (was !== is) return [administration(sides, role, is === true)];
    return was ? [] : changesOfRole(sides, role);
  });
}

function roleLabel({ before, after, people }: AccessSides, role: string): Words {
  const label = labelOf((after.roles.get(role) ?? before.roles.get(role))?.label, role);
  const count = people(role);
  const noun = count === 1 ? 'person' : 'people';
  return {
    'zh-CN': `${label['zh-CN']}（${count} 人）`,
    en: `${label.en} (${count} ${noun})`,
  };
}

function administration(sides: AccessSides, role: string, gains: boolean): AccessChange {
  const head = roleLabel(sides, role);
  const text = gains
    ? { 'zh-CN': `${head['zh-CN']}将可以做一切操作`, en: `${head.en} may do everything` }
    : { 'zh-CN': `${head['zh-CN']}不再是管理员`, en: `${head.en} is no administrator any more` };
  const effect = gains ? 'gains' : 'loses';
  return { role, people: sides.people(role), entity: null, action: null, fields: [], effect, text };
}

function changesOfRole(sides: AccessSides, role: string): AccessChange[] {
  const { before, after } = sides;
  const [was, is] = [policiesOf(before, [role]), policiesOf(after, [role])];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const entities = new Set([...before.entities.keys(), ...after.entities.keys()]);
  return [...entities].flatMap((entity) => {
    const sideOf = (policies: typeof was): Side => grantsAbout(policies, entity);
    const [left, right] = [sideOf(was), sideOf(is)];
    const parts = (side: Side) => [...side.grants, ...side.mutes].map(({ grants }) => grants);
    if (JSON.stringify(parts(left)) === JSON.stringify(parts(right))) return [];
    const pair = { sides, role, entity, left, right };
    return [...actionChanges(pair), ...fieldChanges(pair)];
  });
}

interface Side {
  readonly grants: readonly Grant[];
  readonly mutes: readonly Grant[];
}

interface Pair {
  readonly sides: AccessSides;
  readonly role: string;
  readonly entity: string;
  readonly left: Side;
  readonly right: Side;
}

function entityOf({ sides, entity }: Pair): Entity | undefined {
  return sides.after.entities.get(entity) ?? sides.before.entities.get(entity);
}

interface Given {
  readonly scope: string;
  readonly rule?: Rule;
}

/** What the policies of one side give or take for an action; `none` is nothing. */
function given(grants: readonly Grant[], action: string): Given[] {
  return grants.map((grant) => actionGrant(grant, action)).filter(({ scope }) => scope !== 'none');
}

function actionChanges(pair: Pair): AccessChange[] {
  const entity = entityOf(pair);
  const transitions = Object.keys(entity?.workflow?.transitions ?? {});
  const actions = [...ACTIONS, ...transitions.map((name) => `transition:${name}`)];
  return actions.flatMap((action) => {
    const [was, is] = [pair.left, pair.right].map((side) => ({
      given: given(side.grants, action),
      taken: given(side.mutes, action),
    }));
    if (!was || !is || JSON.stringify(was) === JSON.stringify(is)) return [];
    const effect = effectOf(was, is);
    return [{ ...base(pair), action, fields: [], effect, text: actionText(pair, action, was, is) }];
  });
}

function base({ sides, role, entity }: Pair) {
  return { role, people: sides.people(role), entity };
}

interface Reached {
  readonly given: readonly Given[];
  readonly taken: readonly Given[];
}

/** Scopes that hold everything another holds. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  own: ['own'],
  own_and_subordinates: ['own', 'own_and_subordinates'],
  department: ['department'],
  department_tree: ['department', 'department_tree'],
  all: ['own', 'own_and_subordinates', 'department', 'department_tree', 'all'],
};

const sameRule = (a: Given, b: Given) => JSON.stringify(a.rule) === JSON.stringify(b.rule);

/** Is everything one side gives also given by the other? */
function covers(wide: readonly Given[], narrow: readonly Given[]): boolean {
  return narrow.every((each) =>
    wide.some(
      (other) =>
        HOLDS[other.scope]?.includes(each.scope) &&
        (other.rule === undefined || sameRule(other, each)),
    ),
  );
}

function effectOf(was: Reached, is: Reached): AccessChange['effect'] {
  const isMore = covers(is.given, was.given) && covers(was.taken, is.taken);
  const isLess = covers(was.given, is.given) && covers(is.taken, was.taken);
  if (isMore === isLess) return 'changes';
  return isMore ? 'gains' : 'loses';
}

function reachedWords(pair: Pair, { given: grants, taken }: Reached): Words {
  const { after, names } = pair.sides;
  const entity = entityOf(pair);
  const one = ({ scope, rule }: Given): Words => {
    const base = SCOPE_WORDS[scope] ?? labelOf(undefined, scope);
    if (rule === undefined) return base;
    const said = ruleWords(after, entity, rule, names);
    return words((say) =>
      scope === 'all' ? `${say(WHERE)}${say(said)}` : `${say(base)}${say(AND_WHERE)}${say(said)}`,
    );
  };
  return words((say) => {
    const none = SCOPE_WORDS.none as Words;
    const all = grants.map((each) => say(one(each))).join(say(AND)) || say(none);
    if (taken.length === 0 || grants.length === 0) return all;
    return `${all}${say(EXCEPT)}${taken.map((each) => say(one(each))).join(say(AND))}`;
  });
}

const WHERE: Words = { 'zh-CN': '符合条件的：', en: 'those with: ' };
const AND_WHERE: Words = { 'zh-CN': '，且 ', en: ' with: ' };
const AND: Words = { 'zh-CN': '，以及', en: ', and ' };
const EXCEPT: Words = { 'zh-CN': '，但不含', en: ', but not ' };

function entityLabel(pair: Pair): Words {
  return labelOf(entityOf(pair)?.labelPlural, pair.entity);
}

function actionText(pair: Pair, action: string, was: Reached, is: Reached): Words {
  const [head, entity] = [roleLabel(pair.sides, pair.role), entityLabel(pair)];
  const verb = actionWords(entityOf(pair), action);
  const [from, to] = [reachedWords(pair, was), reachedWords(pair, is)];
  return {
    'zh-CN': `${head['zh-CN']}可${verb['zh-CN']}的“${entity['zh-CN']}”：${from['zh-CN']} → ${to['zh-CN']}`,
    en: `${head.en} – ${verb.en} ${entity.en}: ${from.en} → ${to.en}`,
  };
}

const ORDER: readonly Right[] = ['hidden', 'masked', 'read', 'write'];

/** The right to a field on the whole: the widest that is given, never wider than what is taken; and on which rows. */
function rightsTo({ grants, mutes }: Side, field: string): { most: Right; detail: string } {
  const rights = grants
    .filter((grant) => reaches({ grants: [grant], mutes: [] }))
    .map((grant) => policyRight(grant.grants, field));
  const limits = mutes
    .map(({ grants: each }) => ({ right: policyRight(each, field), when: each.when }))
    .filter(({ right }) => right !== 'write');
  const rank = (right: Right) => ORDER.indexOf(right);
  const top = Math.max(0, ...rights.map(rank));
  const least = Math.min(
    top,
    ...limits.filter(({ when }) => when === undefined).map(({ right }) => rank(right)),
  );
  return { most: ORDER[least] ?? 'hidden', detail: JSON.stringify([rights, limits]) };
}

/** Does anything of the records reach the role at all? */
function reaches({ grants }: Side): boolean {
  return ['read', 'create'].some((action) => given(grants, action).length > 0);
}

/**
 * Fields that change alike are told together. Where the records come or go as a whole, the actions say so; of new ones it
 * is told which fields are kept back.
 */
function fieldChanges(pair: Pair): AccessChange[] {
  if (!reaches(pair.right)) return [];
  const isNew = !reaches(pair.left);
  const groups = new Map<string, FieldGroup>();
  for (const field of entityOf(pair)?.fields.values() ?? []) {
    if (field.system) continue;
    const is = rightsTo(pair.right, field.name);
    const was = isNew ? undefined : rightsTo(pair.left, field.name);
    if (was ? was.detail === is.detail : is.most === 'write') continue;
    const key = `${was?.most} ${is.most}`;
    const group = groups.get(key) ?? { was: was?.most, is: is.most, fields: [] };
    group.fields.push(field.name);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => {
    const { was = 'hidden', is, fields } = group;
    const more = ORDER.indexOf(is) - ORDER.indexOf(was);
    const effect = more === 0 ? 'changes' : more > 0 ? 'gains' : 'loses';
    return { ...base(pair), action: null, fields, effect, text: fieldText(pair, group) };
  });
}

interface FieldGroup {
  /** Missing where the records were out of reach. */
  readonly was?: Right;
  readonly is: Right;
  readonly fields: string[];
}

const MOST_NAMED = 6;

function fieldText(pair: Pair, group: FieldGroup): Words {
  const { was, is, fields } = group;
  const entity = entityOf(pair);
  return words((say, locale) => {
    const named = fields
      .slice(0, MOST_NAMED)
      .map((field) => say(labelOf(entity?.fields.get(field)?.label, field)));
    const rest = fields.length - named.length;
    const list = named.join(locale === 'en' ? ', ' : '、');
    const more =
      rest > 0 ? (locale === 'en' ? ` and ${rest} more` : `等 ${fields.length} 个字段`) : '';
    const turn = say(turnWords(was, is));
    const head = say(roleLabel(pair.sides, pair.role));
    return locale === 'en'
      ? `${head} – ${say(entityLabel(pair))}, ${list}${more}: ${turn}`
      : `${head}“${say(entityLabel(pair))}”的${list}${more}：${turn}`;
  });
}

function turnWords(was: Right | undefined, is: Right): Words {
  const to = RIGHT_WORDS[is];
  if (was === undefined) return to;
  if (was === is) return { 'zh-CN': '部分记录有变化', en: 'differently on some records' };
  return words((say) => `${say(RIGHT_WORDS[was])} → ${say(to)}`);
}
