// Two-step review: what somebody may only propose waits, outside the records, until a first and a final review. Filing,
// listing and reading proposals; `decide-proposal.ts` reviews them.
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Access, EntityAccess } from '../access/access.ts';
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import type { Entity } from '../model/model.ts';
import type { Row } from '../storage/database.ts';
import { type Context, entityOf } from './context.ts';
import { type Proposal, type ProposalState, shownProposal } from './proposal-view.ts';
import { getRecord } from './read.ts';
import { column, inReach, waiting } from './review-scope.ts';
import { sameValue } from './steps/input.ts';
import { createRecord, updateRecord } from './write.ts';
import type { Input } from './write-state.ts';

export interface NewProposal {
  /** The record to change; none to create one. */
  readonly record?: string;
  readonly changes: Input;
  readonly comment?: string;
}

/** Files a proposal. It is checked as the write it stands for would be, and nothing is written but the proposal. */
export async function propose(
  context: Context,
  entityName: string,
  { record, changes, comment }: NewProposal,
): Promise<Proposal> {
  const entity = reviewed(context, entityName);
  if (!context.access.entity(entityName).can('propose')) throw denied(context, entity, 'propose');
  const before = record === undefined ? {} : await getRecord(context, entityName, record);
  refuseSecrets(entity, changes);
  const changed = Object.entries(changes).filter(([name, value]) =>
    record === undefined ? true : !sameValue(before[name] ?? null, value as Json),
  );
  if (changed.length === 0)
    throw new AppError('request.bad-parameter', {
      name: 'changes',
      expected: 'at least one change',
    });
  const input = Object.fromEntries(changed);
  await rehearse(context, entity, record, input);
  const row = {
    id: context.newId(),
    entity: entity.id,
    record: record ?? null,
    kind: record === undefined ? 'create' : 'update',
    state: 'first',
    changes: JSON.stringify(input),
    before: JSON.stringify(
      Object.fromEntries(changed.map(([name]) => [name, before[name] ?? null])),
    ),
    comment: comment ?? null,
    filed_by: context.actor.id,
    department: context.actor.departments[0] ?? null,
    filed_at: context.now,
  };
  const { builder } = context.database;
  await context.database.write(async (connection) =>
    connection.run(builder.insertInto('_proposal').values(row).compile()),
  );
  return getProposal(context, row.id);
}

function reviewed(context: Context, name: string): Entity {
  const entity = entityOf(context, name);
  if (entity.features.review) return entity;
  throw new AppError('review.none', { entity: entity.label[context.actor.locale] });
}

/** The refusal of an action on records of an entity. */
export function denied(context: Context, entity: Entity, action: string): AppError {
  return new AppError('access.denied', { entity: entity.label[context.actor.locale], action });
}

/** A proposal keeps its values as they are; what must not lie in clear anywhere is not proposed. */
function refuseSecrets(entity: Entity, changes: Input): void {
  const secret = Object.keys(changes).filter((name) => entity.fields.get(name)?.settings.encrypted);
  const problems = secret.map((name) => ({ code: 'record.read-only' as const, at: `/${name}` }));
  if (problems.length > 0)
    throw new AppError('record.invalid', { count: problems.length }, problems);
}

class Rehearsed extends Error {}

/** Writes as the proposal would and takes it back. Throws what the write would. */
async function rehearse(
  context: Context,
  entity: Entity,
  record: string | undefined,
  input: Input,
): Promise<void> {
  const asWriter = { ...context, access: proposingAccess(context.access, entity.name) };
  try {
    await context.database.write(async (connection) => {
      if (record === undefined) await createRecord(asWriter, entity.name, input, { connection });
      else await updateRecord(asWriter, entity.name, record, input, undefined, { connection });
      throw new Rehearsed();
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
}

const asWriters = new WeakMap<Access, Map<string, Access>>();

/** The rights with which a proposal is checked: those to propose taken for those to create and change. */
function proposingAccess(access: Access, entity: string): Access {
  const known = asWriters.get(access) ?? new Map<string, Access>();
  asWriters.set(access, known);
  const before = known.get(entity);
  if (before) return before;
  const whole = access.entity(entity);
  const isWrite = (action: string) => action === 'create' || action === 'update';
  const own: EntityAccess = {
    ...whole,
    can: (action) => isWrite(action) || whole.can(action),
    scope: (action) =>
      action === 'create' || (action === 'update' ? whole.scope('propose') : whole.scope(action)),
    rightOnRows: (field, action) => whole.rightOnRows(field, isWrite(action) ? 'propose' : action),
    varies: (action) => whole.varies(isWrite(action) ? 'propose' : action),
  };
  const made = {
    ...access,
    entity: (name: string) => (name === entity ? own : access.entity(name)),
  };
  known.set(entity, made);
  return made;
}

/** One proposal the actor filed or may review. Throws `record.not-found` for others. */
export async function getProposal(context: Context, id: string): Promise<Proposal> {
  const rows = await select(context, sql<SqlBool>`${column('id')} = ${id}`, 1);
  const [found] = await shownProposals(context, rows);
  if (!found) throw new AppError('record.not-found');
  return found;
}

export interface ProposalQuery {
  readonly entity?: string;
  readonly state?: ProposalState;
  /** Of a record. */
  readonly record?: string;
  /** `mine`: filed by the actor; `review`: waiting for him; without it all he filed or may review. */
  readonly box?: 'mine' | 'review';
  /** Id of the last proposal of the page before. */
  readonly cursor?: string;
}

const PAGE = 50;

/** A page of the proposals the actor filed or may review, the latest first. */
export async function listProposals(
  context: Context,
  query: ProposalQuery,
): Promise<{ items: Proposal[]; nextCursor: string | null }> {
  const conditions: Expression<SqlBool>[] = [];
  const equal = (name: string, value: string | null | undefined) => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${column(name)} = ${value}`);
  };
  const { entities } = context.live.model;
  equal('entity', query.entity && (entities.get(query.entity)?.id ?? ''));
  equal('state', query.state);
  equal('record', query.record);
  if (query.box === 'mine') equal('filed_by', context.actor.id);
  if (query.box === 'review') conditions.push(await waiting(context));
  if (query.cursor !== undefined) conditions.push(sql<SqlBool>`${column('id')} < ${query.cursor}`);
  const where =
    conditions.length > 0 ? sql<SqlBool>`${sql.join(conditions, sql` and `)}` : undefined;
  const rows = await select(context, where, PAGE + 1);
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  const items = await shownProposals(context, rows.slice(0, PAGE));
  return { items, nextCursor: last ? String(last.id) : null };
}

async function select(
  context: Context,
  where: Expression<SqlBool> | undefined,
  limit: number,
): Promise<Row[]> {
  const reachable = await inReach(context);
  const condition = where ? sql`${where} and ${reachable}` : reachable;
  const query = sql`select * from ${sql.table('_proposal')} where ${condition} order by ${column('id')} desc limit ${limit}`;
  return context.database.read.all(query.compile(context.database.builder));
}

async function shownProposals(context: Context, rows: readonly Row[]): Promise<Proposal[]> {
  const found: Proposal[] = [];
  for (const row of rows) {
    const proposal = await shownProposal(context, row);
    if (proposal) found.push(proposal);
  }
  return found;
}
