// A number given once when the record is created, by a pattern and a counter that may start again every period.
import type { Problem } from '../errors.ts';
import { readText } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType } from './field-type.ts';
import { type NumberReset, parseNumberPattern } from './number-pattern.ts';

interface Settings {
  pattern: string;
  reset?: NumberReset;
}

/** Date parts a pattern needs so that numbers of two periods differ. */
const NEEDED: Record<NumberReset, readonly RegExp[]> = {
  never: [],
  year: [/\{yy/],
  month: [/\{yy/, /\{MM\}/],
  day: [/\{yy/, /\{MM\}/, /\{dd\}/],
};

function checkSettings({ pattern, reset = 'never' }: Settings): Problem[] {
  const isComplete = NEEDED[reset].every((part) => part.test(pattern));
  if (isComplete && parseNumberPattern(pattern) !== undefined) return [];
  return [{ code: 'meta.number-pattern', at: '/pattern', params: { pattern } }];
}

export const autoNumber = defineFieldType<Settings, string>({
  name: 'auto_number',
  icon: 'list-ordered',
  label: { 'zh-CN': '自动编号', en: 'Auto number' },
  settings: {
    type: 'object',
    required: ['pattern'],
    properties: {
      pattern: { type: 'string', minLength: 7, maxLength: 60 },
      reset: { enum: ['never', 'year', 'month', 'day'] },
    },
    additionalProperties: false,
  },
  checkSettings,
  value: () => ({ type: 'string', minLength: 1, maxLength: 80 }),
  widget: 'auto_number',
  computed: true,
  ...textual<Settings>(readText),
  operators: ['==', 'contains', 'starts_with', 'in', 'is_empty'],
  examples: {
    settings: { pattern: 'ACC-{yyyy}{MM}-{seq:4}', reset: 'month' },
    valid: ['ACC-202611-0001', 'ACC-202611-12345'],
    loose: [[' ACC-202611-0001 ', 'ACC-202611-0001']],
    invalid: [1, 'a\nb', 'x'.repeat(81)],
    invalidSettings: [
      {},
      { pattern: 'ACC-{yyyy}' },
      { pattern: '{seq:4}-{seq:4}' },
      { pattern: 'ACC-{name}-{seq:4}' },
      { pattern: 'ACC-{yyyy}-{seq:4}', reset: 'month' },
      { pattern: 'ACC-{seq:0}x' },
    ],
  },
});
