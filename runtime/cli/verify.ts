// `crm verify`: is the data whole? Change-log chain, tables against metadata, foreign keys.
import { verifyChain } from '../../core/records/audit-chain.ts';
import { findDrift } from '../../core/storage/migrate.ts';
import { boot } from '../boot.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Command } from './command.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'verify [--json]',
  summary: { 'zh-CN': '校验数据完整性', en: 'Verify the data' },
  flags: {},
  async run({ flags, environment, print }) {
    const runtime = await boot(readConfig(environment), createLog('warn'));
    try {
      const drift = await findDrift(runtime.database);
      const { broken } = await verifyChain(runtime.database);
      if (broken !== undefined) drift.push(`change log: row ${broken} does not continue the chain`);
      if (flags.json) print(JSON.stringify({ problems: drift }));
      else for (const line of drift) print(line);
      if (!flags.json) print(drift.length === 0 ? 'ok' : `${drift.length} problems`);
      return drift.length === 0 ? 0 : 1;
    } finally {
      await runtime.close();
    }
  },
};
