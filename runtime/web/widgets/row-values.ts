// What a record answer holds for a field path: the canonical value, and the display name or label the server sent with it.
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientField, Text } from '../../../core/model/client.ts';
import { say } from '../i18n/t.ts';
import { isEmpty } from './format.ts';
import { targetsOf } from './reference-targets.ts';
import type { WidgetSource } from './source.ts';

export type Row = Readonly<Record<string, unknown>>;

const REFERENCES = new Set(['reference', 'user', 'department']);
const LABELLED = new Set(['classification', 'many_to_many']);

export function isReference(field: ClientField): boolean {
  return REFERENCES.has(field.type);
}

/** Paths to ask for so that a field can be shown. */
export function requestPaths(field: ClientField, path: string): string[] {
  if (REFERENCES.has(field.type)) return [`${path}.$name`];
  if (LABELLED.has(field.type) && !path.includes('.')) return [path, `${path}.$label`];
  return [path];
}

function asRow(value: unknown): Row | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Row)
    : undefined;
}

/** The value at a dotted path through expanded references. */
export function rawAt(row: Row, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path];
  let value: unknown = row;
  for (const step of path.split('.')) value = asRow(value)?.[step];
  return value;
}

/** Answers nest the display name beside the id: `{id, $name}`, for several entities with `entity`. */
function referenceOf(value: unknown, isPolymorphic: boolean): Json {
  const row = asRow(value);
  if (!row) return (value ?? null) as Json;
  const id = String(row.id ?? '');
  if (!id) return null;
  return isPolymorphic ? { entity: String(row.entity ?? ''), id } : id;
}

function learnReference(value: unknown, field: ClientField, source: WidgetSource): void {
  const row = asRow(value);
  if (!row || typeof row.id !== 'string' || typeof row.$name !== 'string') return;
  const target =
    typeof row.entity === 'string' ? row.entity : targetsOf(field.type, field.settings)[0];
  if (target) source.learnName(target, row.id, row.$name);
}

/** Labels come as text in one language or in all. */
function labelText(label: unknown): string {
  return typeof label === 'string' ? label : say((asRow(label) as Text | undefined) ?? undefined);
}

function labelsAt(row: Row, path: string): readonly string[] {
  const label = row[`${path}.$label`];
  if (Array.isArray(label)) return label.map(labelText);
  return isEmpty(label) ? [] : [labelText(label)];
}

function learnLabels(
  row: Row,
  path: string,
  value: unknown,
  field: ClientField,
  source: WidgetSource,
): void {
  const labels = labelsAt(row, path);
  for (const [index, code] of (Array.isArray(value) ? value : [value]).entries()) {
    const label = labels[index];
    if (typeof code !== 'string' || !label || label === code) continue;
    const colon = code.indexOf(':');
    if (colon > 0) source.learnShort(code.slice(0, colon), code.slice(colon + 1), label);
    else source.learnShort(String(field.settings.classification), code, label);
  }
}

function readLinks(row: Row, path: string, field: ClientField, source: WidgetSource): Json {
  const raw = rawAt(row, path);
  const ids = Array.isArray(raw) ? raw.map(String) : [];
  const names = labelsAt(row, path);
  for (const [index, id] of ids.entries())
    if (names[index]) source.learnName(String(field.settings.entity), id, names[index]);
  return ids;
}

/** The canonical value of a field in an answer; names that came with it are learnt by the source. */
export function readValue(row: Row, path: string, field: ClientField, source: WidgetSource): Json {
  const raw = rawAt(row, path);
  if (field.type === 'many_to_many') return readLinks(row, path, field, source);
  if (REFERENCES.has(field.type)) {
    learnReference(raw, field, source);
    return referenceOf(raw, Array.isArray(field.settings.entities));
  }
  if (field.type === 'classification') learnLabels(row, path, raw, field, source);
  return (raw ?? null) as Json;
}
