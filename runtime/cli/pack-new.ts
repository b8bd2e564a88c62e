// `crm pack new`: a starter pack from the template.
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { projectFolder } from '../config.ts';
import type { Command } from './command.ts';

export const packNew: Command = {
  name: 'pack new',
  usage: 'pack new <name> [--in folder]',
  summary: { 'zh-CN': '新建配置包', en: 'Start a new pack' },
  flags: { in: 'value' },
  async run({ words, flags, print }) {
    const [name] = words;
    if (!name || !/^[a-z][a-z0-9-]{0,47}$/.test(name))
      throw new AppError('command.usage', { reason: 'crm pack new <name>: a-z, 0-9, -' });
    const folder = join(resolve(String(flags.in ?? '.')), name);
    if (existsSync(folder)) throw new AppError('command.usage', { reason: `${folder} exists` });
    cpSync(join(projectFolder, 'templates', 'pack'), folder, { recursive: true });
    fillNames(folder, name);
    print(folder);
    return 0;
  },
};

/** Replaces `__name__` in file names and contents; entity names take `_` for `-`. */
function fillNames(folder: string, name: string): void {
  const word = name.replace(/-/g, '_');
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry.replace(/__name__/g, word));
    if (path !== join(folder, entry)) renameSync(join(folder, entry), path);
    if (statSync(path).isDirectory()) fillNames(path, name);
    else {
      const text = readFileSync(path, 'utf8')
        .replace(/"name": "__name__"/g, `"name": "${name}"`)
        .replace(/__name__/g, word);
      writeFileSync(path, text);
    }
  }
}
