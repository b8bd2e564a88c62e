// The change log of one record as an actor may see it, under the names entities and fields have today.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import { isSecret } from '../fields/masked-text.ts';
import type { Entity, Field } from '../model/model.ts';
import type { Row } from '../storage/database.ts';
import { heldCodes, readEditions, recode } from '../storage/editions.ts';
import { type Named, type NamedEntity, nameAt, readNames } from '../storage/names.ts';
import type { HeldCodes } from '../storage/table-layout.ts';
import { type Context, entityOf } from './context.ts';
import { queryHash, readCursor, writeCursor } from './cursor.ts';
import { checkLimit } from './list-params.ts';
import { maskValue } from './mask.ts';
import { type RecordRights, rightsToRecord } from './record-rights.ts';

export interface HistoryEntry {
  readonly change: number;
  readonly at: string;
  readonly actor: {
    readonly id: string | null;
    readonly kind: string;
    readonly name: string | null;
  };
  readonly action: string;
  readonly version: number;
  readonly metadata: number;
  readonly changes: { readonly field: string; readonly before: Json; readonly after: Json }[];
}

/** What reading old entries needs: how the entity, its fields and what they refer to were called. */
export interface Past {
  readonly context: Context;
  readonly entity: Entity;
  /** The actor's rights to the record as it is now. */
  readonly rights: RecordRights;
  readonly names: NamedEntity | undefined;
  /** Entities that references to several of them name in their values. */
  readonly targets: readonly NamedEntity[];
  /** Classifications of its fields → their current editions by time. */
  readonly editions: ReadonlyMap<string, Named>;
  /** Metadata version → name of a field then → field. */
  readonly fields: Map<number, ReadonlyMap<string, Field>>;
}

export interface HistoryParams {
  readonly limit?: number;
  readonly cursor?: string;
}

const USUAL_LIMIT = 100;

/**
 * One page of the change log of a record the actor may read, newest first; hidden fields are left out, masked ones
 * masked.
 */
export async function recordHistory(
  context: Context,
  entityName: string,
  id: string,
  params: HistoryParams = {},
): Promise<{ items: HistoryEntry[]; nextCursor: string | null }> {
  const entity = entityOf(context, entityName);
  const rights = await rightsToRecord(context, context.database.read, entity, id);
  if (!rights) throw new AppError('record.not-found');
  const past = await pastOf(context, entity, rights);
  const limit = checkLimit(params.limit ?? USUAL_LIMIT);
  const hash = queryHash(`history ${entity.id} ${id}`);
  const position = params.cursor ? readCursor(context.secret, hash, params.cursor) : undefined;
  const older = position ? sql` and ${sql.ref('_audit.seq')} < ${position.rid}` : sql``;
  const log = (column: string) => sql.ref(`_audit.${column}`);
  const query = sql`select ${log('seq')}, ${log('at')}, ${log('actor')}, ${log('actor_kind')}, ${log('action')}, ${log('version')},
      ${log('metadata')}, ${log('changes')}, ${sql.ref('user.name')} as ${sql.id('actor_name')}
    from ${sql.table('_audit')} left join ${sql.table('user')} on ${sql.ref('user.id')} = ${log('actor')}
    where ${ofEntity(past)} and ${log('record')} = ${id}${older} order by ${log('seq')} desc limit ${limit + 1}`;
  const rows = await context.database.read.all(query.compile(context.database.builder));
  const items = rows.slice(0, limit).map((row) => entryOf(past, row));
  const last = rows.length > limit ? items.at(-1) : undefined;
  const nextCursor = last
    ? writeCursor(context.secret, hash, { values: [], rid: last.change })
    : null;
  return { items, nextCursor };
}

/** What old entries of an entity are read with. */
export async function pastOf(
  context: Context,
  entity: Entity,
  rights: RecordRights,
): Promise<Past> {
  const names = await readNames(context.database, entity.id);
  const several = [...entity.fields.values()].filter((field) => field.targets.length > 1);
  const targets: NamedEntity[] = [];
  for (const name of new Set(several.flatMap((field) => field.targets))) {
    const target = await readNames(
      context.database,
      context.live.model.entities.get(name)?.id ?? '',
    );
    if (target) targets.push(target);
  }
  const editions = await editionsOf(context, entity);
  return { context, entity, rights, names, targets, editions, fields: new Map() };
}

async function editionsOf(context: Context, entity: Entity): Promise<Map<string, Named>> {
  const trees = [...entity.fields.values()].flatMap((field) =>
    field.columns.length === 0
      ? (heldCodes(field, '')?.trees ?? [])
      : field.columns.flatMap(({ suffix }) => heldCodes(field, suffix)?.trees ?? []),
  );
  const editions = new Map<string, Named>();
  for (const tree of new Set(trees)) {
    const found = await readEditions(context.database, tree);
    if (found && found.former.length > 0) editions.set(tree, found);
  }
  return editions;
}

/** Rows of the log that are this entity's: a name counts only in the versions in which it was its own. */
export function ofEntity({ entity, names }: Past): RawBuilder<SqlBool> {
  const named = sql.ref('_audit.entity');
  const version = sql.ref('_audit.metadata');
  const since = names?.since ?? 0;
  const present = since === 0 ? sql`` : sql` and ${version} > ${since}`;
  const periods = (names?.former ?? []).map(
    (period) =>
      sql`(${named} = ${period.name} and ${version} > ${period.since} and ${version} <= ${period.until})`,
  );
  return sql<SqlBool>`(${sql.join([sql`(${named} = ${entity.name}${present})`, ...periods], sql` or `)})`;
}

/** A row of the log under the names there are today; without its values where what it speaks of has no past. */
export function entryOf(past: Past | undefined, row: Row): HistoryEntry {
  const metadata = Number(row.metadata);
  return {
    change: Number(row.seq),
    at: String(row.at),
    actor: {
      id: (row.actor as string | null) ?? null,
      kind: String(row.actor_kind),
      name: (row.actor_name as string | null) ?? null,
    },
    action: String(row.action),
    version: Number(row.version),
    metadata,
    changes: past ? shownChanges(past, metadata, row) : [],
  };
}

function shownChanges(past: Past, metadata: number, row: Row): HistoryEntry['changes'] {
  const changes = JSON.parse(String(row.changes)) as Record<string, [Json, Json]>;
  const fields = fieldsAt(past, metadata);
  return Object.entries(changes).flatMap(([name, values]) => {
    const field = fields.get(name);
    const right = field ? past.rights.read(field.name) : 'hidden';
    if (!field || right === 'hidden') return [];
    const [before, after] = values.map((value) => {
      const present = presentValue(past, field, value, metadata);
      return right === 'masked' || isSecret(field) ? maskValue(field, present) : present;
    });
    return [{ field: field.name, before: before ?? null, after: after ?? null }];
  });
}

/** The fields there are, by the names they had in a metadata version. */
export function fieldsAt(past: Past, metadata: number): ReadonlyMap<string, Field> {
  const known = past.fields.get(metadata);
  if (known) return known;
  const { entity, names } = past;
  if (!names) return entity.fields;
  const ids = new Map([...entity.fields.values()].map((field) => [field.id, field]));
  const fields = new Map<string, Field>();
  for (const named of names.fields) {
    const field = ids.get(named.id);
    const name = nameAt(named, metadata);
    if (field && name !== undefined) fields.set(name, field);
  }
  past.fields.set(metadata, fields);
  return fields;
}

/** A logged value as it would be written today. */
function presentValue(past: Past, field: Field, value: Json, metadata: number): Json {
  if (value === null) return value;
  if (field.targets.length > 1) return presentPointer(past, value, metadata);
  if (past.editions.size === 0) return value;
  if (typeof value === 'object' && 'region' in value) {
    const held = heldCodes(field, 'region');
    return { ...value, region: presentCode(past, held, value.region ?? null, metadata) };
  }
  const held = heldCodes(field, '');
  return Array.isArray(value)
    ? value.map((code: Json) => presentCode(past, held, code, metadata))
    : presentCode(past, held, value, metadata);
}

function presentPointer(past: Past, value: Json, metadata: number): Json {
  if (value === null || typeof value !== 'object') return value;
  const pointer = value as { readonly entity?: string; readonly id?: string };
  const target = past.targets.find((named) => nameAt(named, metadata) === pointer.entity);
  return target ? { ...pointer, entity: target.name } : value;
}

/** A code by the edition that is current today. */
function presentCode(past: Past, held: HeldCodes | undefined, value: Json, metadata: number): Json {
  if (!held || typeof value !== 'string') return value;
  const colon = held.isPrefixed ? value.indexOf(':') + 1 : 0;
  const tree = held.isPrefixed ? value.slice(0, colon - 1) : (held.trees[0] ?? '');
  const editions = past.editions.get(tree);
  const then = editions && nameAt(editions, metadata);
  if (!editions || then === undefined || then === editions.name) return value;
  return value.slice(0, colon) + recode(value.slice(colon), then, editions.name);
}
