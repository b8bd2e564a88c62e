// How a write begins: may the actor do it, and does the record at hand allow it.
import { systemAccess } from '../access/access.ts';
import { AppError } from '../errors.ts';
import type { Entity } from '../model/model.ts';
import type { Connection } from '../storage/database.ts';
import { type Context, entityOf } from './context.ts';
import { loadRecord } from './load.ts';
import { rightsToNew } from './record-rights.ts';
import type { Affected } from './rollup.ts';
import { staleError } from './steps/persist.ts';
import type { Input, Write, WriteAction } from './write-state.ts';

export interface WriteOptions {
  /** An open transaction to join; without one the write has its own. */
  readonly connection?: Connection;
  /** Roll-ups are refreshed by the caller, once for many writes. */
  readonly affected?: Affected;
  /** The engine writes for itself. */
  readonly trusted?: boolean;
  /** Id of the new record, for imports that keep theirs. */
  readonly id?: string;
}

/** The entity, when the actor may do that with any of its records. */
export function entityFor(
  context: Context,
  name: string,
  action: WriteAction,
  options: WriteOptions,
): Entity {
  const entity = options.trusted ? context.live.model.entities.get(name) : entityOf(context, name);
  if (!entity) throw new AppError('record.unknown-entity', { entity: name });
  const isOurs = entity.features.engine;
  if (!options.trusted && (isOurs || !context.access.entity(name).can(action))) {
    throw new AppError('access.denied', { entity: entity.label[context.actor.locale], action });
  }
  return entity;
}

/** The same context with every right, for what the engine must see whoever acts. */
export function systemView(context: Context): Context {
  return { ...context, access: systemAccess(context.live.model) };
}

/** A write with nothing in it yet. */
export function newWrite(
  context: Context,
  connection: Connection,
  entity: Entity,
  action: WriteAction,
  input: Input,
  options: WriteOptions,
): Write {
  return {
    context,
    connection,
    entity,
    action,
    input,
    at: '',
    trusted: options.trusted ?? false,
    rights: rightsToNew(context, entity),
    id: '',
    rid: 0,
    before: null,
    record: {},
    changed: new Set(),
    lines: new Map(),
    droppedLines: new Map(),
    affected: new Map(),
    problems: [],
    warnings: [],
  };
}

/** A write over an existing record: unseen ones are 404, seen but unwritable 403, changed meanwhile 412. */
export async function loadedWrite(
  context: Context,
  connection: Connection,
  entity: Entity,
  action: WriteAction,
  id: string,
  input: Input,
  options: WriteOptions,
  version?: number,
): Promise<Write> {
  const view = options.trusted ? systemView(context) : context;
  const loaded = await loadRecord(view, connection, entity, id, action);
  const inBin = loaded?.record.deleted_at !== null;
  if (!loaded || (inBin && action !== 'restore')) throw new AppError('record.not-found');
  if (!loaded.allowed)
    throw new AppError('access.denied', { entity: entity.label[context.actor.locale], action });
  if (!inBin && action === 'restore') throw new AppError('record.not-in-bin');
  const write = newWrite(context, connection, entity, action, input, options);
  Object.assign(write, {
    id,
    rid: loaded.rid,
    before: loaded.record,
    record: { ...loaded.record },
    rights: loaded.rights,
  });
  if (version !== undefined && loaded.record.version !== version)
    throw staleError({ ...write, expectedVersion: version });
  return write;
}
