// What somebody sees of a value that he may only see masked: its shape, never enough to guess it.
import type { Json } from '../fields/field-type.ts';
import { maskText } from '../fields/masked-text.ts';
import type { Field } from '../model/model.ts';

const STAR = '*';

/** Masked form of any value: empty stays empty, text keeps its ends, everything else shows stars only. */
export function maskValue(field: Field, value: Json): Json {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string' || field.columns[0]?.kind !== 'text') return STAR.repeat(4);
  const { keepStart, keepEnd } = field.settings as { keepStart?: number; keepEnd?: number };
  return maskText(value, { keepStart, keepEnd });
}
