// Decides how the rows of a page are found under a scope of owners and departments. One ordered run per owner or
// department, merged, costs the same whatever the scope holds; without an index for that, how much it holds decides.
import { type Expression, sql } from 'kysely';
import type { Reach } from '../access/access.ts';
import type { Scope } from '../access/condition.ts';
import type { Entity, Field } from '../model/model.ts';
import type { Rule } from '../rules/rule.ts';
import { entityIndexes } from '../storage/layout.ts';
import type { IndexLayout } from '../storage/table-layout.ts';
import { inScope } from './conditions.ts';
import type { Context } from './context.ts';
import { departmentsBelow } from './departments-below.ts';
import { type Besides, besidesOf, type Runs } from './list-besides.ts';
import { QueryBuild } from './query-scope.ts';
import { cachedShape, compileStatement, fillStatement, ruleInputs, Slot } from './statement.ts';

/**
 * - `plain`: as the statement stands; the database chooses.
 * - `merge`: one run per owner and department in the order of the page, merged.
 * - `walk`: along the index of the order, testing the scope: for scopes that hold much.
 * - `gather`: everything in scope, then sorted: for scopes that hold little.
 */
export interface ListPlan {
  readonly kind: 'plain' | 'merge' | 'walk' | 'gather';
  /** Tells statements of different plans apart. */
  readonly key: string;
  /** Slots of a merge with the ids to fill in; empty ones stand for nobody. */
  readonly owners: readonly string[];
  readonly departments: readonly string[];
  readonly values: Readonly<Record<string, string | null>>;
  /** Of a merge: records it holds beyond these owners and departments; few, so they are gathered. */
  readonly besides: Scope;
  /** The rows of these records are known: slot `kept`. */
  readonly isKept?: boolean;
}

/** What a list asks for, as far as it decides about indexes. */
export interface Wanted {
  readonly sort: string | undefined;
  readonly filters: readonly (Rule | undefined)[];
}

/** What is the same for all actors of an access. */
interface Route {
  readonly reach: Reach;
  readonly canMerge: boolean;
  readonly canSteer: boolean;
}

const NONE = { owners: [], departments: [], values: {}, besides: false } as const;
/** Leaves the choice to the database. */
export const PLAIN: ListPlan = { kind: 'plain', key: '', ...NONE };
/** Runs of one merge; SQLite joins at most 500. */
const MOST_RUNS = 128;
/** Rows of a page about which the two ways of steering are weighed. */
const PAGE = 50;

/** The plan for one page of the live records. */
export async function planList(
  context: Context,
  entity: Entity,
  key: string,
  wanted: () => Wanted,
): Promise<ListPlan> {
  const reach = context.access.entity(entity.name).reach('read');
  if (!reach || !entity.features.owner) return PLAIN;
  const route = cachedShape(context, `route ${key}`, () =>
    routeFor(context, entity, reach, wanted()),
  );
  if (!route.canMerge && !route.canSteer) return PLAIN;
  const { owners, departments } = await runsOf(context, reach);
  const runs = widthOf(owners.size) + widthOf(departments.size);
  if (runs === 0) return PLAIN;
  if (route.canMerge && runs <= MOST_RUNS) {
    const besides = await besidesOf(context, entity, reach.besides, { owners, departments });
    if (besides.kind !== 'many') return mergeOf(owners, departments, reach.besides, besides);
  }
  return route.canSteer ? steer(context, entity) : PLAIN;
}

/** True when nobody has given the actor records beyond those of his own owners and departments, as of the last commit. */
export async function isAlone(context: Context, entity: Entity): Promise<boolean> {
  const reach = context.access.entity(entity.name).reach('read');
  if (!reach || reach.besides === false || entity.features.lines) return false;
  const runs = await runsOf(context, reach);
  return (await besidesOf(context, entity, reach.besides, runs)).kind === 'none';
}

function routeFor(context: Context, entity: Entity, reach: Reach, wanted: Wanted): Route {
  const indexes = entityIndexes(context.live.model, entity);
  const first = wanted.sort?.split(',')[0]?.replace(/^-/, '');
  const sorted = first === undefined ? undefined : sortColumn(entity.fields.get(first));
  if (first !== undefined && sorted === undefined)
    return { reach, canMerge: false, canSteer: false };
  const fixed = new Set(wanted.filters.flatMap((rule) => fixedColumns(entity, rule)));
  const serves = (column: string) =>
    indexes.some((index) => index.columns[0] === column && goesOn(index, fixed, sorted));
  const scoped = [
    ...(reach.owner.size > 0 ? ['owner'] : []),
    ...(reach.department.size > 0 ? ['department'] : []),
  ].map((name) => entity.fields.get(name)?.columns[0]?.name ?? name);
  return {
    reach,
    canMerge: scoped.every(serves),
    canSteer:
      context.database.dialect.unindexed !== undefined &&
      (sorted === undefined || indexes.some((index) => index.columns[0] === sorted)),
  };
}

const sortColumn = (field: Field | undefined) => (field?.sortKey ?? field?.columns[0])?.name;

/** Does an index, behind its first column and columns the filter fixes, go on in the order of the page? */
function goesOn(
  index: IndexLayout,
  fixed: ReadonlySet<string>,
  sorted: string | undefined,
): boolean {
  const [, ...rest] = index.columns;
  const next = rest.find((name) => name === sorted || !fixed.has(name));
  return next === sorted;
}

/** Columns a filter holds to one value. */
function fixedColumns(entity: Entity, rule: Rule | undefined): string[] {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return [];
  const { and, '==': equal } = rule as { and?: unknown; '=='?: unknown };
  if (Array.isArray(and)) return (and as Rule[]).flatMap((part) => fixedColumns(entity, part));
  const [left, right] = Array.isArray(equal) ? (equal as unknown[]) : [];
  const { var: name } = (left ?? {}) as { var?: unknown };
  if (typeof name !== 'string' || typeof right === 'object') return [];
  const column = entity.fields.get(name)?.columns[0]?.name;
  return column === undefined ? [] : [column];
}

/** The people and departments whose records a reach holds for the actor. */
export async function runsOf(
  context: Context,
  reach: Pick<Reach, 'owner' | 'department'>,
): Promise<Runs> {
  return { owners: ownersOf(context, reach), departments: await departmentsOf(context, reach) };
}

function ownersOf({ actor }: Context, reach: Pick<Reach, 'owner'>): Set<string> {
  const owners = new Set<string>();
  if (reach.owner.has('self'))
    for (const id of actor.actsFor ?? (actor.id === null ? [] : [actor.id])) owners.add(id);
  if (reach.owner.has('subordinates')) for (const id of actor.subordinates) owners.add(id);
  return owners;
}

async function departmentsOf(
  context: Context,
  reach: Pick<Reach, 'department'>,
): Promise<Set<string>> {
  const own = reach.department.has('departments') ? context.actor.departments : [];
  const below = reach.department.has('department_tree')
    ? await departmentsBelow(context.database, context.actor.departments)
    : [];
  return new Set([...own, ...below]);
}

/** Statements are kept per width, so beyond a few runs widths grow in steps; runs that stand for nobody cost little. */
const widthOf = (count: number) => (count <= 8 ? count : 4 * Math.ceil(count / 4));

function mergeOf(
  owners: ReadonlySet<string>,
  departments: ReadonlySet<string>,
  scope: Scope,
  found: Besides,
): ListPlan {
  const values: Record<string, string | null> = found.kind === 'kept' ? { kept: found.rows } : {};
  const slots = (prefix: string, ids: ReadonlySet<string>) => {
    const all = [...ids];
    return Array.from({ length: widthOf(all.length) }, (_, index) => {
      values[`${prefix}${index}`] = all[index] ?? null;
      return `${prefix}${index}`;
    });
  };
  const plan = {
    owners: slots('o', owners),
    departments: slots('d', departments),
    values,
    besides: found.kind === 'none' ? false : scope,
    isKept: found.kind === 'kept',
  };
  const key = `${plan.owners.length} ${plan.departments.length} ${found.kind}`;
  return { kind: 'merge', key, ...plan };
}

interface Estimate {
  readonly until: number;
  readonly kind: 'walk' | 'gather';
}

/** What was found about a person's scope is believed this long; being wrong costs time, never rows. */
const BELIEVED_MS = 60_000;
const MOST_ESTIMATES = 5000;
const estimates = new WeakMap<object, Map<string, Estimate>>();

/** Gathering reads all rows in scope; walking reads rows until a page is full. The cheaper one. */
async function steer(context: Context, entity: Entity): Promise<ListPlan> {
  const known = estimates.get(context.access) ?? new Map<string, Estimate>();
  estimates.set(context.access, known);
  const key = `${entity.name} ${context.actor.id}`;
  const moment = Date.parse(context.now);
  const before = known.get(key);
  if (before && before.until > moment) return { kind: before.kind, key: before.kind, ...NONE };
  if (known.size >= MOST_ESTIMATES) known.clear();
  const kind = await weigh(context, entity);
  known.set(key, { until: moment + BELIEVED_MS, kind });
  return { kind, key: kind, ...NONE };
}

/** Of n records with k in scope, walking reads about `PAGE · n / k`, so gathering wins below `√(PAGE · n)`. */
async function weigh(context: Context, entity: Entity): Promise<'walk' | 'gather'> {
  const { last, held } = cachedShape(context, `weigh ${entity.name}`, () =>
    weighing(context, entity),
  );
  const [top] = await context.database.read.all(last);
  const most = Math.ceil(Math.sqrt(PAGE * Number(top?.n ?? 0)));
  const [found] = await context.database.read.all(
    fillStatement(held, ruleInputs(context), { most }),
  );
  return Number(found?.n ?? 0) < most ? 'gather' : 'walk';
}

function weighing(context: Context, entity: Entity) {
  const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
  const scope: Expression<unknown> = inScope(build, entity, 't', 'read') ?? sql`1 = 1`;
  const table = sql`${sql.table(entity.table)} as ${sql.id('t')}`;
  const compile = (statement: ReturnType<typeof sql>) =>
    compileStatement(context.database, statement);
  return {
    last: compile(sql`select max(${sql.ref('t.rid')}) as ${sql.id('n')} from ${table}`),
    held: compile(sql`select count(*) as ${sql.id('n')} from
      (select 1 from ${table} where ${scope} limit ${new Slot('most')}) as ${sql.id('held')}`),
  };
}
