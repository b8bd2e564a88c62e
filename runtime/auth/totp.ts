// Time-based one-time passwords (RFC 6238): SHA-1, six digits, a new one every 30 seconds.

const STEP_SECONDS = 30;
/** Clocks of phones may be one step off. */
const TOLERANCE = 1;

/** The time step of an instant. */
export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

/** The code of a time step. */
export async function codeAt(secret: Uint8Array, step: number, digits = 6): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), algorithm, false, [
    'sign',
  ]);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
  const offset = mac.getUint8(mac.byteLength - 1) & 15;
  const number = (mac.getUint32(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** The time step a code belongs to, among those near the present one; undefined: none. */
export async function matchingStep(
  secret: Uint8Array,
  code: string,
  now: Date,
): Promise<number | undefined> {
  const present = stepOf(now);
  let found: number | undefined;
  for (let step = present - TOLERANCE; step <= present + TOLERANCE; step++)
    if ((await codeAt(secret, step)) === code) found ??= step;
  return found;
}

/** The address an authenticator app reads from a QR code. */
export function otpauthUri(issuer: string, account: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  // Algorithm, digits and period are those apps take without being told.
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}
