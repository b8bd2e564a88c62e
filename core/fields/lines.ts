// Child records edited inside their parent's form (明细子表); each line is a record of its own entity.

import { noColumns } from './column.ts';
import type { Parsed } from './field-type.ts';
import { defineFieldType, type Json } from './field-type.ts';

interface Settings {
  entity: string;
  /** The reference of the line's entity that points to this record. */
  parentField: string;
}

type Line = { readonly [field: string]: Json };

const MAX_LINES = 1000;

function isLine(entry: unknown): entry is Line {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry);
}

/** Only the shape: the fields of each line are read by the types of the line's entity. */
function normalise(input: unknown): Parsed<readonly Line[]> {
  if (input === null || input === '') return { value: null };
  if (!Array.isArray(input)) return { problem: { code: 'value.not-list' } };
  if (input.length > MAX_LINES) {
    return { problem: { code: 'value.too-many', params: { limit: MAX_LINES } } };
  }
  if (!input.every(isLine)) return { problem: { code: 'value.not-object' } };
  return { value: input.length === 0 ? null : input };
}

function parseText(text: string): Parsed<readonly Line[]> {
  if (text.trim() === '') return { value: null };
  try {
    return normalise(JSON.parse(text));
  } catch {
    return { problem: { code: 'value.not-list' } };
  }
}

export const lines = defineFieldType<Settings, readonly Line[]>({
  name: 'lines',
  icon: 'table-rows-split',
  label: { 'zh-CN': '明细子表', en: 'Lines' },
  settings: {
    type: 'object',
    required: ['entity', 'parentField'],
    properties: {
      entity: { type: 'string', maxLength: 48 },
      parentField: { type: 'string', maxLength: 48 },
    },
    additionalProperties: false,
  },
  value: () => ({ type: 'array', items: { type: 'object' }, maxItems: MAX_LINES }),
  storage: () => ({ kind: 'lines' }),
  ruleType: () => ({ kind: 'json', list: true }),
  operators: ['some', 'none', 'is_empty'],
  widget: 'lines',
  sortable: false,
  groupable: false,
  searchable: false,
  normalise,
  encode: noColumns,
  decode: noColumns,
  format: (value, _settings, { locale }) =>
    locale === 'zh-CN' ? `${value.length} 行` : `${value.length} lines`,
  toText: (value) => JSON.stringify(value),
  parseText,
  examples: {
    settings: { entity: 'quote_line', parentField: 'quote' },
    valid: [[{ product: 'p1', quantity: 2 }], [{}, { note: '备注' }]],
    loose: [[[], null]],
    invalid: [{ product: 'p1' }, [1], [[]], 'x', 5],
    invalidSettings: [{ entity: 'quote_line' }, {}],
  },
});
