// Step: which records hold which files, so that whoever may read such a field of such a record may read the file.
import { sql } from 'kysely';
import type { Entity, Field, Model } from '../../model/model.ts';
import type { Connection, Database } from '../../storage/database.ts';
import { readMeta, writeMeta } from '../../storage/meta.ts';
import type { Write } from '../write-state.ts';

/** Entity whose records files are. */
export const FILE = 'file';

const fieldLists = new WeakMap<Entity, readonly Field[]>();

/** Fields that hold files. */
export function fileFields(entity: Entity): readonly Field[] {
  const known = fieldLists.get(entity);
  if (known) return known;
  const found = [...entity.fields.values()].filter(
    ({ type, targets }) => (type === 'file' || type === 'image') && targets.includes(FILE),
  );
  fieldLists.set(entity, found);
  return found;
}

const use = (column: string) => sql.ref(`_file_use.${column}`);

/** Notes the files of the fields that have changed. */
export async function noteFileUses({
  context,
  connection,
  entity,
  id,
  record,
  before,
  changed,
}: Write): Promise<void> {
  for (const field of fileFields(entity)) {
    if (!changed.has(field.name) && before !== null) continue;
    const files = [record[field.name] ?? []].flat().map(String);
    const place = { entity: entity.id, record: id, field: field.id };
    if (before !== null) await forget(context.database, connection, place);
    await note(
      context.database,
      connection,
      files.map((file) => ({ file, ...place })),
    );
  }
}

interface Place {
  readonly entity: string;
  readonly record: string;
  readonly field: string;
}

async function forget(database: Database, connection: Connection, place: Place): Promise<void> {
  const remove = sql`delete from ${sql.table('_file_use')} where ${use('entity')} = ${place.entity}
    and ${use('record')} = ${place.record} and ${use('field')} = ${place.field}`;
  await connection.run(remove.compile(database.builder));
}

async function note(
  database: Database,
  connection: Connection,
  rows: readonly (Place & { readonly file: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  const insert = database.builder
    .insertInto('_file_use')
    .values(rows.map((row) => ({ ...row })))
    .onConflict((conflict) => conflict.doNothing());
  await connection.run(insert.compile());
}

const NOTED = 'file_uses';

/** Notes all files that records hold, once, for data from before uses were noted. */
export async function noteEarlierFiles(database: Database, model: Model): Promise<void> {
  if ((await readMeta(database, database.read, NOTED)) !== undefined) return;
  await database.write(async (connection) => {
    for (const entity of model.entities.values())
      await noteAllFileUses(database, connection, entity);
    await writeMeta(database, connection, NOTED, '1');
  });
}

async function noteAllFileUses(
  database: Database,
  connection: Connection,
  entity: Entity,
): Promise<void> {
  for (const field of fileFields(entity)) {
    const [column] = field.columns;
    const [table, record, value] = field.childTable
      ? [field.childTable, 'record', 'value']
      : [entity.table, 'id', column?.name ?? field.name];
    const ref = (name: string) => sql.ref(`${table}.${name}`);
    const insert = sql`insert into ${sql.table('_file_use')} (${sql.id('file')}, ${sql.id('entity')}, ${sql.id('record')}, ${sql.id('field')})
      select ${ref(value)}, ${entity.id}, ${ref(record)}, ${field.id} from ${sql.table(table)}
      where ${ref(value)} is not null and ${ref(value)} in (select ${sql.ref('file.id')} from ${sql.table(FILE)})
      on conflict do nothing`;
    await connection.run(insert.compile(database.builder));
  }
}
