// `crm doctor`: what this installation runs on and whether its parts are in order.
import { checkPacks } from '../boot.ts';
import { readConfig } from '../config.ts';
import type { Command } from './command.ts';

export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: { 'zh-CN': '检查运行环境', en: 'Check the installation' },
  flags: {},
  async run({ flags, environment, print }) {
    const config = readConfig(environment);
    const { packs, problems } = checkPacks(config.packRoots);
    const facts = {
      bun: Bun.version,
      data: config.dataFolder,
      database: config.databaseUrl ? 'postgresql' : 'sqlite',
      packs: packs.map((pack) => `${pack.manifest.name} ${pack.manifest.version}`).join(', '),
      problems: problems.length,
      mail: config.smtpUrl ? 'configured' : 'not configured (CRM_SMTP_URL)',
    };
    if (flags.json) print(JSON.stringify(facts));
    else for (const [name, value] of Object.entries(facts)) print(`${name.padEnd(10)} ${value}`);
    return problems.length === 0 ? 0 : 1;
  },
};
