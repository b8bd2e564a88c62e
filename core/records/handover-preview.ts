// What hangs on a person before somebody else takes over: records owned, place in the organisation, what was given to him.
import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Entity } from '../model/model.ts';
import type { Connection } from '../storage/database.ts';
import { namesOf } from './attach-names.ts';
import type { Context, Writing } from './context.ts';

/** How many of each hang on a person. */
export interface HandoverCounts {
  /** People he is the manager of. */
  readonly reports: number;
  readonly heads: number;
  readonly leads: number;
  readonly memberships: number;
  /** Deputies for him and by him that have not ended. */
  readonly deputies: number;
  readonly grants: number;
  readonly shares: number;
}

export interface HandoverPreview extends HandoverCounts {
  readonly person: { readonly id: string; readonly name: string; readonly active: boolean };
  /** Live records he owns, by entity, the most first. */
  readonly records: readonly { readonly entity: string; readonly count: number }[];
}

type Condition = RawBuilder<unknown>;

/** Throws `access.denied` unless the actor administers. */
export function requireHandover({ access, actor, live }: Context): void {
  if (access.administrator) return;
  const label = live.model.entities.get('user')?.label[actor.locale] ?? 'user';
  throw new AppError('access.denied', { entity: label, action: 'transfer' });
}

/** Entities whose records change hands: owned, logged, and written by people. What is not logged are one's own settings. */
export function ownedEntities({ live }: Context): Entity[] {
  return [...live.model.entities.values()].filter(
    ({ features }) => features.owner && features.audit && !features.engine,
  );
}

const live = (table: string) => sql`${sql.ref(`${table}.deleted_at`)} is null`;
const notOver = ({ database, now, live: { model } }: Context, table: string) => {
  const column = model.entities.get(table)?.fields.get('ends_at')?.columns[0];
  const moment = column ? database.dialect.bind(column, now) : now;
  return sql`${sql.ref(`${table}.ends_at`)} > ${moment}`;
};

/** Conditions of what hangs on a person, each over the table it stands in. */
export const HANGING: Readonly<
  Record<
    keyof HandoverCounts,
    { table: string; where(context: Context, person: string): Condition }
  >
> = {
  reports: {
    table: 'user',
    where: (_, person) => sql`${sql.ref('user.manager')} = ${person} and ${live('user')}`,
  },
  heads: {
    table: 'department',
    where: (_, person) => sql`${sql.ref('department.head')} = ${person} and ${live('department')}`,
  },
  leads: {
    table: 'team',
    where: (_, person) => sql`${sql.ref('team.leader')} = ${person} and ${live('team')}`,
  },
  memberships: {
    table: 'team',
    where: (
      _,
      person,
    ) => sql`${live('team')} and ${sql.ref('team.id')} in (select ${sql.ref('team__members.record')}
      from ${sql.table('team__members')} where ${sql.ref('team__members.value')} = ${person})`,
  },
  deputies: {
    table: 'deputy',
    where: (context, person) =>
      sql`(${sql.ref('deputy.person')} = ${person} or ${sql.ref('deputy.deputy')} = ${person}) and ${live('deputy')} and ${notOver(context, 'deputy')}`,
  },
  grants: {
    table: 'role_grant',
    where: (context, person) =>
      sql`${sql.ref('role_grant.person')} = ${person} and ${live('role_grant')} and ${notOver(context, 'role_grant')}`,
  },
  shares: {
    table: '_share',
    where: (_, person) =>
      sql`${sql.ref('_share.principal')} = ${person} and ${sql.ref('_share.principal_kind')} = 'user'`,
  },
};

/** Ids of what hangs on a person in one way. */
export async function hanging(
  { context, connection }: Writing,
  kind: keyof HandoverCounts,
  person: string,
): Promise<string[]> {
  const { table, where } = HANGING[kind];
  const query = sql`select ${sql.ref(`${table}.id`)} as ${sql.id('id')} from ${sql.table(table)}
    where ${where(context, person)} order by ${sql.ref(`${table}.id`)}`;
  const rows = await connection.all(query.compile(context.database.builder));
  return rows.map(({ id }) => String(id));
}

async function count(
  context: Context,
  connection: Connection,
  table: string,
  where: Condition,
): Promise<number> {
  const query = sql`select count(*) as ${sql.id('count')} from ${sql.table(table)} where ${where}`;
  const [row] = await connection.all(query.compile(context.database.builder));
  return Number(row?.count ?? 0);
}

/** The live records of an entity that a person owns. */
export function ownedBy({ table }: Entity, person: string): Condition {
  return sql`${sql.ref(`${table}.owner`)} = ${person} and ${live(table)}`;
}

/**
 * What would be handed over if somebody left.
 * @throws record.not-found for nobody, access.denied for who is no administrator
 */
export async function previewHandover(context: Context, person: string): Promise<HandoverPreview> {
  requireHandover(context);
  const { read, builder } = context.database;
  const found = sql`select ${sql.ref('user.active')} as ${sql.id('active')} from ${sql.table('user')}
    where ${sql.ref('user.id')} = ${person} and ${live('user')}`;
  const [row] = await read.all(found.compile(builder));
  if (!row) throw new AppError('record.not-found');
  const names = await namesOf(context, 'user', [person]);
  const records: { entity: string; count: number }[] = [];
  for (const entity of ownedEntities(context)) {
    const owned = await count(context, read, entity.table, ownedBy(entity, person));
    if (owned > 0) records.push({ entity: entity.name, count: owned });
  }
  const counts: Partial<Record<keyof HandoverCounts, number>> = {};
  for (const kind of Object.keys(HANGING) as (keyof HandoverCounts)[]) {
    const { table, where } = HANGING[kind];
    counts[kind] = await count(context, read, table, where(context, person));
  }
  return {
    person: {
      id: person,
      name: names.get(person) ?? '',
      active: Number(row.active) === 1 || row.active === true,
    },
    records: records.sort((a, b) => b.count - a.count),
    ...(counts as HandoverCounts),
  };
}
