// One line of a tree of people or departments, and the lines that are shown of a whole tree.
export interface TreeLine {
  id: string;
  /** 1 for the top. */
  level: number;
  /** Place among its siblings, from 1. */
  place: number;
  siblings: number;
  hasChildren: boolean;
}

/** The lines that are shown: everything below closed nodes is left out. */
export function linesOf(
  roots: readonly string[],
  childrenOf: (id: string) => readonly string[],
  mayOpen: (id: string) => boolean,
  isOpen: (id: string) => boolean,
): TreeLine[] {
  const lines: TreeLine[] = [];
  const met = new Set<string>();
  const add = (ids: readonly string[], level: number): void => {
    for (const [index, id] of ids.entries()) {
      if (met.has(id)) continue;
      met.add(id);
      const hasChildren = mayOpen(id);
      lines.push({ id, level, place: index + 1, siblings: ids.length, hasChildren });
      if (hasChildren && isOpen(id)) add(childrenOf(id), level + 1);
    }
  };
  add(roots, 1);
  return lines;
}
