// The visible rows of a tree that is fetched piece by piece: children of open nodes, or the matches with their ancestors.
import type { ClientNode } from '../../../core/model/client.ts';
import { say } from '../i18n/t.ts';

export interface TreeRow {
  code: string;
  label: string;
  level: number;
  position: number;
  size: number;
  hasChildren: boolean;
  isOpen: boolean;
  isRetired: boolean;
  parent: string | null;
}

interface Branch {
  code: string;
  label: string;
  parent: string | null;
  children: Map<string, Branch>;
  hasMore: boolean;
  isRetired: boolean;
}

export type Children = ReadonlyMap<string, readonly ClientNode[]>;

export function openRows(
  children: Children,
  isOpen: (code: string) => boolean,
  parent = '',
  level = 1,
): TreeRow[] {
  const nodes = children.get(parent) ?? [];
  return nodes.flatMap((node, index) => {
    const row: TreeRow = {
      code: node.code,
      label: say(node.label, node.code),
      level,
      position: index + 1,
      size: nodes.length,
      hasChildren: node.children > 0,
      isOpen: node.children > 0 && isOpen(node.code),
      isRetired: node.retired,
      parent: parent || null,
    };
    return row.isOpen ? [row, ...openRows(children, isOpen, node.code, level + 1)] : [row];
  });
}

function branchOf(
  into: Map<string, Branch>,
  code: string,
  label: string,
  parent: string | null,
): Branch {
  const known = into.get(code);
  if (known) return known;
  const made: Branch = {
    code,
    label,
    parent,
    children: new Map(),
    hasMore: false,
    isRetired: false,
  };
  into.set(code, made);
  return made;
}

function rowsOf(branches: Map<string, Branch>, level: number): TreeRow[] {
  const list = [...branches.values()];
  return list.flatMap((branch, index) => {
    const isOpen = branch.children.size > 0;
    const row: TreeRow = {
      code: branch.code,
      label: branch.label,
      level,
      position: index + 1,
      size: list.length,
      hasChildren: isOpen,
      isOpen,
      isRetired: branch.isRetired,
      parent: branch.parent,
    };
    return [row, ...rowsOf(branch.children, level + 1)];
  });
}

/** Matches of a search stand under their ancestors, which are all open. */
export function foundRows(nodes: readonly ClientNode[]): TreeRow[] {
  const roots = new Map<string, Branch>();
  for (const node of nodes) {
    let into = roots;
    let parent: string | null = null;
    for (const step of node.path) {
      const branch = branchOf(into, step.code, say(step.label, step.code), parent);
      into = branch.children;
      parent = step.code;
    }
    branchOf(into, node.code, say(node.label, node.code), parent).isRetired = node.retired;
  }
  return rowsOf(roots, 1);
}

/** "制造业 / 通用设备制造业" */
export function fullLabel(node: ClientNode): string {
  return [...node.path.map((step) => step.label), node.label]
    .map((label) => say(label))
    .join(' / ');
}
