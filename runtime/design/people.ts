// Who has which role: how many people a change touches, and whether an administrator is left after it.
import { sql } from 'kysely';
import type { Problem } from '../../core/errors.ts';
import type { Model } from '../../core/model/model.ts';
import type { Database } from '../../core/storage/database.ts';
import { SITE } from './site-layer.ts';

/** Active people by role key: of their own record, and those who have the role for a time. */
export interface RoleHolders {
  readonly lasting: ReadonlyMap<string, ReadonlySet<string>>;
  readonly all: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads who holds the roles now. */
export async function roleHolders(database: Database, now: string): Promise<RoleHolders> {
  const active = database.dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const of = (table: string, column: string) => sql.ref(`${table}.${column}`);
  const isActive = sql`${of('user', 'active')} = ${active} and ${of('user', 'deleted_at')} is null`;
  const query = sql`select ${of('role', 'key')} as ${sql.id('role')}, ${of('user', 'id')} as ${sql.id('person')}, 1 as ${sql.id('lasting')}
    from ${sql.table('user__roles')} join ${sql.table('user')} on ${of('user', 'id')} = ${of('user__roles', 'record')}
    join ${sql.table('role')} on ${of('role', 'id')} = ${of('user__roles', 'value')} where ${isActive}
    union all select ${of('role', 'key')}, ${of('user', 'id')}, 0 from ${sql.table('role_grant')}
    join ${sql.table('user')} on ${of('user', 'id')} = ${of('role_grant', 'person')}
    join ${sql.table('role')} on ${of('role', 'id')} = ${of('role_grant', 'role')}
    where ${isActive} and ${of('role_grant', 'deleted_at')} is null and ${of('role_grant', 'starts_at')} <= ${now} and ${of('role_grant', 'ends_at')} > ${now}`;
  const lasting = new Map<string, Set<string>>();
  const all = new Map<string, Set<string>>();
  for (const row of await database.read.all(query.compile(database.builder))) {
    const [role, person] = [String(row.role), String(row.person)];
    for (const holders of Number(row.lasting) === 1 ? [lasting, all] : [all])
      holders.set(role, (holders.get(role) ?? new Set()).add(person));
  }
  return { lasting, all };
}

/**
 * What is wrong with a model as far as people are concerned: no administrator left, the one who plans it shut out, a
 * role taken away that somebody still has.
 */
export function peopleProblems(
  holders: RoleHolders,
  before: Model,
  after: Model,
  planner: string,
): Problem[] {
  const problems: Problem[] = [];
  const administrating = [...after.roles].filter(([, role]) => role.administrator);
  const left = new Set(administrating.flatMap(([key]) => [...(holders.lasting.get(key) ?? [])]));
  if (left.size === 0) problems.push({ code: 'design.lock-out', at: SITE });
  else if (!administrating.some(([key]) => holders.all.get(key)?.has(planner)))
    problems.push({ code: 'design.own-lock-out', at: SITE });
  for (const key of before.roles.keys()) {
    const count = holders.all.get(key)?.size ?? 0;
    if (after.roles.has(key) || count === 0) continue;
    const params = { role: key, count };
    problems.push({ code: 'design.role-held', at: `${SITE}/roles/${key}.json`, params });
  }
  return problems;
}
