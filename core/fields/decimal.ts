// An exact decimal with a fixed number of places; text on the wire so that no double ever rounds it.
import type { Problem } from '../errors.ts';
import { defineFieldType, type Parsed } from './field-type.ts';
import { formatNumber } from './numbers.ts';
import {
  checkRange,
  type DecimalLimits,
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
  digits?: number;
  unit?: string;
}

/** Digits and places that together always fit a 64-bit integer of units, with one digit to spare. */
const MOST_DIGITS = 19;

function limits({ scale = 2, digits = 15, min, max }: Settings): DecimalLimits {
  return { scale, digits: Math.min(digits, MOST_DIGITS - scale), min, max };
}

function normalise(input: unknown, settings: Settings): Parsed<string> {
  return readDecimal(input, limits(settings));
}

function checkSettings(settings: Settings): Problem[] {
  const { scale = 2, digits } = settings;
  if (digits !== undefined && digits + scale > MOST_DIGITS) {
    return [{ code: 'meta.digits', at: '/digits', params: { limit: MOST_DIGITS } }];
  }
  return checkRange(settings);
}

export const decimal = defineFieldType<Settings, string>({
  name: 'decimal',
  icon: 'calculator',
  label: { 'zh-CN': '小数', en: 'Decimal' },
  settings: {
    type: 'object',
    properties: {
      scale: scaleSchema,
      min: limitSchema,
      max: limitSchema,
      digits: { type: 'integer', minimum: 1, maximum: MOST_DIGITS },
      unit: { type: 'string', maxLength: 20 },
    },
    additionalProperties: false,
  },
  checkSettings,
  ...exactNumber,
  widget: 'decimal',
  groupable: true,
  normalise,
  format: (value, { scale = 2, unit }, { locale }) => {
    const text = formatNumber(value, scale, locale);
    return unit === undefined ? text : `${text} ${unit}`;
  },
  parseText: normalise,
  examples: {
    settings: { scale: 2, digits: 17, min: -100 },
    valid: ['0.00', '12.50', '-99.99', '19.99', '12345678901234567.89'],
    loose: [
      [12.5, '12.50'],
      [0, '0.00'],
      [-0, '0.00'],
      ['-0', '0.00'],
      ['1,234.50', '1234.50'],
      ['１２．５', '12.50'],
      ['12.500', '12.50'],
      ['7', '7.00'],
      ['', null],
    ],
    invalid: [
      '1.005',
      1.005,
      '1,5',
      '1,23,456',
      '0x10',
      '١٢٣',
      '1e400',
      '1e2',
      '007',
      'abc',
      '.5',
      '5.',
      '+5',
      true,
      [1],
      {},
      2 ** 53 + 2,
      1e17,
      0.1 + 0.2,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      '-100.01',
      '123456789012345678.00',
    ],
    invalidSettings: [
      { scale: 10 },
      { scale: 4, digits: 16 },
      { min: '2', max: '1' },
      { min: 'x' },
      { max: 1e-7 },
    ],
  },
});
