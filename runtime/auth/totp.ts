// Time-based one-time passwords (RFC 6238): SHA-1, six digits, a new one every 30 seconds.
import { createHmac } from 'node:crypto';

const STEP_SECONDS = 30;
/** Clocks of phones may be one step off. */
const TOLERANCE = 1;

/** The time step of an instant. */
export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

/** The code of a time step. */
export function codeAt(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** The time step a code belongs to, among those near the present one; undefined: none. */
export function matchingStep(secret: Uint8Array, code: string, now: Date): number | undefined {
  const present = stepOf(now);
  let found: number | undefined;
  for (let step = present - TOLERANCE; step <= present + TOLERANCE; step++)
    if (codeAt(secret, step) === code) found ??= step;
  return found;
}

/** The address an authenticator app reads from a QR code. */
export function otpauthUri(issuer: string, account: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  // Algorithm, digits and period are those apps take without being told.
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}
