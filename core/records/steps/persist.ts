// Step: the record goes into its table, its lists into their child tables. The version decides who was first.
import { sql } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Json } from '../../fields/field-type.ts';
import { isEncrypted } from '../../fields/masked-text.ts';
import type { Entity, Field, FieldColumn } from '../../model/model.ts';
import type { Query } from '../../storage/database.ts';
import { isPersonName } from '../../storage/layout.ts';
import { sortKeyOf } from '../../storage/sort-key.ts';
import type { Context } from '../context.ts';
import { publicRecord } from '../read.ts';
import { sealedCells } from '../sealing.ts';
import { cachedShape, compileStatement, Slot, type Statement } from '../statement.ts';
import type { Write } from '../write-state.ts';

export async function persist(write: Write): Promise<void> {
  stamp(write);
  try {
    if (write.before === null) await insert(write);
    else await update(write);
    await writeLists(write);
  } catch (error) {
    throw translated(write, error);
  }
}

/** What the engine itself writes into a record. */
function stamp(write: Write): void {
  const { record, context, before } = write;
  if (before === null) {
    record.id = write.id;
    record.version = 1;
    record.created_at ??= context.now;
    record.created_by ??= context.actor.id;
    record.updated_at = record.created_at;
    record.updated_by = record.created_by;
    record.deleted_at = null;
    return;
  }
  record.version = Number(before.version) + 1;
  record.updated_at = context.now;
  record.updated_by = context.actor.id;
}

const stored = new WeakMap<Entity, readonly Field[]>();

/** Fields with columns of their own. */
function columnFields(entity: Entity): readonly Field[] {
  const known = stored.get(entity);
  if (known) return known;
  const fields = [...entity.fields.values()].filter((field) => field.columns.length > 0);
  stored.set(entity, fields);
  return fields;
}

/** A field's columns, with that of its sort key. */
function columnsOf({ columns, sortKey }: Field): readonly FieldColumn[] {
  return sortKey ? [...columns, sortKey] : columns;
}

/** Bound values of the fields' columns, in order. */
function cellsOf(write: Write, fields: readonly Field[]): unknown[] {
  const cells: unknown[] = [];
  for (const field of fields) addCells(write, field, cells);
  return cells;
}

function addCells(write: Write, field: Field, cells: unknown[]): void {
  const { dialect } = write.context.database;
  const value = write.record[field.name] ?? null;
  const own = value === null ? [] : encoded(write, field, value);
  for (const [index, column] of field.columns.entries())
    cells.push(dialect.bind(column, (own[index] ?? null) as Cell));
  if (!field.sortKey) return;
  const isPerson = isPersonName(field);
  cells.push(typeof value === 'string' ? sortKeyOf(value, { isPerson }) : null);
}

type Cell = string | number | boolean | null;

function encoded(write: Write, field: Field, value: Json): readonly unknown[] {
  if (!isEncrypted(field)) return field.kind.encode(value, field.settings);
  return sealedCells(write.context.database.dialect, write.entity, field, write.id, value);
}

async function insert(write: Write): Promise<void> {
  const { context, entity, connection } = write;
  const fields = columnFields(entity);
  const statement = cachedShape(context, `insert ${entity.name}`, () =>
    insertStatement(write, fields),
  );
  const query: Query = { sql: statement.sql, parameters: cellsOf(write, fields) };
  write.rid = await connection.insert(query);
}

function insertStatement(write: Write, fields: readonly Field[]): Statement {
  const columns = fields.flatMap((field) => columnsOf(field).map((column) => column.name));
  return compileStatement(
    write.context.database,
    sql`insert into ${sql.table(write.entity.table)} (${sql.join(columns.map((name) => sql.id(name)))})
      values (${sql.join(columns.map((name) => new Slot(name)).map((slot) => sql`${slot}`))})`,
  );
}

/** Columns every update writes besides what has changed. */
export const STAMPS: readonly string[] = ['version', 'updated_at', 'updated_by'];

async function update(write: Write): Promise<void> {
  const { context, entity, connection } = write;
  const names = [...new Set([...STAMPS, ...write.changed])];
  const fields = names
    .flatMap((name) => entity.fields.get(name) ?? [])
    .filter((field) => field.columns.length > 0);
  const key = `update ${entity.name} ${fields.map((field) => field.name).join(' ')}`;
  const statement = cachedShape(context, key, () => updateStatement(write, fields));
  const parameters = [...cellsOf(write, fields), write.id, write.before?.version];
  const changed = await connection.run({ sql: statement.sql, parameters });
  if (changed === 0) throw staleError(write);
}

/** Stores computed values of an existing record: no new version, nobody's edit becomes stale by it. */
export async function storeComputed(write: Write): Promise<void> {
  const { context, entity, connection } = write;
  const fields = [...write.changed]
    .flatMap((name) => entity.fields.get(name) ?? [])
    .filter((field) => field.columns.length > 0);
  if (fields.length === 0) return;
  const sets = fields.flatMap((field) => {
    const cells = cellsOf(write, [field]);
    return columnsOf(field).map((column, index) => sql`${sql.id(column.name)} = ${cells[index]}`);
  });
  const statement = sql`update ${sql.table(entity.table)} set ${sql.join(sets)} where ${sql.ref(`${entity.table}.id`)} = ${write.id}`;
  await connection.run(statement.compile(context.database.builder));
}

function updateStatement(write: Write, fields: readonly Field[]): Statement {
  const columns = fields.flatMap((field) => columnsOf(field).map((column) => column.name));
  const sets = columns.map((name) => sql`${sql.id(name)} = ${new Slot(name)}`);
  const { table } = write.entity;
  return compileStatement(
    write.context.database,
    sql`update ${sql.table(table)} set ${sql.join(sets)} where ${sql.ref(`${table}.id`)} = ${new Slot('id')}
      and ${sql.ref(`${table}.version`)} = ${new Slot('version')}`,
  );
}

/** 412 with both versions: what is stored, and what was sent over which version. */
export function staleError(write: Write): AppError {
  const current = write.before
    ? publicRecord(write.context, write.entity, write.before, write.rights)
    : undefined;
  return new AppError('record.stale', {}, [], {
    current,
    yours: { version: write.expectedVersion ?? null, changes: write.input },
  });
}

async function writeLists(write: Write): Promise<void> {
  for (const field of write.entity.fields.values()) {
    if (!field.childTable) continue;
    const isNew = write.before === null;
    if (isNew ? isEmptyList(write.record[field.name]) : !write.changed.has(field.name)) continue;
    await writeList(write, field, field.childTable, isNew);
  }
}

function isEmptyList(value: Json | undefined): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

async function writeList(write: Write, field: Field, table: string, isNew: boolean): Promise<void> {
  const { context, connection } = write;
  if (!isNew) {
    const clear = cachedShape(context, `clear ${table}`, () => clearStatement(context, table));
    await connection.run({ sql: clear.sql, parameters: [write.id] });
  }
  const values = [write.record[field.name] ?? []].flat() as string[];
  if (values.length === 0) return;
  const fill = cachedShape(context, `fill ${table} ${values.length}`, () =>
    rowsStatement(context, table, values.length),
  );
  const parameters = values.flatMap((value, position) => [write.id, position, value]);
  await connection.run({ sql: fill.sql, parameters });
}

function clearStatement({ database }: Context, table: string): Statement {
  const text = sql`delete from ${sql.table(table)} where ${sql.ref(`${table}.record`)} = ${new Slot('record')}`;
  return compileStatement(database, text);
}

function rowsStatement({ database }: Context, table: string, count: number): Statement {
  const row = sql`(${new Slot('record')}, ${new Slot('position')}, ${new Slot('value')})`;
  const rows = Array.from({ length: count }, () => row);
  return compileStatement(
    database,
    sql`insert into ${sql.table(table)} ("record", "position", "value") values ${sql.join(rows)}`,
  );
}

/** A unique index speaks of columns; people get the fields' names at their place. */
function translated(write: Write, error: unknown): unknown {
  const failure = write.context.database.dialect.failure(error);
  if (failure?.kind !== 'unique') return error;
  const key = write.entity.keys.find((candidate) =>
    concerns(write.entity, candidate.fields, failure.constraint),
  );
  if (!key) return error;
  const labels = key.fields.map(
    (name) => write.entity.fields.get(name)?.label[write.context.actor.locale] ?? name,
  );
  const params = { fields: labels.join(' + ') };
  const problems = key.fields.map((name) => ({
    code: 'record.duplicate' as const,
    at: `${write.at}/${name}`,
    params,
    text: key.message,
  }));
  return new AppError('record.duplicate', params, problems);
}

/** SQLite names the columns (`account.code,account.name`), PostgreSQL the index (`u_account__code__name`). */
function concerns(entity: Entity, fields: readonly string[], constraint: string): boolean {
  const columns = fields.map((name) => {
    const own = entity.fields.get(name)?.columns ?? [];
    return (own.find(({ suffix }) => suffix === 'lookup') ?? own[0])?.name ?? name;
  });
  const listed = columns.map((column) => `${entity.table}.${column}`).join(',');
  return constraint === listed || constraint === `u_${entity.table}__${columns.join('__')}`;
}
