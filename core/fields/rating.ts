// Stars: a whole number from 1 to `max`.

import { readAscii } from './clean-text.ts';
import { integerColumn, plainInteger } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';

interface Settings {
  max?: number;
}

function normalise(input: unknown, { max = 5 }: Settings): Parsed<number> {
  if (input === null || input === '') return { value: null };
  const text = readAscii(input);
  const value = text !== undefined && /^\d{1,2}$/.test(text) ? Number(text) : input;
  const isRating =
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max;
  return isRating ? { value } : { problem: { code: 'value.rating', params: { limit: max } } };
}

export const rating = defineFieldType<Settings, number>({
  name: 'rating',
  icon: 'star',
  label: { 'zh-CN': '评分', en: 'Rating' },
  settings: {
    type: 'object',
    properties: { max: { type: 'integer', minimum: 2, maximum: 10 } },
    additionalProperties: false,
  },
  value: ({ max = 5 }) => ({ type: 'integer', minimum: 1, maximum: max }),
  storage: () => integerColumn,
  ruleType: () => ({ kind: 'integer' }),
  operators: ['>=', '<=', '==', 'is_empty'],
  widget: 'rating',
  sortable: true,
  groupable: true,
  searchable: false,
  normalise,
  ...plainInteger,
  format: (value, { max = 5 }) => '★'.repeat(value) + '☆'.repeat(Math.max(0, max - value)),
  toText: (value) => String(value),
  parseText: (text, settings) => normalise(text.trim(), settings),
  examples: {
    settings: { max: 5 },
    valid: [1, 5],
    loose: [['3', 3]],
    invalid: [0, 6, 2.5, '2.5', 'three', true],
    invalidSettings: [{ max: 1 }, { max: 11 }],
  },
});
