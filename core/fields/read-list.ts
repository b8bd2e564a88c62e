// Lists of codes and ids: arrays or one value in, distinct values in order out. An empty list is empty.
import { EMPTY } from './clean-text.ts';
import type { Parsed } from './field-type.ts';

/** Most values of one field of one record. */
export const MAX_VALUES = 500;

/** Reads each entry by `readEntry`; blank entries fall away, repeated ones and more than `limit` are problems. */
export function readList(
  input: unknown,
  readEntry: (entry: unknown) => Parsed<string>,
  limit = MAX_VALUES,
): Parsed<string[]> {
  if (input === null || input === '') return EMPTY;
  const entries = typeof input === 'string' ? [input] : input;
  if (!Array.isArray(entries)) return { problem: { code: 'value.not-list' } };
  if (entries.length > limit) return { problem: { code: 'value.too-many', params: { limit } } };
  const seen = new Set<string>();
  for (const entry of entries) {
    const read = readEntry(entry);
    if ('problem' in read) return read;
    if (read.value === null) continue;
    if (seen.has(read.value)) return { problem: { code: 'value.repeated' } };
    seen.add(read.value);
  }
  return seen.size === 0 ? EMPTY : { value: [...seen] };
}

const SEPARATORS = /[;；、\n]/;

/** Cells of lists: values joined by "; "; also 、 and line feeds separate. */
export const LIST_SEPARATOR = '; ';

export function splitCell(text: string): string[] {
  return text.split(SEPARATORS).map((part) => part.trim());
}

/** JSON Schema of a list of distinct values. */
export function listSchema(items: object, maxItems = MAX_VALUES) {
  return { type: 'array', items, minItems: 1, maxItems, uniqueItems: true };
}
