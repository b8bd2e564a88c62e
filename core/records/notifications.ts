// The notifications of the person who asks: read with the names he may see at this moment, and marked as read.
import { AppError } from '../errors.ts';
import type { Rule } from '../rules/rule.ts';
import { aggregateRecords } from './aggregate.ts';
import { namesOfPointers, type Pointer } from './attach-names.ts';
import { systemView } from './begin-write.ts';
import type { Context } from './context.ts';
import { listRecords } from './list.ts';
import { MAX_LIMIT } from './list-params.ts';
import { NOTIFICATION } from './notices/send.ts';
import type { PlainRecord } from './select.ts';
import { updateRecord } from './write.ts';

export interface ShownNotification {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  /** Who gave rise to it, by the name the reader may see. */
  readonly from: string | null;
  readonly entity: string | null;
  readonly record: string | null;
  /** Name of the record; null for one that is gone or out of the reader's reach. */
  readonly title: string | null;
  /** Number of records it speaks of. */
  readonly count: number;
  /** Text in both languages, for kinds without words of their own. */
  readonly text: unknown;
  readonly isRead: boolean;
}

const FIELDS = ['kind', 'entity', 'record_id', 'count', 'text', 'read_at', 'created_at'];
const UNREAD: Rule = { is_empty: [{ var: 'read_at' }] };

/** The actor's own notifications, also for those whose rights reach further. */
function own(context: Context, rule?: Rule): Rule {
  const mine: Rule = { '==': [{ var: 'recipient' }, { actor: 'id' }] };
  if (context.actor.id === null) throw new AppError('auth.required');
  return rule === undefined ? mine : { and: [mine, rule] };
}

/** One page, newest first, and how many are unread. */
export async function listNotifications(
  context: Context,
  page: { readonly cursor?: string; readonly limit?: number },
): Promise<{ items: ShownNotification[]; nextCursor: string | null; unread: number }> {
  const { items, nextCursor } = await listRecords(context, NOTIFICATION, {
    ...page,
    filter: own(context),
    sort: '-created_at',
    fields: ['id', ...FIELDS, 'created_by'],
  });
  const nameOf = await namesOfPointers(
    context,
    items.flatMap((item) => [senderOf(item) ?? [], subjectOf(item) ?? []].flat()),
  );
  const shown = items.map((item) => shownItem(item, nameOf));
  return { items: shown, nextCursor, unread: await unreadCount(context) };
}

/** How many notifications the actor has not read. */
export async function unreadCount(context: Context): Promise<number> {
  const [row] = await aggregateRecords(context, NOTIFICATION, {
    filter: own(context, UNREAD),
    groupBy: [],
    measures: [{ op: 'count' }],
  });
  return Number(row?.count ?? 0);
}

function shownItem(
  item: PlainRecord,
  nameOf: (pointer: Pointer) => string | null,
): ShownNotification {
  const [sender, subject] = [senderOf(item), subjectOf(item)];
  return {
    id: String(item.id),
    kind: String(item.kind),
    at: String(item.created_at),
    from: sender ? nameOf(sender) : null,
    entity: textOf(item.entity),
    record: textOf(item.record_id),
    title: subject ? nameOf(subject) : null,
    count: Number(item.count ?? 1),
    text: item.text ?? null,
    isRead: item.read_at !== null,
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

function senderOf(item: PlainRecord): Pointer | undefined {
  const id = textOf(item.created_by);
  return id === null ? undefined : { entity: 'user', id };
}

function subjectOf(item: PlainRecord): Pointer | undefined {
  const [entity, id] = [textOf(item.entity), textOf(item.record_id)];
  return entity && id ? { entity, id } : undefined;
}

/** Marks notifications of the actor as read: those of some ids, or all. @returns how many are unread now */
export async function markRead(
  context: Context,
  ids: readonly string[] | undefined,
): Promise<number> {
  const chosen: Rule[] = ids === undefined ? [] : [{ in: [{ var: 'id' }, [...ids]] }];
  const filter = own(context, { and: [UNREAD, ...chosen] });
  for (;;) {
    const page = { filter, fields: ['id'], limit: MAX_LIMIT };
    const { items } = await listRecords(context, NOTIFICATION, page);
    if (items.length === 0) return unreadCount(context);
    await context.database.write(async (connection) => {
      const options = { connection, affected: new Map(), trusted: true };
      const values = { read_at: context.now };
      for (const { id } of items)
        await updateRecord(
          systemView(context),
          NOTIFICATION,
          String(id),
          values,
          undefined,
          options,
        );
    });
  }
}
