// Everything a form needs before it can be shown: entity, layout, rules, and the record with its names.
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientLayout } from '../../../core/model/client.ts';
import { ApiError, getJson } from '../client.ts';
import { layoutOf } from '../form/form-layout.ts';
import { FormState, type Values } from '../form/form-state.ts';
import { lineEntities, makeRules } from '../form/rule-engine.ts';
import { type Row, readValue, requestPaths } from '../widgets/row-values.ts';
import { entityForRecord } from './record-access.ts';
import { loadEntity, ruleActor, source } from './session.ts';

export type RecordRow = Row & { id: string; version: number; $name?: string | null };

/** Paths that show every field of an entity. */
function allPaths(entity: ClientEntity): string {
  const paths = Object.values(entity.fields).flatMap((field) => requestPaths(field, field.name));
  return ['$name', '$subtitle', ...paths].join(',');
}

/** A record, also from the recycle bin. */
export async function loadRecord(entity: ClientEntity, id: string): Promise<RecordRow> {
  const path = `/api/records/${entity.name}/${id}`;
  const fields = allPaths(entity);
  try {
    return await getJson<RecordRow>(path, { fields });
  } catch (cause) {
    const isGone = cause instanceof ApiError && cause.status === 404 && entity.features.recycle;
    if (!isGone) throw cause;
    return getJson<RecordRow>(path, { fields, deleted: 'only' });
  }
}

/** Canonical values of all fields in an answer. */
export function valuesOf(entity: ClientEntity, row: Row): Values {
  const entries = Object.values(entity.fields).map((field): [string, Json] => [
    field.name,
    readValue(row, field.name, field, source),
  ]);
  return Object.fromEntries(entries);
}

function without(layout: ClientLayout, off: readonly string[]): ClientLayout {
  const sections = layout.sections.map((section) => ({
    ...section,
    fields: section.fields.filter(({ name }) => !off.includes(name)),
  }));
  return { ...layout, sections };
}

export async function formFor(
  entity: ClientEntity,
  kind: ClientLayout['kind'],
  values: Values,
  isNew: boolean,
  /** Fields left off the form, because what they hold is plain from where it stands. */
  off: readonly string[] = [],
): Promise<FormState> {
  const entities = await lineEntities(entity, source);
  const rules = makeRules({ entity, entities, source, actor: ruleActor() });
  const whole = layoutOf(entity, kind, String(values.record_type ?? ''));
  const layout = off.length > 0 ? without(whole, off) : whole;
  return new FormState({ entity, layout, rules, values, isNew });
}

export interface OpenForm {
  form: FormState;
  record?: RecordRow;
}

export async function openForm(
  entityName: string,
  id: string | undefined,
  preset: Values,
): Promise<OpenForm> {
  const entity = await loadEntity(entityName);
  if (!id) return { form: await formFor(entity, 'form', preset, true) };
  const [record, own] = await Promise.all([loadRecord(entity, id), entityForRecord(entity, id)]);
  return { form: await formFor(own, 'form', valuesOf(own, record), false), record };
}
