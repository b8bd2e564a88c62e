// The departments below given ones. Kept until a commit touches departments; where other processes may write the
// database nothing is kept.
import { type Expression, sql } from 'kysely';
import type { Database } from '../storage/database.ts';

/** Departments below the given ones (a parenthesised list or sub-select), themselves included, as a SELECT. */
export function departmentSubtree(ancestors: Expression<unknown>): Expression<unknown> {
  return sql`with recursive ${sql.table('tree')} (id) as (
      select ${sql.ref('department.id')} from ${sql.table('department')} where ${sql.ref('department.id')} in ${ancestors}
      union select ${sql.ref('department.id')} from ${sql.table('department')}
        join ${sql.table('tree')} on ${sql.ref('department.parent')} = ${sql.ref('tree.id')}
    ) select ${sql.ref('tree.id')} from ${sql.table('tree')}`;
}

const MOST = 1000;

class Kept {
  /** Counts the commits that made it forget; what was read before one of them is not kept after it. */
  #generation = 0;
  readonly #answers = new Map<string, readonly string[]>();

  constructor(database: Database) {
    database.onCommit?.((tables) => {
      if (!tables.has('department')) return;
      this.#generation++;
      this.#answers.clear();
    });
  }

  async of(key: string, find: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const known = this.#answers.get(key);
    if (known) return known;
    const generation = this.#generation;
    const found = await find();
    if (generation !== this.#generation) return found;
    if (this.#answers.size >= MOST) this.#answers.clear();
    this.#answers.set(key, found);
    return found;
  }
}

const memories = new WeakMap<Database, Kept>();

/** Ids of the departments below the given ones, themselves included. */
export async function departmentsBelow(
  database: Database,
  departments: readonly string[],
): Promise<readonly string[]> {
  if (departments.length === 0) return [];
  const find = async () => {
    const ids = sql`(${sql.join(departments)})`;
    const query = sql`${departmentSubtree(ids)}`.compile(database.builder);
    return (await database.read.all(query)).map((row) => String(row.id));
  };
  if (!database.onCommit) return find();
  const memory = memories.get(database) ?? new Kept(database);
  memories.set(database, memory);
  return memory.of(departments.join(' '), find);
}
