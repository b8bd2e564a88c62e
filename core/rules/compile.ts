// Checked rule → SQL. Positive comparisons stay as they are so that indexes serve them, negation moves inwards, values
// are always bound, and what is the same for a whole request is computed in JavaScript and bound as an InputParameter.
import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../errors.ts';
import { inputsEnv, type RuleInputs } from './env.ts';
import { evaluator } from './evaluate.ts';
import {
  type CallExpr,
  type Expr,
  isNumeric,
  type LiteralExpr,
  type RuleValue,
  scaleOfType,
  type VarExpr,
} from './expr.ts';
import { operatorOf } from './operators.ts';
import type { RuleType } from './rule.ts';
import type { Bindable, Sql, SqlCompiler, SqlDialect, SqlScope } from './sql.ts';

/** Operators whose boolean answer can be missing: they hand on the value of an argument. */
const HANDS_ON: ReadonlySet<string> = new Set(['if', 'coalesce']);

function refuse(operator: string): never {
  throw new AppError('rule.not-in-sql', { operator });
}

/** A constant on its way into SQL: literals by value, everything over inputs as a parameter. */
function bindableOf(expr: Expr): Bindable {
  if (expr.kind === 'literal') return { kind: 'value', value: expr.value };
  const evaluate = evaluator(expr);
  const read = (inputs: RuleInputs) => evaluate(inputsEnv(inputs));
  return { kind: 'input', name: expr.kind === 'input' ? expr.name : 'computed', read };
}

class Compiler implements SqlCompiler {
  readonly sql = sql;
  readonly dialect: SqlDialect;
  readonly scope: SqlScope;

  constructor(scope: SqlScope, dialect: SqlDialect) {
    this.scope = scope;
    this.dialect = dialect;
  }

  inside(scope: SqlScope): SqlCompiler {
    return new Compiler(scope, this.dialect);
  }

  // Operators take these out of the compiler, so they are bound to it.
  readonly value = (expr: Expr): Sql => {
    if (expr.isConstant) return this.dialect.bind(bindableOf(expr), expr.type);
    if (expr.kind === 'var') return this.column(expr);
    if (expr.type.kind !== 'boolean' || this.handsOn(expr)) return this.compiled(expr);
    return sql`(${this.compiled(expr)} is true)`;
  };

  readonly condition = (expr: Expr, isNegated = false): Sql => {
    if (expr.kind === 'literal') return constantCondition(expr, isNegated);
    if (expr.kind === 'call' && !expr.isConstant) {
      const { compileNot } = operatorOf(expr.operator) ?? {};
      if (isNegated && compileNot) return compileNot(expr, this);
    }
    const positive = this.positive(expr);
    return isNegated ? sql`(${positive} is not true)` : positive;
  };

  private positive(expr: Expr): Sql {
    if (!expr.isConstant && expr.kind !== 'var') return this.compiled(expr);
    const yes = this.dialect.bind({ kind: 'value', value: true }, expr.type);
    return sql`${this.value(expr)} = ${yes}`;
  }

  private handsOn(expr: Expr): boolean {
    return expr.kind === 'call' && HANDS_ON.has(expr.operator);
  }

  private compiled(expr: Expr): Sql {
    const operator = expr.kind === 'call' || expr.kind === 'collection' ? expr.operator : 'old';
    const { compile, overRecords } = operatorOf(operator) ?? {};
    if (expr.kind === 'collection' && overRecords) return overRecords.compile(expr, this);
    return expr.kind === 'call' && compile ? compile(expr as CallExpr, this) : refuse(operator);
  }

  cell(expr: Expr): Sql {
    return expr.kind === 'var' ? this.stored(expr) : this.value(expr);
  }

  private column(expr: VarExpr): Sql {
    const stored = this.stored(expr);
    return isNumeric(expr.type) ? this.dialect.exact(stored, expr.type) : stored;
  }

  private stored({ path, isOld, type }: VarExpr): Sql {
    if (isOld) return refuse('old');
    if (type.list) throw new AppError('rule.not-in-sql', { operator: path });
    return sql`${this.scope.column(path)}`;
  }

  storedPair(a: Expr, b: Expr): readonly [Sql, Sql] | undefined {
    if (!isNumeric(a.type) || !isNumeric(b.type)) return undefined;
    if (a.kind === 'var' && b.kind === 'var') {
      const isSameScale = scaleOfType(a.type) === scaleOfType(b.type);
      return isSameScale ? [this.stored(a), this.stored(b)] : undefined;
    }
    if (a.kind === 'var' && b.kind === 'literal') return this.besideColumn(a, b);
    if (b.kind !== 'var' || a.kind !== 'literal') return undefined;
    const pair = this.besideColumn(b, a);
    return pair && [pair[1], pair[0]];
  }

  private besideColumn(column: VarExpr, { value }: LiteralExpr): readonly [Sql, Sql] | undefined {
    const bound = this.dialect.bindStored(value, column.type);
    return bound && [this.stored(column), bound];
  }

  members(list: Expr, left: RuleType, isStored: boolean): Sql {
    if (list.kind === 'var') {
      const { from, where, value } = this.scope.list(list.path);
      return sql`(select ${value} from ${from} where ${where})`;
    }
    if (list.kind !== 'literal') return this.dialect.bindList(bindableOf(list));
    const values = (Array.isArray(list.value) ? list.value : []) as readonly RuleValue[];
    const bound = values.map((value) => this.member(value, left, isStored)).filter((one) => one);
    return bound.length === 0 ? sql`(null)` : sql`(${sql.join(bound)})`;
  }

  private member(value: RuleValue, left: RuleType, isStored: boolean): Sql | undefined {
    if (isStored) return this.dialect.bindStored(value, left);
    return this.dialect.bind({ kind: 'value', value }, left);
  }
}

function constantCondition({ value }: LiteralExpr, isNegated: boolean): Sql {
  return (value === true) === isNegated ? sql`1 = 0` : sql`1 = 1`;
}

/**
 * The condition as SQL for a WHERE: true, or else false or null. Identifiers come from the scope only.
 * Throws `rule.not-in-sql` for operators a database cannot compute (checkRule with FILTER_LIMITS finds them earlier).
 */
export function compileRule(expr: Expr, scope: SqlScope, dialect: SqlDialect): RawBuilder<boolean> {
  return new Compiler(scope, dialect).condition(expr) as RawBuilder<boolean>;
}

/** The value as SQL: numbers in the dialect's exact form, conditions as its booleans. For sorting, grouping and measures. */
export function compileValue(
  expr: Expr,
  scope: SqlScope,
  dialect: SqlDialect,
): RawBuilder<unknown> {
  return new Compiler(scope, dialect).value(expr);
}
