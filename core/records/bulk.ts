// Many records in one request: all in one transaction, roll-ups refreshed once, a result per record. One bad record
// undoes the whole request and every bad one is listed, so a caller corrects once and repeats.
import { AppError, type Problem } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import type { Rule } from '../rules/rule.ts';
import type { Connection } from '../storage/database.ts';
import type { WriteOptions } from './begin-write.ts';
import { type Context, entityOf } from './context.ts';
import { listRecords } from './list.ts';
import { MAX_LIMIT } from './list-params.ts';
import { getRecord } from './read.ts';
import type { Affected } from './rollup.ts';
import type { PlainRecord } from './select.ts';
import { WARNINGS, withWarnings } from './warnings.ts';
import { createRecords, deleteRecord, settle, updateRecord } from './write.ts';
import type { Input } from './write-state.ts';

export const MAX_BULK = 10_000;

export type BulkRequest =
  | { readonly create: readonly Input[] }
  | { readonly update: Selected & { readonly patch: Input } }
  | { readonly delete: Selected }
  | { readonly transfer: Selected & { readonly owner: string; readonly department?: string } };

export interface Selected {
  readonly ids?: readonly string[];
  readonly filter?: Rule;
}

export interface BulkResult {
  readonly index: number;
  readonly id: string;
  readonly version?: number;
  /** What rules of severity `warn` say about the record. */
  readonly $warnings?: Json;
}

/** Runs a bulk request. Throws `record.invalid` with every record's problems (`/create/3/name`, `/ids/7`). */
export async function bulk(
  context: Context,
  entityName: string,
  request: BulkRequest,
): Promise<BulkResult[]> {
  const entity = entityOf(context, entityName);
  if (!context.access.entity(entity.name).can('bulk'))
    throw new AppError('access.denied', { entity: entityName, action: 'bulk' });
  if ('create' in request) return createAll(context, entityName, request.create);
  const selected =
    'update' in request ? request.update : 'delete' in request ? request.delete : request.transfer;
  const ids = await selectedIds(context, entityName, selected);
  if ('delete' in request) {
    return each(context, ids, '/ids', async (id, options) => {
      const isGone = await wentAlong(context, entityName, id, options);
      if (!isGone) await deleteRecord(context, entityName, id, undefined, options);
      return { id };
    });
  }
  const patch = 'update' in request ? request.update.patch : handover(request.transfer);
  if ('transfer' in request && !context.access.entity(entity.name).can('transfer')) {
    throw new AppError('access.denied', { entity: entityName, action: 'transfer' });
  }
  return each(context, ids, '/ids', (id, options) =>
    updateRecord(context, entityName, id, patch, undefined, options),
  );
}

/** A record chosen together with the one it hangs on has gone to the bin with it, a moment ago in this transaction. */
async function wentAlong(
  context: Context,
  entityName: string,
  id: string,
  { connection }: WriteOptions,
): Promise<boolean> {
  try {
    const options = { fields: ['id', 'deleted_at'], deleted: true, connection };
    const record = await getRecord(context, entityName, id, options);
    return record.deleted_at === context.now;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function handover(transfer: { readonly owner: string; readonly department?: string }): Input {
  return transfer.department === undefined
    ? { owner: transfer.owner }
    : { owner: transfer.owner, department: transfer.department };
}

/** So many new records go through the steps together. */
const BATCH = 500;

function createAll(
  context: Context,
  entityName: string,
  inputs: readonly Input[],
): Promise<BulkResult[]> {
  return inOneTransaction(context, inputs.length, async (connection, affected, outcome) => {
    for (let first = 0; first < inputs.length && !outcome.isEnded; first += BATCH) {
      const batch = inputs.slice(first, first + BATCH);
      const created = await createRecords(context, entityName, batch, connection, affected);
      for (const [index, { write, fault }] of created.entries()) {
        if (fault) outcome.fail(fault, `/create/${first + index}`);
        else outcome.done(first + index, withWarnings(write, write.record));
      }
    }
  });
}

function each<T>(
  context: Context,
  items: readonly T[],
  at: string,
  write: (item: T, options: WriteOptions) => Promise<PlainRecord>,
): Promise<BulkResult[]> {
  return inOneTransaction(context, items.length, async (connection, affected, outcome) => {
    for (const [index, item] of items.entries()) {
      if (outcome.isEnded) return;
      try {
        outcome.done(index, await write(item, { connection, affected }));
      } catch (error) {
        outcome.fail(error, `${at}/${index}`);
      }
    }
  });
}

/** What has become of the records of a request so far. */
class Outcome {
  readonly results: BulkResult[] = [];
  readonly problems: Problem[] = [];
  /** A constraint of the database has ended the transaction; what follows cannot be checked in it. */
  isEnded = false;

  done(index: number, { id, version, [WARNINGS]: warnings }: PlainRecord): void {
    this.results.push({
      index,
      id: String(id),
      version: version === undefined ? undefined : Number(version),
      ...(warnings === undefined ? {} : { [WARNINGS]: warnings }),
    });
  }

  fail(error: unknown, at: string): void {
    this.problems.push(...problemsOf(error, at));
    this.isEnded ||= error instanceof AppError && error.code === 'record.duplicate';
  }
}

async function inOneTransaction(
  context: Context,
  count: number,
  work: (connection: Connection, affected: Affected, outcome: Outcome) => Promise<void>,
): Promise<BulkResult[]> {
  if (count > MAX_BULK) throw new AppError('query.too-many', { limit: MAX_BULK, what: 'records' });
  return context.database.write(async (connection) => {
    const affected: Affected = new Map();
    const outcome = new Outcome();
    await work(connection, affected, outcome);
    const { problems, results } = outcome;
    if (problems.length > 0)
      throw new AppError('record.invalid', { count: problems.length }, problems);
    await settle(context, connection, affected);
    return results;
  });
}

/** Expected faults of one record are collected; anything else ends the request. */
function problemsOf(error: unknown, at: string): Problem[] {
  if (!(error instanceof AppError)) throw error;
  if (error.problems.length === 0) return [{ code: error.code, at, params: error.params }];
  return error.problems.map((problem) => ({ ...problem, at: at + problem.at }));
}

/** Ids given, or all the actor may see that match a filter. */
async function selectedIds(
  context: Context,
  entityName: string,
  selected: Selected,
): Promise<string[]> {
  if (selected.ids) return [...new Set(selected.ids)];
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRecords(context, entityName, {
      filter: selected.filter,
      fields: ['id'],
      limit: MAX_LIMIT,
      cursor,
    });
    ids.push(...page.items.map((item) => String(item.id)));
    if (ids.length > MAX_BULK)
      throw new AppError('query.too-many', { limit: MAX_BULK, what: 'records' });
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}
