// What somebody stands for besides the roles and departments of his own record: people he stands in for, temporary roles,
// teams, departments above, and share rules that name any of these.
import { sql } from 'kysely';
import type { ShareLevel } from '../../core/access/condition.ts';
import type { ShareRule } from '../../core/access/grants.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { Database, Query, Row } from '../../core/storage/database.ts';

/** Tables a person's standing is read from. */
export const STANDING_TABLES = [
  'team',
  'team__members',
  'deputy',
  'role_grant',
  'share_rule',
  'share_rule__from_departments',
  'share_rule__users',
  'share_rule__teams',
  'share_rule__departments',
  'share_rule__roles',
] as const;

export interface Standing {
  readonly actsFor: readonly string[];
  /** Ids of roles held for a time. */
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly principals: readonly string[];
  readonly shareRules: readonly ShareRule[];
  /** The next moment something of it begins or ends, if any. */
  readonly until: string | null;
}

/** Stands for a value of the person in a compiled statement until it is run. */
const PERSON = '\u0001person';
const NOW = '\u0001now';
const queries = new WeakMap<Database, { readonly standing: Query; readonly rules: Query }>();

/**
 * Reads what a person stands for.
 * @param now instant, ISO 8601 UTC
 * @param ownRoles ids of the roles of his own record
 */
export async function standingOf(
  database: Database,
  person: string,
  ownRoles: readonly string[],
  now: string,
): Promise<Standing> {
  const known = queries.get(database) ?? compileQueries(database);
  queries.set(database, known);
  const rows = await database.read.all(filled(known.standing, person, now));
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const current = (row: Row) => String(row.starts_at) <= now;
  const ids = (kind: string) => of(kind).map((row) => String(row.id));
  const actsFor = of('deputy')
    .filter(current)
    .map((row) => String(row.id));
  const roles = of('role')
    .filter(current)
    .map((row) => String(row.id));
  const teams = ids('team');
  const principals = [...new Set([person, ...teams, ...ids('department'), ...ownRoles, ...roles])];
  const moments = [...of('deputy'), ...of('role')].map((row) =>
    String(current(row) ? row.ends_at : row.starts_at),
  );
  const hasRules = of('rules').length > 0;
  return {
    actsFor: [...new Set([person, ...actsFor])],
    roles,
    teams,
    principals,
    shareRules: hasRules ? await shareRules(database, known.rules, new Set(principals)) : [],
    until: moments.sort()[0] ?? null,
  };
}

function filled(query: Query, person: string, now: string): Query {
  const parameters = query.parameters.map((value) =>
    value === PERSON ? person : value === NOW ? now : value,
  );
  return { sql: query.sql, parameters };
}

function compileQueries(database: Database) {
  const { builder, dialect } = database;
  const yes = dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const of = (table: string) => (column: string) => sql.ref(`${table}.${column}`);
  const [user, own, member, team] = ['user', 'user__departments', 'team__members', 'team'].map(of);
  const [deputy, grant, rule] = ['deputy', 'role_grant', 'share_rule'].map(of);
  if (!user || !own || !member || !team || !deputy || !grant || !rule) throw new Error('tables');
  const none = sql`null`;
  const line = (kind: string, id: unknown, starts: unknown, ends: unknown) =>
    sql`select ${sql.lit(kind)} as ${sql.id('kind')}, ${id} as ${sql.id('id')}, ${starts} as ${sql.id('starts_at')}, ${ends} as ${sql.id('ends_at')}`;
  const standing = sql`with recursive ${sql.table('above')} (id) as (
      select ${user('department')} from ${sql.table('user')} where ${user('id')} = ${PERSON}
      union select ${own('value')} from ${sql.table('user__departments')} where ${own('record')} = ${PERSON}
      union select ${sql.ref('department.parent')} from ${sql.table('department')}
        join ${sql.table('above')} on ${sql.ref('department.id')} = ${sql.ref('above.id')}
    ) ${line('department', sql.ref('above.id'), none, none)} from ${sql.table('above')} where ${sql.ref('above.id')} is not null
    union all ${line('team', member('record'), none, none)} from ${sql.table('team__members')}
      join ${sql.table('team')} on ${team('id')} = ${member('record')} and ${team('deleted_at')} is null where ${member('value')} = ${PERSON}
    union all ${line('deputy', deputy('person'), deputy('starts_at'), deputy('ends_at'))} from ${sql.table('deputy')}
      where ${deputy('deputy')} = ${PERSON} and ${deputy('deleted_at')} is null and ${deputy('ends_at')} > ${NOW}
    union all ${line('role', grant('role'), grant('starts_at'), grant('ends_at'))} from ${sql.table('role_grant')}
      where ${grant('person')} = ${PERSON} and ${grant('deleted_at')} is null and ${grant('ends_at')} > ${NOW}
    union all select * from (${line('rules', rule('id'), none, none)} from ${sql.table('share_rule')}
      where ${rule('deleted_at')} is null and ${rule('active')} = ${yes} limit 1) as ${sql.id('any_rule')}`;
  const list = (field: string) =>
    sql`${dialect.listOf(`share_rule__${field}`, 'value', rule('id'))} as ${sql.id(field)}`;
  const rules = sql`select ${rule('id')}, ${rule('entity')}, ${rule('level')}, ${rule('condition')}, ${list('from_departments')},
      ${list('users')}, ${list('teams')}, ${list('departments')}, ${list('roles')}
    from ${sql.table('share_rule')} where ${rule('deleted_at')} is null and ${rule('active')} = ${yes} order by ${rule('id')}`;
  return { standing: standing.compile(builder), rules: rules.compile(builder) };
}

async function shareRules(
  database: Database,
  query: Query,
  principals: ReadonlySet<string>,
): Promise<ShareRule[]> {
  const rows = await database.read.all(query);
  const listed = (row: Row, field: string) => JSON.parse(String(row[field] ?? '[]')) as string[];
  return rows
    .filter((row) =>
      ['users', 'teams', 'departments', 'roles'].some((field) =>
        listed(row, field).some((id) => principals.has(id)),
      ),
    )
    .map((row) => ({
      id: String(row.id),
      entity: String(row.entity),
      level: row.level === 'write' ? 'write' : ('read' as ShareLevel),
      rule: ruleOf(row.condition, listed(row, 'from_departments')),
    }));
}

/** Departments and condition together. */
function ruleOf(condition: unknown, departments: readonly string[]): Rule {
  const within: Rule[] =
    departments.length > 0 ? [{ within: [{ var: 'department' }, departments] }] : [];
  const parsed = typeof condition === 'string' ? (JSON.parse(condition) as Rule) : null;
  const rules = [...within, ...(parsed === null ? [] : [parsed])];
  const [only] = rules;
  if (only === undefined) return true;
  return rules.length === 1 ? only : { and: rules };
}
