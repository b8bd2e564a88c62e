// Retention rules of the metadata: which records are past their time.
import { sql } from 'kysely';
import type { Entity, Model } from '../model/model.ts';
import { addUnits } from '../rules/dates.ts';
import { ERASE } from './audit-actions.ts';
import type { Context } from './context.ts';

export interface RetentionRule {
  readonly entity: Entity;
  readonly action: 'delete' | 'erase';
  /** Field the time counts from. */
  readonly from: string;
  /** ISO 8601 duration. */
  readonly after: string;
}

/** All rules of a model. */
export function retentionRules(model: Model): RetentionRule[] {
  return [...model.entities.values()].flatMap((entity) => {
    const { retention } = entity.def;
    return retention ? [{ entity, ...retention }] : [];
  });
}

const UNITS = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;

/** The date before which records are past a duration, seen from a date. */
export function cutOff(today: string, after: string): string {
  let date = today;
  for (const [, amount, unit] of after.matchAll(/(\d+)([YMWD])/g))
    date = addUnits(date, -Number(amount), UNITS[unit as keyof typeof UNITS]) ?? date;
  return date;
}

export interface DueRecord {
  readonly id: string;
  readonly rid: number;
}

/** Records past their time behind a row number, in order; those in the recycle bin too. */
export async function dueRecords(
  context: Context,
  rule: RetentionRule,
  after: number,
  limit: number,
): Promise<DueRecord[]> {
  const query = sql`select ${sql.ref('t.id')}, ${sql.ref('t.rid')} ${dueFrom(context, rule)}
    and ${sql.ref('t.rid')} > ${after} order by ${sql.ref('t.rid')} limit ${limit}`;
  const rows = await context.database.read.all(query.compile(context.database.builder));
  return rows.map((row) => ({ id: String(row.id), rid: Number(row.rid) }));
}

/** How many records are past their time. */
export async function countDue(context: Context, rule: RetentionRule): Promise<number> {
  const query = sql`select count(*) as ${sql.id('n')} ${dueFrom(context, rule)}`;
  const [row] = await context.database.read.all(query.compile(context.database.builder));
  return Number(row?.n ?? 0);
}

function dueFrom(context: Context, { entity, action, from, after }: RetentionRule) {
  const field = entity.fields.get(from);
  const date = cutOff(context.today, after);
  const moment = field?.ruleType.kind === 'datetime' ? `${date}T00:00:00.000Z` : date;
  const audit = (name: string) => sql.ref(`_audit.${name}`);
  const isErased = sql`exists (select 1 from ${sql.table('_audit')} where ${audit('entity')} = ${entity.name}
    and ${audit('record')} = ${sql.ref('t.id')} and ${audit('action')} = ${ERASE})`;
  const open = action === 'erase' ? sql`and not ${isErased}` : sql``;
  return sql`from ${sql.table(entity.table)} as ${sql.id('t')} where ${sql.ref(`t.${field?.columns[0]?.name ?? from}`)} < ${moment} ${open}`;
}
