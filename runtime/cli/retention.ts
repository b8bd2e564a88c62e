// `crm retention`: removes or erases what is past its time, or says what that would be.
import { boot } from '../boot.ts';
import { readConfig } from '../config.ts';
import { planRetention, runRetention } from '../jobs/retention.ts';
import { createLog } from '../log.ts';
import type { Command } from './command.ts';

export const retention: Command = {
  name: 'retention',
  usage: 'retention [--dry-run] [--json]',
  summary: { 'zh-CN': '按保留期限清理数据', en: 'Remove data past its retention' },
  flags: { 'dry-run': 'switch' },
  async run({ flags, environment, print }) {
    const runtime = await boot(readConfig(environment), createLog('warn'));
    try {
      const isDry = flags['dry-run'] === true;
      const results = isDry ? await planRetention(runtime) : await runRetention(runtime);
      if (flags.json) print(JSON.stringify({ results }));
      else
        for (const { entity, action, from, after, due, done, kept } of results)
          print(
            `${entity}  ${action} ${after} after ${from}:  ${due} due${isDry ? '' : `, ${done} done, ${kept} kept`}`,
          );
      return 0;
    } finally {
      await runtime.close();
    }
  },
};
