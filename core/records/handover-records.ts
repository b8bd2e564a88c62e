// The records of one entity change hands: with one statement where nothing is computed from the owner, otherwise each by
// the ordinary write.
import { sql } from 'kysely';
import type { Entity, Field } from '../model/model.ts';
import type { Row } from '../storage/database.ts';
import { appendAudits } from './audit-many.ts';
import { systemView } from './begin-write.ts';
import type { Context, Writing } from './context.ts';
import { ownedBy } from './handover-preview.ts';
import { NOTIFICATION } from './notices/send.ts';
import type { Affected } from './rollup.ts';
import { actRow } from './steps/audit.ts';
import { departmentOf } from './steps/owner-department.ts';
import { createRecord, updateRecord } from './write.ts';

const BY_OWNER = /"(?:\w+\.)*(?:owner|department)(?:\.\w+)*"/;
const COMPUTED: ReadonlySet<string> = new Set(['formula', 'rollup', 'snapshot']);

/** Gives the live records of an entity that one person owns to another. @returns how many */
export async function handOverRecords(
  writing: Writing,
  entity: Entity,
  from: string,
  to: string,
  affected: Affected,
): Promise<number> {
  const { context, connection } = writing;
  const { table } = entity;
  const columns = ['id', 'version', 'department'].map(
    (name) => sql`${sql.ref(`${table}.${name}`)} as ${sql.id(name)}`,
  );
  const query = sql`select ${sql.join(columns)} from ${sql.table(table)} where ${ownedBy(entity, from)} order by ${sql.ref(`${table}.rid`)}`;
  const rows = await connection.all(query.compile(context.database.builder));
  if (rows.length === 0) return 0;
  if (isWrittenAlone(context, entity)) {
    for (const { id } of rows) {
      const options = { connection, affected, trusted: true };
      await updateRecord(context, entity.name, String(id), { owner: to }, undefined, options);
    }
    return rows.length;
  }
  const department = await departmentOf(writing, to);
  await moveAll(writing, entity, from, { owner: to, department });
  await logAll(writing, entity, rows, { from, to, department });
  await notify(writing, entity, rows, to, affected);
  return rows.length;
}

/** Does something of the record, or of one that sums it up, depend on whose it is? */
function isWrittenAlone({ live: { model } }: Context, entity: Entity): boolean {
  const depends = (field: Field) =>
    COMPUTED.has(field.type) && BY_OWNER.test(JSON.stringify(field.def));
  const isSummed = [...model.entities.values()].some((other) =>
    [...other.fields.values()].some(
      (field) =>
        depends(field) &&
        other.collections.get(String(field.settings.collection))?.entity === entity.name,
    ),
  );
  const isKey = entity.keys.some(({ fields }) =>
    fields.some((name) => name === 'owner' || name === 'department'),
  );
  return isSummed || isKey || [...entity.fields.values()].some(depends);
}

async function moveAll(
  { context, connection }: Writing,
  entity: Entity,
  from: string,
  values: { readonly owner: string; readonly department: string | null },
): Promise<void> {
  const { dialect, builder } = context.database;
  const stamped = { ...values, updated_at: context.now, updated_by: context.actor.id };
  const sets = Object.entries(stamped).map(([name, value]) => {
    const column = entity.fields.get(name)?.columns[0];
    return sql`${sql.id(name)} = ${column ? dialect.bind(column, value) : value}`;
  });
  const update = sql`update ${sql.table(entity.table)} set ${sql.join(sets)}, ${sql.id('version')} = ${sql.ref(`${entity.table}.version`)} + 1
    where ${ownedBy(entity, from)}`;
  await connection.run(update.compile(builder));
}

async function logAll(
  { context, connection }: Writing,
  entity: Entity,
  rows: readonly Row[],
  { from, to, department }: { from: string; to: string; department: string | null },
): Promise<void> {
  const entries = rows.map((row) => {
    const before = row.department ?? null;
    const moved = before === department ? {} : { department: [before, department] };
    return actRow(context, {
      entity: entity.name,
      record: String(row.id),
      action: 'update',
      version: Number(row.version) + 1,
      changes: JSON.stringify({ owner: [from, to], ...moved }),
    });
  });
  await appendAudits(context.database, connection, entries);
}

/** One notice for all of them; who takes over by his own hand knows already. */
async function notify(
  { context, connection }: Writing,
  entity: Entity,
  rows: readonly Row[],
  to: string,
  affected: Affected,
): Promise<void> {
  if (to === context.actor.id || !context.live.model.entities.has(NOTIFICATION)) return;
  const notice = {
    kind: 'owner',
    recipient: to,
    entity: entity.name,
    record_id: String(rows[0]?.id),
    count: rows.length,
  };
  const options = { connection, affected, trusted: true };
  await createRecord(systemView(context), NOTIFICATION, notice, options);
}
