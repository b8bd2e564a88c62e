// Conditions of a filter read back as sentences.
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import { checkRule } from '../../../core/rules/check.ts';
import { describeRule } from '../../../core/rules/describe.ts';
import type { RuleType } from '../../../core/rules/rule.ts';
import { locale, t } from '../i18n/t.ts';
import type { WidgetSource } from '../widgets/source.ts';
import { fieldLabel, valueText } from './filter-fields.ts';
import {
  type Condition,
  fieldOf,
  type Group,
  isGroup,
  operatorOf,
  type Part,
  ruleNames,
  ruleOf,
} from './filter-rule.ts';

/** A day beside a moment is read back as that day, not as the moments it begins and ends. */
const asDay = (type: RuleType): RuleType => (type.kind === 'datetime' ? { kind: 'date' } : type);

export class FilterWords {
  readonly #entity: ClientEntity;
  readonly #source: WidgetSource;

  constructor(entity: ClientEntity, source: WidgetSource) {
    this.#entity = entity;
    this.#source = source;
  }

  /** "所属行业 在 制造业 之内"; '' while the condition is not complete. */
  condition(condition: Condition): string {
    const rule = ruleOf(condition, this.#entity);
    if (rule === undefined) return '';
    const field = fieldOf(this.#entity, condition.path);
    const say = operatorOf(this.#entity, condition)?.say;
    if (field && say) {
      const [a, b] = condition.values.map((value) => this.#value(condition, value));
      return t(say, { field: fieldLabel(field), a, b });
    }
    const { expr } = checkRule(rule, ruleNames(this.#entity, asDay), '');
    if (!expr) return t('filter.other');
    const label = (path: string) => {
      const named = fieldOf(this.#entity, path);
      return named ? fieldLabel(named) : path;
    };
    const value = (each: unknown) => (field ? this.#value(condition, each as Json) : undefined);
    return describeRule(expr, { label, value }, locale());
  }

  #value(condition: Condition, value: Json): string {
    const field = fieldOf(this.#entity, condition.path);
    if (!field || value === null) return '';
    if (Array.isArray(value))
      return value.map((each: Json) => this.#value(condition, each)).join(t('filter.comma'));
    if (operatorOf(this.#entity, condition)?.input === 'days') return String(value);
    return valueText(field, value, this.#source, this.#entity);
  }

  part(part: Part): string {
    if (!isGroup(part)) return this.condition(part);
    const text = this.sentence(part);
    return text && part.parts.length > 1 ? t('filter.bracket', { text }) : text;
  }

  /** "A，且 B": what a group says, inner groups in brackets. */
  sentence({ join, parts }: Group): string {
    return parts
      .map((part) => this.part(part))
      .filter(Boolean)
      .join(t(join === 'and' ? 'filter.jointAnd' : 'filter.jointOr'));
  }
}
