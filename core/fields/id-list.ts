// What types share whose value is a list of record ids in a link table.

import { joinLabels } from './column.ts';
import type { FormatOptions } from './field-type.ts';
import { idSchema, readId } from './read-id.ts';
import { LIST_SEPARATOR, listSchema, readList, splitCell } from './read-list.ts';

export const readIds = (input: unknown) => readList(input, readId);
export const idListSchema = listSchema(idSchema);
export const idsToText = (ids: readonly string[]) => ids.join(LIST_SEPARATOR);
export const textToIds = (text: string) => readIds(splitCell(text));

/** Names of the records, as far as they are known. */
export function formatIds(ids: readonly string[], entity: string, context: FormatOptions): string {
  const names = ids.map((id) => context.lookups.record(entity, id) ?? id);
  return joinLabels(names, context.locale);
}
