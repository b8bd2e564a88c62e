// Compiled statements: text and parameters once per shape, values filled in at each execution.
import type { RawBuilder } from 'kysely';
import type { RuleInputs } from '../rules/env.ts';
import { InputParameter } from '../rules/sql.ts';
import type { Database, Query } from '../storage/database.ts';
import type { Context } from './context.ts';

/** A parameter whose value the caller gives at execution (a record id, a cursor, a limit). */
export class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** False when the parameters hold neither slots nor inputs, so that the statement can be run as it is. */
  readonly isOpen: boolean;
}

/** Compiles a whole statement. */
export function compileStatement(database: Database, statement: RawBuilder<unknown>): Statement {
  const { sql, parameters } = statement.compile(database.builder);
  const isOpen = parameters.some(
    (value) => value instanceof Slot || value instanceof InputParameter,
  );
  return { sql, parameters, isOpen };
}

/** Fills in slots and inputs. */
export function fillStatement(
  statement: Statement,
  inputs: RuleInputs,
  slots: Readonly<Record<string, unknown>> = {},
): Query {
  if (!statement.isOpen) return statement;
  const parameters = statement.parameters.map((value) => {
    if (value instanceof Slot) return slots[value.name];
    return value instanceof InputParameter ? value.resolve(inputs) : value;
  });
  return { sql: statement.sql, parameters };
}

/** Facts of the request for rules. */
export function ruleInputs(context: Context): RuleInputs {
  const { actor } = context;
  return {
    today: context.today,
    now: context.now,
    timeZone: actor.timeZone,
    actor: {
      id: actor.id,
      roles: actor.roles,
      department: actor.departments[0] ?? null,
      departments: actor.departments,
      subordinates: actor.subordinates,
      actsFor: actor.actsFor,
      teams: actor.teams,
      principals: actor.principals,
    },
  };
}

const MOST_SHAPES = 2000;
const shapes = new WeakMap<object, Map<string, unknown>>();

/** What was compiled for a shape under a model; the least recently made shapes go first. */
export function cachedShape<T>(context: Context, key: string, make: () => T): T {
  const cache = shapes.get(context.access) ?? new Map<string, unknown>();
  shapes.set(context.access, cache);
  const known = cache.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  if (cache.size >= MOST_SHAPES) {
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, made);
  return made;
}
