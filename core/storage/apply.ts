// Carries out the steps of a storage plan, inside the transaction it is given. It decides nothing.
import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Connection, Database, QueryBuilder, StorageDialect } from './database.ts';
import { fillSortKeys, type Progress } from './fill-sort-keys.ts';
import { renameSearchTable } from './search-tables.ts';
import type { Step } from './step.ts';
import type { ColumnLayout, IndexLayout, TableLayout } from './table-layout.ts';

/** Runs every step but `index-search`, which needs records and is the caller's. Child tables come after their parents. */
export async function applySteps(
  database: Database,
  connection: Connection,
  steps: readonly Step[],
  progress: Progress = () => undefined,
): Promise<void> {
  const { aroundSchemaWork } = database.dialect;
  if (steps.length === 0) return;
  if (aroundSchemaWork) await connection.run(aroundSchemaWork.before);
  await runSteps(database, connection, steps, progress);
  if (aroundSchemaWork) await connection.run(aroundSchemaWork.after);
}

async function runSteps(
  database: Database,
  connection: Connection,
  steps: readonly Step[],
  progress: Progress,
): Promise<void> {
  // New tables may take the name of a renamed one, and refer to it under its new name.
  // Indexes that go make room first: their names are the schema's.
  const early = ['drop-index', 'rename-table', 'rename-search'];
  for (const name of early) {
    for (const step of steps) if (step.step === name) await applyStep(database, connection, step);
  }
  const creates = steps.filter((step) => step.step === 'create-table');
  // Each index with its table: SQLite reads its whole schema table for every statement, so the long ones come late.
  for (const { table } of creates) {
    await createTable(database, connection, table);
    for (const index of table.indexes) await createIndex(database, connection, table.name, index);
  }
  if (!database.dialect.refersForward) {
    for (const step of creates) await addReferences(database, connection, step.table);
  }
  for (const step of steps)
    if (step.step === 'fill-sort-keys') await fillSortKeys(database, connection, step, progress);
    else if (step.step !== 'create-table' && !early.includes(step.step))
      await applyStep(database, connection, step);
}

async function applyStep(database: Database, connection: Connection, step: Step): Promise<void> {
  const { builder } = database;
  switch (step.step) {
    case 'rename-table':
      await connection.run(builder.schema.alterTable(step.from).renameTo(step.to).compile());
      return;
    case 'add-column':
      await addColumn(database, connection, step.table, step.column);
      return;
    case 'rename-column':
      await connection.run(
        builder.schema.alterTable(step.table).renameColumn(step.from, step.to).compile(),
      );
      return;
    case 'convert-column':
      await convertColumn(database, connection, step);
      return;
    case 'create-index':
      await createIndex(database, connection, step.table, step.index);
      return;
    case 'drop-index':
      await connection.run(builder.schema.dropIndex(step.index).ifExists().compile());
      return;
    case 'rename-search':
      await renameSearchTable(database, connection, step.from, step.to);
      return;
    default:
  }
}

async function createTable(
  database: Database,
  connection: Connection,
  table: TableLayout,
): Promise<void> {
  const columns = table.columns.map((column) =>
    columnSql(database.dialect, column, database.dialect.refersForward),
  );
  if (table.primaryKey)
    columns.push(sql`primary key (${sql.join(table.primaryKey.map((name) => sql.id(name)))})`);
  const create = sql`create table ${sql.table(table.name)} (${sql.join(columns)})`;
  await connection.run(create.compile(database.builder));
}

async function addReferences(
  database: Database,
  connection: Connection,
  table: TableLayout,
): Promise<void> {
  for (const { name, references } of table.columns) {
    if (!references) continue;
    const constraint = database.dialect.references(references);
    const add = sql`alter table ${sql.table(table.name)} add foreign key (${sql.id(name)}) ${constraint}`;
    await connection.run(add.compile(database.builder));
  }
}

async function addColumn(
  database: Database,
  connection: Connection,
  table: string,
  column: ColumnLayout,
): Promise<void> {
  const nullable = { ...column, notNull: undefined, unique: undefined };
  const add = sql`alter table ${sql.table(table)} add column ${columnSql(database.dialect, nullable, true)}`;
  await connection.run(add.compile(database.builder));
}

function columnSql(
  dialect: StorageDialect,
  column: ColumnLayout,
  withReferences: boolean,
): RawBuilder<unknown> {
  if (column.kind === 'row-number') return sql`${sql.id(column.name)} ${dialect.rowNumber}`;
  const type = dialect.columnType({ kind: column.kind, scale: column.scale });
  const parts = [sql`${sql.id(column.name)} ${type}`];
  if (column.notNull) parts.push(sql`not null`);
  if (column.unique) parts.push(sql`unique`);
  if (column.references && withReferences) parts.push(dialect.references(column.references));
  return sql.join(parts, sql` `);
}

async function createIndex(
  database: Database,
  connection: Connection,
  table: string,
  index: IndexLayout,
): Promise<void> {
  const kind = index.unique ? sql`unique index` : sql`index`;
  const columns = index.columns.map((name) =>
    index.unique ? sql.id(name) : database.dialect.indexColumn(name),
  );
  const where = index.liveOnly ? sql` where ${sql.id('deleted_at')} is null` : sql``;
  const create = sql`create ${kind} ${sql.id(index.name)} on ${sql.table(table)} (${sql.join(columns)})${where}`;
  await connection.run(create.compile(database.builder));
}

/** Copies the values into a column of the new type and keeps the old one under a retired name. */
async function convertColumn(
  database: Database,
  connection: Connection,
  step: Extract<Step, { step: 'convert-column' }>,
): Promise<void> {
  const { builder, dialect } = database;
  const converted = dialect.convert(step.from, step.to, sql.ref(`${step.table}.${step.to.name}`));
  if (!converted) {
    const params = {
      table: step.table,
      column: step.to.name,
      from: step.from.kind,
      to: step.to.kind,
    };
    throw new AppError('storage.conversion', params);
  }
  const fresh = { ...step.to, name: `${step.to.name}__new` };
  await addColumn(database, connection, step.table, fresh);
  await run(
    builder,
    connection,
    sql`update ${sql.table(step.table)} set ${sql.id(fresh.name)} = ${converted}`,
  );
  const retired = `${step.to.name}__was_${step.from.kind}`;
  await connection.run(
    builder.schema.alterTable(step.table).renameColumn(step.to.name, retired).compile(),
  );
  await connection.run(
    builder.schema.alterTable(step.table).renameColumn(fresh.name, step.to.name).compile(),
  );
}

async function run(
  builder: QueryBuilder,
  connection: Connection,
  statement: RawBuilder<unknown>,
): Promise<void> {
  await connection.run(statement.compile(builder));
}
