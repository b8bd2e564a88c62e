// Two-step review: what somebody may only propose waits, outside the records, until a first and a final review. Filing,
// listing and reading proposals; `decide-proposal.ts` reviews them.
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Access, EntityAccess } from '../access/access.ts';
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import type { Entity } from '../model/model.ts';
import type { Connection, Row } from '../storage/database.ts';
import { namesOf } from './attach-names.ts';
import { type Context, entityOf } from './context.ts';
import { departmentsBelow } from './departments-below.ts';
import { maskValue } from './mask.ts';
import { getRecord } from './read.ts';
import { sameValue } from './steps/input.ts';
import { createRecord, updateRecord } from './write.ts';
import type { Input } from './write-state.ts';

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

export interface NewProposal {
  /** The record to change; none to create one. */
  readonly record?: string;
  readonly changes: Input;
  readonly comment?: string;
}

export const column = (name: string) => sql.ref(`_proposal.${name}`);

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
  const [found] = await select(context, sql<SqlBool>`${column('id')} = ${id}`, 1);
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
  const items = await select(context, where, PAGE + 1);
  const page = items.slice(0, PAGE);
  return { items: page, nextCursor: items.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}

async function select(
  context: Context,
  where: Expression<SqlBool> | undefined,
  limit: number,
): Promise<Proposal[]> {
  const reachable = await inReach(context);
  const condition = where ? sql`${where} and ${reachable}` : reachable;
  const query = sql`select * from ${sql.table('_proposal')} where ${condition} order by ${column('id')} desc limit ${limit}`;
  const rows = await context.database.read.all(query.compile(context.database.builder));
  const found: Proposal[] = [];
  for (const row of rows) {
    const proposal = await shown(context, row);
    if (proposal) found.push(proposal);
  }
  return found;
}

const anyOf = (parts: readonly Expression<SqlBool>[]) =>
  parts.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(parts, sql` or `)})`;

/** What a person may review at one of the steps. */
async function underReview(
  context: Context,
  step: 'first' | 'final',
): Promise<Expression<SqlBool>> {
  const parts: Expression<SqlBool>[] = [];
  for (const entity of context.live.model.entities.values()) {
    if (!entity.features.review || !context.access.entity(entity.name).can('read')) continue;
    const held = await filedWithin(context, entity, `review_${step}`);
    if (held) parts.push(sql<SqlBool>`(${column('entity')} = ${entity.id} and ${held})`);
  }
  return anyOf(parts);
}

/** What the actor filed, and what his review scopes hold. */
async function inReach(context: Context): Promise<Expression<SqlBool>> {
  const mine = sql<SqlBool>`${column('filed_by')} = ${context.actor.id}`;
  const steps = [await underReview(context, 'first'), await underReview(context, 'final')];
  return anyOf([mine, ...steps]);
}

/** What waits for the actor: at his step, not filed and not first reviewed by himself. */
async function waiting(context: Context): Promise<Expression<SqlBool>> {
  const { id } = context.actor;
  const first = sql<SqlBool>`(${column('state')} = 'first' and ${await underReview(context, 'first')})`;
  const final = sql<SqlBool>`(${column('state')} = 'final' and ${column('first_by')} <> ${id} and ${await underReview(context, 'final')})`;
  return sql<SqlBool>`${column('filed_by')} <> ${id} and ${anyOf([first, final])}`;
}

/** The scope of a review action, about who filed; undefined when the actor has none. */
export async function filedWithin(
  context: Context,
  entity: Entity,
  action: string,
): Promise<Expression<SqlBool> | undefined> {
  const access = context.access.entity(entity.name);
  if (!access.can(action)) return undefined;
  const reach = access.reach(action);
  if (!reach) return access.scope(action) === true ? sql<SqlBool>`1 = 1` : undefined;
  const { actor } = context;
  const people = [
    ...(reach.owner.has('self') ? (actor.actsFor ?? [actor.id ?? '']) : []),
    ...(reach.owner.has('subordinates') ? actor.subordinates : []),
  ];
  const departments = [
    ...(reach.department.has('departments') ? actor.departments : []),
    ...(reach.department.has('department_tree')
      ? await departmentsBelow(context.database, actor.departments)
      : []),
  ];
  const among = (name: string, ids: readonly string[]) =>
    ids.length === 0 ? [] : [sql`${column(name)} in (${sql.join(ids)})`];
  const parts = [...among('filed_by', people), ...among('department', departments)];
  return parts.length === 0 ? undefined : sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/** A proposal as the actor may see it: hidden fields left out, masked ones masked. */
async function shown(context: Context, row: Row): Promise<Proposal | undefined> {
  const entity = [...context.live.model.entities.values()].find(({ id }) => id === row.entity);
  const access = entity && context.access.entity(entity.name);
  if (!entity || !access?.can('read')) return undefined;
  const record = row.record === null ? undefined : String(row.record);
  const now = record === undefined ? {} : await currentRecord(context, entity, record);
  const changes = JSON.parse(String(row.changes)) as Record<string, Json>;
  const before = JSON.parse(String(row.before)) as Record<string, Json>;
  const isMine = row.filed_by === context.actor.id;
  const fields = Object.entries(changes).flatMap(([name, proposed]) => {
    const field = entity.fields.get(name);
    const right = isMine ? 'read' : access.right(name);
    if (!field || right === 'hidden') return [];
    const seen = (value: Json | undefined) =>
      right === 'masked' ? maskValue(field, value ?? null) : (value ?? null);
    const present = row.kind === 'update' ? now?.[name] : null;
    return [
      { field: name, before: seen(before[name]), now: seen(present), proposed: seen(proposed) },
    ];
  });
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
    fields,
    may: await whatMay(context, entity, row),
  };
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

export async function mayReview(
  context: Context,
  connection: Connection,
  entity: Entity,
  row: Row,
): Promise<boolean> {
  if (row.filed_by === context.actor.id || row.first_by === context.actor.id) return false;
  const scope = await filedWithin(context, entity, `review_${row.state}`);
  if (!scope) return false;
  const query = sql`select 1 as ${sql.id('found')} from ${sql.table('_proposal')} where ${column('id')} = ${String(row.id)} and ${scope}`;
  return (await connection.all(query.compile(context.database.builder))).length > 0;
}
