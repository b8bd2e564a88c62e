// Objects with known members: everything else in them is a problem, `__proto__` included.
import type { Parsed } from './field-type.ts';

type Fault = Extract<Parsed<never>, { readonly problem: unknown }>;

/** The input as a record whose members are all among `names`, or what is wrong with it. */
export function readParts(
  input: unknown,
  names: readonly string[],
): { readonly parts: Readonly<Record<string, unknown>> } | Fault {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { problem: { code: 'value.not-object' } };
  }
  const unknownName = Object.keys(input).find((name) => !names.includes(name));
  if (unknownName === undefined) return { parts: input as Readonly<Record<string, unknown>> };
  return { problem: { code: 'value.unknown-member', params: { name: unknownName } } };
}
