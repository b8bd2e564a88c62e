// Which fields of an entity a list may be filtered by, of which kind each is, and the control its values are entered with.
import type { Json } from '../../../core/fields/field-type.ts';
import { fieldType } from '../../../core/fields/registry.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import type { RuleType } from '../../../core/rules/rule.ts';
import { say, t } from '../i18n/t.ts';
import { formatValue } from '../widgets/format.ts';
import { targetsOf } from '../widgets/reference-targets.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { FilterInput, FilterKind } from './filter-operators.ts';

type Shape = Pick<ClientField, 'type' | 'settings'>;

const HIDDEN = new Set(['id', 'version', 'deleted_at']);
const NUMBERS = new Set(['integer', 'decimal', 'money', 'percent', 'duration', 'rating']);
const LONG_TEXTS = new Set(['long_text', 'rich_text']);

/** A snapshot is filtered as what it copied. */
function shapeOf({ type, settings }: ClientField): Shape {
  if (type !== 'snapshot') return { type, settings };
  const { type: copied = 'text', ...own } = (settings.of ?? {}) as Record<string, unknown>;
  return { type: String(copied), settings: own };
}

export function ruleTypeOf(field: ClientField): RuleType | undefined {
  const { type, settings } = shapeOf(field);
  return fieldType(type)?.ruleType(settings);
}

const KIND_OF: Partial<Record<RuleType['kind'], FilterKind>> = {
  text: 'text',
  integer: 'number',
  decimal: 'number',
  boolean: 'flag',
  date: 'date',
  datetime: 'date',
  time: 'ordered',
  period: 'ordered',
  node: 'node',
  reference: 'record',
};

export function kindOf(field: ClientField): FilterKind {
  const { type, settings } = shapeOf(field);
  const rule = ruleTypeOf(field);
  const offered = fieldType(type)?.operators ?? [];
  if (
    !rule ||
    rule.kind === 'json' ||
    offered.every((name) => ['is_empty', 'some', 'none'].includes(name))
  )
    return 'presence';
  if (type === 'user' || type === 'department') return type;
  if (rule.list) return rule.kind === 'node' ? 'nodes' : 'list';
  if (type === 'picklist') return 'choice';
  if (LONG_TEXTS.has(type)) return 'long-text';
  if (rule.kind === 'reference' && Array.isArray(settings.entities)) return 'presence';
  return KIND_OF[rule.kind] ?? 'presence';
}

/** Readable fields: the entity's own, those every record has, those over a reference. Masked ones cannot be filtered by. */
export function filterFields(entity: ClientEntity): readonly ClientField[] {
  const fields = Object.values(entity.fields).filter(
    (field) => !HIDDEN.has(field.name) && field.right !== 'masked' && fieldType(field.type),
  );
  const own = fields.filter(({ name }) => !name.includes('.'));
  const reached = fields.filter(({ name }) => name.includes('.'));
  const [given, system] = [own.filter((each) => !each.system), own.filter((each) => each.system)];
  return [...given, ...system, ...reached];
}

function numberShape({ type, settings }: Shape, rule: RuleType | undefined): Shape {
  const { min: _min, max, ...own } = settings;
  if (type === 'rating') return { type, settings: { ...own, max } };
  if (NUMBERS.has(type)) return { type, settings: own };
  return rule?.kind === 'integer'
    ? { type: 'integer', settings: {} }
    : { type: 'decimal', settings: { scale: rule?.scale ?? 2 } };
}

function controlShape(field: ClientField, input: FilterInput): Shape {
  const shape = shapeOf(field);
  const { type, settings } = shape;
  const multiple = input === 'many';
  if (input === 'days') return { type: 'integer', settings: { min: 1, max: 9999 } };
  switch (kindOf(field)) {
    case 'text':
    case 'long-text':
      return { type: 'text', settings: {} };
    case 'date':
      return { type: 'date', settings: {} };
    case 'number':
      return numberShape(shape, ruleTypeOf(field));
    case 'node':
    case 'nodes':
      return { type, settings: { ...settings, multiple, ranked: false } };
    case 'choice':
      return { type, settings: { ...settings, multiple } };
    case 'record':
    case 'user':
    case 'department':
      return multiple
        ? { type: 'many_to_many', settings: { entity: targetsOf(type, settings)[0] ?? '' } }
        : shape;
    default:
      return shape;
  }
}

/** The field as a value of a condition is entered: not required, not computed, free of what only a form needs. */
export function controlField(field: ClientField, input: FilterInput): ClientField {
  const { candidates: _candidates, placeholder: _placeholder, ...own } = field;
  return { ...own, ...controlShape(field, input), required: false, computed: false };
}

export function fieldLabel(field: ClientField): string {
  return say(field.label, field.name);
}

/** One value of a condition in words. */
export function valueText(
  field: ClientField,
  value: Json,
  source: WidgetSource,
  entity: ClientEntity,
): string {
  if (typeof value === 'boolean') return t(value ? 'widget.yes' : 'widget.no');
  if (field.type === 'tags') return String(value);
  const shape = controlField(field, 'one');
  if (shape.type !== 'many_to_many') return formatValue(shape, value, source, entity);
  return source.name(String(shape.settings.entity), String(value)) ?? '…';
}
