// Finds computed fields that depend on themselves, over any number of fields of one entity.

import type { DraftEntity } from '../build-entities.ts';
import { pathsOf } from '../expr-paths.ts';

/** Reports every circle of formulas once. */
export function checkFormulas(entity: DraftEntity): void {
  const needs = new Map<string, string[]>();
  for (const field of entity.fields.values()) {
    const { formula } = field.rules;
    if (formula)
      needs.set(
        field.name,
        pathsOf(formula).map((path) => path.split('.')[0] ?? ''),
      );
  }
  const done = new Set<string>();
  for (const start of needs.keys()) {
    const circle = findCircle(start, needs, done, []);
    if (circle) entity.report(`/fields/${start}/formula`, 'meta.formula-cycle', { fields: circle });
  }
}

function findCircle(
  name: string,
  needs: ReadonlyMap<string, string[]>,
  done: Set<string>,
  path: string[],
): string[] | undefined {
  if (path.includes(name)) return path.slice(path.indexOf(name));
  if (done.has(name)) return undefined;
  for (const next of needs.get(name) ?? []) {
    const circle = findCircle(next, needs, done, [...path, name]);
    if (circle) return circle;
  }
  done.add(name);
  return undefined;
}
