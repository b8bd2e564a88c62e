// Draws from the one seeded stream of chance that the whole story is told from.

let state = 20261120;

/** mulberry32: a number in [0, 1). */
export function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

export const int = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
export const chance = (share: number) => random() < share;

export function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** One of the keys, as often as its weight says. */
export function weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let rest = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    rest -= weight;
    if (rest < 0) return key;
  }
  return (entries[0] as [K, number])[0];
}

export function some<T>(list: readonly T[], count: number): T[] {
  const left = [...list];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0)
    chosen.push(...left.splice(int(0, left.length - 1), 1));
  return chosen;
}
