// A proposal as one reader may see it, and what he may do with it.
import type { Right } from '../access/field-right.ts';
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import { type Entity, entityOfId } from '../model/model.ts';
import type { Row } from '../storage/database.ts';
import { namesOf } from './attach-names.ts';
import type { Context } from './context.ts';
import { maskValue } from './mask.ts';
import { getRecord } from './read.ts';
import { evenRights, rightsToRecord } from './record-rights.ts';
import { mayReview } from './review-scope.ts';
import type { PlainRecord } from './select.ts';

export const STATES = ['first', 'final', 'approved', 'rejected', 'withdrawn'] as const;
export type ProposalState = (typeof STATES)[number];

export interface Step {
  readonly by: { readonly id: string; readonly name: string | null };
  readonly at: string;
  readonly comment: string | null;
}

/** One field of a proposal: what was there when it was filed, what is there now, what is proposed. */
export interface ProposedField {
  readonly field: string;
  readonly before: Json;
  readonly now: Json;
  readonly proposed: Json;
}

export interface Proposal {
  readonly id: string;
  readonly entity: string;
  readonly kind: 'create' | 'update';
  /** The record to change, or the one that was created. */
  readonly record: { readonly id: string; readonly name: string | null } | null;
  readonly state: ProposalState;
  readonly filed: Step;
  readonly first: Step | null;
  readonly final: Step | null;
  readonly fields: readonly ProposedField[];
  /** What the reader may do with it now. */
  readonly may: readonly ('approve' | 'reject' | 'withdraw')[];
}

/** A proposal as the actor may see it: hidden fields left out, masked ones masked. */
export async function shownProposal(context: Context, row: Row): Promise<Proposal | undefined> {
  const entity = entityOfId(context.live.model, String(row.entity));
  if (!entity || !context.access.entity(entity.name).can('read')) return undefined;
  const record = row.record === null ? undefined : String(row.record);
  const rights = await rightsFor(context, entity, row);
  if (!rights) return undefined;
  const now = row.kind === 'update' && record ? await currentRecord(context, entity, record) : {};
  const people = await namesOf(
    context,
    'user',
    [row.filed_by, row.first_by, row.final_by].flatMap((id) => (id ? [String(id)] : [])),
  );
  const names = record === undefined ? new Map() : await namesOf(context, entity.name, [record]);
  const step = (by: string, at: string, comment: string): Step | null =>
    row[by] === null || row[by] === undefined
      ? null
      : {
          by: { id: String(row[by]), name: people.get(String(row[by])) ?? null },
          at: String(row[at]),
          comment: (row[comment] as string | null) ?? null,
        };
  return {
    id: String(row.id),
    entity: entity.name,
    kind: row.kind === 'create' ? 'create' : 'update',
    record: record === undefined ? null : { id: record, name: names.get(record) ?? null },
    state: row.state as ProposalState,
    filed: step('filed_by', 'filed_at', 'comment') as Step,
    first: step('first_by', 'first_at', 'first_comment'),
    final: step('final_by', 'final_at', 'final_comment'),
    fields: fieldsOf(entity, row, rights, now ?? {}),
    may: await whatMay(context, entity, row),
  };
}

type ReadRight = (field: string) => Right;

/** What was filed is the filer's own; others see it as far as they may read the record it is about, or any new one. */
async function rightsFor(
  context: Context,
  entity: Entity,
  row: Row,
): Promise<ReadRight | undefined> {
  if (row.filed_by === context.actor.id) return () => 'read';
  const even = evenRights(context, entity, 'update').read;
  if (row.record === null) return even;
  const { read } = context.database;
  const rights = await rightsToRecord(context, read, entity, String(row.record));
  return rights?.read ?? (row.kind === 'create' ? even : undefined);
}

function fieldsOf(
  entity: Entity,
  row: Row,
  rightTo: ReadRight,
  now: PlainRecord,
): readonly ProposedField[] {
  const changes = JSON.parse(String(row.changes)) as Record<string, Json>;
  const before = JSON.parse(String(row.before)) as Record<string, Json>;
  return Object.entries(changes).flatMap(([name, proposed]) => {
    const field = entity.fields.get(name);
    const right = rightTo(name);
    if (!field || right === 'hidden') return [];
    const seen = (value: Json | undefined) =>
      right === 'masked' ? maskValue(field, value ?? null) : (value ?? null);
    return [
      { field: name, before: seen(before[name]), now: seen(now[name]), proposed: seen(proposed) },
    ];
  });
}

async function currentRecord(context: Context, entity: Entity, id: string) {
  try {
    return await getRecord(context, entity.name, id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'record.not-found') return undefined;
    throw error;
  }
}

async function whatMay(context: Context, entity: Entity, row: Row): Promise<Proposal['may']> {
  if (row.state !== 'first' && row.state !== 'final') return [];
  if (row.filed_by === context.actor.id) return ['withdraw'];
  const holds = await mayReview(context, context.database.read, entity, row);
  return holds ? ['approve', 'reject'] : [];
}
