// Step: a record stands in its owner's department. It follows a new owner, unless the writer says another department.
import { sql } from 'kysely';
import type { Context, Writing } from '../context.ts';
import type { Write } from '../write-state.ts';

/** Departments of people met in one request, so that many records of one owner cost one look-up. */
const met = new WeakMap<Context, Map<string, string | null>>();

export async function followOwner(write: Write): Promise<void> {
  const { entity, record, changed, action, input, context } = write;
  if (!entity.features.owner || Object.hasOwn(input, 'department')) return;
  const owner = typeof record.owner === 'string' ? record.owner : null;
  if (action === 'create') {
    if (record.department !== null) return;
    const isOwn = owner === null || owner === context.actor.id;
    record.department = isOwn
      ? (context.actor.departments[0] ?? null)
      : await departmentOf(write, owner);
  } else if (action === 'update' && changed.has('owner') && owner !== null) {
    const department = await departmentOf(write, owner);
    if (department === record.department) return;
    record.department = department;
    changed.add('department');
  }
}

/** The department a person belongs to. */
export async function departmentOf(
  { context, connection }: Writing,
  person: string,
): Promise<string | null> {
  const known = met.get(context) ?? new Map<string, string | null>();
  met.set(context, known);
  const before = known.get(person);
  if (before !== undefined) return before;
  const query = sql`select ${sql.ref('user.department')} as ${sql.id('department')} from ${sql.table('user')} where ${sql.ref('user.id')} = ${person}`;
  const [row] = await connection.all(query.compile(context.database.builder));
  const department = typeof row?.department === 'string' ? row.department : null;
  known.set(person, department);
  return department;
}
