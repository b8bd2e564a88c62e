// References of a record must point to live records the actor may see, suit the field's candidates rule, and not close
// a circle of records below themselves.
import { type Expression, sql } from 'kysely';
import type { Json } from '../../fields/field-type.ts';
import type { Entity, Field } from '../../model/model.ts';
import { compileRule } from '../../rules/compile.ts';
import { isReachable } from '../load.ts';
import { QueryBuild, QueryScope } from '../query-scope.ts';
import { compileStatement, fillStatement, ruleInputs } from '../statement.ts';
import { reportField, type Write } from '../write-state.ts';

/** The engine's own writes are left to the foreign keys, which are checked at the end of the transaction. */
export async function checkReferences(write: Write): Promise<void> {
  if (write.trusted) return;
  for (const name of write.changed) {
    const field = write.entity.fields.get(name);
    if (
      !field ||
      field.targets.length === 0 ||
      field.storage.kind === 'lines' ||
      name === write.parentField
    )
      continue;
    // What stood here before may stay, also for who does not see it: a colleague's file beside one's own.
    const before = pointersOf(field, write.before?.[name] ?? null);
    for (const { entity, id } of pointersOf(field, write.record[name] ?? null))
      if (!before.some((known) => known.id === id && known.entity === entity))
        await checkOne(write, field, entity, id);
  }
}

function pointersOf(field: Field, value: Json): { entity: string; id: string }[] {
  if (value === null) return [];
  if (Array.isArray(value))
    return value.map((id) => ({ entity: field.targets[0] ?? '', id: String(id) }));
  if (typeof value === 'string') return [{ entity: field.targets[0] ?? '', id: value }];
  const pointer = value as unknown as { entity: string; id: string };
  return [pointer];
}

async function checkOne(write: Write, field: Field, entityName: string, id: string): Promise<void> {
  const entity = write.context.live.model.entities.get(entityName);
  const found = entity && (await exists(write, field, entity, id));
  if (!entity || !found) return reportField(write, field.name, 'record.reference-missing');
  if (
    entityName !== write.entity.name ||
    field.storage.kind !== 'columns' ||
    field.targets.length !== 1
  )
    return;
  if (id === write.id || (write.before && (await standsBelow(write, field, id))))
    reportField(write, field.name, 'record.cycle');
}

async function exists(write: Write, field: Field, entity: Entity, id: string): Promise<boolean> {
  if (!(await isReachable(write.context, write.connection, entity, id))) return false;
  return !field.rules.candidates || isCandidate(write, field, entity, id);
}

/** Paths `record.…` in a candidates rule are values of the record at hand; the rest are columns of the candidate. */
class CandidateScope extends QueryScope {
  readonly #write: Write;

  constructor(build: QueryBuild, entity: Entity, write: Write) {
    super(build, entity, 't');
    this.#write = write;
  }

  override column(path: string): Expression<unknown> {
    if (!path.startsWith('record.')) return super.column(path);
    const field = this.#write.entity.fields.get(path.slice('record.'.length));
    const value = field ? (this.#write.record[field.name] ?? null) : null;
    const [column] = field?.columns ?? [];
    const bindable = typeof value === 'object' ? null : value;
    if (!column) return sql`null`;
    // A database that reads types from the text must be told what a bound value is.
    const { dialect } = this.build;
    const isText = column.kind === 'text' || column.kind === 'json';
    const type = isText ? sql`text` : dialect.columnType(column);
    return sql`cast(${dialect.bind(column, bindable)} as ${type})`;
  }
}

async function isCandidate(
  write: Write,
  field: Field,
  entity: Entity,
  id: string,
): Promise<boolean> {
  if (!field.rules.candidates) return true;
  const { context, connection } = write;
  const build = new QueryBuild(context.live.model, context.database.dialect, undefined);
  const scope = new CandidateScope(build, entity, write);
  const rule = compileRule(field.rules.candidates, scope, context.database.dialect.rules);
  const statement = sql`select 1 as ${sql.id('found')} from ${sql.table(entity.table)} as ${sql.id('t')} ${build.joinSql()}
    where ${sql.ref('t.id')} = ${id} and (${rule})`;
  const query = fillStatement(compileStatement(context.database, statement), ruleInputs(context));
  return (await connection.all(query)).length > 0;
}

/** Whether the new parent stands below the record, following the same reference upwards. */
async function standsBelow(write: Write, field: Field, parent: string): Promise<boolean> {
  const { context, connection, entity } = write;
  const [id, up] = [
    sql.ref(`${entity.table}.id`),
    sql.ref(`${entity.table}.${field.columns[0]?.name ?? field.name}`),
  ];
  const table = sql.table(entity.table);
  const query = sql`with recursive ${sql.table('above')} (id, parent, depth) as (
      select ${id}, ${up}, 1 from ${table} where ${id} = ${parent}
      union all select ${id}, ${up}, ${sql.ref('above.depth')} + 1 from ${table}
        join ${sql.table('above')} on ${id} = ${sql.ref('above.parent')} where ${sql.ref('above.depth')} < 64
    ) select 1 as ${sql.id('found')} from ${sql.table('above')} where ${sql.ref('above.id')} = ${write.id} limit 1`;
  return (await connection.all(query.compile(context.database.builder))).length > 0;
}
