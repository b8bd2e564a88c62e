// `crm verify`: is the data whole? Change-log chain, tables against metadata, foreign keys.
import { type AuditRow, auditHash } from '../../core/records/steps/audit.ts';
import type { Database } from '../../core/storage/database.ts';
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
      const broken = await brokenAudit(runtime.database);
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

const BATCH = 1000;

/** The first row of the change log whose hash does not follow from the one before it. */
export async function brokenAudit(database: Database): Promise<number | undefined> {
  let previous = '';
  for (let last = 0; ; ) {
    const page = {
      sql: `select * from "_audit" where "_audit"."seq" > ${last} order by "_audit"."seq" limit ${BATCH}`,
      parameters: [],
    };
    const rows = await database.read.all(page);
    for (const row of rows) {
      const plain = {
        ...row,
        version: Number(row.version),
        metadata: Number(row.metadata),
      } as unknown as AuditRow;
      if (auditHash(previous, plain) !== row.hash) return Number(row.seq);
      previous = String(row.hash);
    }
    if (rows.length < BATCH) return undefined;
    last = Number(rows.at(-1)?.seq);
  }
}
