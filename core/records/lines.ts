// Reads the child lines of records, in their order.
import { sql } from 'kysely';
import type { Collection, Entity } from '../model/model.ts';
import type { Connection } from '../storage/database.ts';
import { visible } from './conditions.ts';
import type { Context } from './context.ts';
import { QueryBuild, QueryScope } from './query-scope.ts';
import { type PlainRecord, select } from './select.ts';
import { cachedShape, compileStatement, fillStatement, ruleInputs, Slot } from './statement.ts';

/** Ids of the live lines of a parent, in order. */
export async function lineIdsOf(
  parent: { readonly context: Context; readonly connection: Connection; readonly id: string },
  collection: Collection,
): Promise<string[]> {
  const entity = parent.context.live.model.entities.get(collection.entity) as Entity;
  const { table } = entity;
  const query = sql`select ${sql.ref(`${table}.id`)} from ${sql.table(table)}
    where ${sql.ref(`${table}.${collection.field}`)} = ${parent.id} and ${sql.ref(`${table}.deleted_at`)} is null
    order by ${orderOf(entity, table)}`;
  const rows = await parent.connection.all(query.compile(parent.context.database.builder));
  return rows.map((row) => String(row.id));
}

function orderOf(entity: Entity, alias: string) {
  const rid = sql.ref(`${alias}.rid`);
  const hasPosition = entity.fields.get('position')?.type === 'integer';
  return hasPosition ? sql`${sql.ref(`${alias}.position`)}, ${rid}` : rid;
}

/** The lines of one parent as the actor may see them. */
export async function readLines(
  context: Context,
  connection: Connection,
  collection: Collection,
  parent: string,
): Promise<PlainRecord[]> {
  const shape = cachedShape(context, `lines ${collection.entity} ${collection.field}`, () => {
    const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
    const entity = build.entity(collection.entity);
    const scope = new QueryScope(build, entity, 't');
    const access = context.access.entity(entity.name);
    const fields = [...entity.fields.values()].filter(
      (field) => field.storage.kind !== 'lines' && access.right(field.name) !== 'hidden',
    );
    const names = fields.flatMap((field) =>
      field.targets.length === 1 && field.storage.kind === 'columns' && !field.system
        ? [field.name]
        : [field.name],
    );
    const selection = select(scope, names);
    const statement = sql`select ${sql.join(selection.columns)} from ${sql.table(entity.table)} as ${sql.id('t')} ${build.joinSql()}
      where ${sql.ref(`t.${collection.field}`)} = ${new Slot('parent')} and ${visible(build, entity, 't')} order by ${orderOf(entity, 't')}`;
    return { selection, statement: compileStatement(context.database, statement) };
  });
  if (!context.access.entity(collection.entity).can('read')) return [];
  const rows = await connection.all(
    fillStatement(shape.statement, ruleInputs(context), { parent }),
  );
  return rows.map((row) => shape.selection.decode(row));
}
