// Display text of a value in the reader's language, through its field type; names come from the source.
import type { FieldLookups, FormatOptions, Json } from '../../../core/fields/field-type.ts';
import { fieldType } from '../../../core/fields/registry.ts';
import type { ClientEntity, ClientField, ClientPicklist } from '../../../core/model/client.ts';
import { locale, say } from '../i18n/t.ts';
import type { WidgetSource } from './source.ts';

export function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** The options of a picklist field: of a named picklist, or its own. */
export function optionsOf(field: ClientField, entity?: ClientEntity): ClientPicklist['options'] {
  const named = field.settings.picklist;
  if (typeof named === 'string') return entity?.picklists[named]?.options ?? [];
  const own = field.settings.options as
    | Record<string, Omit<ClientPicklist['options'][number], 'value'>>
    | undefined;
  return Object.entries(own ?? {}).map(([value, option]) => ({ ...option, value }));
}

function lookupsOf(field: ClientField, source: WidgetSource, entity?: ClientEntity): FieldLookups {
  const options = optionsOf(field, entity);
  return {
    option: (picklist, value) => {
      // A snapshot names the picklist of what it copied.
      const known = entity?.picklists[picklist]?.options ?? options;
      const found = known.find((option) => option.value === value);
      return found ? say(found.label, value) : undefined;
    },
    options: () => options.map((option) => option.value),
    node: (classification, code) => source.node(classification, code),
    record: (target, id) => source.name(target, id),
  };
}

export function formatOptions(
  field: ClientField,
  source: WidgetSource,
  entity?: ClientEntity,
): FormatOptions {
  return { locale: locale(), timeZone: source.timeZone, lookups: lookupsOf(field, source, entity) };
}

export function formatValue(
  field: ClientField,
  value: unknown,
  source: WidgetSource,
  entity?: ClientEntity,
): string {
  if (isEmpty(value)) return '';
  const type = fieldType(field.type);
  if (!type) return String(value);
  try {
    return type.format(value as Json, field.settings, formatOptions(field, source, entity));
  } catch {
    // Not canonical (half-typed, or a value of an older definition): shown as it stands.
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

/** "396 万" / "3.96M": money and large numbers in lists and on cards. */
export function compactNumber(value: unknown): string {
  const amount = Number(value);
  if (!Number.isFinite(amount)) return String(value ?? '');
  const digits = Math.abs(amount) >= 1e8 ? 2 : 0;
  if (locale() === 'en')
    return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 }).format(
      amount,
    );
  const unit = Math.abs(amount) >= 1e8 ? 1e8 : Math.abs(amount) >= 1e4 ? 1e4 : 1;
  const name = unit === 1e8 ? ' 亿' : unit === 1e4 ? ' 万' : '';
  const shown = new Intl.NumberFormat('zh-CN', {
    minimumFractionDigits: digits,
    maximumFractionDigits: unit === 1 ? 2 : digits,
  });
  return `${shown.format(amount / unit)}${name}`;
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
