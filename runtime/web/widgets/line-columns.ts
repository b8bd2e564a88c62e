// Which columns a grid of child lines has, what their totals are, and which of them take more room.
import type { Json } from '../../../core/fields/field-type.ts';
import { formatNumber } from '../../../core/fields/numbers.ts';
import { fieldType } from '../../../core/fields/registry.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { isDecimal, scaleOf, sumDecimals } from '../../../core/rules/decimal.ts';
import { locale } from '../i18n/t.ts';
import { numberSetting } from './crm-widget.ts';
import { formatValue } from './format.ts';
import type { WidgetSource } from './source.ts';

const SUMMED = new Set(['money', 'decimal', 'integer']);
const WIDE = new Set(['reference', 'user', 'text', 'long_text', 'classification']);
const MOST_COLUMNS = 8;

/** What the quick layout (or form, or entity) of the child shows, without the way back to the parent. */
export function columnsOf(entity: ClientEntity, parentField: string): ClientField[] {
  const layout = ['quick', 'form']
    .map((kind) => entity.layouts.find((each) => each.kind === kind))
    .find(Boolean);
  const names = layout
    ? layout.sections.flatMap((section) => section.fields.map((placed) => placed.name))
    : Object.keys(entity.fields);
  return names
    .map((name) => entity.fields[name])
    .filter(
      (field): field is ClientField =>
        field !== undefined && !field.system && field.name !== parentField,
    )
    .slice(0, MOST_COLUMNS);
}

export function isWideColumn(field: ClientField): boolean {
  return WIDE.has(field.type);
}

export function isComputed(field: ClientField): boolean {
  return field.computed || (fieldType(field.type)?.computed ?? false);
}

function isSummed({ type, settings }: ClientField): boolean {
  return (
    SUMMED.has(type) ||
    (type === 'formula' && (settings.returns === 'decimal' || settings.returns === 'integer'))
  );
}

/** The sum of a column as text; '' where there is nothing to add up. */
export function totalOf(field: ClientField, values: readonly Json[], source: WidgetSource): string {
  const numbers = values.map(String).filter(isDecimal);
  if (!isSummed(field) || numbers.length === 0) return '';
  const scale = numberSetting(field.settings, 'scale') ?? Math.max(...numbers.map(scaleOf));
  const sum = sumDecimals(numbers, scale);
  if (sum === null) return '';
  return field.type === 'money' && !field.settings.currencyField
    ? formatValue(field, sum, source)
    : formatNumber(sum, scale, locale());
}
