// Roll-ups: values a record computes over the records that point to it. Kept up to date in the transaction of the change
// that moves them; formulas over them and roll-ups further up follow.
import { type Expression, sql } from 'kysely';
import type { Json } from '../fields/field-type.ts';
import type { Collection, Entity, Field, Model } from '../model/model.ts';
import { resolvePath, ruleNames } from '../model/rule-names.ts';
import { CONDITION, checkRule } from '../rules/check.ts';
import { compileRule } from '../rules/compile.ts';
import { calculate, roundDecimal } from '../rules/decimal.ts';
import type { Rule } from '../rules/rule.ts';
import type { Connection, Row, StoredKind } from '../storage/database.ts';
import type { Context } from './context.ts';
import { QueryBuild, QueryScope } from './query-scope.ts';
import type { PlainRecord } from './select.ts';
import {
  cachedShape,
  compileStatement,
  fillStatement,
  ruleInputs,
  Slot,
  type Statement,
} from './statement.ts';

/** A change of one record moves roll-ups of others at most this many levels up. */
const MAX_LEVELS = 10;

/** Parents whose roll-ups a change may have moved: entity → ids. */
export type Affected = Map<string, Set<string>>;

interface RollupTarget {
  readonly parent: string;
  readonly collection: Collection;
}

const targets = new WeakMap<Model, Map<string, RollupTarget[]>>();

/** Which entities roll up over the records of each entity. */
function rollupTargets(model: Model): Map<string, RollupTarget[]> {
  const known = targets.get(model);
  if (known) return known;
  const found = new Map<string, RollupTarget[]>();
  for (const entity of model.entities.values()) {
    const names = new Set(
      [...entity.fields.values()]
        .filter((field) => field.type === 'rollup')
        .map((field) => String(field.settings.collection)),
    );
    for (const name of names) {
      const collection = entity.collections.get(name);
      if (!collection) continue;
      const list = found.get(collection.entity) ?? [];
      found.set(collection.entity, [...list, { parent: entity.name, collection }]);
    }
  }
  targets.set(model, found);
  return found;
}

/** Id a reference holds, when it points to that entity. */
function pointedAt(value: Json | undefined, entity: string): string | undefined {
  if (typeof value === 'string') return value;
  const pointer = value as { entity?: string; id?: string } | null | undefined;
  return pointer?.entity === entity ? pointer.id : undefined;
}

/** Notes the parents of a record before and after its change. */
export function noteAffected(
  context: Context,
  entity: Entity,
  before: PlainRecord | null,
  after: PlainRecord | null,
  affected: Affected,
): void {
  for (const { parent, collection } of rollupTargets(context.live.model).get(entity.name) ?? []) {
    for (const record of [before, after]) {
      const id = pointedAt(record?.[collection.field], parent);
      if (id) affected.set(parent, (affected.get(parent) ?? new Set()).add(id));
    }
  }
}

/** Writes what the engine computed into a record without touching its version; gives back the record as it is then. */
export type StoreComputed = (
  entity: Entity,
  id: string,
  values: PlainRecord,
) => Promise<{ before: PlainRecord; after: PlainRecord } | undefined>;

/** Recomputes the roll-ups of all noted parents, level by level. */
export async function refreshRollups(
  context: Context,
  connection: Connection,
  affected: Affected,
  store: StoreComputed,
): Promise<void> {
  let level = affected;
  for (let depth = 0; depth < MAX_LEVELS && level.size > 0; depth++) {
    const next: Affected = new Map();
    for (const [name, ids] of level) {
      const entity = context.live.model.entities.get(name) as Entity;
      for (const id of ids) {
        const values = await computeRollups(context, connection, entity, id);
        const stored = values && (await store(entity, id, values));
        if (stored) noteAffected(context, entity, stored.before, stored.after, next);
      }
    }
    level = next;
  }
}

interface RollupShape {
  readonly statement: Statement;
  readonly fields: readonly { field: Field; read(row: Row): Json }[];
}

/** Current values of all roll-ups of one record, as the engine sees them. */
export async function computeRollups(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
): Promise<PlainRecord | undefined> {
  const shape = cachedShape(context, `rollup ${entity.name}`, () => rollupShape(context, entity));
  const [row] = await connection.all(fillStatement(shape.statement, ruleInputs(context), { id }));
  if (!row) return undefined;
  return Object.fromEntries(shape.fields.map(({ field, read }) => [field.name, read(row)]));
}

function rollupShape(context: Context, entity: Entity): RollupShape {
  const build = new QueryBuild(context.live.model, context.database.dialect, undefined);
  const scope = new QueryScope(build, entity, 't');
  const rollups = [...entity.fields.values()].filter((field) => field.type === 'rollup');
  const columns: Expression<unknown>[] = [];
  const fields = rollups.map((field, index) => {
    const measured = measure(context, scope, field, index);
    columns.push(...measured.columns);
    return { field, read: measured.read };
  });
  const statement = sql`select ${sql.join(columns.length > 0 ? columns : [sql`1`])} from ${sql.table(entity.table)} as ${sql.id('t')} where ${sql.ref('t.id')} = ${new Slot('id')}`;
  return { statement: compileStatement(context.database, statement), fields };
}

interface Measured {
  readonly columns: Expression<unknown>[];
  read(row: Row): Json;
}

function measure(context: Context, scope: QueryScope, field: Field, index: number): Measured {
  const { dialect } = context.database;
  const {
    collection: name,
    op,
    field: path,
    filter,
  } = field.settings as { collection: string; op: string; field?: string; filter?: Rule };
  const rows = scope.collection(name);
  const inner = rows.scope as QueryScope;
  const narrowed = filter === undefined ? sql`1 = 1` : compileFilter(context, inner, filter);
  const resolved = path ? resolvePath(scope.build.lookup, inner.entity.name, path) : undefined;
  const kind: StoredKind = resolved?.field.columns[0] ?? { kind: 'integer', scale: 0 };
  const value = path ? inner.column(path) : sql`1`;
  const select = (expression: Expression<unknown>) =>
    sql`(select ${expression} from ${rows.from} where ${rows.where} and ${narrowed})`;
  const [main, counted] = [`r${index}`, `n${index}`];
  const count = sql`${select(sql`count(${value})`)} as ${sql.id(counted)}`;
  const exact = (raw: unknown) => dialect.read(kind, raw);
  if (op === 'count') return { columns: [count], read: (row) => Number(row[counted]) };
  if (op === 'min' || op === 'max') {
    const aggregate = op === 'min' ? sql`min(${value})` : sql`max(${value})`;
    return {
      columns: [sql`${dialect.selected(kind, select(aggregate))} as ${sql.id(main)}`],
      read: (row) => exact(row[main]),
    };
  }
  const sum = sql`${select(dialect.exactSum(kind, value, true))} as ${sql.id(main)}`;
  const total = (row: Row) => String(exact(row[main]) ?? '0');
  const scale = Number(field.settings.scale ?? 2);
  if (op === 'sum') return { columns: [sum], read: (row) => roundDecimal(total(row), scale) };
  return {
    columns: [sum, count],
    read: (row) =>
      Number(row[counted]) === 0 ? null : calculate('/', total(row), String(row[counted]), scale),
  };
}

function compileFilter(context: Context, scope: QueryScope, filter: Rule): Expression<unknown> {
  const { expr } = checkRule(
    filter,
    ruleNames(scope.build.lookup, scope.entity.name),
    '',
    CONDITION,
  );
  return expr ? compileRule(expr, scope, context.database.dialect.rules) : sql`1 = 0`;
}
