// Finds the records that cells of an import refer to: by `@key` of a row in the same load, by id, by any unique field or
// by name.
import { sql } from 'kysely';
import type { Problem } from '../errors.ts';
import type { Entity, Field } from '../model/model.ts';
import { visible } from '../records/conditions.ts';
import type { Context } from '../records/context.ts';
import { QueryBuild, QueryScope } from '../records/query-scope.ts';
import { compileStatement, fillStatement, ruleInputs } from '../records/statement.ts';
import type { Connection } from '../storage/database.ts';
import { isPersonName } from '../storage/layout.ts';
import { sortKeyOf } from '../storage/sort-key.ts';

/** `@key` → entity and id of rows in the same load; later rows too. */
export type LoadKeys = ReadonlyMap<string, { readonly entity: string; readonly id: string }>;

export interface Matching {
  readonly context: Context;
  readonly connection: Connection;
  readonly keys: LoadKeys;
  /** Answers found so far: `entity\u0000value` → id, or null for none. */
  readonly found: Map<string, string | null>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A reference cell as the field's value; several are separated by `|`. */
export async function matchCell(
  matching: Matching,
  field: Field,
  cell: unknown,
): Promise<{ value: unknown } | { problem: Omit<Problem, 'at'> }> {
  const parts = Array.isArray(cell)
    ? cell
    : field.storage.kind === 'links'
      ? String(cell).split('|')
      : [cell];
  const ids: unknown[] = [];
  for (const part of parts) {
    const text = String(part).trim();
    if (text === '') continue;
    const matched = await matchOne(matching, field, text);
    if ('problem' in matched) return matched;
    ids.push(matched.value);
  }
  return { value: field.storage.kind === 'links' ? ids : (ids[0] ?? null) };
}

async function matchOne(
  matching: Matching,
  field: Field,
  text: string,
): Promise<{ value: unknown } | { problem: Omit<Problem, 'at'> }> {
  const isPolymorphic = field.targets.length > 1;
  const wrap = (entity: string, id: string) => ({ value: isPolymorphic ? { entity, id } : id });
  if (text.startsWith('@')) {
    const target = matching.keys.get(text.slice(1));
    if (target) return wrap(target.entity, target.id);
  }
  for (const name of field.targets) {
    const id = await findByKey(matching, name, text);
    if (id) return wrap(name, id);
  }
  const label = field.label[matching.context.actor.locale];
  return {
    problem: {
      code: 'import.no-match',
      params: { entity: field.targets, field: label, value: text },
    },
  };
}

async function findByKey(
  matching: Matching,
  entityName: string,
  text: string,
): Promise<string | null> {
  const key = `${entityName}\u0000${text}`;
  const known = matching.found.get(key);
  if (known !== undefined) return known;
  const entity = matching.context.live.model.entities.get(entityName);
  const id = entity ? await lookUp(matching, entity, text) : null;
  matching.found.set(key, id);
  return id;
}

/** Fields that identify a record: unique ones, then the name. */
function keyFields(entity: Entity): string[] {
  const unique = entity.keys.filter((key) => key.fields.length === 1).flatMap((key) => key.fields);
  return [...new Set([...unique, ...(entity.nameField ? [entity.nameField] : [])])];
}

async function lookUp(matching: Matching, entity: Entity, text: string): Promise<string | null> {
  const { context, connection } = matching;
  const fields = UUID.test(text) ? ['id'] : keyFields(entity);
  for (const name of fields) {
    const build = new QueryBuild(context.live.model, context.database.dialect, context.access);
    const scope = new QueryScope(build, entity, 't');
    const field = entity.fields.get(name);
    if (field?.columns[0]?.kind !== 'text') continue;
    // The index of a name is over its sort key.
    const isPerson = field !== undefined && isPersonName(field);
    const sorted = field?.sortKey
      ? sql`${sql.ref(`t.${field.sortKey.name}`)} = ${sortKeyOf(text, { isPerson })} and `
      : sql``;
    const statement = sql`select ${sql.ref('t.id')} from ${sql.table(entity.table)} as ${sql.id('t')}
      where ${sorted}${scope.column(name)} = ${text} and ${visible(build, entity, 't')} limit 2`;
    const rows = await connection.all(
      fillStatement(compileStatement(context.database, statement), ruleInputs(context)),
    );
    if (rows.length === 1) return String(rows[0]?.id);
  }
  return null;
}
