// `crm serve` and `crm demo`: the product on a port.
import { setupToken } from '../auth/setup.ts';
import { boot } from '../boot.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { serve as listen } from '../serve.ts';
import type { Command, CommandRun } from './command.ts';
import { KEEP_RUNNING } from './keep-running.ts';

const DEMO_ACCOUNT = { email: 'demo@example.com', password: 'demo-password' };

async function start({ environment, print }: CommandRun, sample: boolean): Promise<number> {
  const config = readConfig(environment);
  const account = sample && !config.administrator ? DEMO_ACCOUNT : undefined;
  const runtime = await boot(
    account ? { ...config, administrator: account } : config,
    createLog(environment.CRM_LOG ?? 'info'),
    { sample },
  );
  const serving = listen(runtime);
  print(`Strata CRM  ${serving.url}`);
  const token = await setupToken(runtime);
  if (token) print(`首个管理员 / first administrator:  ${serving.url}/setup?token=${token}`);
  if (account) print(`演示账号 / demo account:  ${account.email}  ${account.password}`);
  stopOnSignal(() => serving.stop());
  return KEEP_RUNNING;
}

function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

export const serve: Command = {
  name: 'serve',
  usage: 'serve [--demo]',
  summary: { 'zh-CN': '启动服务', en: 'Serve the product' },
  flags: { demo: 'switch' },
  run: (run) => start(run, run.flags.demo === true),
};

export const demo: Command = {
  name: 'demo',
  usage: 'demo',
  summary: { 'zh-CN': '启动并填入演示数据', en: 'Serve with sample data' },
  flags: {},
  run: (run) => start(run, true),
};
