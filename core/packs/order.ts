// Puts packs in the order in which they lie on each other: by layer, then by dependency, then by name.
import type { Problem } from '../errors.ts';
import { LAYERS } from './schema/pack.ts';
import type { Pack } from './source.ts';

/**
 * @returns the packs from the lowest to the highest, and missing, misplaced or circular dependencies.
 * Packs in a circle are left out.
 */
export function orderPacks(packs: readonly Pack[]): { ordered: Pack[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const byName = new Map<string, Pack>();
  for (const pack of packs) {
    const { name } = pack.manifest;
    if (byName.has(name))
      problems.push({ code: 'pack.repeated', at: `${name}/pack.json#/name`, params: { name } });
    else byName.set(name, pack);
  }
  for (const pack of byName.values()) problems.push(...dependencyProblems(pack, byName));
  const ordered: Pack[] = [];
  let waiting = [...byName.values()].sort(compareLayerThenName);
  while (waiting.length > 0) {
    const next = waiting.find((pack) =>
      needs(pack).every((name) => !waiting.some((other) => other.manifest.name === name)),
    );
    if (!next) {
      const names = waiting.map((pack) => pack.manifest.name);
      problems.push({
        code: 'pack.cycle',
        at: `${names[0]}/pack.json#/dependsOn`,
        params: { packs: names },
      });
      break;
    }
    ordered.push(next);
    waiting = waiting.filter((pack) => pack !== next);
  }
  return { ordered, problems };
}

function needs(pack: Pack): string[] {
  return Object.keys(pack.manifest.dependsOn ?? {});
}

function rank(pack: Pack): number {
  return LAYERS.indexOf(pack.manifest.layer);
}

function compareLayerThenName(a: Pack, b: Pack): number {
  return rank(a) - rank(b) || (a.manifest.name < b.manifest.name ? -1 : 1);
}

function dependencyProblems(pack: Pack, byName: ReadonlyMap<string, Pack>): Problem[] {
  const problems: Problem[] = [];
  for (const [dependency, range] of Object.entries(pack.manifest.dependsOn ?? {})) {
    const at = `${pack.manifest.name}/pack.json#/dependsOn/${dependency}`;
    const found = byName.get(dependency);
    if (!found || !inRange(found.manifest.version, range)) {
      const params = { pack: pack.manifest.name, dependency, range };
      problems.push({ code: 'pack.missing-dependency', at, params });
    } else if (rank(found) > rank(pack)) {
      const params = { actual: pack.manifest.layer, expected: found.manifest.layer };
      problems.push({ code: 'pack.layer', at, params });
    }
  }
  return problems;
}

/** -1, 0 or 1; a pre-release (`1.0.0-beta`) comes before its release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('-'));
  const numbers = (parts?: string[]) => (parts?.[0] ?? '').split('.').map(Number);
  const [x, y] = [numbers(left), numbers(right)];
  for (let i = 0; i < 3; i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  const [pre, post] = [left?.[1] ?? '~', right?.[1] ?? '~'];
  return pre === post ? 0 : pre < post ? -1 : 1;
}

/** `*`, an exact version, `>=1.2.0`, or `^1.2.0` (same major; below 1.0.0 the same minor). */
export function inRange(version: string, range: string): boolean {
  if (range === '*' || range === '') return true;
  if (range.startsWith('>=')) return compareVersions(version, range.slice(2).trim()) >= 0;
  if (!range.startsWith('^')) return compareVersions(version, range) === 0;
  const floor = range.slice(1);
  const [major, minor] = floor.split('.');
  const [actualMajor, actualMinor] = version.split('.');
  if (major !== actualMajor || (major === '0' && minor !== actualMinor)) return false;
  return compareVersions(version, floor) >= 0;
}
