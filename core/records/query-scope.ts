// Brings a record query to the rule compiler: columns over joins, lists and collections as correlated rows. Every join
// and every collection carries the scope of the actor, so a path cannot reach a record the actor may not see.
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Access } from '../access/access.ts';
import { lookupFor } from '../access/nameable.ts';
import { AppError } from '../errors.ts';
import type { Entity, Field, FieldColumn, Model } from '../model/model.ts';
import { type EntityLookup, resolveCollection, resolvePath } from '../model/rule-names.ts';
import type { SqlCollection, SqlList, SqlScope } from '../rules/sql.ts';
import type { StorageDialect } from '../storage/database.ts';
import { readableSql, type ScopedBuild, visible, visibleWith } from './conditions.ts';
import { departmentSubtree } from './departments-below.ts';

interface Join {
  readonly alias: string;
  readonly table: string;
  readonly on: Expression<SqlBool>;
}

/** One statement under construction: its joins and the aliases it has used. */
export class QueryBuild implements ScopedBuild {
  readonly model: Model;
  readonly dialect: StorageDialect;
  /** Whose scopes and fields hold; undefined for the engine's own conditions. */
  readonly access: Access | undefined;
  readonly joins: Join[] = [];
  readonly lookup: EntityLookup;
  #aliases = 0;
  readonly #prefix: string;

  constructor(model: Model, dialect: StorageDialect, access: Access | undefined, prefix = 'j') {
    this.model = model;
    this.dialect = dialect;
    this.access = access;
    this.#prefix = prefix;
    this.lookup = lookupFor(model, access);
  }

  alias(): string {
    this.#aliases++;
    return `${this.#prefix}${this.#aliases}`;
  }

  entity(name: string): Entity {
    const entity = this.model.entities.get(name);
    if (!entity) throw new AppError('record.unknown-entity', { entity: name });
    return entity;
  }

  trusted(prefix: string): QueryBuild {
    return new QueryBuild(this.model, this.dialect, undefined, prefix);
  }

  scopeOf(entity: Entity, alias: string): QueryScope {
    return new QueryScope(this, entity, alias);
  }

  /** Left joins collected so far. */
  joinSql(): Expression<unknown> {
    const joins = this.joins.map(
      (join) => sql`left join ${sql.table(join.table)} as ${sql.id(join.alias)} on ${join.on}`,
    );
    return joins.length === 0 ? sql`` : sql.join(joins, sql` `);
  }
}

export class QueryScope implements SqlScope {
  readonly build: QueryBuild;
  readonly entity: Entity;
  readonly alias: string;
  readonly #joined = new Map<string, string>();

  constructor(build: QueryBuild, entity: Entity, alias: string) {
    this.build = build;
    this.entity = entity;
    this.alias = alias;
  }

  column(path: string): Expression<unknown> {
    const { alias, field, part } = this.#reach(path);
    const column = field.columns.find((candidate) => candidate.suffix === (part ?? ''));
    if (column) return this.guarded(field, alias, column);
    const parts = field.columns.map((part) => this.guarded(field, alias, part));
    if (parts.length === 0) throw new AppError('query.unknown-field', { field: path });
    // A value made of parts only is empty when all of them are.
    return sql`coalesce(${sql.join(parts)})`;
  }

  /** A column of the record under an alias; empty on records where the actor may not read the field. */
  guarded(field: Field, alias: string, column: FieldColumn): Expression<unknown> {
    const value = sql.ref(`${alias}.${column.name}`);
    const readable = readableSql(this.build, field, alias);
    if (!readable) return value;
    return this.build.dialect.typed(column, sql`case when ${readable} then ${value} end`);
  }

  /** Is the value at a path read only on some records? */
  isGuarded(path: string): boolean {
    const { alias, field } = this.#reach(path);
    return readableSql(this.build, field, alias) !== undefined;
  }

  list(path: string): SqlList {
    const { alias, field } = this.#reach(path);
    if (field.storage.kind === 'lines') return this.#lines(field);
    const table = field.childTable ?? '';
    const own = this.build.alias();
    const hangs = sql`${sql.ref(`${own}.record`)} = ${sql.ref(`${alias}.id`)}`;
    const readable = readableSql(this.build, field, alias);
    return {
      from: sql`${sql.table(table)} as ${sql.id(own)}`,
      where: readable ? sql`${hangs} and ${readable}` : hangs,
      value: sql.ref(`${own}.value`),
    };
  }

  #lines(field: Field): SqlList {
    const { from, where, scope } = this.collection(field.name);
    return { from, where, value: scope.column('id') };
  }

  collection(path: string): SqlCollection {
    const collection = resolveCollection(this.build.lookup, this.entity.name, path);
    if (!collection) throw new AppError('rule.unknown-path', { path });
    const entity = this.build.entity(collection.entity);
    const alias = this.build.alias();
    const inner = new QueryBuild(
      this.build.model,
      this.build.dialect,
      this.build.access,
      `${alias}_`,
    );
    const scope = new QueryScope(inner, entity, alias);
    const reference = pointsTo(
      entity,
      collection.field,
      alias,
      this.entity.name,
      sql.ref(`${this.alias}.id`),
    );
    const pointer = entity.fields.get(collection.field);
    const readable = pointer && readableSql(this.build, pointer, alias);
    const seen = visible(this.build, entity, alias);
    const where = readable
      ? sql`${reference} and ${readable} and ${seen}`
      : sql`${reference} and ${seen}`;
    // Joins of the inner rows are known only after its rules are compiled, so FROM is written late.
    const from = late(() => sql`${sql.table(entity.table)} as ${sql.id(alias)} ${inner.joinSql()}`);
    return { from, where, scope };
  }

  subtree(tree: string, ancestors: Expression<unknown>, prefix: string): Expression<unknown> {
    if (tree === 'department') return departmentSubtree(ancestors);
    const own = this.build.alias();
    const descendant = sql.ref(`${own}.descendant`);
    const value = prefix === '' ? descendant : sql`${prefix} || ${descendant}`;
    return sql`select ${value} from ${sql.table('_closure')} as ${sql.id(own)}
      where ${sql.ref(`${own}.tree`)} = ${tree} and ${sql.ref(`${own}.ancestor`)} in ${ancestors}`;
  }

  /** The alias a path's last field stands under; joins what lies between. */
  #reach(path: string): { alias: string; field: Field; part?: string } {
    const resolved = resolvePath(this.build.lookup, this.entity.name, path);
    if (!resolved) throw new AppError('query.unknown-field', { field: path });
    return { alias: this.join(resolved.hops), field: resolved.field, part: resolved.part };
  }

  /** Joins along references (none: the record itself) and gives the alias at the end. */
  join(hops: readonly Field[]): string {
    let alias = this.alias;
    let key = '';
    for (const hop of hops) {
      key += `${hop.name}.`;
      alias = this.#joined.get(key) ?? this.#joinOne(key, alias, hop);
    }
    return alias;
  }

  #joinOne(key: string, from: string, hop: Field): string {
    const target = this.build.entity(hop.targets[0] ?? '');
    const alias = this.build.alias();
    const match = sql`${sql.ref(`${alias}.id`)} = ${sql.ref(`${from}.${hop.columns[0]?.name ?? hop.name}`)}`;
    const readable = readableSql(this.build, hop, from);
    const seen = visibleWith(this.build, target, alias);
    const on = readable
      ? sql<SqlBool>`${match} and ${readable} and ${seen}`
      : sql<SqlBool>`${match} and ${seen}`;
    this.build.joins.push({ alias, table: target.table, on });
    this.#joined.set(key, alias);
    return alias;
  }
}

/** Condition that a reference points to a record; one to several entities must also name the right one. */
function pointsTo(
  entity: Entity,
  name: string,
  alias: string,
  target: string,
  id: Expression<unknown>,
): Expression<SqlBool> {
  const columns = entity.fields.get(name)?.columns ?? [];
  const column = (suffix: string) => columns.find((candidate) => candidate.suffix === suffix);
  const same = sql<SqlBool>`${sql.ref(`${alias}.${column('')?.name ?? name}`)} = ${id}`;
  const typed = column('entity');
  return typed ? sql<SqlBool>`${same} and ${sql.ref(`${alias}.${typed.name}`)} = ${target}` : same;
}

/** An expression whose text is made when the statement is compiled. */
function late(make: () => Expression<unknown>): Expression<unknown> {
  return {
    get expressionType() {
      return undefined;
    },
    toOperationNode: () => make().toOperationNode(),
  };
}
