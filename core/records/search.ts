// Full text: what is indexed of a record, and the condition a search puts on a list.
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Entity, Field } from '../model/model.ts';
import { searchTableName } from '../model/naming.ts';
import type { Connection, SearchEntry } from '../storage/database.ts';
import { hasSearchTable, makeSearchTable } from '../storage/search-tables.ts';
import { readableSql } from './conditions.ts';
import type { Context } from './context.ts';
import type { QueryBuild } from './query-scope.ts';
import { indexTokens, queryTerms } from './search-tokens.ts';
import { isReadable, type PlainRecord } from './select.ts';

/** A searchable field with its place in the entity's search table. */
export interface SearchSlot {
  readonly field: Field;
  readonly slot: number;
}

const slotLists = new WeakMap<Context['live'], Map<string, readonly SearchSlot[]>>();

/** Searchable fields of an entity with their slots. */
export function searchSlots(
  { live }: Pick<Context, 'live'>,
  entity: Entity,
): readonly SearchSlot[] {
  const lists = slotLists.get(live) ?? new Map<string, readonly SearchSlot[]>();
  slotLists.set(live, lists);
  const known = lists.get(entity.name);
  if (known) return known;
  const slots = live.searches[searchTableName(entity.name)]?.slots ?? [];
  const found = [...entity.fields.values()].flatMap((field) => {
    const slot = field.searchable ? slots.indexOf(field.id) : -1;
    return slot < 0 ? [] : [{ field, slot }];
  });
  lists.set(entity.name, found);
  return found;
}

/** How a search narrows a list. */
export interface SearchPart {
  readonly condition: Expression<SqlBool>;
  /** Does the condition stand on the search table in FROM? Otherwise it is one on the records alone. */
  readonly isInFront: boolean;
}

/**
 * The condition a search puts on the records under `t`, over what the actor may read only; undefined when the text holds
 * no letter or digit, or the actor may search nothing here.
 */
export function searchCondition(
  context: Context,
  build: QueryBuild,
  entity: Entity,
  text: string,
): SearchPart | undefined {
  const access = context.access.entity(entity.name);
  const slots = searchSlots(context, entity).filter(({ field }) =>
    isReadable(access.right(field.name)),
  );
  const alternatives = queryTerms(text.slice(0, 200)).map((terms) => terms.slice(0, 40));
  if (slots.length === 0 || alternatives.length === 0) return undefined;
  const { search } = context.database.dialect;
  const table = searchTableName(entity.name);
  const matches = (among: readonly SearchSlot[]) =>
    search.matches(
      table,
      alternatives,
      among.map(({ slot }) => slot),
    );
  const isEven = ({ field }: SearchSlot) =>
    access.rightOnRows(field.name, 'read').byRow === undefined;
  if (slots.every(isEven)) return { condition: matches(slots), isInFront: true };
  const found = (among: readonly SearchSlot[]) =>
    sql<SqlBool>`${sql.ref('t.rid')} in (select ${sql.ref(`${table}.${search.rowColumn}`)} from ${sql.table(table)} where ${matches(among)})`;
  const even = slots.filter(isEven);
  const parts = even.length > 0 ? [found(even)] : [];
  for (const slot of slots) {
    const readable = readableSql(build, slot.field, 't');
    if (readable) parts.push(sql<SqlBool>`(${readable} and ${found([...even, slot])})`);
  }
  return { condition: sql<SqlBool>`(${sql.join(parts, sql` or `)})`, isInFront: false };
}

/** Brings the index in line with a record, or takes the record out of it. */
export async function indexRecord(
  context: Context,
  connection: Connection,
  entity: Entity,
  rid: number,
  record: PlainRecord | null,
  isNew: boolean,
): Promise<void> {
  const slots = searchSlots(context, entity);
  if (slots.length === 0) return;
  const { database, live } = context;
  const { search } = database.dialect;
  const table = searchTableName(entity.name);
  const entries = record ? entriesFor(slots, record) : [];
  if (isNew && entries.length === 0) return;
  if (!(await hasSearchTable(database, live.searches, table)))
    await makeSearchTable(database, connection, table);
  if (!isNew) await connection.run(search.remove(table, rid));
  if (entries.length > 0) await connection.run(search.insert(table, rid, entries));
}

/** Whether anything of the entity was ever indexed. */
export function isIndexed({ database, live }: Context, entity: Entity): Promise<boolean> {
  return hasSearchTable(database, live.searches, searchTableName(entity.name));
}

/** Index entries of a record's searchable fields. */
export function entriesFor(slots: readonly SearchSlot[], record: PlainRecord): SearchEntry[] {
  return slots.flatMap(({ field, slot }) => entryOf(slot, record[field.name]));
}

function entryOf(slot: number, value: unknown): SearchEntry[] {
  if (value === null || value === undefined) return [];
  const text = Array.isArray(value)
    ? value.join(' ')
    : typeof value === 'object'
      ? Object.values(value).join(' ')
      : String(value);
  const tokens = indexTokens(text);
  return tokens.length === 0 ? [] : [{ slot, tokens }];
}
