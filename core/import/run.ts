// Runs an import: each row through the same steps as any other write. All or nothing; every faulty cell is listed.
import { AppError, nearest, type Problem } from '../errors.ts';
import type { Entity, Field } from '../model/model.ts';
import type { Context } from '../records/context.ts';
import { formatOptions } from '../records/format.ts';
import type { Affected } from '../records/rollup.ts';
import { createRecord, updateRecord } from '../records/write.ts';
import type { Connection } from '../storage/database.ts';
import { type LoadKeys, type Matching, matchCell } from './match.ts';
import type { ImportRow } from './rows.ts';

export interface ImportOptions {
  /** Column → field; columns not named map to the field of the same name. `null` leaves a column out. */
  readonly mapping?: Readonly<Record<string, string | null>>;
  /** Field that finds the record a row is about; found ones are updated (`upsert`) or left alone (`insert`). */
  readonly key?: string;
  readonly mode: 'insert' | 'upsert';
  readonly keys?: LoadKeys;
  /** The packs' own data: written by the engine for itself. */
  readonly trusted?: boolean;
  readonly connection: Connection;
  readonly affected: Affected;
}

export interface ImportResult {
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
}

/** Name of the column that gives a row a key others refer to as `@key`. */
export const KEY_COLUMN = '$key';

/** Imports rows into an entity. Throws `record.invalid` with every problem (`/line/column`) and changes nothing then. */
export async function importRows(
  context: Context,
  entity: Entity,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<ImportResult> {
  const matching: Matching = {
    context,
    connection: options.connection,
    keys: options.keys ?? new Map(),
    found: new Map(),
  };
  const problems: Problem[] = [];
  const counts = { created: 0, updated: 0, skipped: 0 };
  for (const row of rows) {
    try {
      const input = await inputOf(matching, entity, row, options, problems);
      counts[await writeRow(context, entity, input, row, options, matching)]++;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const own: readonly Problem[] =
        error.problems.length > 0
          ? error.problems
          : [{ code: error.code, at: '', params: error.params }];
      problems.push(...own.map((problem) => ({ ...problem, at: `/${row.line}${problem.at}` })));
    }
  }
  if (problems.length > 0)
    throw new AppError('record.invalid', { count: problems.length }, problems);
  return counts;
}

async function writeRow(
  context: Context,
  entity: Entity,
  input: Record<string, unknown>,
  row: ImportRow,
  options: ImportOptions,
  matching: Matching,
): Promise<'created' | 'updated' | 'skipped'> {
  const { connection, affected, trusted } = options;
  const existing = options.key
    ? await existingId(matching, entity, options.key, input[options.key])
    : null;
  if (existing && options.mode === 'insert') return 'skipped';
  if (existing) {
    await updateRecord(context, entity.name, existing, input, undefined, {
      connection,
      affected,
      trusted,
    });
    return 'updated';
  }
  const ownKey = row.cells[KEY_COLUMN];
  const id = typeof ownKey === 'string' ? options.keys?.get(ownKey)?.id : undefined;
  await createRecord(context, entity.name, input, { connection, affected, trusted, id });
  return 'created';
}

async function existingId(
  matching: Matching,
  entity: Entity,
  key: string,
  value: unknown,
): Promise<string | null> {
  const field = entity.fields.get(key);
  if (!field || value === undefined || value === null) return null;
  const pointer = {
    ...field,
    targets: [entity.name],
    storage: { kind: 'columns', columns: [] },
  } as Field;
  const matched = await matchCell(matching, pointer, String(value));
  return 'value' in matched ? (matched.value as string | null) : null;
}

async function inputOf(
  matching: Matching,
  entity: Entity,
  row: ImportRow,
  options: ImportOptions,
  problems: Problem[],
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(row.cells)) {
    const name =
      options.mapping && Object.hasOwn(options.mapping, column) ? options.mapping[column] : column;
    if (name === null || name === undefined || column === KEY_COLUMN) continue;
    const field = entity.fields.get(name);
    const at = `/${row.line}/${column}`;
    if (!field)
      problems.push({
        code: 'import.unknown-column',
        at,
        params: { column, hint: nearest(column, entity.fields.keys()) },
      });
    else if (cell !== '' && cell !== null && cell !== undefined) {
      const read = await readCell(matching, field, cell);
      if ('problem' in read) problems.push({ ...read.problem, at });
      else input[name] = read.value;
    }
  }
  return input;
}

async function readCell(
  matching: Matching,
  field: Field,
  cell: unknown,
): Promise<{ value: unknown } | { problem: Omit<Problem, 'at'> }> {
  const isPointer = field.targets.length > 0 && field.storage.kind !== 'lines';
  if (isPointer && (typeof cell === 'string' || Array.isArray(cell)))
    return matchCell(matching, field, cell);
  if (isPointer) return matchPointer(matching, field, cell);
  if (typeof cell !== 'string') return { value: cell };
  return field.kind.parseText(cell, field.settings, formatOptions(matching.context));
}

/** `{"entity": "account", "id": "@key"}`: the id may be a key as well. */
async function matchPointer(
  matching: Matching,
  field: Field,
  cell: unknown,
): Promise<{ value: unknown } | { problem: Omit<Problem, 'at'> }> {
  const { entity, id } = (cell ?? {}) as { entity?: string; id?: string };
  if (!entity || !id) return { value: cell };
  return matchCell(
    matching,
    { ...field, targets: field.targets.filter((target) => target === entity) },
    id,
  ).then((matched) =>
    'value' in matched && typeof matched.value === 'string'
      ? { value: { entity, id: matched.value } }
      : matched,
  );
}
