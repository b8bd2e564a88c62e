// Encrypted fields between records and tables: values are sealed on their way in, opened on their way out, and searched
// for by their fingerprint.

import { lookupFor } from '../access/nameable.ts';
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import { hasLookup, isEncrypted } from '../fields/masked-text.ts';
import type { Entity, Field, Model } from '../model/model.ts';
import { resolvePath } from '../model/rule-names.ts';
import type { Rule } from '../rules/rule.ts';
import type { StorageDialect } from '../storage/database.ts';
import { keyOfSealed, type Place, type Vault } from '../storage/vault.ts';
import type { Context } from './context.ts';

/** What the change log holds instead of a value it must not know. */
export const WITHHELD = '****';

/** All encrypted fields of a model. */
export function encryptedFields(model: Model): { entity: Entity; field: Field }[] {
  return [...model.entities.values()].flatMap((entity) =>
    [...entity.fields.values()].filter(isEncrypted).map((field) => ({ entity, field })),
  );
}

/** Where a value stands: by ids, and by names as long as the metadata had no ids. */
export function placesOf(
  entity: Pick<Entity, 'id' | 'name'>,
  field: Field,
  record: string,
): Place[] {
  return [
    { entity: entity.id, field: field.id, record },
    { entity: entity.name, field: `${entity.name}.${field.name}`, record },
  ];
}

function vaultOf(dialect: StorageDialect, field: Field): Vault {
  if (dialect.vault) return dialect.vault;
  throw new AppError('encryption.no-key', { fields: `${field.entity}.${field.name}` });
}

/** The cells of a value of an encrypted field: its ciphertext and, where wanted, its fingerprint. */
export function sealedCells(
  dialect: StorageDialect,
  entity: Entity,
  field: Field,
  record: string,
  value: Json,
): (string | null)[] {
  const vault = vaultOf(dialect, field);
  const place = { entity: entity.id, field: field.id, record };
  const sealed = vault.seal(String(value), place);
  return hasLookup(field) ? [sealed, vault.lookups(String(value), place)[0] ?? null] : [sealed];
}

/** The text behind a cell of a masked text; a cell that was never sealed is the text itself. */
export function openCell(
  dialect: StorageDialect,
  entity: Pick<Entity, 'id' | 'name'>,
  field: Field,
  record: string,
  cell: string,
): string {
  if (!isEncrypted(field) && !dialect.vault) return cell;
  if (keyOfSealed(cell) === undefined) return cell;
  return vaultOf(dialect, field).open(cell, placesOf(entity, field, record));
}

const SCOPED = new Set(['some', 'all', 'none', 'count', 'sum', 'min_of', 'max_of', 'var']);

/** A filter in which equality with values of encrypted fields has become equality of fingerprints. */
export function withFingerprints(context: Context, entity: Entity, rule: Rule): Rule {
  const { vault } = context.database.dialect;
  if (!vault || rule === null || typeof rule !== 'object') return rule;
  if (Array.isArray(rule)) return rule.map((part: Rule) => withFingerprints(context, entity, part));
  const [entry, ...more] = Object.entries(rule) as [string, Rule | readonly Rule[]][];
  if (!entry || more.length > 0 || SCOPED.has(entry[0])) return rule;
  const [operator, args] = entry;
  const compared =
    operator === '==' || operator === 'in' ? fingerprinted(context, entity, args) : undefined;
  return compared ?? { [operator]: withFingerprints(context, entity, args as Rule) };
}

/** `{in: [lookup of the field, fingerprints]}` for a field with a value or a list of values beside it. */
function fingerprinted(context: Context, entity: Entity, args: unknown): Rule | undefined {
  const { vault } = context.database.dialect;
  if (!vault || !Array.isArray(args) || args.length !== 2) return undefined;
  const path = pathOf(args[0]) ?? pathOf(args[1]);
  const wanted: unknown = pathOf(args[0]) === undefined ? args[0] : args[1];
  if (path === undefined) return undefined;
  const lookup = lookupFor(context.live.model, context.access);
  const resolved = resolvePath(lookup, entity.name, path);
  if (!resolved || resolved.part || !hasLookup(resolved.field)) return undefined;
  const values: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (!values.every((value) => typeof value === 'string')) return undefined;
  const texts = values.flatMap((value) => {
    const parsed = resolved.field.kind.normalise(value, resolved.field.settings);
    return 'value' in parsed && typeof parsed.value === 'string' ? [parsed.value] : [];
  });
  const target = context.live.model.entities.get(resolved.field.entity) ?? entity;
  const places = placesOf(target, resolved.field, '');
  const prints = texts.flatMap((text) => places.flatMap((place) => vault.lookups(text, place)));
  return { in: [{ var: `${path}.lookup` }, [...new Set(prints)]] };
}

function pathOf(rule: unknown): string | undefined {
  if (rule === null || typeof rule !== 'object' || !('var' in rule)) return undefined;
  return typeof rule.var === 'string' ? rule.var : undefined;
}
