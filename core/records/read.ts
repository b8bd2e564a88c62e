// One record by id, and what an actor may see of a record that is already loaded.
import { sql } from 'kysely';
import { AppError } from '../errors.ts';
import { logsReveal } from '../fields/masked-text.ts';
import type { Entity } from '../model/model.ts';
import type { Connection } from '../storage/database.ts';
import { attachNames } from './attach-names.ts';
import { inScope, visible } from './conditions.ts';
import { type Context, entityOf } from './context.ts';
import { formatOptions } from './format.ts';
import { readLines } from './lines.ts';
import { maskValue } from './mask.ts';
import { QueryBuild, QueryScope } from './query-scope.ts';
import { evenRights, type RecordRights } from './record-rights.ts';
import { type PlainRecord, type Selection, select } from './select.ts';
import {
  cachedShape,
  compileStatement,
  fillStatement,
  ruleInputs,
  Slot,
  type Statement,
} from './statement.ts';

export interface GetOptions {
  readonly fields?: readonly string[];
  /** Also look into the recycle bin. */
  readonly deleted?: boolean;
  /** Transaction to read in, to see what it has written. */
  readonly connection?: Connection;
}

interface GetShape {
  readonly statement: Statement;
  readonly selection: Selection;
  /** Line fields the answer carries. */
  readonly lines: readonly string[];
}

/** One record as the actor may see it. Throws `record.not-found` for one that does not exist or is out of reach. */
export async function getRecord(
  context: Context,
  entityName: string,
  id: string,
  options: GetOptions = {},
): Promise<PlainRecord> {
  const entity = entityOf(context, entityName);
  const key = `get ${entity.name} ${options.deleted ? 'bin' : ''} ${options.fields?.join(',') ?? ''}`;
  const shape = cachedShape(context, key, () => getShape(context, entity, options));
  const connection = options.connection ?? context.database.read;
  const [row] = await connection.all(fillStatement(shape.statement, ruleInputs(context), { id }));
  if (!row) throw new AppError('record.not-found');
  const record = shape.selection.decode(row, formatOptions(context));
  for (const name of shape.lines) {
    const collection = entity.collections.get(name);
    if (collection && Array.isArray(record[name]))
      record[name] = await readLines(context, connection, collection, id);
  }
  if (options.fields) await attachNames(context, entity, [record], options.fields);
  return record;
}

function getShape(context: Context, entity: Entity, options: GetOptions): GetShape {
  const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
  const scope = new QueryScope(build, entity, 't');
  const access = context.access.entity(entity.name);
  const all = [...entity.fields.values()].filter((field) => access.right(field.name) !== 'hidden');
  const isLines = (name: string) => entity.fields.get(name)?.storage.kind === 'lines';
  const names = options.fields ?? all.map((field) => field.name);
  const selection = select(scope, names);
  const found = options.deleted
    ? (inScope(build, entity, 't', 'read') ?? sql`1 = 1`)
    : visible(build, entity, 't');
  const statement = sql`select ${sql.join(selection.columns)} from ${sql.table(entity.table)} as ${sql.id('t')} ${build.joinSql()}
    where ${sql.ref('t.id')} = ${new Slot('id')} and ${found}`;
  return {
    statement: compileStatement(context.database, statement),
    selection,
    lines: names.filter(isLines),
  };
}

/**
 * What the actor may see of a loaded record: hidden fields gone, masked ones masked.
 * @param rights to this record; without them only what the actor may read of every record is shown
 */
export function publicRecord(
  context: Context,
  entity: Entity,
  record: PlainRecord,
  rights: RecordRights = evenRights(context, entity, 'update'),
): PlainRecord {
  const shown: PlainRecord = {};
  for (const field of entity.fields.values()) {
    const right = rights.read(field.name);
    if (right === 'hidden' || !Object.hasOwn(record, field.name)) continue;
    const value = record[field.name] ?? null;
    shown[field.name] = right === 'masked' || logsReveal(field) ? maskValue(field, value) : value;
  }
  return shown;
}
