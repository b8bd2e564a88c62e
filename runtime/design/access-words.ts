// What a policy says, in the words of both languages: actions, scopes, rights and the rules that narrow them.

import type { Right } from '../../core/access/field-right.ts';
import type { Locale } from '../../core/errors.ts';
import type { Text } from '../../core/model/client.ts';
import type { Entity, Model } from '../../core/model/model.ts';
import { ruleNames } from '../../core/model/rule-names.ts';
import { checkRule } from '../../core/rules/check.ts';
import { describeRule } from '../../core/rules/describe.ts';
import type { RuleValue } from '../../core/rules/expr.ts';
import type { Rule, RuleType } from '../../core/rules/rule.ts';

export type Words = Readonly<Record<Locale, string>>;

/** A text in both languages from parts in both languages. */
export function words(build: (say: (text: Words) => string, locale: Locale) => string): Words {
  const of = (locale: Locale) => build((text) => text[locale], locale);
  return { 'zh-CN': of('zh-CN'), en: of('en') };
}

/** A label of the metadata; its name where it has none. */
export function labelOf(label: unknown, name: string): Words {
  const text = (label ?? {}) as Partial<Text>;
  return { 'zh-CN': text['zh-CN'] ?? name, en: text.en ?? name };
}

const ACTIONS: Readonly<Record<string, Words>> = {
  read: { 'zh-CN': '查看', en: 'see' },
  create: { 'zh-CN': '新建', en: 'create' },
  update: { 'zh-CN': '修改', en: 'change' },
  delete: { 'zh-CN': '删除', en: 'delete' },
  restore: { 'zh-CN': '还原', en: 'restore' },
  import: { 'zh-CN': '导入', en: 'import' },
  export: { 'zh-CN': '导出', en: 'export' },
  print: { 'zh-CN': '打印', en: 'print' },
  transfer: { 'zh-CN': '转移', en: 'transfer' },
  bulk: { 'zh-CN': '批量修改', en: 'change in bulk' },
  share: { 'zh-CN': '共享', en: 'share' },
  propose: { 'zh-CN': '提交审核', en: 'propose' },
  review_first: { 'zh-CN': '初审', en: 'review first' },
  review_final: { 'zh-CN': '终审', en: 'review finally' },
};

/** What an action is called; transitions by their own label. */
export function actionWords(entity: Entity | undefined, action: string): Words {
  const known = ACTIONS[action];
  if (known) return known;
  const name = action.replace(/^transition:/, '');
  return labelOf(entity?.workflow?.transitions?.[name]?.label, name);
}

export const SCOPE_WORDS: Readonly<Record<string, Words>> = {
  none: { 'zh-CN': '无', en: 'none' },
  own: { 'zh-CN': '本人的', en: 'their own' },
  own_and_subordinates: { 'zh-CN': '本人及下属的', en: "their own and their people's" },
  department: { 'zh-CN': '本部门的', en: "their department's" },
  department_tree: { 'zh-CN': '本部门及下级部门的', en: "their department's and those below" },
  all: { 'zh-CN': '全部', en: 'all' },
};

export const RIGHT_WORDS: Readonly<Record<Right, Words>> = {
  hidden: { 'zh-CN': '隐藏', en: 'hidden' },
  masked: { 'zh-CN': '脱敏', en: 'masked' },
  read: { 'zh-CN': '只读', en: 'read' },
  write: { 'zh-CN': '可写', en: 'write' },
};

/** A rule as a sentence; as JSON where it cannot be read. */
export function ruleWords(
  model: Model,
  entity: Entity | undefined,
  rule: Rule,
  names: ReadonlyMap<string, string>,
): Words {
  const raw = JSON.stringify(rule);
  if (!entity) return { 'zh-CN': raw, en: raw };
  const lookup = { entity: (name: string) => model.entities.get(name) };
  const { expr } = checkRule(rule, ruleNames(lookup, entity.name), '', {
    result: { kind: 'boolean' },
  });
  return words((say, locale) => {
    if (!expr) return raw;
    const label = (path: string) => labelOf(entity.fields.get(path)?.label, path)[locale];
    const value = (each: RuleValue, type: RuleType) => valueWords(model, each, type, names, say);
    return describeRule(expr, { label, value }, locale);
  });
}

function valueWords(
  model: Model,
  value: RuleValue,
  type: RuleType,
  names: ReadonlyMap<string, string>,
  say: (text: Words) => string,
): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (names.has(value)) return names.get(value);
  for (const name of type.classifications ?? []) {
    const tree = model.classifications.get(name);
    const node = tree?.editions.get(tree.current)?.nodes.get(value);
    if (node) return say(labelOf(node.label, value));
  }
  const options = type.options?.join();
  if (options === undefined) return undefined;
  for (const picklist of model.picklists.values())
    if ([...picklist.options.keys()].join() === options)
      return say(labelOf(picklist.options.get(value)?.label, value));
  return undefined;
}
