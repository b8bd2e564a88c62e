// Editions of classifications by time. Records hold a bare code for a node of the current edition and `edition/code`
// for any other; when another edition becomes the current one, what is stored is rewritten so that it means the same.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Field, Model } from '../model/model.ts';
import type { Connection, Database } from './database.ts';
import { readMeta, readMetas, writeMeta } from './meta.ts';
import { followNames, type Named } from './names.ts';
import type { ColumnLayout, HeldCodes, Layout, TableLayout } from './table-layout.ts';

export interface EditionChange {
  readonly classification: string;
  readonly from: string;
  readonly to: string;
}

/** Which classifications a column of a field holds codes of, if any. */
export function heldCodes(
  field: Pick<Field, 'type' | 'settings'>,
  suffix: string,
): HeldCodes | undefined {
  const { settings } = field;
  if (field.type === 'snapshot') {
    const { type, ...own } = settings.of as { type: string } & Record<string, unknown>;
    return heldCodes({ type, settings: own }, suffix);
  }
  if (field.type === 'address' && suffix === 'region')
    return { trees: [String(settings.classification ?? 'region_cn')], isPrefixed: false };
  if (field.type !== 'classification' || suffix !== '') return undefined;
  const several = settings.classifications as readonly string[] | undefined;
  return { trees: several ?? [String(settings.classification)], isPrefixed: several !== undefined };
}

/** A code written under one current edition, as it is written under another. */
export function recode(code: string, from: string, to: string): string {
  if (!code.includes('/')) return `${from}/${code}`;
  return code.startsWith(`${to}/`) ? code.slice(to.length + 1) : code;
}

const PREFIX = 'edition:';

/**
 * Rewrites stored codes of the classifications whose current edition is another now, retired columns included. Records
 * whose codes are rewritten get a new version: who still holds the old codes is told.
 * @param layout what is stored, after all other steps
 * @param lastVersion the last metadata version under the editions before
 */
export async function followEditions(
  database: Database,
  connection: Connection,
  model: Model,
  layout: Layout,
  lastVersion: number,
): Promise<EditionChange[]> {
  const stored = await readMetas(database, connection, PREFIX);
  const changes: EditionChange[] = [];
  for (const { name, current } of model.classifications.values()) {
    const text = stored.get(name);
    const before = text ? [JSON.parse(text) as Named] : [];
    const version = text ? lastVersion : 0;
    const [followed] = followNames(before, [{ id: name, name: current }], version);
    const now = JSON.stringify(followed?.named);
    if (now === text) continue;
    await writeMeta(database, connection, PREFIX + name, now);
    const from = before[0]?.name;
    if (from !== undefined && from !== current)
      changes.push({ classification: name, from, to: current });
  }
  for (const table of Object.values(layout.tables)) {
    for (const column of table.columns)
      for (const change of changes) await rewrite(database, connection, table, column, change);
  }
  return changes;
}

/** The current editions of a classification by time. */
export async function readEditions(
  database: Database,
  classification: string,
): Promise<Named | undefined> {
  const text = await readMeta(database, database.read, PREFIX + classification);
  return text ? (JSON.parse(text) as Named) : undefined;
}

/** First the old bare codes go, then the new ones take their form: the two never meet. */
async function rewrite(
  database: Database,
  connection: Connection,
  table: TableLayout,
  column: ColumnLayout,
  { classification, from, to }: EditionChange,
): Promise<void> {
  if (!column.codes?.trees.includes(classification)) return;
  const reference = sql.ref(`${table.name}.${column.name}`);
  const head = column.codes.isPrefixed ? `${classification}:` : '';
  const startsWith = (start: string) =>
    sql`substr(${reference}, 1, ${sql.lit(start.length)}) = ${sql.lit(start)}`;
  const after = (start: string) => sql`substr(${reference}, ${sql.lit(start.length + 1)})`;
  const ofTree = head === '' ? sql`` : sql` and ${startsWith(head)}`;
  const isBare = sql<SqlBool>`${reference} not like '%/%'${ofTree}`;
  const isNew = sql<SqlBool>`${startsWith(`${head}${to}/`)}`;
  const steps: [RawBuilder<SqlBool>, RawBuilder<unknown>][] = [
    [isBare, sql`${sql.lit(`${head}${from}/`)} || ${after(head)}`],
    [isNew, head === '' ? after(`${to}/`) : sql`${sql.lit(head)} || ${after(`${head}${to}/`)}`],
  ];
  for (const [condition, value] of steps) {
    await raiseOwners(database, connection, table, condition);
    const raised = hasVersion(table) ? sql`, ${raisedVersion(table.name)}` : sql``;
    const update = sql`update ${sql.table(table.name)} set ${sql.id(column.name)} = ${value}${raised} where ${condition}`;
    await connection.run(update.compile(database.builder));
  }
}

const hasVersion = (table: TableLayout) => table.columns.some(({ name }) => name === 'version');

const raisedVersion = (table: string) =>
  sql`${sql.id('version')} = ${sql.ref(`${table}.version`)} + 1`;

/** The records whose lists are about to be rewritten. */
async function raiseOwners(
  database: Database,
  connection: Connection,
  table: TableLayout,
  condition: RawBuilder<SqlBool>,
): Promise<void> {
  const owner = table.columns.find(({ name }) => name === 'record')?.references;
  if (!owner) return;
  const records = sql`select ${sql.ref(`${table.name}.record`)} from ${sql.table(table.name)} where ${condition}`;
  const update = sql`update ${sql.table(owner)} set ${raisedVersion(owner)} where ${sql.ref(`${owner}.id`)} in (${records})`;
  await connection.run(update.compile(database.builder));
}
