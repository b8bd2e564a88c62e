// Which records an actor reaches, as SQL: scopes, shares, parents and the rights to single fields put on a table under an
// alias. Lists, reads, writes and joins all ask here.
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Access } from '../access/access.ts';
import {
  allOf,
  anyOf,
  type Condition,
  notOf,
  type Scope,
  type ShareLevel,
} from '../access/condition.ts';
import { lookupFor } from '../access/nameable.ts';
import { AppError } from '../errors.ts';
import type { Collection, Entity, Field, Model } from '../model/model.ts';
import { ruleNames } from '../model/rule-names.ts';
import { checkRule } from '../rules/check.ts';
import { compileRule } from '../rules/compile.ts';
import { inputReader } from '../rules/env.ts';
import { type Expr, TEXT } from '../rules/expr.ts';
import type { Rule } from '../rules/rule.ts';
import type { SqlScope } from '../rules/sql.ts';
import type { StorageDialect } from '../storage/database.ts';

/** The statement under construction, as far as conditions need it. */
export interface ScopedBuild {
  readonly model: Model;
  readonly dialect: StorageDialect;
  /** Whose scopes and fields hold; undefined for the engine's own conditions. */
  readonly access: Access | undefined;
  readonly joins: readonly unknown[];
  alias(): string;
  entity(name: string): Entity;
  joinSql(): Expression<unknown>;
  /** Another statement, of the engine: what a scope names is not narrowed by the scope. */
  trusted(prefix: string): ScopedBuild;
  scopeOf(entity: Entity, alias: string): SqlScope;
}

const scopeExprs = new WeakMap<Model, Map<string, Expr>>();

/** A rule of a scope, checked once per model. Malformed rules deny. */
export function scopeExpr(model: Model, entity: string, rule: Rule): Expr {
  const cache = scopeExprs.get(model) ?? new Map<string, Expr>();
  scopeExprs.set(model, cache);
  const key = `${entity} ${JSON.stringify(rule)}`;
  const known = cache.get(key);
  if (known) return known;
  const { expr, problems } = checkRule(rule, ruleNames(lookupFor(model, undefined), entity), '', {
    result: { kind: 'boolean' },
  });
  if (!expr || problems.length > 0)
    throw new AppError('access.denied', { entity, action: 'read' }, problems);
  cache.set(key, expr);
  return expr;
}

/** Condition that a record is live and within the actor's reach for reading. */
export function visible(build: ScopedBuild, entity: Entity, alias: string): Expression<SqlBool> {
  const live = sql<SqlBool>`${sql.ref(`${alias}.deleted_at`)} is null`;
  const scope = inScope(build, entity, alias, 'read', true);
  return scope ? sql<SqlBool>`${live} and ${scope}` : live;
}

/** The same for a record reached over a reference: a file is seen with the record that holds it. */
export function visibleWith(
  build: ScopedBuild,
  target: Entity,
  alias: string,
): Expression<SqlBool> {
  const isFile = target.name === 'file';
  return isFile
    ? sql<SqlBool>`${sql.ref(`${alias}.deleted_at`)} is null`
    : visible(build, target, alias);
}

/**
 * Condition that the actor's scope for an action holds; undefined when it reaches every record.
 * @param isLive whether the record is live besides; said again within alternatives, where indexes of live records ask for it
 */
export function inScope(
  build: ScopedBuild,
  entity: Entity,
  alias: string,
  action: string,
  isLive = false,
): Expression<SqlBool> | undefined {
  if (!build.access) return undefined;
  const own = holds(build, entity, alias, build.access.entity(entity.name).scope(action), isLive);
  const parents = entity.features.lines ? withinParent(build, entity, alias, action) : undefined;
  return own && parents ? sql<SqlBool>`(${own} and ${parents})` : (own ?? parents);
}

/** Condition that a scope holds for the record under an alias; undefined when it holds for all. */
export function holds(
  build: ScopedBuild,
  entity: Entity,
  alias: string,
  scope: Scope,
  isLive = false,
): Expression<SqlBool> | undefined {
  if (scope === true) return undefined;
  return scope === false ? sql<SqlBool>`1 = 0` : conditionSql(build, entity, alias, scope, isLive);
}

function conditionSql(
  build: ScopedBuild,
  entity: Entity,
  alias: string,
  condition: Condition,
  isLive = false,
): Expression<SqlBool> {
  const all = (parts: readonly Condition[], joint: RawBuilder<unknown>) =>
    sql<SqlBool>`(${sql.join(
      parts.map((part) => conditionSql(build, entity, alias, part, isLive)),
      joint,
    )})`;
  const live = sql`${sql.ref(`${alias}.deleted_at`)} is null`;
  if ('rule' in condition) return ruleSql(build, entity, alias, condition.rule);
  if ('shared' in condition) return sharedSql(build, entity, alias, condition);
  if ('inCharge' in condition) return inChargeSql(build, entity, alias, condition.inCharge);
  if ('any' in condition && isLive)
    return sql<SqlBool>`(${sql.join(
      condition.any.map(
        (part) => sql`(${live} and ${conditionSql(build, entity, alias, part, true)})`,
      ),
      sql` or `,
    )})`;
  if ('any' in condition) return all(condition.any, sql` or `);
  if ('all' in condition) return all(condition.all, sql` and `);
  return sql<SqlBool>`(${conditionSql(build, entity, alias, condition.not)} is not true)`;
}

/** The scope's own paths are the engine's: they are not narrowed by the scope they define. */
function ruleSql(
  build: ScopedBuild,
  entity: Entity,
  alias: string,
  rule: Rule,
): Expression<SqlBool> {
  const expr = scopeExpr(build.model, entity.name, rule);
  const trusted = build.trusted(`${alias}_s`);
  const condition = compileRule(expr, trusted.scopeOf(entity, alias), build.dialect.rules);
  if (trusted.joins.length === 0) return sql<SqlBool>`(${condition})`;
  const outer = sql.ref(`${alias}.id`);
  const inner = build.trusted(`${alias}_t`);
  const own = inner.alias();
  const within = compileRule(expr, inner.scopeOf(entity, own), build.dialect.rules);
  return sql<SqlBool>`exists (select 1 from ${sql.table(entity.table)} as ${sql.id(own)} ${inner.joinSql()}
    where ${sql.ref(`${own}.id`)} = ${outer} and (${within}))`;
}

/** The entities a reference may name, each with the condition that it is the one. */
function targetsOf(build: ScopedBuild, entity: Entity, alias: string, reference: string) {
  const field = entity.fields.get(reference);
  const column = (suffix: string) => field?.columns.find((each) => each.suffix === suffix)?.name;
  const id = sql.ref(`${alias}.${column('') ?? reference}`);
  const typed = column('entity');
  return (field?.targets ?? []).map((name) => {
    const target = build.entity(name);
    const isOne = typed && sql<SqlBool>`${sql.ref(`${alias}.${typed}`)} = ${name}`;
    return { target, id, isOne };
  });
}

type Reached = ReturnType<typeof targetsOf>[number];

function anyTarget(targets: readonly Reached[], among: (reached: Reached) => Expression<SqlBool>) {
  if (targets.length === 0) return sql<SqlBool>`1 = 0`;
  const parts = targets.map((reached) =>
    reached.isOne ? sql`(${reached.isOne} and ${among(reached)})` : among(reached),
  );
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/** Shares are few and found by whom they are for, so their records are named in a list an index can be asked for. */
function sharedSql(
  build: ScopedBuild,
  entity: Entity,
  alias: string,
  { shared, through }: { readonly shared: ShareLevel; readonly through?: string },
): Expression<SqlBool> {
  if (through === undefined)
    return build.dialect.among(sql.ref(`${alias}.id`), sharedRecords(build, entity, shared));
  return anyTarget(targetsOf(build, entity, alias, through), ({ target, id }) =>
    build.dialect.among(id, sharedRecords(build, target, shared)),
  );
}

/** Ids of an entity's records that are shared with the actor at least at a level, as a SELECT. */
export function sharedRecords(
  { dialect }: Pick<ScopedBuild, 'dialect'>,
  entity: Entity,
  level: ShareLevel,
): Expression<unknown> {
  const share = (column: string) => sql.ref(`_share.${column}`);
  const principals = dialect.rules.bindList({
    kind: 'input',
    name: 'actor.principals',
    read: ({ actor }) => actor.principals ?? (actor.id === null ? [] : [actor.id]),
  });
  const now = dialect.rules.bind(
    { kind: 'input', name: 'now', read: (inputs) => inputs.now },
    TEXT,
  );
  const writes = level === 'write' ? sql` and ${share('level')} = ${'write'}` : sql``;
  return sql`select ${share('record')} from ${sql.table('_share')}
    where ${share('principal')} in ${principals} and ${share('entity')} = ${entity.id}${writes}
      and (${share('expires_at')} is null or ${share('expires_at')} > ${now})`;
}

function inChargeSql(
  build: ScopedBuild,
  entity: Entity,
  alias: string,
  reference: string,
): Expression<SqlBool> {
  const people = build.dialect.rules.bindList({
    kind: 'input',
    name: 'actor.acts_for',
    read: inputReader('actor.acts_for'),
  });
  const owned = targetsOf(build, entity, alias, reference).filter(
    ({ target }) => target.features.owner,
  );
  return anyTarget(owned, ({ target, id }) => {
    const own = (column: string) => sql.ref(`${target.table}.${column}`);
    return build.dialect.among(
      id,
      sql`select ${own('id')} from ${sql.table(target.table)} where ${own('owner')} in ${people} and ${own('deleted_at')} is null`,
    );
  });
}

const lineParents = new WeakMap<Model, Map<string, readonly Collection[]>>();

/** Where lines hang: the entities whose records they are edited in, with the line's reference to them. */
function parentsOf(model: Model, lines: string): readonly Collection[] {
  const known = lineParents.get(model) ?? new Map<string, readonly Collection[]>();
  lineParents.set(model, known);
  const before = known.get(lines);
  if (before) return before;
  const parents = [...model.entities.values()].flatMap((parent) =>
    [...parent.fields.values()].flatMap((field) => {
      const collection =
        field.storage.kind === 'lines' ? parent.collections.get(field.name) : undefined;
      return collection?.entity === lines ? [{ ...collection, entity: parent.name }] : [];
    }),
  );
  known.set(lines, parents);
  return parents;
}

/** Lines are seen with their parent and changed with it, whatever a policy says about them alone. */
function withinParent(
  build: ScopedBuild,
  entity: Entity,
  alias: string,
  action: string,
): Expression<SqlBool> | undefined {
  const asked = action === 'read' ? 'read' : 'update';
  const parents = parentsOf(build.model, entity.name);
  const own = `${alias}_p`;
  const conditions = parents.map(({ entity: name, field }) => {
    const parent = build.entity(name);
    const pointer = sql.ref(`${alias}.${field}`);
    return { parent, pointer, scope: inScope(build, parent, own, asked) };
  });
  if (conditions.every(({ scope }) => scope === undefined)) return undefined;
  const parts = conditions.map(({ parent, pointer, scope }) =>
    scope
      ? sql`exists (select 1 from ${sql.table(parent.table)} as ${sql.id(own)}
          where ${sql.ref(`${own}.id`)} = ${pointer} and ${scope})`
      : sql`${pointer} is not null`,
  );
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/** Condition that the actor may read a field of the record under an alias; undefined when it holds for all records. */
export function readableSql(
  build: ScopedBuild,
  field: Field,
  alias: string,
): Expression<SqlBool> | undefined {
  const byRow = build.access?.entity(field.entity).rightOnRows(field.name, 'read').byRow;
  if (!byRow) return undefined;
  const given = byRow.grants.flatMap(({ right, when }) => (right === 'read' ? [when] : []));
  const taken = byRow.limits.map(({ when }) => notOf(when));
  return holds(build, build.entity(field.entity), alias, allOf([anyOf(given), ...taken]));
}
