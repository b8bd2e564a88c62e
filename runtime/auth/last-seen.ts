// When sessions and keys were last used: noted in memory, written for all of them together at most once a minute, and
// never waited for by a request.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { hashToken } from './tokens.ts';

const MINUTE = 60_000;

interface Notes {
  lastWrite: number;
  readonly sessions: Map<string, string>;
  readonly keys: Map<string, string>;
}

const notes = new WeakMap<object, Notes>();

/** Notes a use. @param session hash of the session; without it the token is an API key's */
export function noteUse(runtime: Runtime, token: string, session: string | undefined): void {
  const { database } = runtime;
  const known = notes.get(database) ?? { lastWrite: 0, sessions: new Map(), keys: new Map() };
  notes.set(database, known);
  const now = runtime.now();
  const at = now.toISOString();
  if (session) known.sessions.set(session, at);
  else known.keys.set(token, at);
  if (Math.abs(now.getTime() - known.lastWrite) < MINUTE) return;
  known.lastWrite = now.getTime();
  writeUses(runtime, known).catch((error) =>
    runtime.log.warn({ error: String(error) }, 'last uses of sessions were not written'),
  );
}

async function writeUses({ database }: Runtime, known: Notes): Promise<void> {
  const sessions = [...known.sessions];
  const keys = [...known.keys].map(([token, at]) => [hashToken(token), at] as const);
  known.sessions.clear();
  known.keys.clear();
  await database.write(async (connection) => {
    for (const [table, column, uses] of [
      ['_session', 'seen_at', sessions],
      ['_api_key', 'used_at', keys],
    ] as const)
      for (const [hash, at] of uses) {
        const update = sql`update ${sql.table(table)} set ${sql.id(column)} = ${at} where ${sql.ref(`${table}.hash`)} = ${hash}`;
        await connection.run(update.compile(database.builder));
      }
  });
}
