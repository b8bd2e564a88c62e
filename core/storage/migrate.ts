// Brings a database to a model: plan, apply, classification closures, metadata version — in one transaction.
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Classification, Field, Model } from '../model/model.ts';
import { applySteps } from './apply.ts';
import type { Connection, Database } from './database.ts';
import { type EditionChange, followEditions, heldCodes } from './editions.ts';
import type { Progress } from './fill-sort-keys.ts';
import { followRenames } from './follow-renames.ts';
import { internalTables } from './internal-tables.ts';
import { layoutOf } from './layout.ts';
import { readMeta, writeMeta } from './meta.ts';
import { writeNames } from './names.ts';
import { EMPTY_LAYOUT, planStorage } from './plan.ts';
import type { Step } from './step.ts';
import type { Layout } from './table-layout.ts';

/**
 * Version of what the engine makes of a model: raised whenever the same model has another layout than before, so that
 * folders with an unchanged model are migrated too. Data of a newer version is refused.
 */
export const STORAGE_FORMAT = 3;

export interface Migration {
  /** Number of the metadata version that is live now. */
  readonly version: number;
  readonly steps: readonly Step[];
  /** True when the metadata differ from those of the last start. */
  readonly isChanged: boolean;
  /** True when the database was empty before. */
  readonly isNew: boolean;
  /** Classifications that have another current edition now. */
  readonly editions: readonly EditionChange[];
}

/** What fills new tables and columns for records that are there already. */
export interface Filling {
  /** Fills search tables that got new fields, inside the same transaction. */
  reindex(connection: Connection, entities: readonly string[]): Promise<void>;
  readonly progress?: Progress;
}

/**
 * Makes the database fit the model. Does nothing when the model's hash and the engine's own format are already the live ones.
 */
export async function migrate(
  database: Database,
  model: Model,
  now: string,
  filling: Filling,
): Promise<Migration> {
  const live = await liveVersion(database);
  if (live && live.hash === model.hash && live.format === STORAGE_FORMAT)
    return { version: live.number, steps: [], isChanged: false, isNew: false, editions: [] };
  return database.write((connection) => migrateWithin(database, connection, model, now, filling));
}

/** The steps a migration to a model would take now. */
export async function plannedSteps(database: Database, model: Model): Promise<readonly Step[]> {
  const stored = await readLayout(database, database.read);
  return planStorage(stored, layoutOf(model)).steps;
}

/** The same inside an open transaction, whatever the model's hash: what else belongs to the change is written beside it. */
export async function migrateWithin(
  database: Database,
  connection: Connection,
  model: Model,
  now: string,
  { reindex, progress }: Filling,
): Promise<Migration> {
  const live = await liveVersion(database);
  const stored = live ? await readLayout(database, connection) : EMPTY_LAYOUT;
  const plan = planStorage(stored, layoutOf(model));
  await applySteps(database, connection, plan.steps, progress);
  await followRenames(database, connection, model, plan.renamed);
  const lastVersion = live?.number ?? 0;
  await writeNames(database, connection, model, lastVersion);
  const editions = await followEditions(database, connection, model, plan.result, lastVersion);
  await writeClosures(database, connection, model);
  await writeMeta(database, connection, 'layout', JSON.stringify(plan.result));
  await writeMeta(database, connection, 'searches', JSON.stringify(plan.result.searches));
  const version = lastVersion + 1;
  const packs = JSON.stringify(
    model.packs.map(({ name, version: number }) => ({ name, version: number })),
  );
  const row = { number: version, hash: model.hash, packs, applied_at: now };
  await connection.run(database.builder.insertInto('_metadata_version').values(row).compile());
  await writeMeta(database, connection, 'format', String(STORAGE_FORMAT));
  if (live) await reindex(connection, staleSearches(model, plan.steps, editions));
  for (const table of newlyIndexed(plan.steps))
    await connection.run(database.dialect.analyze(table));
  return { version, steps: plan.steps, isChanged: true, isNew: !live, editions };
}

/** Entities whose full-text index lacks fields, or holds codes that have been rewritten. */
function staleSearches(
  model: Model,
  steps: readonly Step[],
  editions: readonly EditionChange[],
): string[] {
  const stale = new Set(
    steps.flatMap((step) => (step.step === 'index-search' ? [step.search.entity] : [])),
  );
  const trees = editions.map(({ classification }) => classification);
  const holdsCodes = (field: Field) =>
    field.searchable &&
    field.columns.some(({ suffix }) =>
      heldCodes(field, suffix)?.trees.some((tree) => trees.includes(tree)),
    );
  for (const entity of model.entities.values())
    if ([...entity.fields.values()].some(holdsCodes)) stale.add(entity.name);
  return [...stale];
}

/** Tables that had records before they got an index. */
function newlyIndexed(steps: readonly Step[]): Set<string> {
  return new Set(steps.flatMap((step) => (step.step === 'create-index' ? [step.table] : [])));
}

/** The metadata version in force, or undefined for an empty database. */
export async function liveVersion(
  database: Database,
): Promise<{ number: number; hash: string; format: number } | undefined> {
  const [meta] = await database.read.all(database.dialect.findTable('_meta'));
  if (!meta) return undefined;
  const format = Number((await readMeta(database, database.read, 'format')) ?? STORAGE_FORMAT);
  if (format > STORAGE_FORMAT) throw new AppError('storage.newer', { actual: format });
  const query = sql`select ${sql.ref('_metadata_version.number')}, ${sql.ref('_metadata_version.hash')}
    from ${sql.table('_metadata_version')} order by ${sql.ref('_metadata_version.number')} desc limit 1`;
  const [row] = await database.read.all(query.compile(database.builder));
  return row ? { number: Number(row.number), hash: String(row.hash), format } : undefined;
}

async function readLayout(database: Database, connection: Connection): Promise<Layout> {
  const text = await readMeta(database, connection, 'layout');
  return text ? (JSON.parse(text) as Layout) : EMPTY_LAYOUT;
}

/** Search tables of the database with the slots of their fields. */
export async function readSearches(database: Database): Promise<Layout['searches']> {
  const text = await readMeta(database, database.read, 'searches');
  return text ? (JSON.parse(text) as Layout['searches']) : {};
}

/** Rewrites the closures of the classifications that changed. */
async function writeClosures(
  database: Database,
  connection: Connection,
  model: Model,
): Promise<void> {
  for (const classification of model.classifications.values()) {
    const rows = closureRows(classification);
    const hash = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    const name = `closure:${classification.name}`;
    if ((await readMeta(database, connection, name)) === hash) continue;
    await run(
      database,
      connection,
      sql`delete from ${sql.table('_closure')} where ${sql.ref('_closure.tree')} = ${classification.name}`,
    );
    for (const batch of batches(rows, 200)) {
      const values = batch.map((row) => sql`(${sql.join(row)})`);
      await run(
        database,
        connection,
        sql`insert into ${sql.table('_closure')} ("tree", "ancestor", "descendant", "depth") values ${sql.join(values)}`,
      );
    }
    await writeMeta(database, connection, name, hash);
  }
}

async function run(
  database: Database,
  connection: Connection,
  statement: RawBuilder<unknown>,
): Promise<void> {
  await connection.run(statement.compile(database.builder));
}

function* batches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

type ClosureRow = readonly [tree: string, ancestor: string, descendant: string, depth: number];

/** Every node with itself and its ancestors; nodes of other than the current edition as `edition/code`. */
function closureRows(classification: Classification): ClosureRow[] {
  const rows: ClosureRow[] = [];
  for (const edition of classification.editions.values()) {
    const value = (code: string) =>
      edition.name === classification.current ? code : `${edition.name}/${code}`;
    for (const code of edition.nodes.keys()) {
      let ancestor: string | null = code;
      for (let depth = 0; ancestor !== null && depth < 64; depth++) {
        rows.push([classification.name, value(ancestor), value(code), depth]);
        ancestor = edition.nodes.get(ancestor)?.parent ?? null;
      }
    }
  }
  return rows;
}

/** Differences between the tables there are and those the engine believes to have; empty when all is well. */
export async function findDrift(database: Database): Promise<string[]> {
  const text = await readMeta(database, database.read, 'layout');
  const layout = text
    ? (JSON.parse(text) as Layout)
    : { tables: Object.fromEntries(internalTables.map((table) => [table.name, table])) };
  const present = new Map<string, Set<string>>();
  for (const row of await database.read.all(database.dialect.tablesQuery)) {
    const columns = present.get(String(row.table)) ?? new Set<string>();
    present.set(String(row.table), columns.add(String(row.column)));
  }
  const missing: string[] = [];
  for (const table of Object.values(layout.tables)) {
    const columns = present.get(table.name);
    if (!columns) missing.push(`table ${table.name} is missing`);
    else
      for (const column of table.columns)
        if (!columns.has(column.name))
          missing.push(`column ${table.name}.${column.name} is missing`);
  }
  return missing;
}
