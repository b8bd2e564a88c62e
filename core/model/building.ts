// What the parts of the model builder share: the metadata, the problems found so far and how to place one.
import type { ErrorCode, Problem } from '../errors.ts';
import { schemaProblems } from '../packs/conform.ts';
import { type MergedNode, type Metadata, nodesOf, placeOf } from '../packs/merge.ts';
import type { PackFile } from '../packs/source.ts';

export interface Building {
  readonly metadata: Metadata;
  readonly problems: Problem[];
}

/** Reports a problem at a JSON pointer of a node, named by the file that set it. */
export type Report = (pointer: string, code: ErrorCode, params?: Record<string, unknown>) => void;

export function reporter(building: Building, node: MergedNode): Report {
  return (pointer, code, params) => {
    building.problems.push({ code, at: placeOf(node, pointer), params });
  };
}

/**
 * The nodes of a kind that fit its schema, as typed definitions; the others are reported and left out, so that one
 * broken file does not hide the problems of the rest.
 */
export function conforming<T>(
  building: Building,
  kind: PackFile['kind'],
): { node: MergedNode; def: T }[] {
  const good: { node: MergedNode; def: T }[] = [];
  for (const node of nodesOf(building.metadata, kind)) {
    const problems = schemaProblems(kind, node.value, (pointer) => placeOf(node, pointer));
    building.problems.push(...problems);
    if (problems.length === 0) good.push({ node, def: node.value as T });
  }
  return good;
}
