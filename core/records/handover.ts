// Somebody takes over what a person has: records, reports, departments and teams change hands, what was lent to the person
// ends, the account is closed — in one transaction, every record with its entry in the change log.
import { sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Connection } from '../storage/database.ts';
import { appendAudits } from './audit-many.ts';
import { systemView } from './begin-write.ts';
import type { Context, Writing } from './context.ts';
import {
  HANGING,
  type HandoverCounts,
  hanging,
  ownedEntities,
  requireHandover,
} from './handover-preview.ts';
import { handOverRecords } from './handover-records.ts';
import { getRecord } from './read.ts';
import type { Affected } from './rollup.ts';
import { actRow } from './steps/audit.ts';
import { deleteRecord, settle, updateRecord } from './write.ts';

export interface HandoverRequest {
  /** Who takes over. */
  readonly to: string;
  /** Other receivers for the records of some entities. */
  readonly entities?: Readonly<Record<string, string>>;
  /** New manager of the reports; without it the receiver. */
  readonly reportsTo?: string;
  readonly deactivate: boolean;
  /** Date on which the person left. */
  readonly leftOn?: string;
}

export interface HandoverResult extends HandoverCounts {
  /** Records that changed hands, by entity. */
  readonly records: readonly {
    readonly entity: string;
    readonly count: number;
    readonly to: string;
  }[];
  readonly deactivated: boolean;
}

/** One handing over while it runs. */
interface Act extends Writing {
  readonly person: string;
  readonly request: HandoverRequest;
  readonly affected: Affected;
}

/**
 * Hands over what a person has.
 * @throws record.not-found, access.denied, record.invalid for receivers who cannot be one, access.last-administrator
 */
export async function handOver(
  context: Context,
  person: string,
  request: HandoverRequest,
): Promise<HandoverResult> {
  requireHandover(context);
  return context.database.write(async (connection) => {
    await getRecord(context, 'user', person, { fields: ['id'], connection });
    const act: Act = { context, connection, person, request, affected: new Map() };
    await requireReceivers(act);
    const records = await moveRecords(act);
    const counts = await moveOthers(act);
    if (request.deactivate) await deactivate(act);
    await settle(context, connection, act.affected);
    return { records, ...counts, deactivated: request.deactivate };
  });
}

/** Receivers are active and somebody else; what they receive exists. */
async function requireReceivers({ context, connection, person, request }: Act): Promise<void> {
  const owned = new Set(ownedEntities(context).map(({ name }) => name));
  const places = new Map([['/to', request.to]]);
  if (request.reportsTo !== undefined) places.set('/reports_to', request.reportsTo);
  for (const [entity, id] of Object.entries(request.entities ?? {})) {
    if (!owned.has(entity)) throw new AppError('record.unknown-entity', { entity });
    places.set(`/entities/${entity}`, id);
  }
  const active = context.database.dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const query = sql`select ${sql.ref('user.id')} as ${sql.id('id')} from ${sql.table('user')} where ${sql.ref('user.active')} = ${active}
    and ${sql.ref('user.deleted_at')} is null and ${sql.ref('user.id')} in (${sql.join([...places.values()])})`;
  const rows = await connection.all(query.compile(context.database.builder));
  const known = new Set(rows.map(({ id }) => String(id)));
  const problems = [...places]
    .filter(([, id]) => id === person || !known.has(id))
    .map(([at]) => ({ code: 'access.receiver' as const, at }));
  if (problems.length > 0)
    throw new AppError('record.invalid', { count: problems.length }, problems);
}

async function moveRecords(act: Act): Promise<HandoverResult['records']> {
  const moved: { entity: string; count: number; to: string }[] = [];
  for (const entity of ownedEntities(act.context)) {
    const to = act.request.entities?.[entity.name] ?? act.request.to;
    const count = await handOverRecords(act, entity, act.person, to, act.affected);
    if (count > 0) moved.push({ entity: entity.name, count, to });
  }
  return moved.sort((a, b) => b.count - a.count);
}

/** Everything that is not owned: each by the ordinary write, with its checks. */
async function moveOthers(act: Act): Promise<HandoverCounts> {
  const { to } = act.request;
  return {
    reports: await moveReports(act),
    heads: await setAll(act, 'heads', { head: to }),
    leads: await setAll(act, 'leads', { leader: to }),
    memberships: await leaveTeams(act),
    deputies: await endAll(act, 'deputies'),
    grants: await endAll(act, 'grants'),
    shares: await endShares(act),
  };
}

type Values = Parameters<typeof updateRecord>[3];

async function update(act: Act, entity: string, id: string, values: Values): Promise<void> {
  const { context, connection, affected } = act;
  await updateRecord(context, entity, id, values, undefined, { connection, affected });
}

async function setAll(act: Act, kind: keyof HandoverCounts, values: Values): Promise<number> {
  const ids = await hanging(act, kind, act.person);
  for (const id of ids) await update(act, HANGING[kind].table, id, values);
  return ids.length;
}

/** A new manager out of the person's own line first takes the person's place, so that no circle arises. */
async function moveReports(act: Act): Promise<number> {
  const { context, connection, person, request } = act;
  const boss = request.reportsTo ?? request.to;
  const ids = await hanging(act, 'reports', person);
  if (ids.length === 0) return 0;
  if (await standsBelow(act, boss)) {
    const { manager } = await getRecord(systemView(context), 'user', person, {
      fields: ['manager'],
      connection,
    });
    await update(act, 'user', boss, { manager: manager ?? null });
  }
  for (const id of ids) if (id !== boss) await update(act, 'user', id, { manager: boss });
  return ids.length;
}

async function standsBelow({ context, connection, person }: Act, boss: string): Promise<boolean> {
  const query = sql`with recursive ${sql.table('line')} (id, above) as (
      select ${sql.ref('user.id')}, ${sql.ref('user.manager')} from ${sql.table('user')} where ${sql.ref('user.id')} = ${boss}
      union select ${sql.ref('user.id')}, ${sql.ref('user.manager')} from ${sql.table('user')}
        join ${sql.table('line')} on ${sql.ref('user.id')} = ${sql.ref('line.above')}
    ) select 1 as ${sql.id('found')} from ${sql.table('line')} where ${sql.ref('line.above')} = ${person}`;
  return (await connection.all(query.compile(context.database.builder))).length > 0;
}

async function leaveTeams(act: Act): Promise<number> {
  const { context, connection, person } = act;
  const ids = await hanging(act, 'memberships', person);
  for (const id of ids) {
    const team = await getRecord(systemView(context), 'team', id, {
      fields: ['members'],
      connection,
    });
    const members = Array.isArray(team.members) ? team.members.map(String) : [];
    await update(act, 'team', id, { members: members.filter((each) => each !== person) });
  }
  return ids.length;
}

/** What runs ends now; what has not begun goes. */
async function endAll(act: Act, kind: 'deputies' | 'grants'): Promise<number> {
  const { context, connection, affected, person } = act;
  const { table } = HANGING[kind];
  const ids = await hanging(act, kind, person);
  for (const id of ids) {
    const { starts_at: starts } = await getRecord(systemView(context), table, id, {
      fields: ['starts_at'],
      connection,
    });
    if (String(starts) < context.now) await update(act, table, id, { ends_at: context.now });
    else await deleteRecord(context, table, id, undefined, { connection, affected });
  }
  return ids.length;
}

async function endShares({ context, connection, person }: Act): Promise<number> {
  const { builder } = context.database;
  const where = HANGING.shares.where(context, person);
  const query = sql`select ${sql.ref('_share.entity')} as ${sql.id('entity')}, ${sql.ref('_share.record')} as ${sql.id('record')}
    from ${sql.table('_share')} where ${where} order by ${sql.ref('_share.id')}`;
  const rows = await connection.all(query.compile(builder));
  const remove = sql`delete from ${sql.table('_share')} where ${where}`;
  await connection.run(remove.compile(builder));
  await logShares(context, connection, rows);
  return rows.length;
}

async function logShares(
  context: Context,
  connection: Connection,
  rows: readonly { readonly entity?: unknown; readonly record?: unknown }[],
): Promise<void> {
  const byId = new Map([...context.live.model.entities.values()].map((each) => [each.id, each]));
  const logged = [];
  for (const row of rows) {
    const entity = byId.get(String(row.entity));
    if (!entity) continue;
    const record = String(row.record);
    const query = sql`select ${sql.ref('t.version')} as ${sql.id('version')} from ${sql.table(entity.table)} as ${sql.id('t')} where ${sql.ref('t.id')} = ${record}`;
    const [found] = await connection.all(query.compile(context.database.builder));
    if (!found) continue;
    const act = { entity: entity.name, record, action: 'unshare', version: Number(found.version) };
    logged.push(actRow(context, act));
  }
  await appendAudits(context.database, connection, logged);
}

async function deactivate(act: Act): Promise<void> {
  const { leftOn } = act.request;
  const values = leftOn === undefined ? { active: false } : { active: false, left_on: leftOn };
  await update(act, 'user', act.person, values);
}
