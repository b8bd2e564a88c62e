// Display names of references a join cannot reach: polymorphic ones and lists of records. One scoped look-up per entity
// and page; records out of reach stay without a name.
import { sql } from 'kysely';
import type { Json } from '../fields/field-type.ts';
import type { Entity, Field } from '../model/model.ts';
import { visibleWith } from './conditions.ts';
import type { Context } from './context.ts';
import { formatOptions } from './format.ts';
import { QueryBuild, QueryScope } from './query-scope.ts';
import { type PlainRecord, select } from './select.ts';
import { compileStatement, fillStatement, ruleInputs } from './statement.ts';

export interface Pointer {
  readonly entity: string;
  readonly id: string;
}

/** Fills `$name` into polymorphic references and `<field>.$label` with the names of linked records. */
export async function attachNames(
  context: Context,
  entity: Entity,
  records: readonly PlainRecord[],
  paths: readonly string[],
): Promise<void> {
  const fields = new Set(
    paths
      .filter((path) => /\.\$(name|label)$/.test(path))
      .map((path) => path.slice(0, path.lastIndexOf('.'))),
  );
  for (const name of fields) {
    const field = entity.fields.get(name);
    if (!field || field.targets.length === 0) continue;
    if (field.targets.length > 1) await attachPolymorphic(context, records, field);
    else if (field.storage.kind === 'links') await attachLinked(context, records, field);
  }
}

async function attachPolymorphic(
  context: Context,
  records: readonly PlainRecord[],
  field: Field,
): Promise<void> {
  const pointers = records.flatMap((record) => pointerOf(record[field.name]) ?? []);
  const nameOf = await namesOfPointers(context, pointers);
  for (const record of records) {
    const pointer = pointerOf(record[field.name]);
    if (pointer)
      record[field.name] = { entity: pointer.entity, id: pointer.id, $name: nameOf(pointer) };
  }
}

/** Names of records of several entities, one look-up each; null for those out of the actor's reach. */
export async function namesOfPointers(
  context: Context,
  pointers: readonly Pointer[],
): Promise<(pointer: Pointer) => string | null> {
  const names = new Map<string, ReadonlyMap<string, string>>();
  for (const [entity, wanted] of Map.groupBy(pointers, (pointer) => pointer.entity)) {
    const ids = wanted.map(({ id }) => id);
    names.set(entity, await namesOf(context, entity, ids));
  }
  return ({ entity, id }) => names.get(entity)?.get(id) ?? null;
}

/** The value as a pointer; undefined for an empty or masked one. */
function pointerOf(value: Json | undefined): Pointer | undefined {
  return typeof value === 'object' && value !== null ? (value as unknown as Pointer) : undefined;
}

async function attachLinked(
  context: Context,
  records: readonly PlainRecord[],
  field: Field,
): Promise<void> {
  const idsOf = (record: PlainRecord) =>
    [record[`${field.name}.$label`] ?? record[field.name] ?? []].flat() as string[];
  const names = await namesOf(context, field.targets[0] ?? '', records.flatMap(idsOf));
  for (const record of records)
    record[`${field.name}.$label`] = idsOf(record).map((id) => names.get(id) ?? null) as Json;
}

/** Names of records of one entity by id, as far as the actor may see them. */
export async function namesOf(
  context: Context,
  entityName: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const unique = [...new Set(ids)];
  const entity = context.live.model.entities.get(entityName);
  if (!entity || unique.length === 0 || !context.access.entity(entityName).can('read'))
    return new Map();
  const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
  const scope = new QueryScope(build, entity, 't');
  const selection = select(scope, ['$name']);
  const statement = sql`select ${sql.join(selection.columns)} from ${sql.table(entity.table)} as ${sql.id('t')} ${build.joinSql()}
    where ${sql.ref('t.id')} in (${sql.join(unique)}) and ${visibleWith(build, entity, 't')}`;
  const rows = await context.database.read.all(
    fillStatement(compileStatement(context.database, statement), ruleInputs(context)),
  );
  return new Map(
    rows
      .map((row) => selection.decode(row, formatOptions(context)))
      .map((record) => [String(record.id), String(record.$name)]),
  );
}
