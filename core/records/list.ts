// Lists: filter, sort, search and page through the records an actor may see. Pages continue from a key, so page 20,000
// costs what page 1 costs.
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { readableSort } from '../access/nameable.ts';
import { AppError } from '../errors.ts';
import type { Entity } from '../model/model.ts';
import { searchTableName } from '../model/naming.ts';
import { RULE_LIMITS } from '../rules/check.ts';
import { compileRule } from '../rules/compile.ts';
import type { Rule } from '../rules/rule.ts';
import type { Row } from '../storage/database.ts';
import { attachNames } from './attach-names.ts';
import { holds, inScope } from './conditions.ts';
import { type Context, entityOf } from './context.ts';
import { type Position, queryHash, readCursor, writeCursor } from './cursor.ts';
import { formatOptions } from './format.ts';
import {
  checkFilter,
  checkLimit,
  checkSkip,
  type ListParams,
  parseSort,
  type SortKey,
} from './list-params.ts';
import { type ListPlan, PLAIN, planList } from './list-plan.ts';
import { pageSegments, pageStatement, type Segments } from './list-segments.ts';
import { QueryBuild, QueryScope } from './query-scope.ts';
import { isIndexed, searchCondition } from './search.ts';
import { type PlainRecord, type Selection, select } from './select.ts';
import {
  cachedShape,
  compileStatement,
  fillStatement,
  ruleInputs,
  type Statement,
} from './statement.ts';

export interface ListAnswer {
  items: PlainRecord[];
  nextCursor: string | null;
  count?: number;
}

interface Shape {
  readonly hash: string;
  readonly selection: Selection;
  readonly sorts: readonly SortKey[];
  readonly segments: Segments<Statement>;
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
  const skip = checkSkip(params);
  const key = listKey(entity, params);
  const plan = await planFor(context, entity, params, key);
  const shape = shapeFor(context, entity, params, key, plan);
  if (shape === undefined || (params.q && !(await isIndexed(context, entity))))
    return { items: [], nextCursor: null, ...(params.count ? { count: 0 } : {}) };
  const position = params.cursor
    ? readCursor(context.secret, shape.hash, params.cursor)
    : undefined;
  const rows = await fetchPage(context, shape, plan, { position, skip, wanted: limit + 1 });
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
  { segments }: Shape,
  plan: ListPlan,
  { position, skip, wanted }: { position: Position | undefined; skip: number; wanted: number },
): Promise<Row[]> {
  const inputs = ruleInputs(context);
  const first = position?.values[0];
  const statements = !position
    ? segments.start
    : first === null || first === undefined
      ? segments.afterNull
      : segments.afterValue;
  const rows: Row[] = [];
  for (const statement of statements) {
    const slots: Record<string, unknown> = {
      ...plan.values,
      limit: wanted - rows.length,
      skip,
      rid: position?.rid,
    };
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

/** Tells lists apart, whoever asks and whatever page is wanted. */
function listKey(entity: Entity, params: ListParams): string {
  const { filter, sort, fields, q, view, deleted, action } = params;
  return JSON.stringify([
    entity.name,
    filter === undefined ? [] : [filter],
    sort ?? '',
    fields ?? null,
    q ?? '',
    view ?? '',
    deleted ?? false,
    action ?? '',
  ]);
}

/** How the rows are found; searches and the recycle bin are led by their own indexes. */
async function planFor(
  context: Context,
  entity: Entity,
  params: ListParams,
  key: string,
): Promise<ListPlan> {
  if (params.q || params.deleted || params.action) return PLAIN;
  return planList(context, entity, key, () => {
    const view = viewOf(entity, params.view);
    const sort = sortOf(context, entity, params);
    return { sort, filters: [view.filter, params.filter] };
  });
}

/** The compiled list, or undefined when the search text holds nothing to search for. */
function shapeFor(
  context: Context,
  entity: Entity,
  params: ListParams,
  key: string,
  plan: ListPlan,
): Shape | undefined {
  const make = () => makeShape(context, entity, params, key, plan) ?? null;
  return cachedShape(context, `list ${plan.key} ${key}`, make) ?? undefined;
}

export interface Conditions {
  readonly scope: QueryScope;
  /** Conditions of the actor's scope. */
  readonly scoped: readonly Expression<SqlBool>[];
  /** All other conditions. */
  readonly others: readonly Expression<SqlBool>[];
  /** Both. */
  readonly where: readonly Expression<SqlBool>[];
  /** FROM with the search table in front when the search decides the order. */
  readonly from: RawBuilder<unknown>;
  /** The column pages are ordered by in the end. */
  readonly rowNumber: Expression<unknown>;
}

/** The order asked for, or the view's as far as the actor may sort by it. */
function sortOf(
  { live, access }: Context,
  entity: Entity,
  { sort, view }: Pick<ListParams, 'sort' | 'view'>,
): string | undefined {
  return sort ?? readableSort(live.model, access, entity.name, viewOf(entity, view).sort);
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

/**
 * Everything that narrows a list: recycle bin or not, scope, view, filter, search.
 * @param alone nobody has given the actor records beyond his own owners and departments
 */
export function conditionsFor(
  context: Context,
  entity: Entity,
  params: Pick<ListParams, 'filter' | 'q' | 'view' | 'deleted' | 'action'>,
  alone = false,
): Conditions | undefined {
  const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
  const scope = new QueryScope(build, entity, 't');
  const deletedAt = sql.ref('t.deleted_at');
  const scoped: Expression<SqlBool>[] = [];
  const others: Expression<SqlBool>[] = [
    params.deleted ? sql<SqlBool>`${deletedAt} is not null` : sql<SqlBool>`${deletedAt} is null`,
  ];
  const actions = [
    'read',
    ...(params.deleted ? ['restore'] : []),
    ...(params.action ? [params.action] : []),
  ];
  for (const action of actions) {
    const isPlain = alone && action === 'read';
    const reach = isPlain ? context.access.entity(entity.name).reach(action) : undefined;
    const condition = reach
      ? holds(build, entity, 't', reach.alone)
      : inScope(build, entity, 't', action, !params.deleted);
    if (condition) scoped.push(condition);
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
    others.push(sql<SqlBool>`(${compileRule(expr, scope, context.database.dialect.rules)})`);
  }
  const records = sql`${sql.table(entity.table)} as ${sql.id('t')}`;
  const all = { scope, scoped, others, from: records, rowNumber: sql.ref('t.rid') };
  const found = params.q ? searchCondition(context, build, entity, params.q) : undefined;
  if (params.q && !found) return undefined;
  if (found) others.push(found.condition);
  const where = [...scoped, ...others];
  if (!found?.isInFront) return { ...all, where };
  const table = searchTableName(entity.name);
  const rowNumber = sql.ref(`${table}.${context.database.dialect.search.rowColumn}`);
  const match = sql`${sql.ref('t.rid')} = ${rowNumber}`;
  return { ...all, where, rowNumber, from: sql`${sql.table(table)} join ${records} on ${match}` };
}

function makeShape(
  context: Context,
  entity: Entity,
  params: ListParams,
  key: string,
  plan: ListPlan,
): Shape | undefined {
  const isAlone = plan.kind === 'merge' && plan.besides === false;
  const conditions = conditionsFor(context, entity, params, isAlone);
  if (!conditions) return undefined;
  const { scope, where, from, rowNumber } = conditions;
  const { dialect } = context.database;
  const sorts = parseSort(context, entity, sortOf(context, entity, params));
  const keys = sorts.map(({ hops, field, column }) =>
    scope.guarded(field, scope.join(hops), column),
  );
  const innerJoins = scope.build.joinSql();
  const selection = select(scope, params.fields ?? defaultFields(context, entity));
  const columns = [
    sql`${sql.ref('t.rid')} as ${sql.id('rid')}`,
    ...sorts.map(
      (sort, index) =>
        sql`${dialect.selected(sort.column, keys[index] as Expression<unknown>)} as ${sql.id(`k${index}`)}`,
    ),
    ...selection.columns,
  ];
  const joins = scope.build.joinSql();
  const besides =
    plan.besides === false ? undefined : holds(scope.build, entity, 't', plan.besides);
  const parts = {
    ...conditions,
    entity,
    dialect,
    plan,
    besides,
    columns,
    innerJoins,
    joins,
    sorts,
    keys,
  };
  const segment = (...extra: Expression<SqlBool>[]) =>
    compileStatement(context.database, pageStatement(parts, extra));
  const count = compileStatement(
    context.database,
    sql`select count(*) as ${sql.id('n')} from ${from} ${joins} where ${sql.join(where, sql` and `)}`,
  );
  const segments = pageSegments({ sorts, keys, rowNumber }, segment);
  return { hash: queryHash(key), selection, sorts, segments, count };
}

/** Fields a list answers when none are named: all that live in the table. */
function defaultFields(context: Context, entity: Entity): string[] {
  const access = context.access.entity(entity.name);
  return [...entity.fields.values()]
    .filter((field) => field.storage.kind !== 'lines' && access.right(field.name) !== 'hidden')
    .map((field) => field.name);
}
