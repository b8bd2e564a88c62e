// Parts of a page in its sort order, and the statement of each part by the way its rows are found.
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Entity } from '../model/model.ts';
import type { StorageDialect } from '../storage/database.ts';
import type { SortKey } from './list-params.ts';
import type { ListPlan } from './list-plan.ts';
import { Slot } from './statement.ts';

/** What the statements of a page are put together from. */
export interface PageParts {
  readonly entity: Entity;
  readonly dialect: StorageDialect;
  readonly plan: ListPlan;
  readonly columns: readonly Expression<unknown>[];
  readonly from: Expression<unknown>;
  /** Joins for conditions and sort keys only, and those for what is selected besides. */
  readonly innerJoins: Expression<unknown>;
  readonly joins: Expression<unknown>;
  /** Conditions of the actor's scope, and all others. */
  readonly scoped: readonly Expression<SqlBool>[];
  readonly others: readonly Expression<SqlBool>[];
  /** Of a merge: the condition of records beyond its owners and departments. */
  readonly besides?: Expression<SqlBool>;
  readonly sorts: readonly SortKey[];
  readonly keys: readonly Expression<unknown>[];
  readonly rowNumber: Expression<unknown>;
}

/** Ways to the parts of a page: from the start, and after a position whose first key is empty or filled. */
export interface Segments<T> {
  readonly start: readonly T[];
  readonly afterNull: readonly T[];
  readonly afterValue: readonly T[];
}

const and = (conditions: readonly Expression<unknown>[]) => sql.join([...conditions], sql` and `);

/** Is the order downwards? Without sort keys the newest come first. */
const isDownwards = (sorts: readonly SortKey[]) => sorts[0]?.descending ?? true;

function orderOf(
  { dialect, sorts }: PageParts,
  keys: readonly Expression<unknown>[],
  rowNumber: Expression<unknown>,
): Expression<unknown> {
  const parts = sorts.map((sort, index) =>
    dialect.orderBy(keys[index] as Expression<unknown>, sort.descending),
  );
  return sql.join([...parts, isDownwards(sorts) ? sql`${rowNumber} desc` : sql`${rowNumber} asc`]);
}

/** The statement of one part of a page, `extra` being what bounds the part. */
export function pageStatement(
  parts: PageParts,
  extra: readonly Expression<SqlBool>[],
): RawBuilder<unknown> {
  const { plan, columns, from, joins, scoped, others, keys, rowNumber, dialect } = parts;
  const runs = plan.kind === 'merge' ? runConditions(parts) : [];
  if (runs.length > 1 || (runs.length > 0 && parts.besides))
    return mergedStatement(parts, runs, extra);
  const plainly = dialect.unindexed ?? ((expression: Expression<unknown>) => expression);
  const within = plan.kind === 'merge' ? runs : plan.kind === 'walk' ? scoped.map(plainly) : scoped;
  const order =
    plan.kind === 'gather'
      ? orderOf(parts, keys.map(plainly), plainly(rowNumber))
      : orderOf(parts, keys, rowNumber);
  return sql`select ${sql.join([...columns])} from ${from} ${joins} where ${and([...within, ...others, ...extra])}
    order by ${order} limit ${new Slot('limit')} offset ${new Slot('skip')}`;
}

/** Runs of one owner or department each, merged in the order of the page up to its end, lead to the records. */
function mergedStatement(
  parts: PageParts,
  runs: readonly Expression<unknown>[],
  extra: readonly Expression<SqlBool>[],
): RawBuilder<unknown> {
  const { columns, from, innerJoins, joins, others, keys, rowNumber, dialect, besides } = parts;
  const plainly = dialect.unindexed ?? ((expression: Expression<unknown>) => expression);
  const found = (as: (expression: Expression<unknown>) => Expression<unknown>) => [
    sql`${as(rowNumber)} as ${sql.id('rid')}`,
    ...keys.map((key, index) => sql`${as(key)} as ${sql.id(`k${index}`)}`),
  ];
  const run = (
    condition: Expression<unknown>,
    as: (expression: Expression<unknown>) => Expression<unknown> = (expression) => expression,
  ) =>
    sql`select ${sql.join(found(as))} from ${from} ${innerJoins} where ${and([condition, ...others, ...extra])}`;
  const selects = runs.map((condition) => run(condition));
  // Few records found by their ids: sorted when found, instead of looked for along the order of the page.
  if (besides)
    selects.push(run(sql`${keptRows(parts)}${besides} and ${outsideRuns(parts)}`, plainly));
  const named = (prefix: string) => {
    const key = (name: string) => sql.ref(prefix + name);
    return orderOf(
      parts,
      keys.map((_, index) => key(`k${index}`)),
      key('rid'),
    );
  };
  return sql`select ${sql.join([...columns])} from (${sql.join(selects, sql` union all `)}
      order by ${named('')} limit ${new Slot('limit')} offset ${new Slot('skip')}) as ${sql.id('run')}
    join ${from} on ${rowNumber} = ${sql.ref('run.rid')} ${joins} order by ${named('run.')}`;
}

/** Records of one owner each, then of one department each but of none of these owners. */
function runConditions({ entity, plan }: PageParts): Expression<unknown>[] {
  const column = (name: string) =>
    sql.ref(`t.${entity.fields.get(name)?.columns[0]?.name ?? name}`);
  const owner = column('owner');
  const owners = plan.owners.map((slot) => sql`${owner} = ${new Slot(slot)}`);
  if (plan.departments.length === 0) return owners;
  const others =
    owners.length === 0
      ? sql``
      : sql` and (${owner} in (${sql.join(plan.owners.map((slot) => new Slot(slot)))})) is not true`;
  const departments = plan.departments.map(
    (slot) => sql`${column('department')} = ${new Slot(slot)}${others}`,
  );
  return [...owners, ...departments];
}

/** Leads to the rows that are known; whether they are still reached is asked again beside it. */
function keptRows({ plan, dialect, rowNumber }: PageParts): Expression<unknown> {
  if (!plan.isKept || !dialect.amongKept) return sql``;
  return sql`${dialect.amongKept(rowNumber, new Slot('kept'))} and `;
}

/** Of none of the owners and departments of the runs. */
function outsideRuns({ entity, plan }: PageParts): Expression<unknown> {
  const outside = (name: string, slots: readonly string[]) => {
    const column = sql.ref(`t.${entity.fields.get(name)?.columns[0]?.name ?? name}`);
    return sql`(${column} in (${sql.join(slots.map((slot) => new Slot(slot)))})) is not true`;
  };
  const parts = [
    ...(plan.owners.length > 0 ? [outside('owner', plan.owners)] : []),
    ...(plan.departments.length > 0 ? [outside('department', plan.departments)] : []),
  ];
  return and(parts);
}

/**
 * How to go on after a position. Empty values come first upwards and last downwards; the first key is bounded by itself
 * so that an index over it serves, and the empty part is a segment of its own.
 */
export function pageSegments<T>(
  { sorts, keys, rowNumber }: Pick<PageParts, 'sorts' | 'keys' | 'rowNumber'>,
  segment: (...extra: Expression<SqlBool>[]) => T,
): Segments<T> {
  const [first, ...others] = sorts;
  const descending = first?.descending ?? true;
  const byRow = descending
    ? sql<SqlBool>`${rowNumber} < ${new Slot('rid')}`
    : sql<SqlBool>`${rowNumber} > ${new Slot('rid')}`;
  const rest = others.reduceRight<RawBuilder<SqlBool>>((after, sort, index) => {
    const key = keys[index + 1] as Expression<unknown>;
    return furtherOn(key, sort.descending, index + 1, after);
  }, byRow);
  const start = [segment()];
  if (!first) return { start, afterNull: [segment(byRow)], afterValue: [segment(byRow)] };
  const key = keys[0] as Expression<unknown>;
  const value = new Slot('v0');
  const past = descending ? sql<SqlBool>`${key} < ${value}` : sql<SqlBool>`${key} > ${value}`;
  // Two segments, since an index leads straight to each; an `or` of both would read all records of the same value again.
  const filled = [segment(sql<SqlBool>`${key} = ${value}`, rest), segment(past)];
  const isNull = sql<SqlBool>`${key} is null`;
  const empty = segment(isNull, rest);
  return descending
    ? { start, afterValue: [...filled, segment(isNull)], afterNull: [empty] }
    : { start, afterValue: filled, afterNull: [empty, segment(sql<SqlBool>`${key} is not null`)] };
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
