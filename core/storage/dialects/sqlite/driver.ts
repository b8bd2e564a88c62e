// SQLite through the driver built into the runtime (node:sqlite, also in Bun): it refuses unknown identifiers, enforces
// foreign keys and never rounds integers by itself. One connection writes, another reads.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { sql } from 'kysely';
import { AppError } from '../../../errors.ts';
import type { Connection, Database, Query, Row } from '../../database.ts';
import { compileSqlite, sqliteBuilder } from './compile.ts';
import { CACHE_KIB, sqliteDialect } from './dialect.ts';
import { sqliteFunctions } from './functions.ts';

export interface SqliteOptions {
  /** Path of the database file. */
  readonly file: string;
  /** `full` survives power loss, `normal` process death; tests may use `off`. */
  readonly synchronous?: 'full' | 'normal' | 'off';
}

/** Older versions may corrupt a WAL that two connections write (https://sqlite.org/wal.html#walresetbug). */
const OLDEST_SAFE = [3, 51, 3];
const MOST_STATEMENTS = 1000;

/** Opens (and creates) a database file. Throws when SQLite is too old. */
export function openSqlite(options: SqliteOptions): Database {
  const writer = openConnection(options);
  assertSafeVersion(writer);
  const reader = openConnection(options);
  const read = new SqliteConnection(reader);
  const write = new SqliteConnection(writer);
  const listeners = new Set<(tables: ReadonlySet<string>) => void>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    dialect: sqliteDialect,
    builder: sqliteBuilder,
    read,
    write(work) {
      const result = last.then(() => transaction(writer, write, work, listeners));
      last = result.catch(() => undefined);
      return result;
    },
    onCommit(listener) {
      listeners.add(listener);
    },
    async backup(file) {
      read.run(compileSqlite(sql`vacuum into ${file}`));
    },
    async close() {
      await last;
      // Statistics of the tables that were read and have grown tenfold: https://sqlite.org/pragma.html#pragma_optimize
      if (write.hasWritten) reader.exec('pragma optimize');
      reader.close();
      writer.close();
    },
  };
}

function openConnection(options: SqliteOptions): DatabaseSync {
  const connection = new DatabaseSync(options.file);
  const pragmas = [
    'journal_mode = wal',
    `synchronous = ${options.synchronous ?? 'full'}`,
    'foreign_keys = on',
    'busy_timeout = 5000',
    `cache_size = -${CACHE_KIB}`,
    'temp_store = memory',
    'mmap_size = 268435456',
    'analysis_limit = 400',
    // Pages that many commits change are copied back once; 32 MB of log at most.
    'wal_autocheckpoint = 8000',
  ];
  for (const pragma of pragmas) connection.exec(`pragma ${pragma}`);
  for (const { name, implementation } of sqliteFunctions) {
    connection.function(name, { deterministic: true, varargs: true }, implementation as never);
  }
  connection.function('crm_join_sum', { deterministic: true, useBigIntArguments: true }, joinSum);
  return connection;
}

/** High part × 10⁹ + low part, as text; null over no rows. */
function joinSum(high: unknown, low: unknown): string | null {
  if (typeof high !== 'bigint' || typeof low !== 'bigint') return null;
  return String(high * 1_000_000_000n + low);
}

function assertSafeVersion(connection: DatabaseSync): void {
  const actual = String(connection.prepare('select sqlite_version() as version').get()?.version);
  const parts = actual.split('.').map(Number);
  for (const [index, least] of OLDEST_SAFE.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least)
      throw new AppError('storage.too-old', { actual, expected: OLDEST_SAFE.join('.') });
  }
}

interface Prepared {
  readonly statement: StatementSync;
  /** Table the statement writes to. */
  readonly writes?: string;
}

const WRITES = /^\s*(?:insert(?: or \w+)? into|update|delete from)\s+"([^"]+)"/i;

/** Statements are prepared once per text; the least recently made go first. */
class SqliteConnection implements Connection {
  /** Tables written since the transaction began. */
  readonly written = new Set<string>();
  hasWritten = false;
  readonly #statements = new Map<string, Prepared>();
  readonly #connection: DatabaseSync;

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  all(query: Query): Row[] {
    return this.#statement(query.sql).all(...(query.parameters as never[])) as Row[];
  }

  run(query: Query): number {
    return Number(this.#statement(query.sql).run(...(query.parameters as never[])).changes);
  }

  insert(query: Query): number {
    return Number(this.#statement(query.sql).run(...(query.parameters as never[])).lastInsertRowid);
  }

  #statement(text: string): StatementSync {
    const known = this.#statements.get(text);
    const prepared = known ?? this.#prepare(text);
    if (prepared.writes !== undefined) this.written.add(prepared.writes);
    return prepared.statement;
  }

  #prepare(text: string): Prepared {
    const prepared = { statement: this.#connection.prepare(text), writes: text.match(WRITES)?.[1] };
    if (this.#statements.size >= MOST_STATEMENTS) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    this.#statements.set(text, prepared);
    return prepared;
  }
}

async function transaction<T>(
  connection: DatabaseSync,
  write: SqliteConnection,
  work: (connection: Connection) => Promise<T>,
  listeners: ReadonlySet<(tables: ReadonlySet<string>) => void>,
): Promise<T> {
  connection.exec('begin immediate');
  write.written.clear();
  try {
    const result = await work(write);
    connection.exec('commit');
    write.hasWritten = true;
    for (const listener of listeners) listener(write.written);
    return result;
  } catch (error) {
    if (connection.isTransaction) connection.exec('rollback');
    throw error;
  }
}
