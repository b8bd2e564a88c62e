// Takes the values of fields out of a record's history, under all names the fields had, and says so in the change log.
import { sql } from 'kysely';
import type { Json } from '../fields/field-type.ts';
import type { Entity, Field } from '../model/model.ts';
import type { Connection, Row } from '../storage/database.ts';
import { REDACT } from './audit-actions.ts';
import { redactChanges, redactRows } from './audit-chain.ts';
import { systemView } from './begin-write.ts';
import type { Context } from './context.ts';
import { fieldsAt, ofEntity, pastOf } from './history.ts';
import { evenRights } from './record-rights.ts';
import { WITHHELD } from './sealing.ts';
import { auditAct } from './steps/audit.ts';

/** Withholds what the fields of a record held, for good. */
export async function redactHistory(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
  fields: readonly Field[],
  reason: string,
): Promise<void> {
  const past = await pastOf(context, entity, evenRights(systemView(context), entity, 'update'));
  const query = sql`select * from ${sql.table('_audit')} where ${ofEntity(past)} and ${sql.ref('_audit.record')} = ${id}
    order by ${sql.ref('_audit.seq')}`;
  const rows = await connection.all(query.compile(context.database.builder));
  const wanted = new Set(fields.map((field) => field.id));
  const redacted = await redactRows(context.database, connection, rows, (changes, row: Row) => {
    const names = fieldsAt(past, Number(row.metadata));
    const hits = Object.keys(changes).filter((name) => wanted.has(names.get(name)?.id ?? ''));
    const hidden = hits.map((name) => [name, (changes[name] ?? []).map(withheld)]);
    return hits.length === 0 ? undefined : { ...changes, ...Object.fromEntries(hidden) };
  });
  await auditAct(context, connection, {
    entity: entity.name,
    record: id,
    action: REDACT,
    version: Number(rows.at(-1)?.version ?? 1),
    changes: redactChanges(redacted, reason),
  });
}

const withheld = (value: Json): Json =>
  value === null || (Array.isArray(value) && value.length === 0) ? value : WITHHELD;
