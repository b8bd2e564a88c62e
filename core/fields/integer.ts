// A whole number of up to 64 bits: a JSON number while a double is exact, text of digits beyond.
import { integerOf } from '../rules/decimal.ts';
import { integerColumn } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';
import { formatNumber } from './numbers.ts';
import { checkRange, type Limit, limitSchema, plainDecimal, readDecimal } from './read-decimal.ts';

interface Settings {
  min?: Limit;
  max?: Limit;
  unit?: string;
}

function isPlainInteger(input: unknown, { min, max }: Settings): input is number {
  if (!Number.isSafeInteger(input)) return false;
  const value = input as number;
  return (min === undefined || value >= Number(min)) && (max === undefined || value <= Number(max));
}

function normalise(input: unknown, settings: Settings): Parsed<number | string> {
  if (isPlainInteger(input, settings)) return { value: input + 0 };
  const plain = plainDecimal(input);
  if (plain?.includes('.')) return { problem: { code: 'value.integer' } };
  const read = readDecimal(input, { scale: 0, digits: 19, min: settings.min, max: settings.max });
  if ('value' in read) return { value: read.value === null ? null : integerOf(read.value) };
  return read.problem.code === 'value.decimal' ? { problem: { code: 'value.integer' } } : read;
}

/** Drivers deliver 64-bit integers as numbers or as text. */
function decode(columns: readonly (string | number | boolean | null)[]): number | string {
  const cell = columns[0];
  return typeof cell === 'number' ? cell : integerOf(String(cell));
}

export const integer = defineFieldType<Settings, number | string>({
  name: 'integer',
  icon: 'hash',
  label: { 'zh-CN': '整数', en: 'Integer' },
  settings: {
    type: 'object',
    properties: { min: limitSchema, max: limitSchema, unit: { type: 'string', maxLength: 20 } },
    additionalProperties: false,
  },
  checkSettings: checkRange,
  value: () => ({
    anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^-?[1-9][0-9]{15,18}$' }],
  }),
  storage: () => integerColumn,
  ruleType: () => ({ kind: 'integer' }),
  operators: ['==', '>=', '<=', '>', '<', 'between', 'in', 'is_empty'],
  widget: 'integer',
  sortable: true,
  groupable: true,
  searchable: false,
  normalise,
  encode: (value) => [value],
  decode,
  format: (value, { unit }, { locale }) => {
    const text = formatNumber(value, 0, locale);
    return unit === undefined ? text : `${text} ${unit}`;
  },
  toText: (value) => String(value),
  parseText: normalise,
  examples: {
    settings: { min: -1000 },
    valid: [0, 42, -1000, 9007199254740991, '9007199254740993', '9223372036854775807'],
    loose: [
      ['1,234', 1234],
      ['４２', 42],
      ['42', 42],
      ['', null],
      ['-0', 0],
      [-0, 0],
    ],
    invalid: [
      1.5,
      '1.5',
      '1e3',
      '0x10',
      '١٢٣',
      '1,5',
      '007',
      'abc',
      true,
      [1],
      2 ** 53 + 2,
      -1001,
      '9223372036854775808',
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ],
    invalidSettings: [{ min: 5, max: 1 }, { min: 'a' }, { scale: 2 }],
  },
});
