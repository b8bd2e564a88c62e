// Lists: filter, sort, search and page through the records an actor may see. Pages continue from a key, so page 20,000
// costs what page 1 costs.
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Entity } from '../model/model.ts';
import { searchTableName } from '../model/naming.ts';
import { RULE_LIMITS } from '../rules/check.ts';
import { compileRule } from '../rules/compile.ts';
import type { Rule } from '../rules/rule.ts';
import type { Row } from '../storage/database.ts';
import { attachNames } from './attach-names.ts';
import { type Context, entityOf } from './context.ts';
import { type Position, queryHash, readCursor, writeCursor } from './cursor.ts';
import { formatOptions } from './format.ts';
import {
  checkFilter,
  checkLimit,
  type ListParams,
  parseSort,
  type SortKey,
} from './list-params.ts';
import { inScope, QueryBuild, QueryScope } from './query-scope.ts';
import { searchCondition } from './search.ts';
import { type PlainRecord, type Selection, select } from './select.ts';
import {
  cachedShape,
  compileStatement,
  fillStatement,
  ruleInputs,
  Slot,
  type Statement,
} from './statement.ts';

export interface ListAnswer {
  items: PlainRecord[];
  nextCursor: string | null;
  count?: number;
}

/** One part of the records in sort order: those with the first sort key empty, or those with a value. */
interface Segment {
  readonly statement: Statement;
}

interface Shape {
  readonly hash: string;
  readonly selection: Selection;
  readonly sorts: readonly SortKey[];
  /** Segments to run from the start, and from a position with an empty or a filled first key. */
  readonly start: readonly Segment[];
  readonly afterNull: readonly Segment[];
  readonly afterValue: readonly Segment[];
  readonly count: Statement;
}

/** Answers one page of a list. Every part of it is under the actor's scope and field rights. */
export async function listRecords(
  context: Context,
  entityName: string,
  params: ListParams,
): Promise<ListAnswer> {
  const entity = entityOf(context, entityName);
  const limit = checkLimit(params.limit);
  const shape = shapeFor(context, entity, params);
  if (shape === undefined)
    return { items: [], nextCursor: null, ...(params.count ? { count: 0 } : {}) };
  const position = params.cursor
    ? readCursor(context.secret, shape.hash, params.cursor)
    : undefined;
  const rows = await fetchPage(context, shape, position, limit + 1);
  const format = formatOptions(context);
  const items = rows.slice(0, limit).map((row) => shape.selection.decode(row, format));
  await attachNames(context, entity, items, params.fields ?? []);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const nextCursor = last ? writeCursor(context.secret, shape.hash, positionOf(shape, last)) : null;
  if (!params.count) return { items, nextCursor };
  const [counted] = await context.database.read.all(
    fillStatement(shape.count, ruleInputs(context)),
  );
  return { items, nextCursor, count: Number(counted?.n ?? 0) };
}

async function fetchPage(
  context: Context,
  shape: Shape,
  position: Position | undefined,
  wanted: number,
): Promise<Row[]> {
  const inputs = ruleInputs(context);
  const first = position?.values[0];
  const segments = !position
    ? shape.start
    : first === null || first === undefined
      ? shape.afterNull
      : shape.afterValue;
  const rows: Row[] = [];
  for (const { statement } of segments) {
    const slots: Record<string, unknown> = { limit: wanted - rows.length, rid: position?.rid };
    for (const [index, value] of (position?.values ?? []).entries()) {
      slots[`v${index}`] = value;
      slots[`n${index}`] = value === null ? 1 : 0;
    }
    rows.push(...(await context.database.read.all(fillStatement(statement, inputs, slots))));
    if (rows.length >= wanted) break;
  }
  return rows;
}

function positionOf(shape: Shape, row: Row): Position {
  const values = shape.sorts.map((_, index) => {
    return (row[`k${index}`] ?? null) as string | number | null;
  });
  return { values, rid: Number(row.rid) };
}

/** The compiled list, or undefined when the search text holds nothing to search for. */
function shapeFor(context: Context, entity: Entity, params: ListParams): Shape | undefined {
  const { filter, sort, fields, q, view, deleted } = params;
  const key = JSON.stringify([
    entity.name,
    filter === undefined ? [] : [filter],
    sort ?? '',
    fields ?? null,
    q ?? '',
    view ?? '',
    deleted ?? false,
  ]);
  return (
    cachedShape(context, `list ${key}`, () => makeShape(context, entity, params, key) ?? null) ??
    undefined
  );
}

export interface Conditions {
  readonly scope: QueryScope;
  readonly where: readonly Expression<SqlBool>[];
  /** FROM with the search table in front when the search decides the order. */
  readonly from: RawBuilder<unknown>;
}

/** The view's own filter and sort. */
function viewOf(entity: Entity, name: string | undefined): { filter?: Rule; sort?: string } {
  if (name === undefined) return {};
  const view = entity.views.find((candidate) => candidate.view === name);
  if (!view)
    throw new AppError('request.bad-parameter', {
      name: 'view',
      expected: entity.views.map((each) => each.view).join(' | '),
    });
  return view as { filter?: Rule; sort?: string };
}

/** Everything that narrows a list: recycle bin or not, scope, view, filter, search. */
export function conditionsFor(
  context: Context,
  entity: Entity,
  params: Pick<ListParams, 'filter' | 'q' | 'view' | 'deleted'>,
): Conditions | undefined {
  const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
  const scope = new QueryScope(build, entity, 't');
  const deletedAt = sql.ref('t.deleted_at');
  const where: Expression<SqlBool>[] = [
    params.deleted ? sql<SqlBool>`${deletedAt} is not null` : sql<SqlBool>`${deletedAt} is null`,
  ];
  for (const action of params.deleted ? ['read', 'restore'] : ['read']) {
    const scoped = inScope(build, entity, 't', action);
    if (scoped) where.push(scoped);
  }
  const view = viewOf(entity, params.view);
  for (const rule of [view.filter, params.filter]) {
    if (rule === undefined) continue;
    const expr = checkFilter(
      context,
      entity,
      rule,
      rule === view.filter ? { ...RULE_LIMITS, inSql: true } : undefined,
    );
    where.push(sql<SqlBool>`(${compileRule(expr, scope, context.database.dialect.rules)})`);
  }
  if (!params.q) return { scope, where, from: sql`${sql.table(entity.table)} as ${sql.id('t')}` };
  const found = searchCondition(context, entity, params.q);
  if (!found) return undefined;
  where.push(found);
  const table = searchTableName(entity.name);
  const match = sql`${sql.ref('t.rid')} = ${sql.ref(`${table}.${context.database.dialect.search.rowColumn}`)}`;
  return {
    scope,
    where,
    from: sql`${sql.table(table)} join ${sql.table(entity.table)} as ${sql.id('t')} on ${match}`,
  };
}

function makeShape(
  context: Context,
  entity: Entity,
  params: ListParams,
  key: string,
): Shape | undefined {
  const conditions = conditionsFor(context, entity, params);
  if (!conditions) return undefined;
  const { scope, where, from } = conditions;
  const sorts = parseSort(context, entity, params.sort ?? viewOf(entity, params.view).sort);
  const selection = select(scope, params.fields ?? defaultFields(context, entity));
  const keys = sorts.map((sort) => scope.column(sort.path));
  const rowNumber = params.q
    ? sql.ref(`${searchTableName(entity.name)}.${context.database.dialect.search.rowColumn}`)
    : sql.ref('t.rid');
  const { dialect } = context.database;
  const descending = sorts[0]?.descending ?? true;
  const order = [
    ...sorts.map((sort, index) =>
      dialect.orderBy(keys[index] as Expression<unknown>, sort.descending),
    ),
    descending ? sql`${rowNumber} desc` : sql`${rowNumber} asc`,
  ];
  const columns = [
    sql`${sql.ref('t.rid')} as ${sql.id('rid')}`,
    ...sorts.map(
      (sort, index) =>
        sql`${dialect.selected(sort.column, keys[index] as Expression<unknown>)} as ${sql.id(`k${index}`)}`,
    ),
    ...selection.columns,
  ];
  const segment = (...extra: Expression<SqlBool>[]): Segment => ({
    statement: compileStatement(
      context.database,
      sql`select ${sql.join(columns)} from ${from} ${scope.build.joinSql()} where ${sql.join([...where, ...extra], sql` and `)}
        order by ${sql.join(order)} limit ${new Slot('limit')}`,
    ),
  });
  const count = compileStatement(
    context.database,
    sql`select count(*) as ${sql.id('n')} from ${from} ${scope.build.joinSql()} where ${sql.join(where, sql` and `)}`,
  );
  return {
    hash: queryHash(key),
    selection,
    sorts,
    start: [segment()],
    ...pageSegments(sorts, keys, rowNumber, segment),
    count,
  };
}

/** Fields a list answers when none are named: all that live in the table. */
function defaultFields(context: Context, entity: Entity): string[] {
  const access = context.access.entity(entity.name);
  return [...entity.fields.values()]
    .filter((field) => field.storage.kind !== 'lines' && access.right(field.name) !== 'hidden')
    .map((field) => field.name);
}

/**
 * How to go on after a position. Empty values come first upwards and last downwards; the first key is bounded by itself
 * so that an index over it serves, and the empty part is a segment of its own.
 */
function pageSegments(
  sorts: readonly SortKey[],
  keys: readonly Expression<unknown>[],
  rowNumber: Expression<unknown>,
  segment: (...extra: Expression<SqlBool>[]) => Segment,
): Pick<Shape, 'afterNull' | 'afterValue'> {
  const [first, ...others] = sorts;
  const descending = first?.descending ?? true;
  const byRow = descending
    ? sql<SqlBool>`${rowNumber} < ${new Slot('rid')}`
    : sql<SqlBool>`${rowNumber} > ${new Slot('rid')}`;
  const rest = others.reduceRight<RawBuilder<SqlBool>>((after, sort, index) => {
    const key = keys[index + 1] as Expression<unknown>;
    return furtherOn(key, sort.descending, index + 1, after);
  }, byRow);
  if (!first) return { afterNull: [segment(byRow)], afterValue: [segment(byRow)] };
  const key = keys[0] as Expression<unknown>;
  const value = new Slot('v0');
  const past = descending ? sql<SqlBool>`${key} < ${value}` : sql<SqlBool>`${key} > ${value}`;
  // Two segments, since an index leads straight to each; an `or` of both would read all records of the same value again.
  const filled = [segment(sql<SqlBool>`${key} = ${value}`, rest), segment(past)];
  const isNull = sql<SqlBool>`${key} is null`;
  const empty = segment(isNull, rest);
  return descending
    ? { afterValue: [...filled, segment(isNull)], afterNull: [empty] }
    : { afterValue: filled, afterNull: [empty, segment(sql<SqlBool>`${key} is not null`)] };
}

/** `key` beyond the value, or equal and `after`; empty equals empty. Slot `n…` is 1 when the value is empty. */
function furtherOn(
  key: Expression<unknown>,
  descending: boolean,
  index: number,
  after: RawBuilder<SqlBool>,
): RawBuilder<SqlBool> {
  const [value, empty] = [new Slot(`v${index}`), new Slot(`n${index}`)];
  const beyond = descending
    ? sql`(${key} < ${value} or (${key} is null and ${empty} = 0))`
    : sql`(${key} > ${value} or (${key} is not null and ${empty} = 1))`;
  return sql<SqlBool>`(${beyond} or ((${key} = ${value} or (${key} is null and ${empty} = 1)) and ${after}))`;
}
