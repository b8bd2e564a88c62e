// Everything held about the person a record stands for: the record itself, what refers to it, its files, its history.
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import type { Entity, Field, Incoming } from '../model/model.ts';
import type { Rule } from '../rules/rule.ts';
import { DISCLOSE } from './audit-actions.ts';
import { requireAdministrator } from './audit-log.ts';
import { systemView } from './begin-write.ts';
import { type Context, entityOf } from './context.ts';
import { type HistoryEntry, recordHistory } from './history.ts';
import { listRecords } from './list.ts';
import { MAX_LIMIT } from './list-params.ts';
import { loadRecord, storedFields } from './load.ts';
import type { PlainRecord } from './select.ts';
import { auditAct } from './steps/audit.ts';
import { fileFields } from './steps/file-uses.ts';

export interface PersonalData {
  readonly at: string;
  readonly entity: string;
  /** Values with the names their fields have for people. */
  readonly record: readonly { field: string; label: string; personal: boolean; value: Json }[];
  readonly files: readonly PlainRecord[];
  /** Records that refer to this one, by entity and field. */
  readonly related: readonly { entity: string; field: string; records: PlainRecord[] }[];
  readonly history: readonly HistoryEntry[];
}

/** Fields of an entity that tell about a person. Throws `personal.none` where there are none. */
export function personalFields(context: Context, entity: Entity): Field[] {
  const fields = [...entity.fields.values()].filter(({ def }) => def.personal === true);
  if (fields.length > 0) return fields;
  throw new AppError('personal.none', { entity: entity.label[context.actor.locale] });
}

/** Gathers what is held about the person; for administrators, and written down. */
export async function personalData(
  context: Context,
  entityName: string,
  id: string,
): Promise<PersonalData> {
  requireAdministrator(context);
  const entity = entityOf(context, entityName);
  personalFields(context, entity);
  const view = systemView(context);
  const record = await context.database.write(async (connection) => {
    const loaded = await loadRecord(view, connection, entity, id, 'read');
    if (!loaded) throw new AppError('record.not-found');
    await auditAct(context, connection, {
      entity: entity.name,
      record: id,
      action: DISCLOSE,
      version: Number(loaded.record.version),
    });
    return loaded.record;
  });
  return {
    at: context.now,
    entity: entity.label[context.actor.locale],
    record: storedFields(entity).flatMap((name) => labelled(context, entity, record, name)),
    files: await filesOf(view, entity, record),
    related: await relatedTo(view, entity, id),
    history: await wholeHistory(view, entity, id),
  };
}

function labelled(context: Context, entity: Entity, record: PlainRecord, name: string) {
  const field = entity.fields.get(name);
  const value = record[name] ?? null;
  if (!field || value === null || (Array.isArray(value) && value.length === 0)) return [];
  const label = field.label[context.actor.locale];
  return [{ field: name, label, personal: field.def.personal === true, value }];
}

/** Ids of the files a record holds. */
export function filesIn(fields: readonly Field[], record: PlainRecord): string[] {
  return fields.flatMap((field) => [record[field.name] ?? []].flat().map(String));
}

async function filesOf(view: Context, entity: Entity, record: PlainRecord): Promise<PlainRecord[]> {
  const ids = filesIn(fileFields(entity), record);
  if (ids.length === 0) return [];
  const filter = { in: [{ var: 'id' }, ids.slice(0, MAX_LIMIT)] };
  return (await listRecords(view, 'file', { filter, limit: MAX_LIMIT })).items;
}

async function relatedTo(
  view: Context,
  entity: Entity,
  id: string,
): Promise<{ entity: string; field: string; records: PlainRecord[] }[]> {
  const related: { entity: string; field: string; records: PlainRecord[] }[] = [];
  for (const incoming of entity.incoming) {
    const records = await referringRecords(view, incoming, id);
    if (records.length > 0)
      related.push({ entity: incoming.entity, field: incoming.field, records });
  }
  return related;
}

async function referringRecords(
  view: Context,
  { entity, field: name, links }: Incoming,
  id: string,
): Promise<PlainRecord[]> {
  const field = view.live.model.entities.get(entity)?.fields.get(name);
  if (!field) return [];
  const path = field.targets.length > 1 ? `${name}.id` : name;
  const filter: Rule = links ? { in: [id, { var: name }] } : { '==': [{ var: path }, id] };
  const records: PlainRecord[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listRecords(view, entity, { filter, limit: MAX_LIMIT, cursor });
    records.push(...page.items);
    if (page.nextCursor === null) return records;
    cursor = page.nextCursor;
  }
}

async function wholeHistory(view: Context, entity: Entity, id: string): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await recordHistory(view, entity.name, id, { limit: MAX_LIMIT, cursor });
    entries.push(...page.items);
    if (page.nextCursor === null) return entries;
    cursor = page.nextCursor;
  }
}
