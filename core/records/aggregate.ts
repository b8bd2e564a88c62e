// Aggregates over the records an actor may see: groups by fields, date buckets or classification levels, exact measures.
import { type Expression, type RawBuilder, sql } from 'kysely';
import { lookupFor, visibleNames } from '../access/nameable.ts';
import { AppError, nearest } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import { isSecret } from '../fields/masked-text.ts';
import type { Entity, FieldColumn } from '../model/model.ts';
import { type ResolvedPath, resolvePath } from '../model/rule-names.ts';
import { calculate } from '../rules/decimal.ts';
import type { Rule } from '../rules/rule.ts';
import type { Row } from '../storage/database.ts';
import { type Context, entityOf } from './context.ts';
import { conditionsFor } from './list.ts';
import { isAlone } from './list-plan.ts';
import type { QueryScope } from './query-scope.ts';
import {
  cachedShape,
  compileStatement,
  fillStatement,
  ruleInputs,
  type Statement,
} from './statement.ts';

export const BUCKETS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Bucket = (typeof BUCKETS)[number];
export const MEASURE_OPS = ['count', 'sum', 'avg', 'min', 'max', 'distinct'] as const;
export type MeasureOp = (typeof MEASURE_OPS)[number];

export interface GroupKey {
  readonly field: string;
  readonly bucket?: Bucket;
  /** Level of a classification, e.g. `section`: values are counted at their ancestor there. */
  readonly level?: string;
}

export interface Measure {
  readonly op: MeasureOp;
  readonly field?: string;
  /** Name in the answer; default `count` or `sum_amount`. */
  readonly as?: string;
}

export interface AggregateParams {
  readonly filter?: Rule;
  readonly q?: string;
  readonly view?: string;
  readonly groupBy: readonly GroupKey[];
  readonly measures: readonly Measure[];
  /** `-sum_amount,stage`: names of measures or group fields. */
  readonly sort?: string;
  readonly limit?: number;
}

const MAX_KEYS = 5;
const MAX_MEASURES = 20;
const MAX_GROUPS = 1000;

interface Column {
  readonly name: string;
  readonly select: Expression<unknown>;
  /** What GROUP BY and ORDER BY repeat. */
  readonly order: Expression<unknown>;
  read(row: Row): Json;
}

interface Shape {
  readonly statement: Statement;
  readonly columns: readonly Column[];
}

/** Groups and measures. Values are canonical: decimals as exact text, buckets as `2026-03`, empty groups as null. */
export async function aggregateRecords(
  context: Context,
  entityName: string,
  params: AggregateParams,
): Promise<{ [name: string]: Json }[]> {
  const entity = entityOf(context, entityName);
  checkSizes(params);
  try {
    return await runAggregate(context, entity, params, false);
  } catch (error) {
    if (context.database.dialect.failure(error)?.kind !== 'overflow') throw error;
    return runAggregate(context, entity, params, true);
  }
}

function checkSizes(params: AggregateParams): void {
  if (params.groupBy.length > MAX_KEYS)
    throw new AppError('query.too-many', { limit: MAX_KEYS, what: 'groupBy' });
  if (params.measures.length > MAX_MEASURES)
    throw new AppError('query.too-many', { limit: MAX_MEASURES, what: 'measures' });
  const { limit = MAX_GROUPS } = params;
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_GROUPS) return;
  throw new AppError('request.bad-parameter', { name: 'limit', expected: `1…${MAX_GROUPS}` });
}

async function runAggregate(
  context: Context,
  entity: Entity,
  params: AggregateParams,
  wide: boolean,
): Promise<{ [name: string]: Json }[]> {
  const alone = await isAlone(context, entity);
  const key = `aggregate ${entity.name} ${wide} ${alone} ${JSON.stringify(params)}`;
  const make = () => makeShape(context, entity, params, { wide, alone }) ?? null;
  const shape = cachedShape(context, key, make);
  if (!shape) return [];
  const rows = await context.database.read.all(fillStatement(shape.statement, ruleInputs(context)));
  return rows.map((row) =>
    Object.fromEntries(shape.columns.map((column) => [column.name, column.read(row)])),
  );
}

function makeShape(
  context: Context,
  entity: Entity,
  params: AggregateParams,
  { wide, alone }: { readonly wide: boolean; readonly alone: boolean },
): Shape | undefined {
  const conditions = conditionsFor(context, entity, params, alone);
  if (!conditions) return undefined;
  const { scope, where, from } = conditions;
  // Records of several kinds of reach are found first: an index over the groups would read everybody's.
  const { unindexed } = context.database.dialect;
  const besides = context.access.entity(entity.name).reach('read')?.besides ?? false;
  const grouped = (order: Expression<unknown>) =>
    unindexed && !alone && besides !== false ? unindexed(order) : order;
  const lists: RawBuilder<unknown>[] = [];
  const groups = params.groupBy.map((key, index) => groupColumn(context, scope, key, index, lists));
  const measures = params.measures.map((measure, index) =>
    measureColumn(context, scope, measure, index, wide),
  );
  const columns = [...groups, ...measures];
  const grouping =
    groups.length > 0
      ? sql`group by ${sql.join(groups.map((group) => grouped(group.order)))}`
      : sql``;
  const statement = sql`select ${sql.join(columns.map((column) => column.select))} from ${from} ${scope.build.joinSql()} ${sql.join(lists, sql` `)}
    where ${sql.join([...where], sql` and `)} ${grouping} ${orderSql(context, params, columns)} limit ${params.limit ?? MAX_GROUPS}`;
  return { statement: compileStatement(context.database, statement), columns };
}

function orderSql(
  context: Context,
  params: AggregateParams,
  columns: readonly Column[],
): RawBuilder<unknown> {
  const sorts = (params.sort ?? '').split(',').filter(Boolean);
  const parts = sorts.map((part) => {
    const descending = part.startsWith('-');
    const name = descending ? part.slice(1) : part;
    const column = columns.find((candidate) => candidate.name === name);
    if (!column)
      throw new AppError('query.unknown-field', {
        field: name,
        hint: nearest(
          name,
          columns.map((each) => each.name),
        ),
      });
    return context.database.dialect.orderBy(column.order, descending);
  });
  const rest = columns
    .slice(0, params.groupBy.length)
    .map((column) => context.database.dialect.orderBy(column.order, false));
  const order = [...parts, ...rest];
  return order.length === 0 ? sql`` : sql`order by ${sql.join(order)}`;
}

function resolve(context: Context, scope: QueryScope, path: string): ResolvedPath {
  const resolved = resolvePath(
    lookupFor(context.live.model, context.access),
    scope.entity.name,
    path,
  );
  if (resolved) return resolved;
  throw new AppError('query.unknown-field', {
    field: path,
    hint: nearest(path, visibleNames(context.access, scope.entity)),
  });
}

function groupColumn(
  context: Context,
  scope: QueryScope,
  key: GroupKey,
  index: number,
  lists: RawBuilder<unknown>[],
): Column {
  const resolved = resolve(context, scope, key.field);
  const { field } = resolved;
  if (!field.kind.groupable && !key.bucket)
    throw new AppError('query.not-groupable', { field: key.field });
  const isList = field.storage.kind === 'list' || field.storage.kind === 'links';
  const value = isList ? listValue(scope, key.field, lists) : scope.column(key.field);
  const stored =
    field.columns.find((column) => column.suffix === (resolved.part ?? '')) ?? TEXT_COLUMN;
  const name = `g${index}`;
  const isNamed = key.level !== undefined || scope.isGuarded(key.field);
  const { bucket } = key;
  if (bucket) {
    const bucketed = bucketSql(context, value, resolved, bucket);
    return {
      name: key.field,
      select: sql`${bucketed} as ${sql.id(name)}`,
      order: sql.id(name),
      read: (row) => bucketLabel(bucket, (row[name] as string | null) ?? null),
    };
  }
  const grouped = key.level ? levelSql(context, scope, resolved, value, key.level) : value;
  const dialect = context.database.dialect;
  const select = sql`${key.level ? grouped : dialect.selected(stored, grouped)} as ${sql.id(name)}`;
  const decode = (raw: string | number | boolean) =>
    stored === TEXT_COLUMN || resolved.part ? raw : field.kind.decode([raw], field.settings);
  const read = (row: Row) => {
    const raw = key.level
      ? ((row[name] as string | null) ?? null)
      : dialect.read(stored, row[name]);
    return raw === null ? null : decode(raw);
  };
  // An expression with bound values is named once and referred to: repeated, it would count as another one.
  return { name: key.field, select, order: isNamed ? sql.id(name) : grouped, read };
}

const TEXT_COLUMN: FieldColumn = { name: 'value', kind: 'text', scale: 0, suffix: '' };

/** A multi-valued field counts a record once under each of its values. */
function listValue(
  scope: QueryScope,
  path: string,
  lists: RawBuilder<unknown>[],
): Expression<unknown> {
  const list = scope.list(path);
  lists.push(sql`left join ${list.from} on ${list.where}`);
  return list.value;
}

/** Quarters are found by their first month and named by their number. */
function bucketLabel(bucket: Bucket, start: string | null): string | null {
  if (bucket !== 'quarter' || start === null) return start;
  return `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`;
}

/** Start of the period as text: `2026`, `2026-01` (quarter and month), `2026-03-02` (week: its Monday, and day). Moments count in the viewer's zone. */
function bucketSql(
  context: Context,
  value: Expression<unknown>,
  { type, field }: ResolvedPath,
  bucket: Bucket,
): Expression<unknown> {
  if (type.kind !== 'date' && type.kind !== 'datetime')
    throw new AppError('query.not-groupable', { field: `${field.name} (${bucket})` });
  const { rules } = context.database.dialect;
  const zone = rules.bind({ kind: 'value', value: context.actor.timeZone }, { kind: 'text' });
  const date =
    type.kind === 'date' ? sql`${value}` : rules.dateFunction('date', [sql`${value}`, zone]);
  if (bucket === 'day') return date;
  const unit = rules.bind({ kind: 'value', value: bucket }, { kind: 'text' });
  const start = rules.dateFunction('start_of', [date, unit]);
  if (bucket === 'week') return start;
  const length = { month: 7, quarter: 7, year: 4 }[bucket];
  return sql`substr(${start}, 1, ${sql.raw(String(length))})`;
}

/** The ancestor of a node at a named level; nodes above that level stay themselves. */
function levelSql(
  context: Context,
  scope: QueryScope,
  resolved: ResolvedPath,
  value: Expression<unknown>,
  level: string,
): Expression<unknown> {
  const name = resolved.type.classifications?.[0] ?? '';
  const tree = context.live.model.classifications.get(name);
  const known = tree?.levels.map((each) => each.name) ?? [];
  if (!tree || !known.includes(level)) {
    throw new AppError('request.bad-parameter', {
      name: 'level',
      expected: known.join(' | ') || 'a classification field',
    });
  }
  const nodes = [...(tree.editions.get(tree.current)?.nodes.values() ?? [])]
    .filter((node) => node.level === level)
    .map((node) => node.code);
  const own = scope.build.alias();
  return sql`coalesce((select ${sql.ref(`${own}.ancestor`)} from ${sql.table('_closure')} as ${sql.id(own)}
    where ${sql.ref(`${own}.tree`)} = ${tree.name} and ${sql.ref(`${own}.descendant`)} = ${value} and ${sql.ref(`${own}.ancestor`)} in (${sql.join(nodes)})), ${value})`;
}

function measureColumn(
  context: Context,
  scope: QueryScope,
  measure: Measure,
  index: number,
  wide: boolean,
): Column {
  const name = measure.as ?? (measure.field ? `${measure.op}_${measure.field}` : measure.op);
  const [main, counted] = [`m${index}`, `n${index}`];
  const { dialect } = context.database;
  if (measure.op === 'count' && !measure.field) {
    return {
      name,
      select: sql`count(*) as ${sql.id(main)}`,
      order: sql`count(*)`,
      read: (row) => Number(row[main]),
    };
  }
  const path = measure.field ?? '';
  const { field, type, part } = resolve(context, scope, path);
  const stored = field.columns.find((column) => column.suffix === (part ?? ''));
  const isNumber = type.kind === 'integer' || type.kind === 'decimal';
  const needsNumber = measure.op === 'sum' || measure.op === 'avg';
  const needsOrder = measure.op === 'min' || measure.op === 'max';
  const hasOrder = stored !== undefined && stored.kind !== 'boolean' && stored.kind !== 'json';
  const isHidden = isSecret(field) && measure.op !== 'count';
  if (!stored || isHidden || (needsNumber && !isNumber) || (needsOrder && !hasOrder))
    throw new AppError('query.not-measurable', { op: measure.op, field: path });
  const value = scope.column(path);
  const simple = (expression: Expression<unknown>, read: (raw: unknown) => Json): Column => ({
    name,
    select: sql`${expression} as ${sql.id(main)}`,
    order: expression,
    read: (row) => read(row[main]),
  });
  if (measure.op === 'count') return simple(sql`count(${value})`, Number);
  if (measure.op === 'distinct') return simple(sql`count(distinct ${value})`, Number);
  if (needsOrder) {
    const extreme = measure.op === 'min' ? sql`min(${value})` : sql`max(${value})`;
    return {
      ...simple(dialect.selected(stored, extreme), (raw) => dialect.read(stored, raw)),
      order: extreme,
    };
  }
  const sum = dialect.exactSum(stored, value, wide);
  const order = sql`sum(${wide ? sql`${value} * 1.0` : value})`;
  if (measure.op === 'sum') return { ...simple(sum, (raw) => dialect.read(stored, raw)), order };
  return {
    name,
    order: sql`avg(${value})`,
    select: sql`${sum} as ${sql.id(main)}, count(${value}) as ${sql.id(counted)}`,
    read: (row) =>
      average(dialect.read(stored, row[main]), Number(row[counted]), Math.max(stored.scale, 2)),
  };
}

function average(
  total: string | number | boolean | null,
  count: number,
  scale: number,
): string | null {
  return count === 0 || total === null ? null : calculate('/', String(total), String(count), scale);
}
