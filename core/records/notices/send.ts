// Collects the notices of a transaction and writes them when it ends: one per person, kind and entity, with the number of
// records. A new kind is one file beside this one and one line in the list below.
import type { Context } from '../context.ts';
import type { Affected } from '../rollup.ts';
import type { Input, Write } from '../write-state.ts';
import { newOwner } from './new-owner.ts';
import type { Notice, NoticeKind } from './notice.ts';

const KINDS: readonly NoticeKind[] = [newOwner];

/** Entity of the notifications people receive. */
export const NOTIFICATION = 'notification';

/** The notices of transactions that still run. */
const collected = new WeakMap<Affected, Notice[]>();

/** Remembers whom a write concerns until its transaction ends. */
export function noteNotices(write: Write, affected: Affected): void {
  for (const kind of KINDS) {
    const notices = kind(write);
    if (notices.length === 0) continue;
    const known = collected.get(affected) ?? [];
    known.push(...notices);
    collected.set(affected, known);
  }
}

/** Writes what was noted in a transaction, by `create`, and forgets it. */
export async function sendNotices(
  context: Context,
  affected: Affected,
  create: (values: Input) => Promise<unknown>,
): Promise<void> {
  const notices = collected.get(affected);
  collected.delete(affected);
  if (!notices || !context.live.model.entities.has(NOTIFICATION)) return;
  const groups = Map.groupBy(
    notices,
    ({ kind, recipient, entity }) => `${kind} ${recipient} ${entity}`,
  );
  for (const [first, ...others] of groups.values()) {
    if (!first) continue;
    const count = 1 + others.length;
    await create({ ...first, count });
  }
}
