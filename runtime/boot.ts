// From settings to a running engine: load packs, build the model, bring the database to it, take the data folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { accessOf } from '../core/access/access.ts';
import { systemActor } from '../core/access/actor.ts';
import { invalid } from '../core/errors.ts';
import type { Model } from '../core/model/model.ts';
import { rulesNamingCodes } from '../core/model/named-codes.ts';
import { orderPacks } from '../core/packs/order.ts';
import type { Pack } from '../core/packs/source.ts';
import { contextFor } from '../core/records/context.ts';
import { reindex } from '../core/records/reindex.ts';
import { noteEarlierFiles } from '../core/records/steps/file-uses.ts';
import { type Database, withVault } from '../core/storage/database.ts';
import { openPostgres } from '../core/storage/dialects/postgres/driver.ts';
import { openSqlite } from '../core/storage/dialects/sqlite/driver.ts';
import { type Filling, migrate, readSearches } from '../core/storage/migrate.ts';
import { type Assembled, assemble, type ReadPacks, readPacks } from './assemble.ts';
import type { Directory } from './auth/sessions.ts';
import type { Config } from './config.ts';
import { readSiteFiles, withSite } from './design/site-layer.ts';
import { loadDirectory } from './directory.ts';
import { checkKeys, requireKey, vaultOf } from './encryption.ts';
import { holdFolder } from './folder-lock.ts';
import { Live } from './live.ts';
import type { Log } from './log.ts';
import type { Runtime } from './runtime.ts';
import { seed, syncRoles } from './seed.ts';

export interface BootOptions {
  readonly now?: () => Date;
  /** Ids of new records; time-ordered random ones (UUID version 7) without it. */
  readonly newId?: () => string;
  /** Fill in the packs' demonstration data. */
  readonly sample?: boolean;
}

/** Loads and checks packs; throws `pack.invalid` with every problem. */
export function loadModel(roots: readonly string[]): { model: Model; packs: readonly Pack[] } {
  return modelOf(readPacks(roots));
}

function modelOf(read: ReadPacks): { model: Model; packs: readonly Pack[] } {
  const { model, packs, problems } = assemble(read);
  if (!model) throw invalid('pack.invalid', problems);
  return { model, packs };
}

/** Loads and checks packs without throwing: what `crm pack check` prints. */
export function checkPacks(roots: readonly string[]): Assembled {
  return assemble(readPacks(roots));
}

/** Starts the engine on the settings' data folder. A start that fails gives the folder back. */
export async function boot(config: Config, log: Log, options: BootOptions = {}): Promise<Runtime> {
  const read = readPacks(config.packRoots);
  // Packs that do not fit together leave no data folder behind.
  const fresh = hasData(config) ? undefined : modelOf(read);
  const release = holdFolder(config.dataFolder);
  try {
    const database = withVault(await openDatabase(config), vaultOf(config));
    try {
      const { model } = fresh ?? modelOf(withSite(read, await readSiteFiles(database)));
      const packs = orderPacks(read.packs).ordered;
      return await startEngine({ config, database, packs, log, release }, model, options);
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}

type Start = Pick<Runtime, 'config' | 'database' | 'packs' | 'log'> & { release(): void };

async function startEngine(start: Start, model: Model, options: BootOptions): Promise<Runtime> {
  const { database, log } = start;
  const now = options.now ?? (() => new Date());
  requireKey(database.dialect.vault, model);
  const filling = fillingFor(database, model, log);
  const migration = await migrate(database, model, now().toISOString(), filling);
  const { version, steps, isChanged, isNew, editions } = migration;
  if (steps.length > 0) log.info({ version, steps: steps.length }, 'metadata applied');
  for (const change of editions) {
    const rules = rulesNamingCodes(model, change.classification);
    log.warn({ ...change, rules }, 'another edition is current: bare codes in rules mean it now');
  }
  await checkKeys(database, model);
  const newId = options.newId ?? (() => Bun.randomUUIDv7());
  const live = new Live({ model, version, searches: await readSearches(database) });
  const runtime = makeRuntime({ ...start, live, now, newId });
  if (isChanged) await syncRoles(runtime.systemContext('packs'), start.config.locale);
  await runtime.adopt(live.current);
  await noteEarlierFiles(database, model);
  await seed(runtime, { isNew, sample: options.sample ?? false });
  return runtime;
}

/** Opens the database of the settings, whichever it is. */
export function openDatabase(config: Config): Database | Promise<Database> {
  if (config.databaseUrl) return openPostgres(config.databaseUrl);
  return openSqlite({ file: join(config.dataFolder, 'crm.db'), synchronous: config.synchronous });
}

/** True when the data folder holds a client already. */
export function hasData(config: Config): boolean {
  return config.databaseUrl !== undefined || existsSync(join(config.dataFolder, 'crm.db'));
}

/** What a migration fills for records that are there already. */
export function fillingFor(database: Database, model: Model, log: Log): Filling {
  return {
    reindex: (connection, entities) => reindex(database, model, connection, entities),
    progress: (table, records) => log.info({ table, records }, 'sort keys filled'),
  };
}

type Parts = Pick<Runtime, 'config' | 'database' | 'live' | 'packs' | 'log' | 'now'> & {
  newId(): string;
  release(): void;
};

function makeRuntime({ release, ...parts }: Parts): Runtime {
  const surroundings = () => ({
    live: parts.live.current,
    database: parts.database,
    secret: parts.config.secret,
    now: parts.now,
    newId: parts.newId,
  });
  let directory: Directory = { roleKeys: new Map(), rolesWithSubordinates: new Set() };
  return {
    ...parts,
    get directory() {
      return directory;
    },
    async adopt(next) {
      directory = await loadDirectory(parts.database, next.model);
      if (next !== parts.live.current) parts.live.publish(next);
    },
    contextFor: (actor, request) => contextFor(surroundings(), actor, request),
    systemContext(name) {
      const actor = systemActor(name, parts.config.locale, parts.config.timeZone);
      return {
        ...contextFor(surroundings(), actor),
        access: accessOf(parts.live.current.model, actor),
      };
    },
    async close() {
      await parts.database.close();
      release();
    },
  };
}
