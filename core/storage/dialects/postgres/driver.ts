// PostgreSQL through the client built into Bun. Reads go to the pool; writes run one after the other, as on SQLite: the
// change log is a chain, roll-ups and circles are checked over what others have committed, and nobody deadlocks.
import { SQL } from 'bun';
import type { Connection, Database, Query, Row } from '../../database.ts';
import { postgresBuilder } from './compile.ts';
import { postgresDialect } from './dialect.ts';
import { postgresFunctions } from './functions.ts';

/** The part of Bun's client that both the pool and a reserved connection have. */
interface Client {
  unsafe(text: string, parameters?: unknown[]): PromiseLike<unknown>;
}

/** A transaction that met a deadlock or a schema change is tried this often. */
const TRIES = 5;
/** Held by the one writing transaction, over all processes; the number means nothing else. */
const WRITE_LOCK = 'select pg_advisory_xact_lock(7203281954)';

/** Opens a pool; throws when the server cannot be reached. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new SQL({ url, max: 10 });
  for (const definition of postgresFunctions) await pool.unsafe(definition);
  const read = connectionOf(pool);
  // Waiting here and not in the database leaves the pool's connections to the reads.
  let last: Promise<unknown> = Promise.resolve();
  return {
    dialect: postgresDialect,
    builder: postgresBuilder,
    read,
    write(work) {
      const result = last.then(() => persistently(pool, work));
      last = result.catch(() => undefined);
      return result;
    },
    async close() {
      await last;
      await pool.close();
    },
  };
}

function connectionOf(client: Client): Connection {
  return {
    async all(query: Query) {
      return (await client.unsafe(query.sql, query.parameters as unknown[])) as Row[];
    },
    async run(query: Query) {
      const result = (await client.unsafe(query.sql, query.parameters as unknown[])) as {
        count?: number;
      };
      return result.count ?? 0;
    },
    async insert(query: Query) {
      const text = `${query.sql} returning "rid"`;
      const [row] = (await client.unsafe(text, query.parameters as unknown[])) as Row[];
      return Number(row?.rid);
    },
  };
}

async function persistently<T>(
  pool: SQL,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction(pool, work);
    } catch (error) {
      const again = postgresDialect.failure(error)?.kind === 'retry' && attempt < TRIES;
      if (!again) throw error;
    }
  }
}

async function transaction<T>(pool: SQL, work: (connection: Connection) => Promise<T>): Promise<T> {
  const reserved = await pool.reserve();
  try {
    await reserved.unsafe('begin');
    await reserved.unsafe(WRITE_LOCK);
    const result = await work(connectionOf(reserved));
    await reserved.unsafe('commit');
    return result;
  } catch (error) {
    await reserved.unsafe('rollback').catch(() => undefined);
    throw error;
  } finally {
    reserved.release();
  }
}
