// A percentage: "12.50" means 12.5 %.
import { defineFieldType, type Parsed } from './field-type.ts';
import { formatNumber } from './numbers.ts';
import {
  checkRange,
  exactNumber,
  type Limit,
  limitSchema,
  readDecimal,
  scaleSchema,
} from './read-decimal.ts';

interface Settings {
  scale?: number;
  min?: Limit;
  max?: Limit;
}

const MOST_DIGITS = 9;

function normalise(input: unknown, { scale = 2, min, max }: Settings): Parsed<string> {
  return readDecimal(input, { scale, digits: MOST_DIGITS, min, max });
}

export const percent = defineFieldType<Settings, string>({
  name: 'percent',
  icon: 'percent',
  label: { 'zh-CN': '百分比', en: 'Percent' },
  settings: {
    type: 'object',
    properties: { scale: scaleSchema, min: limitSchema, max: limitSchema },
    additionalProperties: false,
  },
  checkSettings: checkRange,
  ...exactNumber,
  operators: ['>=', '<=', '==', 'between', 'is_empty'],
  widget: 'percent',
  groupable: true,
  normalise,
  format: (value, { scale = 2 }, { locale }) => `${formatNumber(value, scale, locale)}%`,
  parseText: (text, settings) => normalise(text.trim().replace(/\s*[%％]$/, ''), settings),
  examples: {
    settings: { min: 0, max: 100 },
    valid: ['0.00', '12.50', '100.00'],
    loose: [
      [12.5, '12.50'],
      ['7', '7.00'],
    ],
    invalid: ['100.01', '-1', '12.505', '12%%', true],
    invalidSettings: [{ scale: -1 }, { min: 5, max: 4 }],
  },
});
