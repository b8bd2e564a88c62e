// How hard a password is to guess, as a hint while typing: the rules themselves are the server's.

/** 0 too short, 1 very weak, 2 weak, 3 good, 4 strong. */
export type Strength = 0 | 1 | 2 | 3 | 4;

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u, /\p{Script=Han}/u];
/** Sizes of the alphabets of the classes above, as powers of two. */
const BITS = [4.7, 4.7, 3.3, 5, 11];

/** @param minLength the shortest password allowed */
export function passwordStrength(password: string, minLength: number): Strength {
  const chars = [...password.normalize('NFKC')];
  if (chars.length < minLength) return 0;
  const used = BITS.filter((_, index) => CLASSES[index]?.test(password));
  const perChar = Math.log2(used.reduce((sum, bits) => sum + 2 ** bits, 0) || 1);
  // Repeated and neighbouring characters say little.
  const telling = chars.filter((char, index) => {
    const before = chars[index - 1]?.codePointAt(0) ?? -9;
    const step = (char.codePointAt(0) ?? 0) - before;
    return Math.abs(step) > 1;
  });
  const distinct = new Set(telling).size;
  const bits = Math.min(telling.length, distinct * 1.5) * perChar;
  return bits < 28 ? 1 : bits < 42 ? 2 : bits < 62 ? 3 : 4;
}
