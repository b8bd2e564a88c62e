// Sessions, API keys and who is behind them. The request path does one prepared look-up per kind of credential, and
// none while nothing has changed.
import { sql } from 'kysely';
import type { Actor, ActorLimits } from '../../core/access/actor.ts';
import type { Connection, Database, Query } from '../../core/storage/database.ts';
import { remembered } from './remembered.ts';
import { type Standing, standingOf } from './standing.ts';
import { hashToken, newToken } from './tokens.ts';

/** A session ends after this many days, whatever happens. */
const SESSION_DAYS = 30;
export const API_KEY_PREFIX = 'crm_';

/** What somebody must do before anything else: enter a code, set up a second factor, choose a password. */
export type Pending = 'factor' | 'enrol' | 'password';

export interface SignedIn {
  readonly actor: Actor;
  /** Hash of the session; undefined for API keys. */
  readonly session?: string;
  readonly pending?: Pending;
  /** Id of the administrator who looks at the product as the actor. */
  readonly viewer?: string;
  readonly expires: string | null;
}

interface PersonRow {
  id: string;
  name: string;
  locale: string | null;
  time_zone: string | null;
  department: string | null;
  roles: string;
  departments: string;
  expires_at: string | null;
  pending: string | null;
  viewer: string | null;
  limits: string | null;
}

/** What the look-up needs besides the database; kept by the runtime, renewed when roles or metadata change. */
export interface Directory {
  /** Role record id → key. Role records are mirrored from the packs, so this changes with the metadata only. */
  readonly roleKeys: ReadonlyMap<string, string>;
  /** Roles whose policies ask for the reporting line. */
  readonly rolesWithSubordinates: ReadonlySet<string>;
}

interface Holder extends SignedIn {
  /** When the answer must be looked up again, whatever has been written. */
  readonly until: string | null;
}

/** Looks up who a token stands for; undefined when it is unknown, expired or its user inactive. */
export async function whoIs(
  database: Database,
  directory: Directory,
  token: string,
  now: string,
): Promise<SignedIn | undefined> {
  const find = () => findHolder(database, directory, token, now);
  const holds = ({ until }: Holder) => until === null || until > now;
  const holder = await remembered(database, directory, token, find, holds);
  return holder && (holder.expires === null || holder.expires > now) ? holder : undefined;
}

async function findHolder(
  database: Database,
  directory: Directory,
  token: string,
  now: string,
): Promise<Holder | undefined> {
  const hash = hashToken(token);
  const isKey = token.startsWith(API_KEY_PREFIX);
  const query = personQuery(database, isKey ? '_api_key' : '_session', hash);
  const row = (await database.read.all(query))[0] as unknown as PersonRow | undefined;
  if (!row) return undefined;
  if (row.viewer !== null && !(await isAdministrator(database, row.viewer, now))) return undefined;
  const kind = isKey ? 'key' : 'user';
  const { actor, until } = await standingActor(database, directory, row, kind, now);
  const limits = limitsOf(row);
  return {
    actor: limits ? { ...actor, limits } : actor,
    session: isKey ? undefined : hash,
    pending: (row.pending as Pending | null) ?? undefined,
    viewer: row.viewer ?? undefined,
    expires: row.expires_at,
    // A view also ends with the viewer's rights, which may end by time: it is looked up each time.
    until: row.viewer === null ? until : now,
  };
}

/** The active person of an id as he would act now; undefined when there is none. */
export async function actorOfPerson(
  database: Database,
  directory: Directory,
  person: string,
  now: string,
): Promise<Actor | undefined> {
  const query = personQuery(database, 'user', person);
  const row = (await database.read.all(query))[0] as unknown as PersonRow | undefined;
  return row && (await standingActor(database, directory, row, 'user', now)).actor;
}

async function standingActor(
  database: Database,
  directory: Directory,
  row: PersonRow,
  kind: Actor['kind'],
  now: string,
): Promise<{ actor: Actor; until: string | null }> {
  const own = JSON.parse(row.roles) as string[];
  const standing = await standingOf(database, row.id, own, now);
  const held = [...new Set([...own, ...standing.roles])];
  const roles = held.flatMap((id) => directory.roleKeys.get(id) ?? []);
  const needed = roles.some((role) => directory.rolesWithSubordinates.has(role));
  const subordinates = needed ? await subordinatesOf(database, row.id) : [];
  return { actor: actorOf(row, kind, roles, subordinates, standing), until: standing.until };
}

/** What reading is: all that is left in a view as somebody else. */
export const READING: readonly string[] = ['read', 'export', 'print'];

function limitsOf(row: PersonRow): ActorLimits | undefined {
  if (row.viewer !== null) return { actions: READING };
  return row.limits === null ? undefined : (JSON.parse(row.limits) as ActorLimits);
}

const personQueries = new WeakMap<Database, Map<string, Query>>();
/** Stands for the hash in a compiled statement until it is run. */
const HASH = '\u0001hash';

type Found = '_session' | '_api_key' | 'user';

/** By the hash of a session or key, or by the person's own id. */
function personQuery(database: Database, table: Found, key: string): Query {
  const cache = personQueries.get(database) ?? new Map<string, Query>();
  personQueries.set(database, cache);
  const compiled = cache.get(table) ?? compilePersonQuery(database, table);
  cache.set(table, compiled);
  return {
    sql: compiled.sql,
    parameters: compiled.parameters.with(compiled.parameters.indexOf(HASH), key),
  };
}

function compilePersonQuery(database: Database, table: Found): Query {
  const { dialect } = database;
  const id = sql.ref('user.id');
  const roles = dialect.listOf('user__roles', 'value', id);
  const departments = dialect.listOf('user__departments', 'value', id);
  const active = dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const isPerson = table === 'user';
  const kept: readonly string[] = isPerson
    ? []
    : table === '_api_key'
      ? ['expires_at', 'limits']
      : ['expires_at', 'pending', 'viewer'];
  const own = ['expires_at', 'pending', 'viewer', 'limits'].map((column) =>
    kept.includes(column) ? sql.ref(`${table}.${column}`) : sql`null as ${sql.id(column)}`,
  );
  const joined = isPerson
    ? sql``
    : sql`join ${sql.table(table)} on ${id} = ${sql.ref(`${table}.user`)}`;
  const key = sql.ref(isPerson ? 'user.id' : `${table}.hash`);
  return sql`select ${id}, ${sql.ref('user.name')}, ${sql.ref('user.locale')}, ${sql.ref('user.time_zone')},
    ${sql.ref('user.department')}, ${roles} as ${sql.id('roles')}, ${departments} as ${sql.id('departments')},
    ${sql.join(own)} from ${sql.table('user')} ${joined}
    where ${key} = ${HASH} and ${sql.ref('user.active')} = ${active} and ${sql.ref('user.deleted_at')} is null`.compile(
    database.builder,
  );
}

/** Everybody below a person in the reporting line, at most 20 levels. */
async function subordinatesOf(database: Database, user: string): Promise<string[]> {
  const query = sql`with recursive ${sql.table('below')} (id, depth) as (
      select ${sql.ref('user.id')}, 1 from ${sql.table('user')} where ${sql.ref('user.manager')} = ${user}
      union select ${sql.ref('user.id')}, ${sql.ref('below.depth')} + 1 from ${sql.table('user')}
        join ${sql.table('below')} on ${sql.ref('user.manager')} = ${sql.ref('below.id')} where ${sql.ref('below.depth')} < 20
    ) select distinct ${sql.ref('below.id')} from ${sql.table('below')}`;
  const rows = await database.read.all(query.compile(database.builder));
  return rows.map((row) => String(row.id));
}

function actorOf(
  row: PersonRow,
  kind: Actor['kind'],
  roles: string[],
  subordinates: string[],
  { actsFor, teams, principals, shareRules }: Standing,
): Actor {
  const others = (JSON.parse(row.departments) as string[]).filter((id) => id !== row.department);
  return {
    id: row.id,
    kind,
    name: row.name,
    roles,
    departments: row.department ? [row.department, ...others] : others,
    subordinates,
    actsFor,
    teams,
    principals,
    shareRules,
    locale: row.locale === 'en' ? 'en' : 'zh-CN',
    timeZone: row.time_zone ?? 'Asia/Shanghai',
  };
}

export interface NewSession {
  readonly now: Date;
  readonly agent: string;
  readonly address: string;
  readonly pending?: Pending;
  readonly viewer?: string;
  /** How long it lasts; without it as long as sessions do. */
  readonly minutes?: number;
}

export interface OpenedSession {
  readonly token: string;
  readonly expires: Date;
}

/** Opens a session. @returns the token for the cookie and when it ends */
export async function openSession(
  database: Database,
  connection: Connection,
  user: string,
  session: NewSession,
): Promise<OpenedSession> {
  const token = newToken();
  const minutes = session.minutes ?? SESSION_DAYS * 1440;
  const expires = new Date(session.now.getTime() + minutes * 60_000);
  const now = session.now.toISOString();
  const values = {
    hash: hashToken(token),
    user,
    created_at: now,
    seen_at: now,
    expires_at: expires.toISOString(),
    agent: session.agent.slice(0, 200),
    address: session.address,
    pending: session.pending ?? null,
    viewer: session.viewer ?? null,
  };
  await connection.run(database.builder.insertInto('_session').values(values).compile());
  return { token, expires };
}

/** Ends one session. @returns false when it had ended already */
export async function closeSession(
  database: Database,
  connection: Connection,
  hash: string,
): Promise<boolean> {
  const remove = sql`delete from ${sql.table('_session')} where ${sql.ref('_session.hash')} = ${hash}`;
  return (await connection.run(remove.compile(database.builder))) > 0;
}

/** Ids of the roles an active user has at the moment, for a time or for good. */
export async function heldRoles(database: Database, user: string, now: string): Promise<string[]> {
  const active = database.dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const query = sql`select ${sql.ref('user__roles.value')} as ${sql.id('role')} from ${sql.table('user')}
    left join ${sql.table('user__roles')} on ${sql.ref('user__roles.record')} = ${sql.ref('user.id')}
    where ${sql.ref('user.id')} = ${user} and ${sql.ref('user.active')} = ${active} and ${sql.ref('user.deleted_at')} is null`;
  const rows = await database.read.all(query.compile(database.builder));
  if (rows.length === 0) return [];
  const own = rows.flatMap(({ role }) => (role === null ? [] : [String(role)]));
  const { roles } = await standingOf(database, user, own, now);
  return [...new Set([...own, ...roles])];
}

async function isAdministrator(database: Database, user: string, now: string): Promise<boolean> {
  const roles = await heldRoles(database, user, now);
  if (roles.length === 0) return false;
  const yes = database.dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const query = sql`select 1 as ${sql.id('found')} from ${sql.table('role')}
    where ${sql.ref('role.id')} in (${sql.join(roles)}) and ${sql.ref('role.administrator')} = ${yes}`;
  return (await database.read.all(query.compile(database.builder))).length > 0;
}
