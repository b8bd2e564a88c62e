// Loads whole records for writing and for the engine's own use: every field, unmasked, with the row number.
import { sql } from 'kysely';
import type { Entity } from '../model/model.ts';
import type { Connection, Row } from '../storage/database.ts';
import { inScope } from './conditions.ts';
import type { Context } from './context.ts';
import { QueryBuild, QueryScope } from './query-scope.ts';
import { type RecordRights, recordRights } from './record-rights.ts';
import { newSelecting, type PlainRecord, type Selection, select } from './select.ts';
import {
  cachedShape,
  compileStatement,
  fillStatement,
  ruleInputs,
  Slot,
  type Statement,
} from './statement.ts';

export interface Loaded {
  readonly record: PlainRecord;
  readonly rid: number;
  /** Whether the scope of the wanted action holds for the record. */
  readonly allowed: boolean;
  /** The actor's rights to its fields. */
  readonly rights: RecordRights;
}

interface LoadShape {
  readonly statement: Statement;
  readonly selection: Selection;
  readonly rightsOf: (row: Row) => RecordRights;
}

/**
 * The record of an id, when the actor may read it; undefined otherwise.
 * @param action whose scope `allowed` reports
 */
export async function loadRecord(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
  action: string,
): Promise<Loaded | undefined> {
  const shape = cachedShape(context, `load ${entity.name} ${action}`, () =>
    loadShape(context, entity, action),
  );
  const [row] = await connection.all(fillStatement(shape.statement, ruleInputs(context), { id }));
  if (!row) return undefined;
  return {
    record: shape.selection.decode(row),
    rid: Number(row.rid),
    allowed: Number(row.allowed) === 1,
    rights: shape.rightsOf(row),
  };
}

/** Fields that are kept in the record's own tables. */
export function storedFields(entity: Entity): string[] {
  return [...entity.fields.values()]
    .filter((field) => field.storage.kind !== 'lines')
    .map((field) => field.name);
}

function loadShape(context: Context, entity: Entity, action: string): LoadShape {
  const trusted = new QueryBuild(context.live.model, context.database.dialect, undefined);
  const scope = new QueryScope(trusted, entity, 't');
  const selection = select(scope, storedFields(entity));
  const actors = new QueryBuild(context.live.model, context.database.dialect, context.access, 'a');
  const readable = inScope(actors, entity, 't', 'read') ?? sql`1 = 1`;
  const allowed = inScope(actors, entity, 't', action) ?? sql`1 = 1`;
  const selecting = newSelecting(actors, 'f');
  const rightsOf = recordRights(selecting, context, entity, 't', 'update');
  const columns = [
    sql`${sql.ref('t.rid')} as ${sql.id('rid')}`,
    sql`case when ${allowed} then 1 else 0 end as ${sql.id('allowed')}`,
    ...selection.columns,
    ...selecting.columns,
  ];
  const statement = sql`select ${sql.join(columns)} from ${sql.table(entity.table)} as ${sql.id('t')}
    where ${sql.ref('t.id')} = ${new Slot('id')} and ${readable}${context.database.dialect.lockForWrite}`;
  return { statement: compileStatement(context.database, statement), selection, rightsOf };
}

/** Whether a record of an id is live and within the actor's scope for an action. */
export async function isReachable(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
  action = 'read',
): Promise<boolean> {
  const statement = cachedShape(context, `reach ${entity.name} ${action}`, () => {
    const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
    const scope = inScope(build, entity, 't', action) ?? sql`1 = 1`;
    return compileStatement(
      context.database,
      sql`select 1 as ${sql.id('found')} from ${sql.table(entity.table)} as ${sql.id('t')}
        where ${sql.ref('t.id')} = ${new Slot('id')} and ${sql.ref('t.deleted_at')} is null and ${scope}${context.database.dialect.lockRow}`,
    );
  });
  const rows = await connection.all(fillStatement(statement, ruleInputs(context), { id }));
  return rows.length > 0;
}
