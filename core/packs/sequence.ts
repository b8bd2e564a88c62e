// Order among named siblings: as written, then moved behind the sibling that `after` names (null: to the front).
import type { Problem } from '../errors.ts';

interface Placed {
  readonly after?: string | null;
}

/**
 * Names of a dictionary in display order. A sibling that does not exist is ignored (a lower layer may have removed it);
 * a circle keeps the written order and is reported once.
 */
export function inOrder<T extends Placed>(
  nodes: Readonly<Record<string, T>>,
  report?: (problem: Omit<Problem, 'at'>) => void,
): [string, T][] {
  const entries = Object.entries(nodes);
  if (!entries.some(([, node]) => node.after !== undefined)) return entries;
  const followers = new Map<string | null, string[]>();
  const roots: string[] = [];
  for (const [name, node] of entries) {
    const after = node.after;
    if (after === null) followers.set(null, [...(followers.get(null) ?? []), name]);
    else if (after !== undefined && after !== name && Object.hasOwn(nodes, after)) {
      followers.set(after, [...(followers.get(after) ?? []), name]);
    } else roots.push(name);
  }
  const order: string[] = [];
  const place = (name: string) => {
    order.push(name);
    for (const follower of followers.get(name) ?? []) place(follower);
  };
  for (const name of [...(followers.get(null) ?? []), ...roots]) place(name);
  if (order.length < entries.length) {
    const names = entries.map(([name]) => name).filter((name) => !order.includes(name));
    report?.({ code: 'meta.order-cycle', params: { names } });
    order.push(...names);
  }
  return order.map((name) => [name, nodes[name] as T]);
}
