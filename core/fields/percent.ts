// A percentage: "12.50" means 12.5 %.
import { plainText } from './column.ts';
import { decimalPattern } from './decimal.ts';
import { defineFieldType, type Parsed } from './field-type.ts';
import { formatNumber } from './numbers.ts';
import { checkRange, type Limit, limitSchema, readDecimal, scaleSchema } from './read-decimal.ts';

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
  value: ({ scale = 2 }) => ({ type: 'string', pattern: decimalPattern(scale) }),
  storage: ({ scale = 2 }) => ({ kind: 'columns', columns: [{ kind: 'decimal', scale }] }),
  ruleType: ({ scale = 2 }) => ({ kind: 'decimal', scale }),
  operators: ['>=', '<=', '==', 'between', 'is_empty'],
  widget: 'percent',
  sortable: true,
  groupable: true,
  searchable: false,
  normalise,
  ...plainText,
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
