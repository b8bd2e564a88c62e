// Step: what hangs on an account. Somebody who may administer stays, and whoever is deactivated or deleted loses sessions,
// keys and open links in the same transaction.
import { sql } from 'kysely';
import { AppError } from '../../errors.ts';
import type { PlainRecord } from '../select.ts';
import type { Write } from '../write-state.ts';

/** What ends with the account. */
const BELONGINGS = ['_session', '_api_key', '_token'] as const;
/** Fields that say whether somebody is an active administrator. */
const DECIDING = ['active', 'roles', 'deleted_at'] as const;

/** For updates and deletes, once they are stored. Throws `access.last-administrator`. */
export async function keepAccounts(write: Write): Promise<void> {
  const { name } = write.entity;
  if (name === 'user' && !write.trusted && !write.context.access.administrator)
    await leaveAdministrators(write);
  if (name === 'role_grant' && !write.trusted && !write.context.access.administrator)
    await giveNoAdministration(write);
  if (write.before === null) return;
  if (name === 'role' && write.action === 'delete') return requireAdministrator(write);
  if (name !== 'user') return;
  const isErased = write.action === 'delete';
  if (!isErased && !DECIDING.some((field) => write.changed.has(field))) return;
  if (isErased || write.record.active !== true) await endAccess(write);
  if (await wasAdministrator(write)) await requireAdministrator(write);
}

/** Who is no administrator makes none, and changes none but himself: an account is not taken over through its address. */
async function leaveAdministrators(write: Write): Promise<void> {
  const { context, before, record, changed, id } = write;
  const given = (of: PlainRecord | null) => (Array.isArray(of?.roles) ? of.roles.map(String) : []);
  const isOther = id !== context.actor.id;
  const touched = [
    ...(isOther ? given(before) : []),
    ...(changed.has('roles') ? given(record) : []),
  ];
  if (!(await administersWith(write, touched))) return;
  const { label } = write.entity;
  throw new AppError('access.denied', {
    entity: label[context.actor.locale],
    action: write.action,
  });
}

/** Neither given for a time nor taken away before its time. */
async function giveNoAdministration(write: Write): Promise<void> {
  const { context, entity, before, record, action } = write;
  const touched = [before, record].flatMap((of) => (of?.role ? [String(of.role)] : []));
  if (!(await administersWith(write, touched))) return;
  throw new AppError('access.denied', { entity: entity.label[context.actor.locale], action });
}

async function endAccess({ context, connection, id }: Write): Promise<void> {
  for (const table of BELONGINGS) {
    const remove = sql`delete from ${sql.table(table)} where ${sql.ref(`${table}.user`)} = ${id}`;
    await connection.run(remove.compile(context.database.builder));
  }
}

async function wasAdministrator(write: Write): Promise<boolean> {
  const { before } = write;
  const roles = Array.isArray(before?.roles) ? before.roles.map(String) : [];
  if (before?.active !== true || before.deleted_at !== null) return false;
  return administersWith(write, roles);
}

/** Is one of the roles an administrator's? */
async function administersWith(write: Write, roles: readonly string[]): Promise<boolean> {
  if (roles.length === 0) return false;
  const { database } = write.context;
  const isGiven = sql`${sql.ref('role.id')} in (${sql.join(roles)})`;
  const query = sql`select 1 as ${sql.id('found')} from ${sql.table('role')} where ${isGiven} and ${administrates(write)}`;
  return (await write.connection.all(query.compile(database.builder))).length > 0;
}

/** Throws unless an active administrator is left as the transaction stands. */
async function requireAdministrator(write: Write): Promise<void> {
  const { database } = write.context;
  const active = database.dialect.bind({ kind: 'boolean', scale: 0 }, true);
  const query = sql`select 1 as ${sql.id('found')} from ${sql.table('user')}
    join ${sql.table('user__roles')} on ${sql.ref('user__roles.record')} = ${sql.ref('user.id')}
    join ${sql.table('role')} on ${sql.ref('role.id')} = ${sql.ref('user__roles.value')}
    where ${sql.ref('user.active')} = ${active} and ${sql.ref('user.deleted_at')} is null and ${administrates(write)} limit 1`;
  const found = await write.connection.all(query.compile(database.builder));
  if (found.length === 0) throw new AppError('access.last-administrator');
}

function administrates({ context }: Write) {
  const yes = context.database.dialect.bind({ kind: 'boolean', scale: 0 }, true);
  return sql`${sql.ref('role.administrator')} = ${yes}`;
}
