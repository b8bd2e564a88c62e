// Password hashing with argon2id (OWASP parameters: 19 MiB, two passes) and a limit on how many run at once.
const OPTIONS = { algorithm: 'argon2id', memoryCost: 19456, timeCost: 2 } as const;
export const PASSWORD_MAX = 200;
const AT_ONCE = 4;

let running = 0;
const waiting: (() => void)[] = [];

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** @param password one the policy allows */
export function hashPassword(password: string): Promise<string> {
  return limited(() => Bun.password.hash(password.normalize('NFKC'), OPTIONS));
}

/** A hash of nobody's password: verifying against it takes as long as against a real one. */
let nobody: Promise<string> | undefined;

/** @param hash the stored hash, or undefined for an unknown account (takes the same time, answers false) */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  nobody ??= Bun.password.hash('no such account', OPTIONS);
  const stored = hash ?? (await nobody);
  const given = password.length <= PASSWORD_MAX ? password.normalize('NFKC') : '';
  const matches = await limited(() => Bun.password.verify(given, stored));
  return matches && hash !== undefined;
}
