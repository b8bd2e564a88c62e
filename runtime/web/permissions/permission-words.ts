// How scopes, actions, rights and rules are called in the permission editor.
import type { ClientEntity, Text } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { currentModel, source } from '../app/session.ts';
import { readFilter } from '../filter/filter-rule.ts';
import { FilterWords } from '../filter/filter-words.ts';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import type { Grant, Right, Scope } from './design-client.ts';

export const SCOPES: readonly Scope[] = [
  'none',
  'own',
  'own_and_subordinates',
  'department',
  'department_tree',
  'all',
];
export const RIGHTS: readonly Right[] = ['hidden', 'masked', 'read', 'write'];

/** What the chooser offers: the scopes, and a rule over all records. */
export type ScopeChoice = Scope | 'rule';

export function scopeOf(grant: Grant | undefined): Scope {
  if (grant === undefined) return 'none';
  return typeof grant === 'string' ? grant : (grant.scope ?? 'all');
}

export function ruleOf(grant: Grant | undefined): Rule | undefined {
  return typeof grant === 'object' ? (grant.rule as Rule | undefined) : undefined;
}

export function choiceOf(grant: Grant | undefined): ScopeChoice {
  const scope = scopeOf(grant);
  return scope === 'all' && ruleOf(grant) !== undefined ? 'rule' : scope;
}

export function choiceLabel(choice: ScopeChoice): string {
  return t(`rights.scope.${choice}`);
}

/** "本部门*": a star where a rule narrows it further. */
export function grantLabel(grant: Grant | undefined): string {
  const choice = choiceOf(grant);
  const isNarrowed = choice !== 'rule' && choice !== 'none' && ruleOf(grant) !== undefined;
  return choiceLabel(choice) + (isNarrowed ? '*' : '');
}

/** The column that stands for all transitions of an entity's workflow. */
export const TRANSITIONS = 'transition:*';

/** Actions without a text of their own keep their name. */
export function actionLabel(action: string): string {
  if (action === TRANSITIONS) return t('rights.transitions');
  const key = `rights.action.${action}`;
  const text = t(key as TextKey);
  return text === key ? action : text;
}

export function rightLabel(right: Right): string {
  return t(`rights.right.${right}`);
}

/** Stands for the entities a policy has no entry for. */
export const EVERYTHING = '*';

export function entityLabel(entity: string): string {
  if (entity === EVERYTHING) return t('rights.everything');
  return say(currentModel()?.entities[entity]?.label, entity);
}

export const sayLabel = (text: Text | undefined, fallback: string): string => say(text, fallback);

/** A rule as the filter reads it back. */
export function ruleSentence(rule: Rule, entity: ClientEntity): string {
  return new FilterWords(entity, source).sentence(readFilter(rule, entity)) || t('filter.other');
}
