// Record ids and codes as they stand in values: short ASCII words, checked for shape only.
import { EMPTY } from './clean-text.ts';
import type { Parsed } from './field-type.ts';

export const ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$';
const ID = new RegExp(ID_PATTERN);

export const idSchema = { type: 'string', pattern: ID_PATTERN } as const;

/** The id of a record; whether the record exists is found out where it is stored. */
export function readId(input: unknown): Parsed<string> {
  if (input === null || input === '') return EMPTY;
  if (typeof input === 'string' && ID.test(input)) return { value: input };
  return { problem: { code: 'value.reference' } };
}

export const onDeleteSchema = { enum: ['restrict', 'cascade', 'clear', 'reassign'] } as const;
export type OnDelete = (typeof onDeleteSchema)['enum'][number];
