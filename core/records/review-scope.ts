// Whose proposals somebody may review: the scopes of the review actions, about who filed.
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Entity } from '../model/model.ts';
import type { Connection, Row } from '../storage/database.ts';
import type { Context } from './context.ts';
import { runsOf } from './list-plan.ts';

/** A column of the proposals. */
export const column = (name: string) => sql.ref(`_proposal.${name}`);

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
export async function inReach(context: Context): Promise<Expression<SqlBool>> {
  const mine = sql<SqlBool>`${column('filed_by')} = ${context.actor.id}`;
  const steps = [await underReview(context, 'first'), await underReview(context, 'final')];
  return anyOf([mine, ...steps]);
}

/** What waits for the actor: at his step, not filed and not first reviewed by himself. */
export async function waiting(context: Context): Promise<Expression<SqlBool>> {
  const { id } = context.actor;
  const first = sql<SqlBool>`(${column('state')} = 'first' and ${await underReview(context, 'first')})`;
  const final = sql<SqlBool>`(${column('state')} = 'final' and ${column('first_by')} <> ${id} and ${await underReview(context, 'final')})`;
  return sql<SqlBool>`${column('filed_by')} <> ${id} and ${anyOf([first, final])}`;
}

/** The scope of a review action, about who filed; undefined when the actor has none. */
async function filedWithin(
  context: Context,
  entity: Entity,
  action: string,
): Promise<Expression<SqlBool> | undefined> {
  const access = context.access.entity(entity.name);
  if (!access.can(action)) return undefined;
  const reach = access.reach(action);
  if (!reach) return access.scope(action) === true ? sql<SqlBool>`1 = 1` : undefined;
  const { owners, departments } = await runsOf(context, reach);
  const among = (name: string, ids: ReadonlySet<string>) =>
    ids.size === 0 ? [] : [sql`${column(name)} in (${sql.join([...ids])})`];
  const parts = [...among('filed_by', owners), ...among('department', departments)];
  return parts.length === 0 ? undefined : sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/** May the actor decide about the proposal at the step it stands at? Nobody about his own, and nobody twice. */
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
