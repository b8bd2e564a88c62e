// A formula of an entity as a sentence in the reader's language; undefined where the browser does not know all of it.

import { fieldType } from '../../../core/fields/registry.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { checkRule } from '../../../core/rules/check.ts';
import { describeRule } from '../../../core/rules/describe.ts';
import type { Rule, RuleNames } from '../../../core/rules/rule.ts';
import { locale, say } from '../i18n/t.ts';

function namesOf(entity: ClientEntity): RuleNames {
  return {
    typeOf(path) {
      const field = Object.hasOwn(entity.fields, path) ? entity.fields[path] : undefined;
      return field && fieldType(field.type)?.ruleType(field.settings);
    },
    collection: () => undefined,
    paths: () => Object.keys(entity.fields),
  };
}

/** "数量 乘 单价" */
export function formulaWords(field: ClientField, entity: ClientEntity): string | undefined {
  const { expr } = checkRule(field.settings.formula as Rule, namesOf(entity), '');
  if (!expr) return undefined;
  return describeRule(expr, { label: (path) => say(entity.fields[path]?.label, path) }, locale());
}
