// Step: what was sent becomes canonical values. Unknown, unwritable and malformed members are problems at their place;
// nothing is dropped in silence.
import { nearest } from '../../errors.ts';
import type { Json } from '../../fields/field-type.ts';
import { logsReveal } from '../../fields/masked-text.ts';
import type { Field } from '../../model/model.ts';
import { maskValue } from '../mask.ts';
import { reportField, type Write } from '../write-state.ts';
import { canonicalCodes } from './canonical-codes.ts';

export function readInput(write: Write): void {
  const access = write.context.access.entity(write.entity.name);
  for (const [name, value] of Object.entries(write.input)) {
    const field = write.entity.fields.get(name);
    if (!field || (!write.trusted && access.right(name) === 'hidden')) {
      reportField(write, name, 'record.unknown-field', { field: name, hint: hintFor(write, name) });
    } else if (!isWritable(write, field)) reportField(write, name, 'record.read-only');
    else if (field.storage.kind !== 'lines') readValue(write, field, value);
  }
}

function hintFor(write: Write, name: string): string | undefined {
  const access = write.context.access.entity(write.entity.name);
  const visible = [...write.entity.fields.keys()].filter(
    (field) => access.right(field) !== 'hidden',
  );
  return nearest(name, visible);
}

function isWritable({ trusted, rights }: Write, field: Field): boolean {
  if (trusted) return true;
  return !field.system && !field.computed && !field.readOnly && rights.mayWrite(field.name);
}

function readValue(write: Write, field: Field, value: unknown): void {
  if (value === undefined) return;
  const parsed = field.kind.normalise(value, field.settings);
  if ('problem' in parsed) {
    const {
      code,
      params,
      at = '',
    } = parsed.problem as { code: never; params?: Record<string, unknown>; at?: string };
    reportField(write, field.name + at, code, params);
    return;
  }
  const { model } = write.context.live;
  const canonical = canonicalCodes(model, field, canonicalEmpty(field, parsed.value));
  if (write.before && sameValue(canonical, write.before[field.name])) return;
  if (isMaskSentBack(write, field, canonical)) return;
  write.record[field.name] = canonical;
  write.changed.add(field.name);
}

/** Somebody who reads a value masked and sends the record back has not changed it. */
function isMaskSentBack(write: Write, field: Field, value: Json): boolean {
  const before = write.before?.[field.name] ?? null;
  return logsReveal(field) && before !== null && value === maskValue(field, before);
}

/** Lists are never null in a record; everything else is null when empty. */
function canonicalEmpty(field: Field, value: Json | null): Json {
  if (value !== null) return value;
  return emptyValue(field);
}

/** The value of a field nothing was entered in. */
export function emptyValue(field: Field): Json {
  const isList =
    field.storage.kind === 'list' ||
    field.storage.kind === 'links' ||
    field.storage.kind === 'lines';
  return isList && field.ruleType.list === true ? [] : null;
}

export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  const [left, right] = [a ?? null, b ?? null];
  if (left === right) return true;
  if (left === null || right === null) return false;
  return (
    typeof left === 'object' &&
    typeof right === 'object' &&
    JSON.stringify(left) === JSON.stringify(right)
  );
}
