// Reviews a proposal: approve, reject, withdraw. The final reviewer's act applies it, in the same transaction. Nobody
// reviews his own proposal, and nobody reviews one twice.
import { sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import { type Entity, entityOfId } from '../model/model.ts';
import type { Connection, Row } from '../storage/database.ts';
import { systemView } from './begin-write.ts';
import type { Context } from './context.ts';
import type { Proposal } from './proposal-view.ts';
import { denied, getProposal } from './proposals.ts';
import { getRecord } from './read.ts';
import { column, mayReview } from './review-scope.ts';
import type { PlainRecord } from './select.ts';
import { sameValue } from './steps/input.ts';
import { createRecord, updateRecord } from './write.ts';

export type Decision = 'approve' | 'reject' | 'withdraw';

/**
 * Decides about a proposal. The final approval writes it, in the same transaction.
 * @param anyway writes over fields that somebody has changed since it was filed
 * @throws review.changed with those fields, review.decided when it waits for nobody any more
 */
export async function decide(
  context: Context,
  id: string,
  decision: Decision,
  { comment, anyway = false }: { comment?: string; anyway?: boolean },
): Promise<Proposal> {
  await getProposal(context, id);
  await context.database.write(async (connection) => {
    const { lockForWrite } = context.database.dialect;
    const query = sql`select * from ${sql.table('_proposal')} where ${column('id')} = ${id}${lockForWrite}`;
    const [row] = await connection.all(query.compile(context.database.builder));
    if (!row) throw new AppError('record.not-found');
    if (row.state !== 'first' && row.state !== 'final') throw new AppError('review.decided');
    const entity = entityOfId(context.live.model, String(row.entity));
    if (!entity) throw new AppError('record.not-found');
    await requireDecision(context, connection, entity, row, decision, comment);
    const changes = await outcome(context, connection, entity, row, { decision, comment, anyway });
    const update = context.database.builder
      .updateTable('_proposal')
      .set(changes)
      .where('id', '=', id);
    await connection.run(update.compile());
    await tell(context, connection, entity, row, changes);
  });
  return getProposal(context, id);
}

async function requireDecision(
  context: Context,
  connection: Connection,
  entity: Entity,
  row: Row,
  decision: Decision,
  comment: string | undefined,
): Promise<void> {
  const isMine = row.filed_by === context.actor.id;
  if (decision === 'withdraw') {
    if (!isMine) throw denied(context, entity, 'withdraw');
    return;
  }
  if (isMine) throw new AppError('review.own');
  if (row.first_by === context.actor.id) throw new AppError('review.twice');
  if (!(await mayReview(context, connection, entity, row)))
    throw denied(context, entity, `review_${row.state}`);
  if (decision === 'reject' && (comment ?? '').trim() === '')
    throw new AppError('record.invalid', { count: 1 }, [
      { code: 'value.required', at: '/comment' },
    ]);
}

async function outcome(
  context: Context,
  connection: Connection,
  entity: Entity,
  row: Row,
  { decision, comment, anyway }: { decision: Decision; comment?: string; anyway: boolean },
): Promise<Record<string, string | null>> {
  if (decision === 'withdraw') return { state: 'withdrawn' };
  const step = String(row.state);
  const stamp = {
    [`${step}_by`]: context.actor.id,
    [`${step}_at`]: context.now,
    [`${step}_comment`]: comment ?? null,
  };
  if (decision === 'reject') return { ...stamp, state: 'rejected' };
  if (step === 'first') return { ...stamp, state: 'final' };
  const record = await apply(context, connection, entity, row, anyway);
  return { ...stamp, state: 'approved', record: String(record.id) };
}

async function apply(
  context: Context,
  connection: Connection,
  entity: Entity,
  row: Row,
  anyway: boolean,
): Promise<PlainRecord> {
  const changes = JSON.parse(String(row.changes)) as Record<string, Json>;
  // What may be written was decided when it was filed; the reviewer's right to review is all that is needed now.
  const options = { connection, trusted: true };
  if (row.kind === 'create') {
    const owner = entity.features.owner && !Object.hasOwn(changes, 'owner');
    const input = owner ? { ...changes, owner: String(row.filed_by) } : changes;
    return createRecord(context, entity.name, input, options);
  }
  const id = String(row.record);
  const now = await getRecord(systemView(context), entity.name, id, { connection });
  const before = JSON.parse(String(row.before)) as Record<string, Json>;
  const moved = Object.keys(changes).filter(
    (name) => !sameValue(before[name] ?? null, now[name] ?? null),
  );
  if (moved.length > 0 && !anyway)
    throw new AppError(
      'review.changed',
      { count: moved.length },
      moved.map((field) => ({ code: 'review.changed-field', at: `/fields/${field}` })),
    );
  return updateRecord(context, entity.name, id, changes, undefined, options);
}

const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  final: ['通过初审，等待终审', 'passed the first review and waits for the final one'],
  approved: ['已通过终审并生效', 'was approved and is in force'],
  rejected: ['被退回', 'was rejected'],
};

/** Tells who filed it, when somebody else has decided. */
async function tell(
  context: Context,
  connection: Connection,
  entity: Entity,
  row: Row,
  changes: Record<string, string | null>,
): Promise<void> {
  const words = WORDS[changes.state ?? ''];
  if (!words || !context.live.model.entities.has('notification')) return;
  const text = {
    'zh-CN': `您提交的${entity.label['zh-CN']}申请${words[0]}`,
    en: `Your proposal (${entity.label.en}) ${words[1]}`,
  };
  const record = changes.record ?? (row.record as string | null);
  const values = {
    kind: 'review',
    recipient: String(row.filed_by),
    count: 1,
    text,
    entity: entity.name,
    record_id: record,
  };
  await createRecord(context, 'notification', values, { connection, trusted: true });
}
