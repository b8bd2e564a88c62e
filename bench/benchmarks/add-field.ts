// A field more on the very large table: from the start with the changed pack until the API answers it, and the share of
// the migration in that.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSession } from '../../runtime/auth/sessions.ts';
import { boot, loadModel } from '../../runtime/boot.ts';
import { createApp } from '../../runtime/http/app.ts';
import { createLog } from '../../runtime/log.ts';
import type { Benchmark } from '../benchmark.ts';
import { answerOf, makeRequest } from '../support/requests.ts';
import { benchConfig, benchPacks, scratchFolder, startBenchWorld } from '../support/world.ts';

const EXTRA = {
  extra: { type: 'text', label: { 'zh-CN': '附加', en: 'Extra' }, maxLength: 40 },
  extra_amount: {
    type: 'money',
    label: { 'zh-CN': '附加金额', en: 'Extra amount' },
    currency: 'CNY',
  },
};

/** The bench packs with two fields more. */
function changedPacks(): string[] {
  const folder = join(scratchFolder('changed'), 'bench');
  cpSync(benchPacks[1] ?? '', folder, { recursive: true });
  const file = join(folder, 'entities', 'deal', 'entity.json');
  const entity = JSON.parse(readFileSync(file, 'utf8')) as { fields: object };
  writeFileSync(file, JSON.stringify({ ...entity, fields: { ...entity.fields, ...EXTRA } }));
  return [benchPacks[0] ?? '', folder];
}

export const addField: Benchmark = {
  name: 'add-field',
  about: 'two fields more on the very large table',
  async run({ manyRows }) {
    const world = await startBenchWorld(manyRows, true);
    await world.close();
    const roots = changedPacks();
    const loading = performance.now();
    loadModel(roots);
    const loaded = performance.now() - loading;
    const before = performance.now();
    const runtime = await boot(benchConfig(world.folder, roots), createLog('silent'));
    const session = { now: new Date(), agent: 'bench', address: '127.0.0.1' };
    const { token } = await runtime.database.write((connection) =>
      openSession(runtime.database, connection, world.memberId, session),
    );
    const app = createApp(runtime);
    const path = '/api/records/deal?fields=name,extra,extra_amount';
    await answerOf((request) => app.fetch(request), makeRequest(path, { token }));
    const millis = performance.now() - before;
    await runtime.close();
    return [
      { name: `add fields to ${manyRows} records`, value: millis, unit: 'ms', atMost: 1000 },
      { name: 'add fields: loading and checking the packs alone', value: loaded, unit: 'ms' },
    ];
  },
};
