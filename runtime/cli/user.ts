// `crm user`: accounts from the command line — also for when nobody can sign in as an administrator any more.
import { AppError } from '../../core/errors.ts';
import { listRecords } from '../../core/records/list.ts';
import { createRecord, updateRecord } from '../../core/records/write.ts';
import { type Doer, resetFactor, unlockAccount } from '../auth/accounts.ts';
import { passwordPolicy } from '../auth/auth-settings.ts';
import { setPassword } from '../auth/credentials.ts';
import { assertPassword } from '../auth/password-policy.ts';
import { makeResetLink } from '../auth/password-reset.ts';
import { hashPassword } from '../auth/passwords.ts';
import { plainEmail } from '../auth/sign-in.ts';
import { userOf } from '../auth/sign-in-log.ts';
import { boot } from '../boot.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Runtime } from '../runtime.ts';
import type { Command, CommandRun } from './command.ts';

const DOER: Doer = { name: 'crm user', whence: { address: '', agent: '' } };

type Action = (runtime: Runtime, email: string, run: CommandRun) => Promise<void>;

const ACTIONS: Readonly<Record<string, Action>> = {
  create,
  async 'reset-password'(runtime, email, { print }) {
    print(await resetLink(runtime, email));
  },
  async 'reset-factor'(runtime, email) {
    await resetFactor(runtime, DOER, await idOf(runtime, email));
  },
  async unlock(runtime, email) {
    await unlockAccount(runtime, DOER, await idOf(runtime, email));
  },
  'make-admin': makeAdministrator,
};

export const user: Command = {
  name: 'user',
  usage:
    'user create <email> <name> [--role admin] [--password …] | user unlock|reset-password|reset-factor|make-admin <email>',
  summary: {
    'zh-CN': '新建账号、解锁、重置密码或两步验证、设为管理员',
    en: 'Create, unlock, reset the password or second factor of, or make an administrator of an account',
  },
  flags: { role: 'value', password: 'value' },
  async run(command) {
    const [name = '', email] = command.words;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action || !email) throw new AppError('command.usage', { reason: `crm ${user.usage}` });
    const runtime = await boot(readConfig(command.environment), createLog('warn'));
    try {
      await action(runtime, plainEmail(email), command);
      return 0;
    } finally {
      await runtime.close();
    }
  },
};

async function idOf(runtime: Runtime, email: string): Promise<string> {
  const id = await userOf(runtime.database, email);
  if (!id) throw new AppError('record.not-found');
  return id;
}

async function resetLink(runtime: Runtime, email: string): Promise<string> {
  const link = await makeResetLink(runtime, email);
  if (!link) throw new AppError('record.not-found');
  return link;
}

async function create(
  runtime: Runtime,
  email: string,
  { words, flags, print }: CommandRun,
): Promise<void> {
  const [, , name] = words;
  if (!name) throw new AppError('command.usage', { reason: `crm ${user.usage}` });
  const context = runtime.systemContext('crm user');
  const role = await roleOf(runtime, { '==': [{ var: 'key' }, String(flags.role ?? 'user')] });
  if (role.length === 0)
    throw new AppError('meta.unknown-target', { kind: 'role', name: flags.role });
  const password = typeof flags.password === 'string' ? flags.password : undefined;
  if (password !== undefined) assertPassword(passwordPolicy(runtime), password, { name, email });
  const hash = password === undefined ? undefined : await hashPassword(password);
  await runtime.database.write(async (connection) => {
    const input = { email, name, roles: role, active: true };
    const record = await createRecord(context, 'user', input, { connection, trusted: true });
    if (hash) await setPassword(runtime, connection, String(record.id), hash);
  });
  if (!hash) print(await resetLink(runtime, email));
}

/** Gives every administrator role beside the roles somebody has, and activates the account. */
async function makeAdministrator(runtime: Runtime, email: string): Promise<void> {
  const context = runtime.systemContext('crm user');
  const id = await idOf(runtime, email);
  const filter = { '==': [{ var: 'id' }, id] };
  const { items } = await listRecords(context, 'user', { filter, fields: ['roles'] });
  const roles = (items[0]?.roles as string[] | undefined) ?? [];
  const administering = await roleOf(runtime, { '==': [{ var: 'administrator' }, true] });
  const input = { roles: [...new Set([...roles, ...administering])], active: true };
  await updateRecord(context, 'user', id, input, undefined, { trusted: true });
}

/** Ids of the roles a filter finds. */
async function roleOf(
  runtime: Runtime,
  filter: Parameters<typeof listRecords>[2]['filter'],
): Promise<string[]> {
  const context = runtime.systemContext('crm user');
  const { items } = await listRecords(context, 'role', { filter, fields: ['id'], limit: 200 });
  return items.map((role) => String(role.id));
}
