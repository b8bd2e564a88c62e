// Untrusted rule → typed expression, or what is wrong with it and where. Nothing unchecked is ever evaluated.
import { type ErrorCode, nearest, type Problem } from '../errors.ts';
import { BOOLEAN, type Expr, MISSING, type RuleValue } from './expr.ts';
import type { Operator, RuleCall } from './operator.ts';
import { operatorOf, operators } from './operators.ts';
import type { Rule, RuleNames, RuleType } from './rule.ts';
import { isComparable, literalOf, naturalLiteral, toType, typeName } from './typing.ts';

export interface RuleLimits {
  /** Operators inside operators. */
  readonly depth: number;
  /** Operators, names and values; the values of one list count as one. */
  readonly nodes: number;
  /** Values of one list. */
  readonly values: number;
  /** Only operators that SQL knows. */
  readonly inSql?: boolean;
}

export const RULE_LIMITS: RuleLimits = { depth: 32, nodes: 500, values: 1000 };
export const FILTER_LIMITS: RuleLimits = { depth: 10, nodes: 200, values: 1000, inSql: true };

export interface CheckOptions {
  /** What the rule must give; numbers are rounded (half away from zero) to the wanted scale. */
  readonly result?: RuleType;
  readonly limits?: RuleLimits;
}

export interface CheckedRule {
  /** Present when there are no problems. */
  readonly expr?: Expr;
  readonly type?: RuleType;
  readonly problems: readonly Problem[];
}

/** `between` and days beside moments repeat a side; nested, they could grow without bound. */
const GROWTH = 4;

export const CONDITION: CheckOptions = { result: BOOLEAN };
export const FILTER: CheckOptions = { result: BOOLEAN, limits: FILTER_LIMITS };

interface Place {
  readonly at: string;
  readonly depth: number;
  readonly names: RuleNames;
  readonly isInner: boolean;
}

/**
 * Checks a rule against the names it may use. `at` is the JSON pointer of the rule itself; problems point inside it.
 * Never throws, and looks no deeper and no further than the limits, whatever the input.
 */
export function checkRule(
  rule: unknown,
  names: RuleNames,
  at: string,
  { result, limits = RULE_LIMITS }: CheckOptions = {},
): CheckedRule {
  const checker = new Checker(limits);
  const place = { at, depth: 0, names, isInner: false };
  const found = checker.visit(rule, place, result);
  const expr = found && result ? checker.coerce(found, result, at) : found;
  if (expr && expr.size > GROWTH * limits.nodes) {
    checker.fault('rule.too-large', at, { limit: limits.nodes });
  }
  if (!expr || checker.problems.length > 0) return { problems: checker.problems };
  return { expr, type: expr.type, problems: [] };
}

const pointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

function isObject(rule: unknown): rule is Readonly<Record<string, unknown>> {
  return typeof rule === 'object' && rule !== null;
}

class Checker {
  readonly problems: Problem[] = [];
  private readonly limits: RuleLimits;
  private nodes = 0;

  constructor(limits: RuleLimits) {
    this.limits = limits;
  }

  fault(code: ErrorCode, at: string, params: Problem['params'] = {}): undefined {
    if (this.problems.length < 50) this.problems.push({ code, at, params });
    return undefined;
  }

  visit(rule: unknown, place: Place, wanted?: RuleType): Expr | undefined {
    this.nodes++;
    if (this.nodes === this.limits.nodes + 1) {
      this.fault('rule.too-large', place.at, { limit: this.limits.nodes });
    }
    if (this.nodes > this.limits.nodes) return undefined;
    if (Array.isArray(rule)) return this.list(rule, place, wanted);
    if (isObject(rule)) return this.operator(rule, place);
    return this.literal(rule, place.at, wanted);
  }

  private list(values: readonly unknown[], { at }: Place, wanted?: RuleType): Expr | undefined {
    const limit = this.limits.values;
    if (values.length > limit) return this.fault('rule.too-many-values', at, { limit });
    if (values.some(isObject)) return this.fault('rule.shape', at);
    return this.literal(values, at, wanted);
  }

  /** A literal by itself; beside a part of known type it takes that type where it can. */
  private literal(raw: unknown, at: string, wanted?: RuleType): Expr | undefined {
    const value = raw === undefined ? null : (raw as RuleValue);
    if (value === null) return MISSING;
    const isBroken = typeof value === 'string' && (value.includes('\0') || !value.isWellFormed());
    if (isBroken) return this.fault('request.bad-text', at);
    const expr = (wanted && literalOf(value, wanted)) ?? naturalLiteral(value);
    return expr ?? this.fault('rule.literal', at, { value, expected: 'a plain value' });
  }

  private operator(rule: Readonly<Record<string, unknown>>, place: Place): Expr | undefined {
    const keys = Object.keys(rule);
    const [name] = keys;
    if (keys.length !== 1 || name === undefined) return this.fault('rule.shape', place.at);
    const { depth } = this.limits;
    if (place.depth >= depth) return this.fault('rule.too-deep', place.at, { limit: depth });
    const operator = operatorOf(name);
    if (!operator) {
      const hint = nearest(name, Object.keys(operators));
      return this.fault('rule.unknown-operator', place.at, { operator: name.slice(0, 60), hint });
    }
    return this.apply(name, operator, rule[name], place);
  }

  private apply(name: string, operator: Operator, raw: unknown, place: Place): Expr | undefined {
    const args = (Array.isArray(raw) ? raw : [raw]) as readonly Rule[];
    const [least, most] = operator.arity;
    if (args.length < least || args.length > most) {
      const expected = least === most ? least : `${least}…${most}`;
      const params = { operator: name, expected, actual: args.length };
      return this.fault('rule.arguments', place.at, params);
    }
    const expr = operator.check(this.call(name, args, Array.isArray(raw), place));
    if (!expr || !this.limits.inSql || isInSql(expr)) return expr;
    return this.fault('rule.not-in-sql', place.at, { operator: name });
  }

  private call(operator: string, args: readonly Rule[], isList: boolean, place: Place): RuleCall {
    const base = `${place.at}/${pointer(operator)}`;
    const atOf = (index: number) => (isList ? `${base}/${index}` : base);
    const inside = { ...place, depth: place.depth + 1 };
    const seen = new Map<number, Expr | undefined>();
    const arg = (index: number, wanted?: RuleType) => {
      if (!seen.has(index)) {
        seen.set(index, this.visit(args[index], { ...inside, at: atOf(index) }, wanted));
      }
      return seen.get(index);
    };
    return {
      operator,
      args,
      names: place.names,
      isInner: place.isInner,
      arg,
      all: () => allOf(args.map((_arg, index) => arg(index))),
      body: (index, names, wanted) => {
        const place = { ...inside, at: atOf(index), names, isInner: true };
        const expr = this.visit(args[index], place, wanted);
        return expr && wanted ? this.coerce(expr, wanted, place.at) : expr;
      },
      word: (index, words) => this.word(operator, args[index], words, atOf(index)),
      coerce: (expr, wanted, index) => this.coerce(expr, wanted, atOf(index)),
      beside: (expr, wanted, index) => this.beside(expr, wanted, atOf(index)),
      fault: (code, params, index) =>
        this.fault(code, index === undefined ? place.at : atOf(index), params),
    };
  }

  private word<W extends string>(
    operator: string,
    raw: unknown,
    words: readonly W[],
    at: string,
  ): W | undefined {
    const word = words.find((known) => known === raw);
    if (word !== undefined) return word;
    const actual = typeof raw === 'string' ? `'${raw.slice(0, 60)}'` : typeof raw;
    const hint = typeof raw === 'string' ? nearest(raw, words) : undefined;
    return this.fault('rule.type', at, { operator, expected: words.join(' | '), actual, hint });
  }

  coerce(expr: Expr, wanted: RuleType, at: string): Expr | undefined {
    return toType(expr, wanted) ?? this.mismatch(expr, wanted, at);
  }

  private beside(expr: Expr, wanted: RuleType, at: string): Expr | undefined {
    const typed = expr.kind === 'literal' ? asComparand(expr, wanted) : expr;
    return typed ?? this.mismatch(expr, wanted, at);
  }

  private mismatch(expr: Expr, wanted: RuleType, at: string): undefined {
    const expected = typeName(wanted);
    if (expr.kind !== 'literal') {
      const code = wanted.kind === 'boolean' ? 'rule.not-condition' : 'rule.result';
      return this.fault(code, at, { expected, actual: typeName(expr.type) });
    }
    const { value } = expr;
    const options = wanted.options ?? [];
    const hint = typeof value === 'string' ? nearest(value, options) : undefined;
    const listed = options.length > 0 ? options.join(', ') : expected;
    return this.fault('rule.literal', at, { value, expected: listed, hint });
  }
}

/** A literal beside another part: numbers keep their own places, so that 12.505 is not rounded to 12.51. */
function asComparand(expr: Expr & { kind: 'literal' }, wanted: RuleType): Expr | undefined {
  if (wanted.options === undefined && !expr.type.list && isComparable(expr.type, wanted))
    return expr;
  return literalOf(expr.value, wanted);
}

function allOf(exprs: readonly (Expr | undefined)[]): readonly Expr[] | undefined {
  return exprs.every((expr): expr is Expr => expr !== undefined) ? exprs : undefined;
}

/** True when the database can compute it, or when it is the same for the whole request. */
function isInSql(expr: Expr): boolean {
  if (expr.isConstant || expr.kind === 'collection') return true;
  if (expr.kind === 'var') return !expr.isOld;
  return expr.kind !== 'call' || operatorOf(expr.operator)?.compile !== undefined;
}
