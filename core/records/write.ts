// A write, in order. Each step is a function over the same state; the list below is the whole story.
import { AppError } from '../errors.ts';
import type { Connection } from '../storage/database.ts';
import { entityFor, loadedWrite, newWrite, systemView, type WriteOptions } from './begin-write.ts';
import type { Context } from './context.ts';
import { loadRecord } from './load.ts';
import { NOTIFICATION, noteNotices, sendNotices } from './notices/send.ts';
import { getRecord, publicRecord } from './read.ts';
import { type Affected, noteAffected, refreshRollups } from './rollup.ts';
import { indexRecord } from './search.ts';
import type { PlainRecord } from './select.ts';
import { keepAccounts } from './steps/accounts.ts';
import { audit } from './steps/audit.ts';
import { compute, setComputed } from './steps/compute.ts';
import { applyDefaults } from './steps/defaults.ts';
import { noteFileUses } from './steps/file-uses.ts';
import { readInput } from './steps/input.ts';
import { type LineSteps, prepareLines, writeLines } from './steps/lines.ts';
import { assignNumbers } from './steps/numbers.ts';
import { followOwner } from './steps/owner-department.ts';
import { persist, storeComputed } from './steps/persist.ts';
import {
  deletedWith,
  eraseRow,
  followDeleteRules,
  missingParents,
  type RemoveSteps,
} from './steps/remove.ts';
import { checkShareRule } from './steps/share-rules.ts';
import { staysInScope } from './steps/stays-in-scope.ts';
import { validate } from './steps/validate.ts';
import { withWarnings } from './warnings.ts';
import { type Input, refuseProblems, type Write } from './write-state.ts';

type Step = (write: Write) => Promise<void> | void | undefined;

/** What happens to a record before it is written. */
const PREPARE: readonly Step[] = [
  readInput,
  applyDefaults,
  followOwner,
  (write) => prepareLines(write, steps),
  compute,
  validate,
  checkShareRule,
];
/** What happens once nothing is wrong with it. */
const FINISH: readonly Step[] = [
  assignNumbers,
  persist,
  keepAccounts,
  staysInScope,
  (write) => writeLines(write, steps),
  noteFileUses,
  audit,
  search,
];

async function runSteps(write: Write, list: readonly Step[]): Promise<void> {
  for (const step of list) {
    const pending = step(write);
    if (pending) await pending;
  }
}

const CREATE: readonly Step[] = [...PREPARE, refuseProblems, ...FINISH];

/** Creates a record. @returns it as the actor may see it, lines included */
export async function createRecord(
  context: Context,
  entityName: string,
  input: Input,
  options: WriteOptions = {},
): Promise<PlainRecord> {
  const entity = entityFor(context, entityName, 'create', options);
  return inTransaction(context, options, async (connection, affected) => {
    const write = newWrite(context, connection, entity, 'create', input, options);
    write.id = options.id ?? context.newId();
    await runSteps(write, CREATE);
    noteWrite(write, affected);
    return write;
  });
}

/** One of many records that are created together: written, or the fault that keeps it from that. */
export interface Created {
  readonly write: Write;
  fault?: AppError;
}

/**
 * Creates records of one entity in an open transaction, each step for all of them before the next step. Roll-ups are
 * left to the caller.
 * @returns one for each input; behind a duplicate nothing is written, since the database has ended the transaction
 */
export async function createRecords(
  context: Context,
  entityName: string,
  inputs: readonly Input[],
  connection: Connection,
  affected: Affected,
): Promise<Created[]> {
  const entity = entityFor(context, entityName, 'create', {});
  const batch: Created[] = inputs.map((input) => {
    const write = newWrite(context, connection, entity, 'create', input, {});
    write.id = context.newId();
    return { write };
  });
  await runTogether(batch, [...CREATE, (write) => noteWrite(write, affected)]);
  return batch;
}

async function runTogether(batch: readonly Created[], list: readonly Step[]): Promise<void> {
  for (const step of list) {
    for (const one of batch) {
      if (one.fault) continue;
      try {
        const pending = step(one.write);
        if (pending) await pending;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        one.fault = error;
        if (error.code === 'record.duplicate') return;
      }
    }
  }
}

/**
 * Changes a record.
 * @param version the version the caller has seen; `undefined` only for bulk and the engine, which change what is there
 */
export async function updateRecord(
  context: Context,
  entityName: string,
  id: string,
  input: Input,
  version: number | undefined,
  options: WriteOptions = {},
): Promise<PlainRecord> {
  const entity = entityFor(context, entityName, 'update', options);
  return inTransaction(context, options, async (connection, affected) => {
    const write = await loadedWrite(
      context,
      connection,
      entity,
      'update',
      id,
      input,
      options,
      version,
    );
    await runSteps(write, PREPARE);
    refuseProblems(write);
    if (write.changed.size > 0) await runSteps(write, FINISH);
    noteWrite(write, affected);
    return write;
  });
}

/** Moves a record to the recycle bin, or removes it for good where the entity has none. */
export async function deleteRecord(
  context: Context,
  entityName: string,
  id: string,
  version: number | undefined,
  options: WriteOptions = {},
): Promise<void> {
  const entity = entityFor(context, entityName, 'delete', options);
  await inTransaction(context, options, async (connection, affected) => {
    const write = await loadedWrite(
      context,
      connection,
      entity,
      'delete',
      id,
      {},
      options,
      version,
    );
    await remove(write, affected);
    return write;
  });
}

/** Brings a record back from the recycle bin, with the lines that went with it. */
export async function restoreRecord(
  context: Context,
  entityName: string,
  id: string,
  options: WriteOptions = {},
): Promise<PlainRecord> {
  const entity = entityFor(context, entityName, 'restore', options);
  return inTransaction(context, options, async (connection, affected) => {
    const write = await loadedWrite(context, connection, entity, 'restore', id, {}, options);
    await restore(write, affected);
    return write;
  });
}

async function inTransaction(
  context: Context,
  options: WriteOptions,
  work: (connection: Connection, affected: Affected) => Promise<Write>,
): Promise<PlainRecord> {
  const affected: Affected = options.affected ?? new Map();
  const run = async (connection: Connection) => {
    const write = await work(connection, affected);
    if (!options.affected) await settle(context, connection, affected);
    return withWarnings(write, await shown(write));
  };
  return options.connection ? run(options.connection) : context.database.write(run);
}

/** What follows all writes of a transaction: roll-ups, then notices to the people they concern. */
export async function settle(
  context: Context,
  connection: Connection,
  affected: Affected,
): Promise<void> {
  await settleRollups(context, connection, affected);
  await sendNotices(context, affected, (values) =>
    createRecord(systemView(context), NOTIFICATION, values, {
      connection,
      affected,
      trusted: true,
    }),
  );
}

/** Recomputes the roll-ups that the writes of a transaction have moved. */
export async function settleRollups(
  context: Context,
  connection: Connection,
  affected: Affected,
): Promise<void> {
  await refreshRollups(context, connection, affected, async (entity, id, values) => {
    const loaded = await loadRecord(systemView(context), connection, entity, id, 'read');
    if (!loaded) return undefined;
    const write = newWrite(context, connection, entity, 'update', {}, { trusted: true });
    Object.assign(write, {
      id,
      rid: loaded.rid,
      before: loaded.record,
      record: { ...loaded.record },
    });
    for (const [name, value] of Object.entries(values)) {
      const field = entity.fields.get(name);
      if (field) setComputed(write, field, value);
    }
    if (write.changed.size === 0) return undefined;
    await compute(write);
    await storeComputed(write);
    return { before: loaded.record, after: write.record };
  });
}

async function search(write: Write): Promise<void> {
  const isNew = write.before === null;
  const touched =
    isNew || [...write.changed].some((name) => write.entity.fields.get(name)?.searchable);
  if (touched)
    await indexRecord(
      write.context,
      write.connection,
      write.entity,
      write.rid,
      write.record,
      isNew,
    );
}

function noteWrite(write: Write, affected: Affected): void {
  noteAffected(write.context, write.entity, write.before, write.record, affected);
  noteNotices(write, affected);
  const own = [...write.entity.fields.values()].some((field) => field.type === 'rollup');
  if (own && (write.before === null || write.lines.size > 0)) {
    affected.set(write.entity.name, (affected.get(write.entity.name) ?? new Set()).add(write.id));
  }
  for (const lines of write.lines.values()) for (const line of lines) noteWrite(line, affected);
  for (const [name, ids] of write.affected)
    affected.set(name, new Set([...(affected.get(name) ?? []), ...ids]));
}

async function remove(write: Write, affected: Affected): Promise<void> {
  const { context, entity, connection } = write;
  await followDeleteRules(write, removeSteps(affected));
  noteAffected(context, entity, write.before, null, affected);
  await indexRecord(context, connection, entity, write.rid, null, false);
  if (!entity.features.recycle) {
    await audit(write);
    await eraseRow(write);
    await keepAccounts(write);
    return;
  }
  write.record.deleted_at = context.now;
  write.changed.add('deleted_at');
  await persist(write);
  await keepAccounts(write);
  await audit(write);
}

async function restore(write: Write, affected: Affected): Promise<void> {
  const { context, entity, connection } = write;
  const moment = String(write.before?.deleted_at);
  await checkParents(write);
  write.record.deleted_at = null;
  write.changed.add('deleted_at');
  await persist(write);
  await audit(write);
  await indexRecord(context, connection, entity, write.rid, write.record, true);
  for (const child of await deletedWith(write, moment))
    await restoreChild(write, child.entity, child.id, affected);
  noteWrite(write, affected);
}

/** A child that also hangs on a record still in the bin stays there until that one comes back. */
async function restoreChild(
  { context, connection }: Write,
  entity: string,
  id: string,
  affected: Affected,
): Promise<void> {
  try {
    await restoreRecord(context, entity, id, { connection, affected, trusted: true });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'record.in-bin') throw error;
  }
}

/** What a record refers to may have gone to the bin after it: loose references are let go, others must come back first. */
async function checkParents(write: Write): Promise<void> {
  const missing = await missingParents(write);
  const problems = missing
    .filter(({ onDelete }) => onDelete !== 'clear')
    .map(({ field }) => ({ code: 'record.in-bin' as const, at: `/${field}` }));
  if (problems.length > 0) throw new AppError('record.in-bin', {}, problems);
  for (const { field } of missing) {
    write.record[field] = null;
    write.changed.add(field);
  }
}

const steps: LineSteps = {
  prepare: (line) => runSteps(line, PREPARE),
  finish: (line) =>
    runSteps(
      line,
      line.before !== null && line.changed.size === 0
        ? []
        : FINISH.filter((step) => step !== staysInScope),
    ),
  remove: (parent, entity, id) => removeSteps(parent.affected).remove(parent, entity, id),
};

function removeSteps(affected: Affected): RemoveSteps {
  return {
    async remove(parent, entity, id) {
      await deleteRecord(parent.context, entity, id, undefined, {
        connection: parent.connection,
        affected,
        trusted: true,
      });
    },
    async change(parent, entity, id, input) {
      await updateRecord(parent.context, entity, id, input, undefined, {
        connection: parent.connection,
        affected,
        trusted: true,
      });
    },
  };
}

/** The written record as the actor may see it; roll-ups and lines are read again where the entity has any. */
async function shown(write: Write): Promise<PlainRecord> {
  const { context, entity } = write;
  const derived = [...entity.fields.values()].some(
    (field) => field.type === 'rollup' || field.storage.kind === 'lines',
  );
  const varies = !write.trusted && context.access.entity(entity.name).varies('read');
  if (write.trusted || (!derived && !varies)) return publicRecord(context, entity, write.record);
  try {
    return await getRecord(context, entity.name, write.id, { connection: write.connection });
  } catch (error) {
    if (error instanceof AppError && error.code === 'record.not-found')
      return publicRecord(context, entity, write.record);
    throw error;
  }
}
