// Seals values with a key made from the installation's secret (AES-256-GCM): readable here alone, changed nowhere.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** One key per purpose: what is sealed for one is nothing to another. */
function keyOf(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, 'strata-crm', purpose, 32));
}

/** Seals bytes. @returns base64url of nonce, tag and content */
export function seal(secret: string, purpose: string, content: Uint8Array): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** What was sealed for the purpose; undefined when it was not, or was changed since. */
export function unseal(secret: string, purpose: string, text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < NONCE + TAG) return undefined;
  try {
    const cipher = createDecipheriv(
      'aes-256-gcm',
      keyOf(secret, purpose),
      bytes.subarray(0, NONCE),
      { authTagLength: TAG },
    );
    cipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([cipher.update(bytes.subarray(NONCE + TAG)), cipher.final()]);
  } catch {
    return undefined;
  }
}
