// Numbers while they are typed: separators that keep the caret at its digit, and amounts such as 1.5万, 3亿, 20k, 1.2m.
import {
  calculate,
  isDecimal,
  roundDecimal,
  scaleOf,
  shortest,
} from '../../../core/rules/decimal.ts';

const UNITS: Readonly<Record<string, string>> = {
  k: '1000',
  千: '1000',
  w: '10000',
  万: '10000',
  百万: '1000000',
  m: '1000000',
  mn: '1000000',
  千万: '10000000',
  亿: '100000000',
  万亿: '1000000000000',
  b: '1000000000',
  bn: '1000000000',
};
const WITH_UNIT =
  /^(-?[\d,]*\.?\d+|-?[\d,]+\.?)\s*(百万|千万|万亿|[kw千万亿m]|mn|bn?)\s*(?:元|块)?$/i;
const PLAIN = /^-?\d*\.?\d*$/;

/** The plain decimal of an amount with a unit: "1.5万" → "15000"; undefined: it has no unit, or is no number. */
export function readAmount(input: string): string | undefined {
  const text = input
    .normalize('NFKC')
    .trim()
    .replace(/^[¥￥$€£]\s*/, '');
  const parts = WITH_UNIT.exec(text);
  if (!parts) return undefined;
  const number = (parts[1] ?? '')
    .replaceAll(',', '')
    .replace(/\.$/, '')
    .replace(/^(-?)\./, '$10.');
  const factor = UNITS[(parts[2] ?? '').toLowerCase()];
  if (!factor || !isDecimal(number)) return undefined;
  const product = calculate('*', number, factor, scaleOf(number));
  return product === null ? undefined : shortest(product);
}

/** Without what stands around a number: "¥ 1,200 元" → "1200", "12%" → "12", "(12)" → "-12". */
export function plainNumber(input: string): string {
  return input
    .normalize('NFKC')
    .trim()
    .replace(/^\((.*)\)$/, '-$1')
    .replace(/^(-?)\s*(?:[A-Z]{2,3}|[¥￥$€£])+\s*/, '$1')
    .replace(/\s*(?:[A-Z]{3}|元|%)$/, '')
    .replaceAll(',', '');
}

function grouped(plain: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d*)(.*)$/.exec(plain) ?? [];
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}

export interface TypedNumber {
  text: string;
  caret: number;
}

/** The text with separators where they belong; the caret stays behind the same digit. Other texts stay as they are. */
export function groupTyped(input: string, caret: number): TypedNumber {
  const before = input.slice(0, caret).normalize('NFKC').replaceAll(',', '');
  const plain = input.normalize('NFKC').replaceAll(',', '');
  if (!PLAIN.test(plain)) return { text: input, caret };
  const text = grouped(plain);
  let at = 0;
  for (let digits = 0; digits < before.length && at < text.length; at++)
    if (text[at] !== ',') digits++;
  return { text, caret: at };
}

/** A number `by` steps away, kept between the limits. */
export function stepNumber(
  value: string,
  by: number,
  limits: { scale: number; min?: string | undefined; max?: string | undefined },
): string {
  const { scale, min, max } = limits;
  const moved = calculate('+', isDecimal(value) ? value : '0', String(by), scale) ?? value;
  if (min !== undefined && Number(moved) < Number(min)) return roundDecimal(min, scale) ?? min;
  if (max !== undefined && Number(moved) > Number(max)) return roundDecimal(max, scale) ?? max;
  return moved;
}
