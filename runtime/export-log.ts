// The export log: one record of `export_event` per export, written by the engine alone.
import type { Entity } from '../core/model/model.ts';
import type { Context } from '../core/records/context.ts';
import { createRecord, updateRecord } from '../core/records/write.ts';
import type { Runtime } from './runtime.ts';

const EXPORT_EVENT = 'export_event';

export interface BegunExport {
  readonly context: Context;
  readonly entity: Entity;
  /** In the words of whoever exports. */
  readonly filter: string;
  readonly columns: readonly string[];
  readonly format: string;
}

/** Notes that an export begins. @returns the id of its entry; undefined where the packs have no export log */
export async function beginExport(
  runtime: Runtime,
  { context, entity, filter, columns, format }: BegunExport,
): Promise<string | undefined> {
  const system = runtime.systemContext('export log');
  if (!system.live.model.entities.has(EXPORT_EVENT)) return undefined;
  const values = {
    owner: context.actor.kind === 'system' ? null : context.actor.id,
    person: context.actor.name.slice(0, 60),
    entity: entity.name,
    label: entity.labelPlural[context.actor.locale].slice(0, 120),
    filter: filter.slice(0, 2000) || null,
    columns: columns.join(', ').slice(0, 4000),
    format,
    state: 'running',
  };
  const { id } = await createRecord(system, EXPORT_EVENT, values, { trusted: true });
  return String(id);
}

/** Notes how an export ended and how many records had left by then. */
export async function endExport(
  runtime: Runtime,
  id: string | undefined,
  state: 'done' | 'broken_off',
  records: number,
): Promise<void> {
  if (id === undefined) return;
  const system = runtime.systemContext('export log');
  await updateRecord(system, EXPORT_EVENT, id, { state, records }, undefined, { trusted: true });
}
