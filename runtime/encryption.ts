// Encrypted fields at start: is there a key, and are all keys there that values were sealed with?
import { AppError } from '../core/errors.ts';
import type { Model } from '../core/model/model.ts';
import { encryptedFields } from '../core/records/sealing.ts';
import type { Database } from '../core/storage/database.ts';
import { readMeta, writeMeta } from '../core/storage/meta.ts';
import { openVault, type Vault } from '../core/storage/vault.ts';
import type { Config } from './config.ts';

const KEYS = 'encryption keys';

/** The vault of the settings; undefined without a key. */
export function vaultOf(config: Config): Vault | undefined {
  return config.encryptionKeys.length > 0 ? openVault(config.encryptionKeys) : undefined;
}

/** The encrypted fields of a model there is no key for. */
export function fieldsWithoutKey(vault: Vault | undefined, model: Model): string[] {
  if (vault) return [];
  return encryptedFields(model).map(({ field }) => `${field.entity}.${field.name}`);
}

/** Refuses a model with encrypted fields where there is no key for them. */
export function requireKey(vault: Vault | undefined, model: Model): void {
  const fields = fieldsWithoutKey(vault, model);
  if (fields.length > 0) throw new AppError('encryption.no-key', { fields });
}

/** Ids of the keys that values may be sealed with. */
export async function keysInUse(database: Database): Promise<string[]> {
  const text = await readMeta(database, database.read, KEYS);
  return text ? (JSON.parse(text) as string[]) : [];
}

/** Keeps which keys values may be sealed with. */
export async function setKeysInUse(database: Database, keys: readonly string[]): Promise<void> {
  await database.write((connection) => writeMeta(database, connection, KEYS, JSON.stringify(keys)));
}

/** Refuses to start without a key that values are sealed with; notes the one that seals from now on. */
export async function checkKeys(database: Database, model: Model): Promise<void> {
  const used = await keysInUse(database);
  const { vault } = database.dialect;
  const lost = used.filter((key) => !vault?.keys.includes(key));
  if (lost.length > 0) throw new AppError('encryption.lost-key', { keys: lost.join(', ') });
  if (!vault || encryptedFields(model).length === 0 || used.includes(vault.current)) return;
  await setKeysInUse(database, [...used, vault.current]);
}
