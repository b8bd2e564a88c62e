// Deleting and restoring: what still refers to a record decides, as the reference's delete rule says. Records go to the
// recycle bin together with what goes with them, and come back together.
import { type SqlBool, sql } from 'kysely';
import { AppError, type Problem } from '../../errors.ts';
import type { Entity, Incoming } from '../../model/model.ts';
import type { Write } from '../write-state.ts';

/** What a delete does to records that refer to the deleted one: given by write.ts. */
export interface RemoveSteps {
  remove(parent: Write, entity: string, id: string): Promise<void>;
  change(parent: Write, entity: string, id: string, input: Record<string, unknown>): Promise<void>;
}

const MAX_CASCADE = 10_000;

/** Applies the delete rules of everything that refers to the record. Refusals come all at once, with counts. */
export async function followDeleteRules(write: Write, steps: RemoveSteps): Promise<void> {
  const { entity, context } = write;
  const found: { incoming: Incoming; ids: string[] }[] = [];
  for (const incoming of entity.incoming) {
    if (incoming.links) continue;
    const ids = await referring(write, incoming);
    if (ids.length > 0) found.push({ incoming, ids });
  }
  const blocking = found.filter(
    ({ incoming }) => incoming.onDelete === 'restrict' || incoming.onDelete === 'reassign',
  );
  if (blocking.length > 0) throw inUse(write, blocking);
  for (const { incoming, ids } of found) {
    if (ids.length > MAX_CASCADE) throw inUse(write, [{ incoming, ids }]);
    const isPolymorphic =
      (context.live.model.entities.get(incoming.entity)?.fields.get(incoming.field)?.targets
        .length ?? 0) > 1;
    for (const id of ids) {
      if (incoming.onDelete === 'cascade') await steps.remove(write, incoming.entity, id);
      else if (!isPolymorphic)
        await steps.change(write, incoming.entity, id, { [incoming.field]: null });
    }
  }
}

function inUse(write: Write, blocking: readonly { incoming: Incoming; ids: string[] }[]): AppError {
  const { locale } = write.context.actor;
  const problems = blocking.map(({ incoming, ids }): Problem => {
    const label =
      write.context.live.model.entities.get(incoming.entity)?.label[locale] ?? incoming.entity;
    return { code: 'record.in-use', at: '', params: { count: ids.length, entity: label } };
  });
  return new AppError('record.in-use', problems[0]?.params ?? {}, problems);
}

/** Live records whose reference points to the record. */
async function referring(write: Write, incoming: Incoming): Promise<string[]> {
  const { context, connection, id, entity } = write;
  const other = context.live.model.entities.get(incoming.entity) as Entity;
  const field = other.fields.get(incoming.field);
  const [main] = field?.columns ?? [];
  if (!field || !main) return [];
  const typed = field.columns.find((column) => column.suffix === 'entity');
  const isHere = typed
    ? sql<SqlBool>`and ${sql.ref(`${other.table}.${typed.name}`)} = ${entity.name}`
    : sql``;
  const query = sql`select ${sql.ref(`${other.table}.id`)} from ${sql.table(other.table)}
    where ${sql.ref(`${other.table}.${main.name}`)} = ${id} ${isHere} and ${sql.ref(`${other.table}.deleted_at`)} is null limit ${MAX_CASCADE + 1}`;
  const rows = await connection.all(query.compile(context.database.builder));
  return rows.map((row) => String(row.id));
}

/** Removes the row for good: lists first, then the record itself. Others' links to it go as well. */
export async function eraseRow(write: Write): Promise<void> {
  const { context, connection, entity, id } = write;
  const run = (statement: ReturnType<typeof sql>) =>
    connection.run(statement.compile(context.database.builder));
  for (const field of entity.fields.values()) {
    if (field.childTable)
      await run(
        sql`delete from ${sql.table(field.childTable)} where ${sql.ref(`${field.childTable}.record`)} = ${id}`,
      );
  }
  for (const incoming of entity.incoming) {
    const table = incoming.links
      ? context.live.model.entities.get(incoming.entity)?.fields.get(incoming.field)?.childTable
      : undefined;
    if (table)
      await run(sql`delete from ${sql.table(table)} where ${sql.ref(`${table}.value`)} = ${id}`);
  }
  await run(
    sql`delete from ${sql.table(entity.table)} where ${sql.ref(`${entity.table}.id`)} = ${id}`,
  );
}

/** Child lines that were deleted in the same moment as their parent: they come back with it. */
export async function deletedWith(
  write: Write,
  moment: string,
): Promise<{ entity: string; id: string }[]> {
  const { context, connection, entity, id } = write;
  const found: { entity: string; id: string }[] = [];
  for (const incoming of entity.incoming) {
    if (incoming.onDelete !== 'cascade' || incoming.links) continue;
    const other = context.live.model.entities.get(incoming.entity) as Entity;
    const column = other.fields.get(incoming.field)?.columns[0]?.name;
    if (!column) continue;
    const query = sql`select ${sql.ref(`${other.table}.id`)} from ${sql.table(other.table)}
      where ${sql.ref(`${other.table}.${column}`)} = ${id} and ${sql.ref(`${other.table}.deleted_at`)} = ${moment}`;
    const rows = await connection.all(query.compile(context.database.builder));
    found.push(...rows.map((row) => ({ entity: other.name, id: String(row.id) })));
  }
  return found;
}

/** References of a record in the bin whose targets are not live, with what their delete rule says. */
export async function missingParents(
  write: Write,
): Promise<{ field: string; onDelete: Incoming['onDelete'] }[]> {
  const { context, entity, record } = write;
  const missing: { field: string; onDelete: Incoming['onDelete'] }[] = [];
  for (const field of entity.fields.values()) {
    if (field.system || field.targets.length === 0 || field.storage.kind !== 'columns') continue;
    const pointer = pointerOf(field.targets[0] ?? '', record[field.name]);
    const target = pointer && context.live.model.entities.get(pointer.entity);
    if (!target || (await isLive(write, target, pointer.id))) continue;
    const incoming = target.incoming.find(
      (each) => each.entity === entity.name && each.field === field.name,
    );
    missing.push({ field: field.name, onDelete: incoming?.onDelete ?? 'clear' });
  }
  return missing;
}

async function isLive(write: Write, target: Entity, id: string): Promise<boolean> {
  const { builder, dialect } = write.context.database;
  const query = sql`select 1 as ${sql.id('found')} from ${sql.table(target.table)} where ${sql.ref(`${target.table}.id`)} = ${id}
    and ${sql.ref(`${target.table}.deleted_at`)} is null${dialect.lockRow}`;
  return (await write.connection.all(query.compile(builder))).length > 0;
}

function pointerOf(target: string, value: unknown): { entity: string; id: string } | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string'
    ? { entity: target, id: value }
    : (value as { entity: string; id: string });
}
