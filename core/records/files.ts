// Files are read by who has uploaded them, and by whoever may read a field that holds them of a record he may read.
import { sql } from 'kysely';
import { AppError } from '../errors.ts';
import { type Entity, entityOfId } from '../model/model.ts';
import { systemView } from './begin-write.ts';
import { visible } from './conditions.ts';
import type { Context } from './context.ts';
import { QueryBuild } from './query-scope.ts';
import { getRecord } from './read.ts';
import { rightsToRecord } from './record-rights.ts';
import { isReadable, type PlainRecord } from './select.ts';
import { compileStatement, fillStatement, ruleInputs } from './statement.ts';
import { FILE, fileFields } from './steps/file-uses.ts';

/** Records one file is looked for in; a file is held by very few. */
const MOST_USES = 200;

/** The record of a file the actor may read. Throws `record.not-found` for others. */
export async function readFile(context: Context, id: string): Promise<PlainRecord> {
  try {
    return await getRecord(context, FILE, id);
  } catch (error) {
    const isUnseen = error instanceof AppError && error.status === 404;
    if (!isUnseen || !(await isHeld(context, id))) throw error;
  }
  return getRecord(systemView(context), FILE, id);
}

/** Does a record the actor may read hold the file in a field he may read? */
async function isHeld(context: Context, file: string): Promise<boolean> {
  const use = (column: string) => sql.ref(`_file_use.${column}`);
  const query = sql`select ${use('entity')}, ${use('record')}, ${use('field')} from ${sql.table('_file_use')}
    where ${use('file')} = ${file} limit ${MOST_USES}`;
  const rows = await context.database.read.all(query.compile(context.database.builder));
  for (const row of rows) {
    const entity = entityOfId(context.live.model, String(row.entity));
    const field = entity && fileFields(entity).find(({ id }) => id === row.field);
    if (!entity || !field || !context.access.entity(entity.name).can('read')) continue;
    if (!(await isVisible(context, entity, String(row.record)))) continue;
    const { read } = context.database;
    const rights = await rightsToRecord(context, read, entity, String(row.record));
    if (rights && isReadable(rights.read(field.name))) return true;
  }
  return false;
}

async function isVisible(context: Context, entity: Entity, id: string): Promise<boolean> {
  const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
  const statement = sql`select 1 as ${sql.id('found')} from ${sql.table(entity.table)} as ${sql.id('t')}
    where ${sql.ref('t.id')} = ${id} and ${visible(build, entity, 't')}`;
  const query = fillStatement(compileStatement(context.database, statement), ruleInputs(context));
  return (await context.database.read.all(query)).length > 0;
}
