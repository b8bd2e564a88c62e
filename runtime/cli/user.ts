// `crm user`: accounts from the command line — create one, or a link for a new password.
import { AppError } from '../../core/errors.ts';
import { listRecords } from '../../core/records/list.ts';
import { createRecord } from '../../core/records/write.ts';
import { makeResetLink, setPassword } from '../auth/credentials.ts';
import { hashPassword } from '../auth/passwords.ts';
import { boot } from '../boot.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Runtime } from '../runtime.ts';
import type { Command } from './command.ts';

export const user: Command = {
  name: 'user',
  usage: 'user create <email> <name> [--role admin] [--password …] | user reset <email>',
  summary: { 'zh-CN': '新建账号或重置密码', en: 'Create an account or reset a password' },
  flags: { role: 'value', password: 'value' },
  async run({ words, flags, environment, print }) {
    const [action, email, name] = words;
    const runtime = await boot(readConfig(environment), createLog('warn'));
    try {
      if (action === 'reset' && email) print(await resetLink(runtime, email));
      else if (action === 'create' && email && name) {
        await createUser(
          runtime,
          email,
          name,
          String(flags.role ?? 'user'),
          typeof flags.password === 'string' ? flags.password : undefined,
        );
        if (typeof flags.password !== 'string') print(await resetLink(runtime, email));
      } else throw new AppError('command.usage', { reason: `crm ${user.usage}` });
      return 0;
    } finally {
      await runtime.close();
    }
  },
};

async function resetLink(runtime: Runtime, email: string): Promise<string> {
  const link = await makeResetLink(runtime, email.trim().toLowerCase());
  if (!link) throw new AppError('record.not-found');
  return link;
}

async function createUser(
  runtime: Runtime,
  email: string,
  name: string,
  role: string,
  password: string | undefined,
): Promise<void> {
  const context = runtime.systemContext('crm user');
  const found = await listRecords(context, 'role', {
    filter: { '==': [{ var: 'key' }, role] },
    fields: ['id'],
  });
  const [roleRecord] = found.items;
  if (!roleRecord) throw new AppError('meta.unknown-target', { kind: 'role', name: role });
  const hash = password === undefined ? undefined : await hashPassword(password);
  await runtime.database.write(async (connection) => {
    const input = { email, name, roles: [roleRecord.id], active: true };
    const record = await createRecord(context, 'user', input, { connection, trusted: true });
    if (hash) await setPassword(runtime, connection, String(record.id), hash);
  });
}
