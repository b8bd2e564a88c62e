// `crm backup`: a consistent copy of the data folder, checked by opening it. SQLite only; PostgreSQL has its own tools.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { openSqlite } from '../../core/storage/dialects/sqlite/driver.ts';
import { readConfig } from '../config.ts';
import type { Command } from './command.ts';

export const backup: Command = {
  name: 'backup',
  usage: 'backup <folder>',
  summary: { 'zh-CN': '备份数据文件夹', en: 'Back up the data folder' },
  flags: {},
  async run({ words, environment, print }) {
    const config = readConfig(environment);
    const [target] = words;
    if (!target) throw new AppError('command.usage', { reason: 'crm backup <folder>' });
    if (config.databaseUrl)
      throw new AppError('command.usage', { reason: 'PostgreSQL: use pg_dump' });
    const folder = resolve(target);
    if (existsSync(join(folder, 'crm.db')))
      throw new AppError('command.usage', { reason: `${folder} holds a backup already` });
    mkdirSync(folder, { recursive: true });
    const database = openSqlite({ file: join(config.dataFolder, 'crm.db') });
    await database.backup?.(join(folder, 'crm.db'));
    await database.close();
    for (const name of ['files', 'secret']) {
      if (existsSync(join(config.dataFolder, name)))
        cpSync(join(config.dataFolder, name), join(folder, name), { recursive: true });
    }
    const rows = await countRows(join(folder, 'crm.db'));
    print(`${folder}  ${rows} changes in the log`);
    return 0;
  },
};

/** Opens the copy as a restore would. */
async function countRows(file: string): Promise<number> {
  const copy = openSqlite({ file, synchronous: 'off' });
  const [check] = await copy.read.all({ sql: 'pragma integrity_check', parameters: [] });
  if (check?.integrity_check !== 'ok')
    throw new AppError('storage.drift', { what: String(check?.integrity_check) });
  const [row] = await copy.read.all({ sql: 'select count(*) as n from "_audit"', parameters: [] });
  await copy.close();
  return Number(row?.n);
}
