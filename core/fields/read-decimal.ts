// Untrusted numbers → exact decimal text: "1,234.5" → "1234.50". Nothing is rounded: too many places are a problem.

import type { Problem } from '../errors.ts';
import {
  compareDecimals,
  decimalOfNumber,
  fromUnits,
  isDecimal,
  scaleOf,
  toUnits,
} from '../rules/decimal.ts';
import type { RuleType } from '../rules/rule.ts';
import { EMPTY, readAscii } from './clean-text.ts';
import { plainText } from './column.ts';
import type { Parsed, Storage } from './field-type.ts';

/** Units of a stored decimal are 64-bit integers. */
const MAX_UNITS = 2n ** 63n - 1n;
/** Places before and behind the point that always fit 64 bits. */
const SAFE_DIGITS = 18;
/** 1,234,567.89 with well-placed commas. */
const GROUPED = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;

export type Limit = number | string;

export interface DecimalLimits {
  readonly scale: number;
  /** Most digits before the point. */
  readonly digits: number;
  readonly min?: Limit;
  readonly max?: Limit;
}

export const limitSchema = {
  anyOf: [
    { type: 'number', minimum: -1e15, maximum: 1e15 },
    { type: 'string', maxLength: 40, pattern: '^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?$' },
  ],
} as const;
export const scaleSchema = { type: 'integer', minimum: 0, maximum: 9 } as const;

const fault = (code: Problem['code'], limit?: Limit) =>
  ({ problem: limit === undefined ? { code } : { code, params: { limit } } }) as const;

/** The plain decimal text of a number or of human text, or undefined. */
export function plainDecimal(input: unknown): string | undefined {
  if (typeof input === 'number') return decimalOfNumber(input);
  if (typeof input === 'string' && isDecimal(input)) return input;
  const text = readAscii(input);
  if (text === undefined) return undefined;
  if (isDecimal(text)) return text;
  return GROUPED.test(text) ? text.replaceAll(',', '') : undefined;
}

/** Text with exactly `scale` places, or the problem: not a number, too many places or digits, out of limits. */
export function readDecimal(input: unknown, limits: DecimalLimits): Parsed<string> {
  if (input === null || input === '') return EMPTY;
  const plain = plainDecimal(input);
  if (plain === undefined) return readAscii(input) === '' ? EMPTY : fault('value.decimal');
  const text = withScale(plain, limits.scale);
  if (text === undefined) return fault('value.scale', limits.scale);
  return checkLimits(text, limits);
}

/** Exactly `scale` places; undefined when digits other than zero would be lost. */
function withScale(text: string, scale: number): string | undefined {
  const places = scaleOf(text);
  if (places === scale && text.charCodeAt(0) !== 45) return text;
  if (places > scale && /[1-9]/.test(text.slice(text.length - places + scale))) return undefined;
  return fromUnits(toUnits(text, scale), scale);
}

function checkLimits(text: string, { scale, digits, min, max }: DecimalLimits): Parsed<string> {
  const whole = text.length - (scale > 0 ? scale + 1 : 0) - (text.charCodeAt(0) === 45 ? 1 : 0);
  if (whole > digits) return fault('value.digits', digits);
  if (whole + scale > SAFE_DIGITS && !fits(text, scale)) {
    return fault('value.digits', SAFE_DIGITS - scale);
  }
  if (min !== undefined && compareDecimals(text, String(min)) < 0) {
    return fault('value.too-small', min);
  }
  if (max !== undefined && compareDecimals(text, String(max)) > 0) {
    return fault('value.too-large', max);
  }
  return { value: text };
}

function fits(text: string, scale: number): boolean {
  const units = toUnits(text, scale);
  return units <= MAX_UNITS && units >= -MAX_UNITS;
}

/** Faults of `min` and `max` that a schema cannot see: not a plain decimal, or the wrong way round. */
export function checkRange({ min, max }: { min?: Limit; max?: Limit }): Problem[] {
  for (const [name, value] of [['min', min] as const, ['max', max] as const]) {
    if (value !== undefined && !isDecimal(String(value))) {
      return [{ code: 'meta.bad-limit', at: `/${name}`, params: { value } }];
    }
  }
  if (min === undefined || max === undefined) return [];
  if (compareDecimals(String(min), String(max)) <= 0) return [];
  return [{ code: 'meta.min-above-max', at: '/max' }];
}

/** JSON Schema pattern of text with exactly `scale` places. */
function decimalPattern(scale: number): string {
  return `^-?(?:0|[1-9][0-9]*)${scale === 0 ? '' : `\\.[0-9]{${scale}}`}$`;
}

/** What every exact number shares: its schema, its column, its type in rules. */
export const exactNumber = {
  value: ({ scale = 2 }: { readonly scale?: number }) => ({
    type: 'string',
    pattern: decimalPattern(scale),
  }),
  storage: ({ scale = 2 }: { readonly scale?: number }): Storage => ({
    kind: 'columns',
    columns: [{ kind: 'decimal', scale }],
  }),
  ruleType: ({ scale = 2 }: { readonly scale?: number }): RuleType => ({ kind: 'decimal', scale }),
  operators: ['>=', '<=', '==', '>', '<', 'between', 'is_empty'],
  sortable: true,
  searchable: false,
  ...plainText,
};
