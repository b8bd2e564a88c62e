// The answer of `GET /api/explain` in sentences: what is allowed, by which policy, how far it reaches, why it holds for a
// record or does not.
import type { Text } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';

export type Right = 'hidden' | 'masked' | 'read' | 'write';

export interface Ground {
  policy: string;
  label: Text;
  pack: string | null;
  roles: { role: string; label: Text }[];
  mute: boolean;
  scope: string;
  sentence: Text | null;
  holds: boolean | null;
  widened: boolean;
  right: Right | null;
}

export interface Explanation {
  person: { id: string | null; name: string };
  action: string;
  allowed: boolean;
  right: Right | null;
  administrator: boolean;
  grounds: Ground[];
  wouldGrant: Ground[];
  facts: { owner: string | null; department: string | null } | null;
}

/** What can be asked about one record, in the order in which it is offered. */
export const ASKED_ACTIONS = [
  'read',
  'update',
  'delete',
  'restore',
  'transfer',
  'share',
  'export',
  'print',
] as const;
export type AskedAction = (typeof ASKED_ACTIONS)[number];

const SCOPES: Readonly<Record<string, TextKey>> = {
  none: 'explain.scope.none',
  own: 'explain.scope.own',
  own_and_subordinates: 'explain.scope.own_and_subordinates',
  department: 'explain.scope.department',
  department_tree: 'explain.scope.department_tree',
  all: 'explain.scope.all',
};
const BY_OWNER = new Set(['own', 'own_and_subordinates']);
const BY_DEPARTMENT = new Set(['department', 'department_tree']);

export function actionWord(action: AskedAction): string {
  return t(`explain.action.${action}`);
}

/** "张伟 may change this record." */
export function verdict(answer: Explanation, action: AskedAction, field?: string): string {
  const who = answer.person.name;
  if (field !== undefined && answer.right)
    return t(`explain.right.${answer.right}`, { who, field });
  const what = actionWord(action);
  return t(answer.allowed ? 'explain.allowed' : 'explain.refused', { who, what });
}

/** A policy that neither gives the action nor takes anything away has no part in the answer. */
export function isSaid({ mute, scope }: Ground): boolean {
  return mute || scope !== 'none';
}

/** How far a policy reaches: its scope and the rule that narrows it. */
export function reach(ground: Ground): string {
  const scope = t(SCOPES[ground.scope] ?? 'explain.scope.none');
  const rule = say(ground.sentence ?? undefined);
  return rule ? t('explain.scopeIf', { scope, rule }) : scope;
}

/** Why it holds for the record, or does not. */
export function reason(ground: Ground, owner: string, department: string): string {
  if (ground.holds === null) return '';
  if (ground.mute) return t(ground.holds ? 'explain.muteHolds' : 'explain.muteFails');
  if (ground.widened) return t('explain.widened');
  const params = {
    owner: owner || t('explain.nobody'),
    department: department || t('explain.noDepartment'),
  };
  if (BY_OWNER.has(ground.scope))
    return t(ground.holds ? 'explain.ownerHolds' : 'explain.ownerFails', params);
  if (BY_DEPARTMENT.has(ground.scope))
    return t(ground.holds ? 'explain.departmentHolds' : 'explain.departmentFails', params);
  return t(ground.holds ? 'explain.holds' : 'explain.fails');
}

/** What a policy says about the field asked for. */
export function fieldWord({ right }: Ground): string {
  return right ? t(`explain.field.${right}`) : '';
}

export function rolesWord({ roles }: Ground): string {
  return roles.map(({ label }) => say(label)).join('、');
}
