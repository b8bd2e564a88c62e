// Exact decimals as text ("12.50"): compare, add, multiply, divide, round. The one meaning of decimal arithmetic, used
// by rules in JavaScript, by SQLite through user functions, and by field types.

/** Most decimal places a value may have. */
export const MAX_SCALE = 9;
/** Digits a result may have in all; a longer one is missing (null), in JavaScript and in SQL. */
export const MAX_DIGITS = 38;

const MAX_UNITS = 10n ** BigInt(MAX_DIGITS) - 1n;
const POWERS = Array.from({ length: 2 * MAX_DIGITS + 1 }, (_, exponent) => 10n ** BigInt(exponent));
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** True for plain decimal text: no sign but minus, no exponent, no leading zeros. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** Places behind the decimal point. */
export function scaleOf(text: string): number {
  const dot = text.indexOf('.');
  return dot < 0 ? 0 : text.length - dot - 1;
}

/** Without zeros that say nothing: "12.50" → "12.5". */
export function shortest(text: string): string {
  if (!text.includes('.')) return text;
  return text.replace(/\.?0+$/, '');
}

/** `("12.5", 2)` → 1250n. Places beyond `scale` are cut, so callers round first where it matters. */
export function toUnits(text: string, scale: number): bigint {
  const dot = text.indexOf('.');
  if (dot < 0) return BigInt(text) * powerOfTen(scale);
  const places = text.slice(dot + 1, dot + 1 + scale).padEnd(scale, '0');
  return BigInt(text.slice(0, dot) + places);
}

/** `(1250n, 2)` → "12.50". */
export function fromUnits(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** -1, 0 or 1 by value; "1.5" equals "1.50". */
export function compareDecimals(a: string, b: string): number {
  if (a === b) return 0;
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const left = toUnits(a, scale);
  const right = toUnits(b, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Division that rounds a half away from zero (四舍五入). */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const top = dividend < 0n ? -dividend : dividend;
  const bottom = divisor < 0n ? -divisor : divisor;
  const quotient = (2n * top + bottom) / (2n * bottom);
  return negative ? -quotient : quotient;
}

function bounded(units: bigint, scale: number): string | null {
  if (units > MAX_UNITS || units < -MAX_UNITS) return null;
  return fromUnits(units, scale);
}

/** The value at exactly `scale` places, a half rounded away from zero; null when it has too many digits. */
export function roundDecimal(text: string, scale: number): string | null {
  const places = scaleOf(text);
  if (places === scale)
    return text.length > MAX_DIGITS ? bounded(toUnits(text, scale), scale) : plainZero(text);
  const units = toUnits(text, Math.max(places, scale));
  if (places < scale) return bounded(units, scale);
  return bounded(divideRounded(units, powerOfTen(places - scale)), scale);
}

/** "-0.00" is "0.00". */
function plainZero(text: string): string {
  return text.charCodeAt(0) === 45 && !/[1-9]/.test(text) ? text.slice(1) : text;
}

export type Arithmetic = '+' | '-' | '*' | '/' | '%';

/** Scale of a result: the larger one, for products the sum, for quotients always MAX_SCALE. */
export function resultScale(operator: Arithmetic, a: number, b: number): number {
  if (operator === '/') return MAX_SCALE;
  return operator === '*' ? Math.min(MAX_SCALE, a + b) : Math.max(a, b);
}

/** One operation at the result's scale; null for a division by zero and for results of too many digits. */
export function calculate(
  operator: Arithmetic,
  a: string,
  b: string,
  scale: number,
): string | null {
  if (operator === '*') return multiply(a, b, scale);
  if (operator === '/') return divide(a, b, scale);
  const places = Math.max(scaleOf(a), scaleOf(b));
  const units = combine(operator, toUnits(a, places), toUnits(b, places));
  return units === null ? null : roundDecimal(fromUnits(units, places), scale);
}

function combine(operator: '+' | '-' | '%', a: bigint, b: bigint): bigint | null {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  return b === 0n ? null : a % b;
}

function multiply(a: string, b: string, scale: number): string | null {
  const left = scaleOf(a);
  const right = scaleOf(b);
  return roundDecimal(fromUnits(toUnits(a, left) * toUnits(b, right), left + right), scale);
}

function divide(a: string, b: string, scale: number): string | null {
  const places = Math.max(scaleOf(a), scaleOf(b));
  const divisor = toUnits(b, places);
  if (divisor === 0n) return null;
  return bounded(divideRounded(toUnits(a, places) * powerOfTen(scale), divisor), scale);
}

/** Sum at one scale; null for an empty list's caller to decide and for too many digits. */
export function sumDecimals(values: Iterable<string>, scale: number): string | null {
  let total = 0n;
  for (const value of values) total += toUnits(value, scale);
  return bounded(total, scale);
}

/** A number as decimal text without exponent, or undefined where a double cannot say it exactly. */
export function decimalOfNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value + 0) : undefined;
  const text = String(value);
  if (text.includes('e')) return undefined;
  // A double carries 15 decimal digits faithfully; longer texts come from rounding.
  const digits = text.length - (value < 0 ? 2 : 1) - (Math.abs(value) < 1 ? 1 : 0);
  return digits > 15 ? undefined : text;
}

/** Whole-number text as it travels: a number while that is exact, else the text. */
export function integerOf(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value + 0 : text;
}
