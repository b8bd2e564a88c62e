// Counts failed sign-ins per account and per network in windows of 15 minutes.
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Database } from '../../core/storage/database.ts';

const WINDOW_MS = 15 * 60_000;
const PER_ACCOUNT = 10;
const PER_NETWORK = 30;

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

interface Window {
  readonly window: string;
  readonly minutesLeft: number;
}

function windowAt(now: Date): Window {
  const start = Math.floor(now.getTime() / WINDOW_MS);
  const minutesLeft = Math.ceil(((start + 1) * WINDOW_MS - now.getTime()) / 60_000);
  return { window: String(start), minutesLeft };
}

/**
 * Counts one attempt before the password is looked at, so that parallel attempts cannot slip through.
 * Throws `auth.too-many` beyond the limits.
 */
export async function countAttempt(
  database: Database,
  email: string,
  address: string,
  now: Date,
): Promise<void> {
  const { window, minutesLeft } = windowAt(now);
  const counts = await database.write(async (connection) => {
    const found: number[] = [];
    for (const name of [`account:${email}`, `network:${networkOf(address)}`]) {
      const upsert = sql`insert into ${sql.table('_attempt')} ("name", "window", "count") values (${name}, ${window}, 1)
        on conflict ("name", "window") do update set "count" = ${sql.ref('_attempt.count')} + 1 returning "count"`;
      const rows = await connection.all(upsert.compile(database.builder));
      found.push(Number(rows[0]?.count ?? 1));
    }
    return found;
  });
  const [account = 0, network = 0] = counts;
  if (account > PER_ACCOUNT || network > PER_NETWORK)
    throw new AppError('auth.too-many', { minutes: minutesLeft });
}

/**
 * A successful sign-in clears the account's count, takes its own attempt off the network's — an office behind one
 * address is no attacker — and forgets old windows.
 */
export async function clearAttempts(
  database: Database,
  email: string,
  address: string,
  now: Date,
): Promise<void> {
  const { window } = windowAt(now);
  const [name, count] = [sql.ref('_attempt.name'), sql.ref('_attempt.count')];
  const remove = sql`delete from ${sql.table('_attempt')} where ${name} = ${`account:${email}`} or ${sql.ref('_attempt.window')} < ${window}`;
  const giveBack = sql`update ${sql.table('_attempt')} set "count" = ${count} - 1
    where ${name} = ${`network:${networkOf(address)}`} and ${sql.ref('_attempt.window')} = ${window} and ${count} > 0`;
  await database.write(async (connection) => {
    await connection.run(remove.compile(database.builder));
    await connection.run(giveBack.compile(database.builder));
  });
}
