// Types of rule parts: which belong together, what a literal means beside a type, and turning one type into another.
import { isDate, isTime, periodPrecision } from './dates.ts';
import {
  decimalOfNumber,
  integerOf,
  isDecimal,
  MAX_SCALE,
  roundDecimal,
  scaleOf,
} from './decimal.ts';
import {
  BOOLEAN,
  call,
  decimalType,
  type Expr,
  INTEGER,
  isMissing,
  isNumeric,
  type LiteralExpr,
  literal,
  MISSING,
  type RuleValue,
  scaleOfType,
  TEXT,
} from './expr.ts';
import { readMoment } from './moments.ts';
import type { RuleKind, RuleType } from './rule.ts';

/** "decimal", "list of text": for messages. */
export function typeName({ kind, list }: RuleType): string {
  return list ? `list of ${kind}` : kind;
}

/** A number as a literal of its own type; undefined when it is not exact or has too many places. */
export function numberLiteral(value: RuleValue): LiteralExpr | undefined {
  const text = typeof value === 'number' ? decimalOfNumber(value) : value;
  if (typeof text !== 'string' || !isDecimal(text) || text.length > 40) return undefined;
  const scale = scaleOf(text);
  if (scale === 0) return literal(integerOf(text), INTEGER);
  return scale > MAX_SCALE ? undefined : literal(text, decimalType(scale));
}

type Reader = (text: string, type: RuleType) => string | undefined;

const when = (fits: (text: string) => boolean) => (text: string) => (fits(text) ? text : undefined);
const asKey: Reader = (text) => (text !== '' && text.length <= 200 ? text : undefined);

/** How literal text becomes a value of each kind. */
const readers: Partial<Record<RuleKind, Reader>> = {
  text: (text, { options }) =>
    options && !options.includes(text) ? undefined : text.normalize('NFC'),
  date: when(isDate),
  time: when(isTime),
  datetime: readMoment,
  period: when((text) => periodPrecision(text) !== undefined),
  reference: asKey,
  node: asKey,
};

/** The literal beside a part of that type: "2026-03-01" against a date, "19.99" or 19.99 against a number. */
export function literalOf(value: RuleValue, type: RuleType): LiteralExpr | undefined {
  if (value === null) return literal(null, type);
  if (Array.isArray(value)) return listLiteral(value, type);
  if (type.list) return undefined;
  if (isNumeric(type)) return numberLiteral(value);
  if (typeof value === 'boolean')
    return type.kind === 'boolean' ? literal(value, BOOLEAN) : undefined;
  if (typeof value !== 'string') return undefined;
  const read = readers[type.kind]?.(value, type);
  return read === undefined ? undefined : literal(read, type);
}

function listLiteral(values: readonly RuleValue[], type: RuleType): LiteralExpr | undefined {
  if (!type.list) return undefined;
  const item = itemType(type);
  const read: RuleValue[] = [];
  for (const value of values) {
    const one = value === null ? undefined : literalOf(value, item);
    if (!one) return undefined;
    read.push(one.value);
  }
  return literal(read, type);
}

export function itemType(type: RuleType): RuleType {
  const { list: _list, ...item } = type;
  return item;
}

export function listOf(type: RuleType): RuleType {
  return { ...type, list: true };
}

/** The type a literal has by itself. */
export function naturalLiteral(value: RuleValue): LiteralExpr | undefined {
  if (value === null) return MISSING;
  if (typeof value === 'boolean') return literal(value, BOOLEAN);
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'string') return literal(value.normalize('NFC'), TEXT);
  const kinds = new Set(value.map((item) => typeof item));
  const isNumbers = kinds.size === 1 && kinds.has('number');
  return listLiteral(value, listOf(isNumbers ? decimalType(MAX_SCALE) : TEXT));
}

function overlap(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (!a || !b || a.length === 0 || b.length === 0) return true;
  return a.some((name) => b.includes(name));
}

/** True when values of both types can be equal. */
export function isComparable(a: RuleType, b: RuleType): boolean {
  if (a.list !== b.list && (a.list || b.list)) return false;
  if (isNumeric(a) && isNumeric(b)) return true;
  if (a.kind !== b.kind || a.kind === 'json') return false;
  return overlap(a.entities, b.entities) && overlap(a.classifications, b.classifications);
}

/** The one type arms of an `if` or values of a `min` share, or undefined. Literals follow the others. */
export function commonType(exprs: readonly Expr[]): RuleType | undefined {
  const present = exprs.filter((expr) => !isMissing(expr));
  const typed = present.filter((expr) => expr.kind !== 'literal');
  const numbers = present.map((expr) => expr.type);
  if (numbers.length > 0 && numbers.every(isNumeric)) return widest(numbers);
  const first = (typed[0] ?? present[0])?.type;
  if (!first) return undefined;
  const isShared = typed.every((expr) => isComparable(expr.type, first));
  if (isShared && isNumeric(first)) return widest([first, ...typed.map((expr) => expr.type)]);
  const { options: _options, ...type } = first;
  return isShared ? type : undefined;
}

function widest(types: readonly RuleType[]): RuleType {
  if (types.every((type) => type.kind === 'integer')) return INTEGER;
  return decimalType(Math.max(...types.map(scaleOfType)));
}

/** The expression as the wanted type; numbers are rounded (half away from zero) to its scale. Undefined: impossible. */
export function toType(expr: Expr, wanted: RuleType): Expr | undefined {
  if (expr.kind === 'literal') return literalToType(expr, wanted);
  if (isNumeric(expr.type) && isNumeric(wanted)) return scaled(expr, wanted);
  return isComparable(expr.type, wanted) || (wanted.kind === 'json' && !wanted.list)
    ? expr
    : undefined;
}

function literalToType(expr: LiteralExpr, wanted: RuleType): Expr | undefined {
  const isReady = wanted.options === undefined && isComparable(expr.type, wanted);
  const read = isReady ? expr : literalOf(expr.value, wanted);
  if (!read || read.value === null || !isNumeric(wanted) || read.kind !== 'literal') {
    return read && literal(read.value, wanted);
  }
  if (wanted.kind === 'integer') return read.type.kind === 'integer' ? read : undefined;
  const text = String(read.value);
  if (scaleOf(text) > scaleOfType(wanted)) return undefined;
  return literal(roundDecimal(text, scaleOfType(wanted)), wanted);
}

function scaled(expr: Expr, wanted: RuleType): Expr | undefined {
  if (wanted.kind === 'integer') return expr.type.kind === 'integer' ? expr : undefined;
  const scale = scaleOfType(wanted);
  if (expr.type.kind === 'decimal' && scaleOfType(expr.type) === scale) return expr;
  return call('round', decimalType(scale), [expr, literal(scale, INTEGER)]);
}
