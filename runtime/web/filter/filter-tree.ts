// Changes in the tree of a filter: every change gives a new tree.
import { type Condition, type Group, isGroup, type Part } from './filter-rule.ts';

/** The group with one part replaced, or taken away. */
export function withPart(group: Group, id: number, next: Part | undefined): Group {
  const parts = group.parts.flatMap((part): Part[] => {
    if (part.id === id) return next ? [next] : [];
    return [isGroup(part) ? withPart(part, id, next) : part];
  });
  return { ...group, parts };
}

/** The tree with a part added to one of its groups. */
export function withAdded(group: Group, to: number, part: Part): Group {
  if (group.id === to) return { ...group, parts: [...group.parts, part] };
  const parts = group.parts.map((each) => (isGroup(each) ? withAdded(each, to, part) : each));
  return { ...group, parts };
}

/** The tree without groups that hold nothing, and without parts that are not kept. */
export function tidy(group: Group, isKept: (condition: Condition) => boolean): Group {
  const parts = group.parts.flatMap((part): Part[] => {
    if (!isGroup(part)) return isKept(part) ? [part] : [];
    const inner = tidy(part, isKept);
    return inner.parts.length > 0 ? [inner] : [];
  });
  return { ...group, parts };
}

export function conditionsOf(group: Group): Condition[] {
  return group.parts.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));
}
