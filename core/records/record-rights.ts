// What an actor may do with one record and its fields: decided by the database together with the row, so that no field
// of one policy comes with a row of another.
import { sql } from 'kysely';
import type { FieldAction } from '../access/access.ts';
import type { Right } from '../access/field-right.ts';
import type { Entity } from '../model/model.ts';
import type { Connection, Row } from '../storage/database.ts';
import { inScope } from './conditions.ts';
import type { Context } from './context.ts';
import { QueryBuild } from './query-scope.ts';
import {
  isReadable,
  newSelecting,
  type RightReader,
  rightReader,
  type Selecting,
} from './select.ts';
import {
  cachedShape,
  compileStatement,
  fillStatement,
  ruleInputs,
  Slot,
  type Statement,
} from './statement.ts';

/** The rights to the fields of one record. */
export interface RecordRights {
  /** How far a field may be read. */
  read(field: string): Right;
  /** Whether a field may be written by this create or update. */
  mayWrite(field: string): boolean;
}

/** Rights where all records are alike: those of the entity. */
export function evenRights(context: Context, entity: Entity, action: FieldAction): RecordRights {
  const access = context.access.entity(entity.name);
  const even = (field: string, asked: FieldAction): Right => {
    const { most, byRow } = access.rightOnRows(field, asked);
    return byRow ? 'hidden' : most;
  };
  return {
    read: (field) => even(field, 'read'),
    mayWrite: (field) => even(field, action) === 'write' && isReadable(even(field, 'read')),
  };
}

/** Rights to a record that does not stand in the database yet: what is written is judged once more when it does. */
export function rightsToNew(context: Context, entity: Entity): RecordRights {
  const access = context.access.entity(entity.name);
  return {
    read: evenRights(context, entity, 'create').read,
    mayWrite: (field) =>
      access.rightOnRows(field, 'create').most === 'write' &&
      isReadable(access.rightOnRows(field, 'read').most),
  };
}

/** Selects what the rights of each row depend on. @returns the rights of a row */
export function recordRights(
  selecting: Selecting,
  context: Context,
  entity: Entity,
  alias: string,
  action: FieldAction,
): (row: Row) => RecordRights {
  const access = context.access.entity(entity.name);
  const even = evenRights(context, entity, action);
  if (!access.varies('read') && !access.varies(action)) return () => even;
  const readers = (asked: FieldAction) =>
    new Map<string, RightReader>(
      [...entity.fields.values()].map((field) => [
        field.name,
        rightReader(selecting, field, alias, asked),
      ]),
    );
  const [reading, writing] = [readers('read'), readers(action)];
  const rightOf = (rights: ReadonlyMap<string, RightReader>, row: Row, field: string): Right => {
    const right = rights.get(field) ?? 'hidden';
    return typeof right === 'function' ? right(row) : right;
  };
  return (row) => ({
    read: (field) => rightOf(reading, row, field),
    mayWrite: (field) =>
      rightOf(writing, row, field) === 'write' && isReadable(rightOf(reading, row, field)),
  });
}

interface Shape {
  readonly statement: Statement;
  readonly rightsOf: (row: Row) => RecordRights;
}

/** The rights to the fields of a record that stands in the database; undefined when the actor does not reach it. */
export async function rightsToRecord(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
  action: FieldAction = 'update',
): Promise<RecordRights | undefined> {
  const shape = cachedShape(context, `rights ${entity.name} ${action}`, (): Shape => {
    const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
    const selecting = newSelecting(build);
    const rightsOf = recordRights(selecting, context, entity, 't', action);
    const reached = inScope(build, entity, 't', 'read') ?? sql`1 = 1`;
    const columns = [sql`${sql.ref('t.id')} as ${sql.id('id')}`, ...selecting.columns];
    const statement = sql`select ${sql.join(columns)} from ${sql.table(entity.table)} as ${sql.id('t')}
      where ${sql.ref('t.id')} = ${new Slot('id')} and ${reached}`;
    return { statement: compileStatement(context.database, statement), rightsOf };
  });
  const [row] = await connection.all(fillStatement(shape.statement, ruleInputs(context), { id }));
  return row && shape.rightsOf(row);
}

/** Which actions of a list hold for a record. */
export async function actionsOnRecord(
  context: Context,
  entity: Entity,
  id: string,
  actions: readonly string[],
): Promise<ReadonlySet<string>> {
  const key = `actions ${entity.name} ${actions.join(',')}`;
  const statement = cachedShape(context, key, () => {
    const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
    const columns = actions.map((action, index) => {
      const scope = inScope(build, entity, 't', action) ?? sql`1 = 1`;
      return sql`case when ${scope} then 1 else 0 end as ${sql.id(`a${index}`)}`;
    });
    return compileStatement(
      context.database,
      sql`select ${sql.join(columns)} from ${sql.table(entity.table)} as ${sql.id('t')} where ${sql.ref('t.id')} = ${new Slot('id')}`,
    );
  });
  const query = fillStatement(statement, ruleInputs(context), { id });
  const [row] = await context.database.read.all(query);
  return new Set(actions.filter((_, index) => Number(row?.[`a${index}`] ?? 0) === 1));
}
