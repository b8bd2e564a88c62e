// Records a scope holds beyond its owners and departments: shared ones, and those of parents. They are few, so a page
// gathers them beside its runs; where one process writes the database, which they are is kept until a commit.
import { sql } from 'kysely';
import { rulesIn, type Scope } from '../access/condition.ts';
import type { Entity } from '../model/model.ts';
import type { Database } from '../storage/database.ts';
import { holds } from './conditions.ts';
import type { Context } from './context.ts';
import { QueryBuild } from './query-scope.ts';
import { compileStatement, fillStatement, ruleInputs } from './statement.ts';

/** Whose records the runs of a page hold already. */
export interface Runs {
  readonly owners: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
}

/**
 * - `none`: there are none; `kept`: these rows, whose condition is asked again; `gather`: few, found anew for every page.
 * - `many`: too many to gather.
 */
export type Besides =
  | { readonly kind: 'none' | 'gather' | 'many' }
  | { readonly kind: 'kept'; readonly rows: string };

const NONE: Besides = { kind: 'none' };
const GATHER: Besides = { kind: 'gather' };
const MANY: Besides = { kind: 'many' };
/** More records than this are not gathered. */
const MOST = 2000;
/** Tables whose commits say nothing about who reaches what. */
const ASIDE: ReadonlySet<string> = new Set(
  '_session _api_key _attempt _idempotency _outbox _audit _sequence _token _meta'.split(' '),
);
/** Without commits to go by, an answer is believed this long; being wrong costs time, never rows. */
const BELIEVED_MS = 60_000;

interface Kept {
  readonly scope: Scope;
  readonly commits: number;
  readonly until: number;
  readonly besides: Besides;
}

const commits = new WeakMap<Database, { count: number }>();

/** Counts the commits that may change who reaches what; undefined where others may commit too. */
function commitCount(database: Database): number | undefined {
  if (!database.onCommit) return undefined;
  const known = commits.get(database);
  if (known) return known.count;
  const counter = { count: 0 };
  commits.set(database, counter);
  database.onCommit((tables) => {
    if (![...tables].every((table) => ASIDE.has(table))) counter.count++;
  });
  return counter.count;
}

const answers = new WeakMap<object, Map<string, Kept>>();

/** What an actor reaches beyond his runs. */
export async function besidesOf(
  context: Context,
  entity: Entity,
  scope: Scope,
  runs: Runs,
): Promise<Besides> {
  if (scope === false) return NONE;
  // What a rule says may change with the day, so nothing is kept where one has a word.
  const mayKeep = scope === true || rulesIn(scope).length === 0;
  // The list of roles is the same object as long as nothing of the person has changed.
  const known = answers.get(context.actor.roles) ?? new Map<string, Kept>();
  answers.set(context.actor.roles, known);
  const count = commitCount(context.database);
  const moment = Date.parse(context.now);
  const before = known.get(entity.name);
  const isCurrent = before?.scope === scope && before.commits === (count ?? 0);
  if (before && isCurrent && before.until > moment) return before.besides;
  const isKept = mayKeep && count !== undefined;
  const besides = await find(context, entity, scope, isKept ? runs : undefined);
  const kept = { scope, commits: count ?? 0, until: moment + BELIEVED_MS, besides };
  known.set(entity.name, kept);
  return besides;
}

/** @param runs whose records are left out; undefined when the rows cannot be kept */
async function find(
  context: Context,
  entity: Entity,
  scope: Scope,
  runs: Runs | undefined,
): Promise<Besides> {
  const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
  const conditions = [
    sql`${sql.ref('t.deleted_at')} is null`,
    holds(build, entity, 't', scope) ?? sql`1 = 1`,
  ];
  for (const [name, ids] of [
    ['owner', runs?.owners ?? new Set<string>()],
    ['department', runs?.departments ?? new Set<string>()],
  ] as const)
    if (ids.size > 0)
      conditions.push(sql`(${sql.ref(`t.${name}`)} in (${sql.join([...ids])})) is not true`);
  const statement = sql`select ${sql.ref('t.rid')} as ${sql.id('rid')} from ${sql.table(entity.table)} as ${sql.id('t')}
    where ${sql.join(conditions, sql` and `)} limit ${MOST}`;
  const query = fillStatement(compileStatement(context.database, statement), ruleInputs(context));
  const rows = await context.database.read.all(query);
  if (rows.length >= MOST) return MANY;
  if (!runs) return GATHER;
  return rows.length === 0
    ? NONE
    : { kind: 'kept', rows: JSON.stringify(rows.map((row) => Number(row.rid))) };
}
