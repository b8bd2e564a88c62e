// `crm import`: a CSV file into an entity, with a mapping file where columns and fields differ.
import { readFileSync } from 'node:fs';
import { AppError } from '../../core/errors.ts';
import { decodeText, encodingOf } from '../../core/import/decode.ts';
import { csvRows, jsonRows } from '../../core/import/rows.ts';
import { importRows } from '../../core/import/run.ts';
import type { Affected } from '../../core/records/rollup.ts';
import { settleRollups } from '../../core/records/write.ts';
import { boot } from '../boot.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Command } from './command.ts';

interface MappingFile {
  /** Column → field, or null to leave the column out. */
  readonly columns?: Record<string, string | null>;
  /** Field that finds existing records. */
  readonly key?: string;
  readonly mode?: 'insert' | 'upsert';
}

export const importCommand: Command = {
  name: 'import',
  usage:
    'import <entity> <file.csv> [--map mapping.json] [--key field] [--upsert] [--encoding gbk]',
  summary: { 'zh-CN': '导入 CSV', en: 'Import a CSV file' },
  flags: { map: 'value', key: 'value', upsert: 'switch', encoding: 'value' },
  async run({ words, flags, environment, print }) {
    const [entityName, file] = words;
    if (!entityName || !file)
      throw new AppError('command.usage', { reason: 'crm import <entity> <file.csv>' });
    const mapping = (
      flags.map ? JSON.parse(readFileSync(String(flags.map), 'utf8')) : {}
    ) as MappingFile;
    const encoding = typeof flags.encoding === 'string' ? encodingOf(flags.encoding) : undefined;
    const text = decodeText(readFileSync(file), encoding);
    const rows = file.endsWith('.json') ? jsonRows(text) : csvRows(text);
    const runtime = await boot(readConfig(environment), createLog('warn'));
    try {
      const context = runtime.systemContext('crm import');
      const entity = context.live.model.entities.get(entityName);
      if (!entity) throw new AppError('record.unknown-entity', { entity: entityName });
      const key = typeof flags.key === 'string' ? flags.key : mapping.key;
      const mode = flags.upsert || mapping.mode === 'upsert' ? 'upsert' : 'insert';
      const result = await runtime.database.write(async (connection) => {
        const affected: Affected = new Map();
        const counts = await importRows(context, entity, rows, {
          mapping: mapping.columns,
          key,
          mode,
          connection,
          affected,
        });
        await settleRollups(context, connection, affected);
        return counts;
      });
      print(
        flags.json
          ? JSON.stringify(result)
          : `${result.created} created, ${result.updated} updated, ${result.skipped} skipped`,
      );
      return 0;
    } finally {
      await runtime.close();
    }
  },
};
