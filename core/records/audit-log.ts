// The whole change log for administrators: all entities, filtered, in pages from the newest.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Entity } from '../model/model.ts';
import type { Database, Row } from '../storage/database.ts';
import { nameAt, readAllNames } from '../storage/names.ts';
import { namesOfPointers } from './attach-names.ts';
import { REDACT } from './audit-actions.ts';
import type { Context } from './context.ts';
import { queryHash, readCursor, writeCursor } from './cursor.ts';
import { entryOf, type HistoryEntry, ofEntity, type Past, pastOf } from './history.ts';
import { checkLimit } from './list-params.ts';
import { evenRights } from './record-rights.ts';

export interface AuditFilter {
  readonly actor?: string;
  readonly entity?: string;
  readonly record?: string;
  readonly action?: string;
  /** Only together with an entity. */
  readonly field?: string;
  /** Instants: from, inclusive, and until, exclusive. */
  readonly from?: string;
  readonly until?: string;
}

export interface AuditEntry extends HistoryEntry {
  /** As it is called today; as it was called then where there is none of that name any more. */
  readonly entity: string;
  readonly record: string;
  /** Name of the record; null for one that is gone. */
  readonly name: string | null;
  /** True when values were taken out of the row for good. */
  readonly redacted: boolean;
  /** Why values were taken out of other rows; null for all other actions. */
  readonly reason: string | null;
}

const log = (column: string) => sql.ref(`_audit.${column}`);

/** Throws `auth.administrator` for everybody else. */
export function requireAdministrator(context: Context): void {
  if (!context.access.administrator) throw new AppError('auth.administrator');
}

/** One page of the change log, newest first. */
export async function readAuditLog(
  context: Context,
  filter: AuditFilter,
  page: { readonly limit?: number; readonly cursor?: string },
): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  requireAdministrator(context);
  const limit = checkLimit(page.limit);
  const hash = queryHash(`audit ${JSON.stringify(filter)}`);
  const position = page.cursor ? readCursor(context.secret, hash, page.cursor) : undefined;
  const where = await conditionsOf(context, filter);
  if (position) where.push(sql<SqlBool>`${log('seq')} < ${position.rid}`);
  const wanted = where.length === 0 ? sql`` : sql`where ${sql.join(where, sql` and `)}`;
  const query = sql`select ${sql.table('_audit')}.*, ${sql.ref('user.name')} as ${sql.id('actor_name')}
    from ${sql.table('_audit')} left join ${sql.table('user')} on ${sql.ref('user.id')} = ${log('actor')}
    ${wanted} order by ${log('seq')} desc limit ${limit + 1}`;
  const rows = await context.database.read.all(query.compile(context.database.builder));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await entriesOf(context, shown),
    nextCursor: last
      ? writeCursor(context.secret, hash, { values: [], rid: Number(last.seq) })
      : null,
  };
}

async function conditionsOf(context: Context, filter: AuditFilter): Promise<RawBuilder<SqlBool>[]> {
  const { database } = context;
  const where: RawBuilder<SqlBool>[] = [];
  if (filter.entity !== undefined) {
    const entity = context.live.model.entities.get(filter.entity);
    const past = entity && (await pastOfEntity(context, entity));
    where.push(past ? ofEntity(past) : sql<SqlBool>`${log('entity')} = ${filter.entity}`);
  }
  for (const name of ['actor', 'record', 'action'] as const)
    if (filter[name] !== undefined) where.push(sql<SqlBool>`${log(name)} = ${filter[name]}`);
  if (filter.field !== undefined) {
    if (filter.entity === undefined)
      throw new AppError('request.bad-parameter', { name: 'field', expected: 'given with entity' });
    const part = `%"${filter.field.replace(/[\\%_]/g, '\\$&')}":%`;
    where.push(sql<SqlBool>`${log('changes')} like ${part} escape ${'\\'}`);
  }
  // Rows stand in the order of time, so that a moment is a place in the log.
  if (filter.from !== undefined)
    where.push(sql<SqlBool>`${log('seq')} >= ${await firstSince(database, filter.from)}`);
  if (filter.until !== undefined)
    where.push(sql<SqlBool>`${log('seq')} < ${await firstSince(database, filter.until)}`);
  return where;
}

/** Number of the first row at or after an instant; one past the last where there is none. */
async function firstSince({ builder, read }: Database, instant: string): Promise<number> {
  const ask = async (query: RawBuilder<unknown>) =>
    Number((await read.all(query.compile(builder)))[0]?.seq ?? 0);
  const first = await ask(
    sql`select ${log('seq')} from ${sql.table('_audit')} where ${log('at')} >= ${instant} order by ${log('at')}, ${log('seq')} limit 1`,
  );
  if (first > 0) return first;
  return (
    (await ask(sql`select max(${log('seq')}) as ${sql.id('seq')} from ${sql.table('_audit')}`)) + 1
  );
}

const pastOfEntity = (context: Context, entity: Entity): Promise<Past> =>
  pastOf(context, entity, evenRights(context, entity, 'update'));

async function entriesOf(context: Context, rows: readonly Row[]): Promise<AuditEntry[]> {
  const known = await entitiesOf(context, rows);
  const pasts = new Map<Entity, Past>();
  for (const entity of new Set(known.values()))
    pasts.set(entity, await pastOfEntity(context, entity));
  const subjects = rows.map((row) => {
    const entity = known.get(named(row));
    const subject = { entity: entity?.name ?? String(row.entity), id: String(row.record) };
    return { row, past: entity && pasts.get(entity), subject };
  });
  const nameOf = await namesOfPointers(
    context,
    subjects.map(({ subject }) => subject),
  );
  return subjects.map(({ row, past, subject }) => ({
    ...entryOf(past, row),
    entity: subject.entity,
    record: subject.id,
    name: past ? nameOf(subject) : null,
    redacted: Number(row.redacted ?? 0) === 1,
    reason: reasonOf(row),
  }));
}

/** What a row calls its entity, and when. */
const named = (row: Row) => `${row.entity} ${row.metadata}`;

/** The entities rows speak of, by what the rows call them; nothing for those that are gone. */
async function entitiesOf(context: Context, rows: readonly Row[]): Promise<Map<string, Entity>> {
  const all = await readAllNames(context.database);
  const { entities } = context.live.model;
  const byId = new Map([...entities.values()].map((each) => [each.id, each]));
  const noted = new Set(all.map(({ id }) => id));
  const found = new Map<string, Entity>();
  for (const [called, [row]] of Map.groupBy(rows, named)) {
    const then = all.find((each) => nameAt(each, Number(row?.metadata)) === row?.entity);
    const present = entities.get(String(row?.entity));
    const entity = then
      ? byId.get(then.id)
      : present && !noted.has(present.id)
        ? present
        : undefined;
    if (entity) found.set(called, entity);
  }
  return found;
}

function reasonOf(row: Row): string | null {
  if (row.action !== REDACT) return null;
  return (JSON.parse(String(row.changes)) as { $reason?: string }).$reason ?? null;
}
