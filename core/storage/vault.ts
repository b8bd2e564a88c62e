// Seals single values with keys of the environment (AES-256-GCM). A sealed value names its key and is bound to the field
// and the record it stands in, so that it means nothing anywhere else.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { AppError } from '../errors.ts';

const NONCE = 12;
const TAG = 16;
const KEY_BYTES = 32;
const SEALED = /^e1\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/;

/** Where a value stands: ids of entity and field, which outlive renames, and of the record. */
export interface Place {
  readonly entity: string;
  readonly field: string;
  readonly record: string;
}

interface Key {
  readonly id: string;
  readonly seal: Uint8Array;
  readonly lookup: Uint8Array;
}

/** The keys of an installation: the first seals, all open. */
export interface Vault {
  /** Id of the key that seals. */
  readonly current: string;
  /** Ids of all keys. */
  readonly keys: readonly string[];
  seal(text: string, place: Place): string;
  /** The text of a sealed value; the first place that fits counts. Throws where no key or place fits. */
  open(sealed: string, places: readonly Place[]): string;
  /** What a text is found by in a field, under each key; the first is the one to store. */
  lookups(text: string, place: Pick<Place, 'entity' | 'field'>): readonly string[];
}

/** Id of the key a value is sealed with; undefined for a value that is not sealed. */
export function keyOfSealed(value: string): string | undefined {
  return SEALED.exec(value)?.[1];
}

/** Opens a vault. @param keys 32 bytes each, the one that seals first */
export function openVault(keys: readonly Uint8Array[]): Vault {
  const all = keys.map(derive);
  const [current] = all;
  if (!current) throw new TypeError('A vault needs a key.');
  return {
    current: current.id,
    keys: all.map(({ id }) => id),
    seal: (text, place) => sealWith(current, text, place),
    open: (sealed, places) => openWith(all, sealed, places),
    lookups: (text, { entity, field }) =>
      all.map(({ lookup }) =>
        createHmac('sha256', lookup)
          .update(JSON.stringify([entity, field, text]))
          .digest('base64url'),
      ),
  };
}

/** One key per purpose; its id gives nothing of it away. */
function derive(key: Uint8Array): Key {
  if (key.length !== KEY_BYTES) throw new TypeError('A key has 32 bytes.');
  const part = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', key, 'strata-crm', purpose, KEY_BYTES));
  return {
    id: hash('sha256', part('id'), 'hex').slice(0, 8),
    seal: part('seal'),
    lookup: part('lookup'),
  };
}

function boundTo(place: Place): Buffer {
  return Buffer.from(JSON.stringify([place.entity, place.field, place.record]));
}

function sealWith({ id, seal }: Key, text: string, place: Place): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', seal, nonce);
  cipher.setAAD(boundTo(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `e1.${id}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

function openWith(keys: readonly Key[], sealed: string, places: readonly Place[]): string {
  const [, id = '', content = ''] = SEALED.exec(sealed) ?? [];
  const key = keys.find((candidate) => candidate.id === id);
  if (!key) throw new AppError('encryption.lost-key', { keys: id });
  for (const place of places) {
    const text = openAt(key, Buffer.from(content, 'base64url'), place);
    if (text !== undefined) return text;
  }
  throw new AppError('encryption.broken', { record: places[0]?.record ?? '' });
}

function openAt({ seal }: Key, bytes: Buffer, place: Place): string | undefined {
  if (bytes.length < NONCE + TAG) return undefined;
  try {
    const nonce = bytes.subarray(0, NONCE);
    const cipher = createDecipheriv('aes-256-gcm', seal, nonce, { authTagLength: TAG });
    cipher.setAAD(boundTo(place));
    cipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([cipher.update(bytes.subarray(NONCE + TAG)), cipher.final()]).toString(
      'utf8',
    );
  } catch {
    return undefined;
  }
}
