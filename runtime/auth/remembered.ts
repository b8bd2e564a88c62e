// Remembers who a token stands for, as long as no commit has touched a table that could change the answer. A revoked
// session, a demotion or a deactivated user therefore holds on the very next request. Where other processes may write
// the database (PostgreSQL), nothing is remembered.
import type { Database } from '../../core/storage/database.ts';
import { STANDING_TABLES } from './standing.ts';

/** What the look-up reads; a role's key comes with the metadata, like the directory. */
const READ_TABLES: ReadonlySet<string> = new Set([
  '_session',
  '_api_key',
  'user',
  'user__roles',
  'user__departments',
  'department',
  'role',
  ...STANDING_TABLES,
]);
const MOST = 10_000;

class Remembered<T> {
  /** Counts the commits that made it forget; an answer read before one of them is not kept after it. */
  #generation = 0;
  readonly #answers = new Map<string, T>();
  #basis: object | undefined;

  constructor(database: Database) {
    database.onCommit?.((tables) => {
      if (!tables.isDisjointFrom(READ_TABLES)) this.#forget();
    });
  }

  async of(
    basis: object,
    key: string,
    find: () => Promise<T | undefined>,
    holds: (answer: T) => boolean,
  ): Promise<T | undefined> {
    if (basis !== this.#basis) this.#forget();
    this.#basis = basis;
    const known = this.#answers.get(key);
    if (known !== undefined && holds(known)) return known;
    const generation = this.#generation;
    const found = await find();
    if (found === undefined || generation !== this.#generation) return found;
    if (this.#answers.size >= MOST) this.#answers.clear();
    this.#answers.set(key, found);
    return found;
  }

  #forget(): void {
    this.#generation++;
    this.#answers.clear();
  }
}

const memories = new WeakMap<Database, Remembered<object>>();

/**
 * The answer kept under a key, or the one `find` gives; `undefined` is never kept.
 * @param basis what else the answers rest on; another one begins anew
 * @param holds whether a kept answer still holds
 */
export async function remembered<T extends object>(
  database: Database,
  basis: object,
  key: string,
  find: () => Promise<T | undefined>,
  holds: (answer: T) => boolean,
): Promise<T | undefined> {
  if (!database.onCommit) return find();
  const memory = memories.get(database) ?? new Remembered(database);
  memories.set(database, memory);
  const stillHolds = (answer: object) => holds(answer as T);
  return (await memory.of(basis, key, find, stillHolds)) as T | undefined;
}
