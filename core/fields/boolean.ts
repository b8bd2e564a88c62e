// Yes or no.
import type { FormatOptions, Parsed } from './field-type.ts';
import { defineFieldType } from './field-type.ts';

const TRUE_WORDS = new Set(['true', '1', 'yes', 'y', '是', '√', '✓']);
const FALSE_WORDS = new Set(['false', '0', 'no', 'n', '否', '×']);

function normalise(input: unknown): Parsed<boolean> {
  if (input === true || input === false) return { value: input };
  if (input === null || input === '') return { value: null };
  return { problem: { code: 'value.boolean' } };
}

function parseText(text: string): Parsed<boolean> {
  const word = text.trim().toLowerCase();
  if (word === '') return { value: null };
  if (TRUE_WORDS.has(word)) return { value: true };
  return FALSE_WORDS.has(word) ? { value: false } : { problem: { code: 'value.boolean' } };
}

function format(value: boolean, _settings: unknown, { locale }: FormatOptions): string {
  if (locale === 'zh-CN') return value ? '是' : '否';
  return value ? 'Yes' : 'No';
}

export const boolean = defineFieldType<Record<string, never>, boolean>({
  name: 'boolean',
  icon: 'toggle-left',
  label: { 'zh-CN': '是否', en: 'Yes or no' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'boolean' }),
  storage: () => ({ kind: 'columns', columns: [{ kind: 'boolean' }] }),
  ruleType: () => ({ kind: 'boolean' }),
  operators: ['==', 'is_empty'],
  widget: 'boolean',
  sortable: true,
  groupable: true,
  searchable: false,
  normalise,
  encode: (value) => [value],
  decode: ([cell]) => cell === true || cell === 1,
  format,
  toText: format,
  parseText,
  examples: {
    settings: {},
    valid: [true, false],
    loose: [['', null]],
    invalid: ['true', 1, 0, 'maybe', [], {}],
  },
});
