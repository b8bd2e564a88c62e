// Single records given to people, teams, departments and roles: who has a record, giving it and taking it back. A share
// gives what the taker's own policies allow on the entity, on this one record more.
import { sql } from 'kysely';
import type { ShareLevel } from '../access/condition.ts';
import { AppError } from '../errors.ts';
import type { Entity } from '../model/model.ts';
import type { Connection, Row } from '../storage/database.ts';
import { namesOf } from './attach-names.ts';
import { type Context, entityOf } from './context.ts';
import { isReachable } from './load.ts';
import { getRecord } from './read.ts';
import { auditAct } from './steps/audit.ts';

/** Whom a record can be shared with, by the entity the person or group is a record of. */
export const PRINCIPALS = ['user', 'team', 'department', 'role'] as const;
export type PrincipalKind = (typeof PRINCIPALS)[number];

export interface Share {
  readonly id: string;
  readonly principal: {
    readonly kind: PrincipalKind;
    readonly id: string;
    /** Null when the reader may not see who it is. */
    readonly name: string | null;
  };
  readonly level: ShareLevel;
  /** What the person does here: "presales". */
  readonly part: string | null;
  readonly expires_at: string | null;
  readonly created_at: string;
  readonly created_by: { readonly id: string; readonly name: string | null } | null;
}

export interface NewShare {
  readonly principal: { readonly kind: PrincipalKind; readonly id: string };
  readonly level: ShareLevel;
  readonly part?: string | null;
  /** Instant at which it ends; null for none. */
  readonly expires_at?: string | null;
}

const share = (column: string) => sql.ref(`_share.${column}`);

/** Whom a record the actor may read is shared with, the first first. */
export async function listShares(
  context: Context,
  entityName: string,
  id: string,
): Promise<{ readonly items: Share[]; readonly mayShare: boolean }> {
  const entity = shareable(context, entityName);
  await getRecord(context, entityName, id, { fields: ['id'] });
  const mayShare = await isReachable(context, context.database.read, entity, id, 'share');
  const query = sql`select * from ${sql.table('_share')} where ${share('entity')} = ${entity.id} and ${share('record')} = ${id}
    order by ${share('created_at')}, ${share('id')}`;
  const rows = await context.database.read.all(query.compile(context.database.builder));
  return { items: await shown(context, rows), mayShare };
}

async function shown(context: Context, rows: readonly Row[]): Promise<Share[]> {
  const names = new Map<string, string>();
  for (const kind of PRINCIPALS) {
    const ids = rows.flatMap((row) => (row.principal_kind === kind ? [String(row.principal)] : []));
    for (const [id, name] of await namesOf(context, kind, ids)) names.set(`${kind} ${id}`, name);
  }
  const makers = rows.flatMap((row) => (row.created_by ? [String(row.created_by)] : []));
  const people = await namesOf(context, 'user', makers);
  return rows.map((row) => {
    const kind = row.principal_kind as PrincipalKind;
    const id = String(row.principal);
    const maker = row.created_by === null ? undefined : String(row.created_by);
    return {
      id: String(row.id),
      principal: { kind, id, name: names.get(`${kind} ${id}`) ?? null },
      level: row.level as ShareLevel,
      part: (row.part as string | null) ?? null,
      expires_at: (row.expires_at as string | null) ?? null,
      created_at: String(row.created_at),
      created_by: maker === undefined ? null : { id: maker, name: people.get(maker) ?? null },
    };
  });
}

/**
 * Shares a record, or changes how it is shared with somebody who has it already. Nobody gives more than he has: to share
 * for writing one must be allowed to change the record.
 */
export async function shareRecord(
  context: Context,
  entityName: string,
  id: string,
  given: NewShare,
): Promise<Share> {
  const entity = shareable(context, entityName);
  const { version } = await getRecord(context, entityName, id, { fields: ['version'] });
  const { kind, id: principal } = given.principal;
  if (!(await namesOf(context, kind, [principal])).has(principal))
    throw new AppError('record.invalid', { count: 1 }, [
      { code: 'record.reference-missing', at: '/principal/id' },
    ]);
  const expires = expiryOf(context, given.expires_at);
  const row = {
    id: context.newId(),
    entity: entity.id,
    record: id,
    principal,
    principal_kind: kind,
    level: given.level,
    part: given.part ?? null,
    expires_at: expires,
    created_at: context.now,
    created_by: context.actor.id,
  };
  await context.database.write(async (connection) => {
    await requireOn(context, connection, entity, id, 'share');
    if (given.level === 'write') await requireOn(context, connection, entity, id, 'update');
    const { builder } = context.database;
    const changed = { level: row.level, part: row.part, expires_at: row.expires_at };
    const insert = builder
      .insertInto('_share')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['entity', 'record', 'principal']).doUpdateSet(changed),
      );
    await connection.run(insert.compile());
    await log(context, connection, entity, { id, version: Number(version), action: 'share' });
  });
  const { items } = await listShares(context, entityName, id);
  const made = items.find((item) => item.principal.id === principal);
  if (!made) throw new AppError('record.not-found');
  return made;
}

/** Takes a record back from somebody. Whoever may share it may; everybody may give back what he himself was given. */
export async function unshareRecord(
  context: Context,
  entityName: string,
  id: string,
  shareId: string,
): Promise<void> {
  const entity = shareable(context, entityName);
  const { version } = await getRecord(context, entityName, id, { fields: ['version'] });
  await context.database.write(async (connection) => {
    const found = sql`select ${share('principal')} from ${sql.table('_share')}
      where ${share('id')} = ${shareId} and ${share('entity')} = ${entity.id} and ${share('record')} = ${id}`;
    const [row] = await connection.all(found.compile(context.database.builder));
    if (!row) throw new AppError('record.not-found');
    if (row.principal !== context.actor.id)
      await requireOn(context, connection, entity, id, 'share');
    const remove = sql`delete from ${sql.table('_share')} where ${share('id')} = ${shareId}`;
    await connection.run(remove.compile(context.database.builder));
    await log(context, connection, entity, { id, version: Number(version), action: 'unshare' });
  });
}

function shareable(context: Context, name: string): Entity {
  const entity = entityOf(context, name);
  if (!entity.features.share)
    throw new AppError('access.not-shared', { entity: entity.label[context.actor.locale] });
  return entity;
}

async function requireOn(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
  action: string,
): Promise<void> {
  const may =
    context.access.entity(entity.name).can(action) &&
    (await isReachable(context, connection, entity, id, action));
  if (!may)
    throw new AppError('access.denied', { entity: entity.label[context.actor.locale], action });
}

function expiryOf(context: Context, expires: string | null | undefined): string | null {
  if (expires === null || expires === undefined) return null;
  const instant = Date.parse(expires);
  if (instant > Date.parse(context.now)) return new Date(instant).toISOString();
  throw new AppError('record.invalid', { count: 1 }, [
    { code: 'value.past', at: '/expires_at', params: {} },
  ]);
}

async function log(
  context: Context,
  connection: Connection,
  entity: Entity,
  { id, version, action }: { id: string; version: number; action: string },
): Promise<void> {
  await auditAct(context, connection, { entity: entity.name, record: id, action, version });
}
