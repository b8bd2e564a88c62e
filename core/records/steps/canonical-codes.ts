// Codes as records hold them: a node of the current edition has no edition in front.
import type { Json } from '../../fields/field-type.ts';
import type { Field, Model } from '../../model/model.ts';
import { heldCodes } from '../../storage/editions.ts';
import type { HeldCodes } from '../../storage/table-layout.ts';

/** The value with every `edition/code` of a current edition as its bare code; a node given twice stays once. */
export function canonicalCodes(model: Model, field: Field, value: Json): Json {
  if (field.type === 'address') {
    const address = value as { readonly region?: string | null } | null;
    if (!address?.region?.includes('/')) return value;
    return { ...address, region: bareCode(model, heldCodes(field, 'region'), address.region) };
  }
  if (field.type !== 'classification') return value;
  const held = heldCodes(field, '');
  if (typeof value === 'string') return bareCode(model, held, value);
  if (!Array.isArray(value)) return value;
  return [...new Set(value.map((code) => bareCode(model, held, String(code))))];
}

function bareCode(model: Model, held: HeldCodes | undefined, value: string): string {
  if (!held || !value.includes('/')) return value;
  const colon = held.isPrefixed ? value.indexOf(':') + 1 : 0;
  const tree = held.isPrefixed ? value.slice(0, colon - 1) : (held.trees[0] ?? '');
  const current = `${model.classifications.get(tree)?.current}/`;
  if (!value.startsWith(current, colon)) return value;
  return value.slice(0, colon) + value.slice(colon + current.length);
}
