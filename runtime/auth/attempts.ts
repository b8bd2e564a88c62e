// Counts failed attempts per account and per network over the last 15 minutes, by the minute. An attempt counts before
// its password is looked at, so that parallel ones cannot slip through; a right password takes it back.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Connection, Database } from '../../core/storage/database.ts';

const WINDOW_MINUTES = 15;
const MOST_FAILURES = 10;
/** Mails with links are cheap to ask for and dear to send. */
const MOST_RESETS_PER_NETWORK = 30;

export interface Limit {
  readonly name: string;
  readonly most: number;
  /** A success forgets all failures, not only its own attempt. */
  readonly clearedBySuccess: boolean;
}

/** What a wrong password of an account from a network counts against. */
export function passwordLimits(email: string, address: string): Limit[] {
  return [
    { name: `account:${email}`, most: MOST_FAILURES, clearedBySuccess: true },
    { name: `network:${networkOf(address)}`, most: MOST_FAILURES, clearedBySuccess: false },
  ];
}

/** What a wrong code of a second factor counts against. */
export function codeLimits(user: string): Limit[] {
  return [{ name: `code:${user}`, most: MOST_FAILURES, clearedBySuccess: true }];
}

/** What asking for a new password counts against. */
export function resetLimits(email: string, address: string): Limit[] {
  const network = `reset-network:${networkOf(address)}`;
  return [
    { name: `reset:${email}`, most: MOST_FAILURES, clearedBySuccess: false },
    { name: network, most: MOST_RESETS_PER_NETWORK, clearedBySuccess: false },
  ];
}

/** IPv4 address, or the /64 network of an IPv6 address: one person can use a whole /64. */
export function networkOf(address: string): string {
  const mapped = address.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? Math.max(8 - left.length - right.length, 0) : 0;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** An attempt that was counted. */
export interface Attempt {
  /** In the transaction at hand: a success takes the attempt back. */
  succeeded(connection: Connection): Promise<void>;
  /** Must be called at the end, whatever came out. */
  close(): void;
}

/** Attempts whose outcome is not known yet, by limit: those who would be refused because of them wait for them. */
const running = new WeakMap<Database, Map<string, Set<Promise<void>>>>();

/** Counts an attempt. Throws `auth.too-many` with `limit` in its parameters. */
export async function beginAttempt(
  database: Database,
  limits: readonly Limit[],
  now: Date,
): Promise<Attempt> {
  const inFlight = running.get(database) ?? new Map<string, Set<Promise<void>>>();
  running.set(database, inFlight);
  for (;;) {
    try {
      await database.write((connection) => count(database, connection, limits, now));
      break;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const others = inFlight.get(String(error.params.limit));
      if (!others || others.size === 0) throw error;
      await Promise.race(others);
    }
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const { name } of limits) inFlight.set(name, (inFlight.get(name) ?? new Set()).add(promise));
  return {
    succeeded: (connection) => takeBack(database, connection, limits, now),
    close() {
      for (const { name } of limits) {
        inFlight.get(name)?.delete(promise);
        if (inFlight.get(name)?.size === 0) inFlight.delete(name);
      }
      resolve();
    },
  };
}

const minuteOf = (now: Date) => Math.floor(now.getTime() / 60_000);
const column = (name: string) => sql.ref(`_attempt.${name}`);

async function count(
  database: Database,
  connection: Connection,
  limits: readonly Limit[],
  now: Date,
): Promise<void> {
  const minute = minuteOf(now);
  for (const { name, most } of limits) {
    const query = sql`select ${column('window')}, ${column('count')} from ${sql.table('_attempt')}
      where ${column('name')} = ${name} and ${column('window')} >= ${String(minute - WINDOW_MINUTES)} order by ${column('window')}`;
    const rows = await connection.all(query.compile(database.builder));
    const failures = rows.map((row) => [Number(row.window), Number(row.count)] as const);
    if (sumOf(failures) >= most) throw tooMany(name, failures, most, now);
    const upsert = sql`insert into ${sql.table('_attempt')} ("name", "window", "count") values (${name}, ${String(minute)}, 1)
      on conflict ("name", "window") do update set "count" = ${column('count')} + 1`;
    await connection.run(upsert.compile(database.builder));
  }
}

const sumOf = (failures: readonly (readonly [number, number])[]) =>
  failures.reduce((sum, [, failed]) => sum + failed, 0);

/** The refusal, with the time until enough failures are old. */
function tooMany(
  limit: string,
  failures: readonly (readonly [number, number])[],
  most: number,
  now: Date,
): AppError {
  let left = sumOf(failures);
  let until = minuteOf(now) + 1;
  for (const [minute, failed] of failures) {
    left -= failed;
    until = minute + WINDOW_MINUTES + 1;
    if (left < most) break;
  }
  const seconds = Math.max(Math.ceil((until * 60_000 - now.getTime()) / 1000), 1);
  return new AppError('auth.too-many', { minutes: Math.ceil(seconds / 60), seconds, limit });
}

async function takeBack(
  database: Database,
  connection: Connection,
  limits: readonly Limit[],
  now: Date,
): Promise<void> {
  const minute = minuteOf(now);
  for (const { name, clearedBySuccess } of limits) {
    const statement = clearedBySuccess
      ? sql`delete from ${sql.table('_attempt')} where ${column('name')} = ${name}`
      : sql`update ${sql.table('_attempt')} set "count" = ${column('count')} - 1
          where ${column('name')} = ${name} and ${column('window')} = ${String(minute)} and ${column('count')} > 0`;
    await connection.run(statement.compile(database.builder));
  }
  const old = sql`delete from ${sql.table('_attempt')} where ${column('window')} < ${String(minute - WINDOW_MINUTES)}`;
  await connection.run(old.compile(database.builder));
}

/** Forgets the failures of an account. @returns true when there were any */
export async function unlock(
  database: Database,
  connection: Connection,
  account: { email: string; user: string },
): Promise<boolean> {
  const names = [`account:${account.email}`, `code:${account.user}`];
  const remove = sql`delete from ${sql.table('_attempt')} where ${column('name')} in (${sql.join(names)})`;
  return (await connection.run(remove.compile(database.builder))) > 0;
}

/** True once per lock-out: the first refusal is worth an event, the thousandth is not. */
export async function isFirstRefusal(
  database: Database,
  connection: Connection,
  limit: string,
  now: Date,
): Promise<boolean> {
  const minute = minuteOf(now);
  const name = `told:${limit}`;
  const query = sql`select 1 as ${sql.id('found')} from ${sql.table('_attempt')}
    where ${column('name')} = ${name} and ${column('window')} >= ${String(minute - WINDOW_MINUTES)}`;
  if ((await connection.all(query.compile(database.builder))).length > 0) return false;
  const insert = sql`insert into ${sql.table('_attempt')} ("name", "window", "count") values (${name}, ${String(minute)}, 0)`;
  await connection.run(insert.compile(database.builder));
  return true;
}

/** True while the account itself is refused, from wherever. */
export async function isLocked(
  database: Database,
  account: { email: string; user: string },
  now: Date,
): Promise<boolean> {
  const names = [`account:${account.email}`, `code:${account.user}`];
  const since = String(minuteOf(now) - WINDOW_MINUTES);
  const query = sql`select sum(${column('count')}) as ${sql.id('failures')} from ${sql.table('_attempt')}
    where ${column('name')} in (${sql.join(names)}) and ${column('window')} >= ${since} group by ${column('name')}`;
  const rows = await database.read.all(query.compile(database.builder));
  return rows.some((row) => Number(row.failures) >= MOST_FAILURES);
}
