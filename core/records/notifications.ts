// The notifications of the person who asks: read with the names he may see at this moment, and marked as read.
import { AppError } from '../errors.ts';
import type { Rule } from '../rules/rule.ts';
import { aggregateRecords } from './aggregate.ts';
import { systemView } from './begin-write.ts';
import type { Context } from './context.ts';
import { listRecords } from './list.ts';
import { MAX_LIMIT } from './list-params.ts';
import { NOTIFICATION } from './notices/send.ts';
import { getRecord } from './read.ts';
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
  const shown = await Promise.all(items.map((item) => shownTo(context, item)));
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

async function shownTo(context: Context, item: PlainRecord): Promise<ShownNotification> {
  const [entity, record] = [textOf(item.entity), textOf(item.record_id)];
  const from = textOf(item.created_by);
  return {
    id: String(item.id),
    kind: String(item.kind),
    at: String(item.created_at),
    from: from && (await nameFor(context, 'user', from)),
    entity,
    record,
    title: entity && record ? await nameFor(context, entity, record) : null,
    count: Number(item.count ?? 1),
    text: item.text ?? null,
    isRead: item.read_at !== null,
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

/** The name of a record, or null where the actor may not see it. */
async function nameFor(context: Context, entity: string, id: string): Promise<string | null> {
  try {
    const record = await getRecord(context, entity, id, { fields: ['$name'] });
    return textOf(record.$name);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
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
