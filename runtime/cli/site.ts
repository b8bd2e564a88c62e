// `crm site`: the site's own changes to the metadata, and the way out when they no longer fit the packs below.
import { AppError, showProblem } from '../../core/errors.ts';
import { appendAudit } from '../../core/records/steps/audit.ts';
import type { Database } from '../../core/storage/database.ts';
import { liveVersion } from '../../core/storage/migrate.ts';
import { assemble, readPacks } from '../assemble.ts';
import { openDatabase } from '../boot.ts';
import { type Config, readConfig } from '../config.ts';
import { readSiteFiles, SITE, SITE_LOG, withSite, writeSiteFile } from '../design/site-layer.ts';
import { holdFolder } from '../folder-lock.ts';
import type { Command } from './command.ts';

export const site: Command = {
  name: 'site',
  usage: 'site [remove <path> …] [--json]',
  summary: { 'zh-CN': '列出或移除本站的配置更改', en: "List or remove the site's own changes" },
  flags: {},
  async run({ words, flags, environment, print }) {
    const config = readConfig(environment);
    const [verb, ...paths] = words;
    if (verb !== undefined && (verb !== 'remove' || paths.length === 0))
      throw new AppError('command.usage', { reason: `crm ${site.usage}` });
    const locale = environment.CRM_LOCALE === 'zh-CN' ? 'zh-CN' : 'en';
    return withDatabase(config, async (database) => {
      if (verb) await removeFiles(database, paths);
      const files = await readSiteFiles(database);
      const { problems } = assemble(withSite(readPacks(config.packRoots), files));
      const shown = problems.map((problem) => showProblem(problem, locale));
      if (flags.json) print(JSON.stringify({ files: [...files.keys()], problems: shown }));
      else {
        for (const path of files.keys()) print(path);
        for (const { code, at, message } of shown) print(`${code}  ${at}\n    ${message}`);
      }
      return problems.length === 0 ? 0 : 1;
    });
  },
};

/** Opens the data without starting the engine, which the changes may keep from starting. */
async function withDatabase(
  config: Config,
  work: (database: Database) => Promise<number>,
): Promise<number> {
  const release = holdFolder(config.dataFolder);
  try {
    const database = await openDatabase(config);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    release();
  }
}

async function removeFiles(database: Database, paths: readonly string[]): Promise<void> {
  const at = new Date().toISOString();
  const files = await readSiteFiles(database);
  const { number: version = 0 } = (await liveVersion(database)) ?? {};
  await database.write(async (connection) => {
    for (const path of paths) {
      const content = files.get(path);
      if (!content) throw new AppError('meta.unknown-target', { kind: SITE, name: path });
      await writeSiteFile(database, connection, path, null, { at, by: null });
      await appendAudit(database, connection, {
        at,
        actor: null,
        actor_kind: 'system',
        entity: SITE_LOG,
        record: path,
        action: 'delete',
        version,
        changes: JSON.stringify({ content: [content, null] }),
        metadata: version,
        request: null,
      });
    }
  });
}
