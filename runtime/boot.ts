// From settings to a running engine: load packs, build the model, bring the database to it, take the data folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { accessOf } from '../core/access/access.ts';
import { systemActor } from '../core/access/actor.ts';
import { invalid, type Problem } from '../core/errors.ts';
import { buildModel } from '../core/model/build.ts';
import type { Model } from '../core/model/model.ts';
import { rulesNamingCodes } from '../core/model/named-codes.ts';
import { loadPacks } from '../core/packs/load.ts';
import { mergeLayers } from '../core/packs/merge.ts';
import { orderPacks } from '../core/packs/order.ts';
import type { Pack } from '../core/packs/source.ts';
import { contextFor } from '../core/records/context.ts';
import { reindex } from '../core/records/reindex.ts';
import type { Database } from '../core/storage/database.ts';
import { openPostgres } from '../core/storage/dialects/postgres/driver.ts';
import { openSqlite } from '../core/storage/dialects/sqlite/driver.ts';
import { migrate, readSearches } from '../core/storage/migrate.ts';
import { limitedAccess } from './auth/limits.ts';
import type { Directory } from './auth/sessions.ts';
import type { Config } from './config.ts';
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
  const { model, packs, problems } = checkPacks(roots);
  if (!model) throw invalid('pack.invalid', problems);
  return { model, packs };
}

/** Loads and checks packs without throwing: what `crm pack check` prints. */
export function checkPacks(roots: readonly string[]): {
  model?: Model;
  packs: readonly Pack[];
  problems: readonly Problem[];
} {
  const loaded = loadPacks(roots);
  const ordered = orderPacks(loaded.packs);
  const merged = mergeLayers(ordered.ordered);
  const built = buildModel(merged.metadata);
  const problems = [...loaded.problems, ...ordered.problems, ...merged.problems, ...built.problems];
  return {
    model: problems.length === 0 ? built.model : undefined,
    packs: ordered.ordered,
    problems,
  };
}

/** Starts the engine on the settings' data folder. A start that fails gives the folder back. */
export async function boot(config: Config, log: Log, options: BootOptions = {}): Promise<Runtime> {
  const { model, packs } = loadModel(config.packRoots);
  const release = holdFolder(config.dataFolder);
  try {
    const database = await openDatabase(config);
    try {
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
  const migration = await migrate(database, model, now().toISOString(), {
    reindex: (connection, entities) => reindex(database, model, connection, entities),
    progress: (table, records) => log.info({ table, records }, 'sort keys filled'),
  });
  const { version, steps, isChanged, isNew, editions } = migration;
  if (steps.length > 0) log.info({ version, steps: steps.length }, 'metadata applied');
  for (const change of editions) {
    const rules = rulesNamingCodes(model, change.classification);
    log.warn({ ...change, rules }, 'another edition is current: bare codes in rules mean it now');
  }
  const newId = options.newId ?? (() => Bun.randomUUIDv7());
  const live = new Live({ model, version, searches: await readSearches(database) });
  const runtime = makeRuntime({ ...start, live, now, newId });
  if (isChanged) await syncRoles(runtime);
  runtime.directory = await loadDirectory(database, model);
  await seed(runtime, { isNew, sample: options.sample ?? false });
  return runtime;
}

function openDatabase(config: Config): Database | Promise<Database> {
  if (config.databaseUrl) return openPostgres(config.databaseUrl);
  return openSqlite({ file: join(config.dataFolder, 'crm.db'), synchronous: config.synchronous });
}

/** True when the data folder holds a client already. */
export function hasData(config: Config): boolean {
  return config.databaseUrl !== undefined || existsSync(join(config.dataFolder, 'crm.db'));
}

type Parts = Pick<Runtime, 'config' | 'database' | 'live' | 'packs' | 'log' | 'now'> & {
  newId(): string;
  release(): void;
};

function makeRuntime({ release, ...parts }: Parts): Runtime & { directory: Directory } {
  const surroundings = () => ({
    live: parts.live.current,
    database: parts.database,
    secret: parts.config.secret,
    now: parts.now,
    newId: parts.newId,
  });
  return {
    ...parts,
    directory: { roleKeys: new Map(), rolesWithSubordinates: new Set() },
    contextFor(actor, request) {
      const context = contextFor(surroundings(), actor, request);
      if (!actor.limits) return context;
      return { ...context, access: limitedAccess(context.access, actor.limits) };
    },
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

/** Role records by id, and the roles whose policies ask for the reporting line. */
async function loadDirectory(database: Database, model: Model): Promise<Directory> {
  const rows = await database.read.all({
    sql: 'select "role"."id", "role"."key" from "role"',
    parameters: [],
  });
  const asking = model.policies.filter((policy) =>
    /subordinates/.test(JSON.stringify(policy.entities)),
  );
  return {
    roleKeys: new Map(rows.map((row) => [String(row.id), String(row.key)])),
    rolesWithSubordinates: new Set(asking.flatMap((policy) => policy.roles)),
  };
}
