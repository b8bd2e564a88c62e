// Takes what the change log knows of the values of one field out of it, for fields that have become encrypted.
import { sql } from 'kysely';
import type { Json } from '../fields/field-type.ts';
import type { Entity, Field } from '../model/model.ts';
import type { Connection, Row } from '../storage/database.ts';
import { REDACT } from './audit-actions.ts';
import { redactChanges, redactRows } from './audit-chain.ts';
import type { Context } from './context.ts';
import { fieldsAt, ofEntity, type Past, pastOf } from './history.ts';
import { evenRights } from './record-rights.ts';
import { WITHHELD } from './sealing.ts';
import { auditAct } from './steps/audit.ts';

const BATCH = 500;

/** Withholds the values of a field in the whole change log. @returns how many rows held some */
export async function withholdField(
  context: Context,
  entity: Entity,
  field: Field,
): Promise<number> {
  const past = await pastOf(context, entity, evenRights(context, entity, 'update'));
  let total = 0;
  for (let last = 0; ; ) {
    const page = await context.database.write(async (connection) => {
      const rows = await connection.all(pageAfter(context, past, last));
      total += await withholdRows(context, connection, past, field, rows);
      return rows;
    });
    if (page.length < BATCH) return total;
    last = Number(page.at(-1)?.seq);
  }
}

function pageAfter({ database }: Context, past: Past, last: number) {
  const seq = sql.ref('_audit.seq');
  const query = sql`select * from ${sql.table('_audit')} where ${ofEntity(past)} and ${seq} > ${last} order by ${seq} limit ${BATCH}`;
  return query.compile(database.builder);
}

async function withholdRows(
  context: Context,
  connection: Connection,
  past: Past,
  field: Field,
  rows: readonly Row[],
): Promise<number> {
  const redacted = await redactRows(context.database, connection, rows, (changes, row) => {
    const names = fieldsAt(past, Number(row.metadata));
    const name = Object.keys(changes).find((each) => names.get(each)?.id === field.id);
    const values = name === undefined ? [] : (changes[name] ?? []);
    if (name === undefined || values.every(isWithheld)) return undefined;
    const hidden = values.map((value) => (value === null ? null : WITHHELD));
    return { ...changes, [name]: [hidden[0] ?? null, hidden[1] ?? null] };
  });
  if (redacted.length === 0) return 0;
  await auditAct(context, connection, {
    entity: past.entity.name,
    record: '',
    action: REDACT,
    version: 0,
    changes: redactChanges(redacted, `encrypted: ${field.name}`),
  });
  return redacted.length;
}

const isWithheld = (value: Json) => value === null || value === WITHHELD;
