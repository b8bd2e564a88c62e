// Erases a person: personal values leave the record, the search index, its history, what others proposed or copied, and
// remembered answers. What remains says that there was a record, who worked on it and when. Cannot be undone.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import type { Entity, Field } from '../model/model.ts';
import { resolvePath } from '../model/rule-names.ts';
import type { Connection } from '../storage/database.ts';
import { ERASE } from './audit-actions.ts';
import { newWrite, systemView } from './begin-write.ts';
import type { Context } from './context.ts';
import { eraseUnheldFiles } from './erase-files.ts';
import { loadRecord } from './load.ts';
import { filesIn, personalFields } from './personal-data.ts';
import { redactHistory } from './redact-history.ts';
import { WITHHELD } from './sealing.ts';
import { indexRecord } from './search.ts';
import { auditAct } from './steps/audit.ts';
import { compute } from './steps/compute.ts';
import { fileFields, noteFileUses } from './steps/file-uses.ts';
import { emptyValue } from './steps/input.ts';
import { persist } from './steps/persist.ts';
import type { Write } from './write-state.ts';

/** What the caller still has to take away, since it does not stand in the database. */
export interface Erased {
  /** Hashes of the contents of files only this record held. */
  readonly contents: readonly string[];
}

/**
 * Erases the person a record stands for, in an open transaction.
 * @param context whose action it is; the caller has checked that the actor may
 */
export async function erasePerson(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
  reason: string,
): Promise<Erased> {
  const fields = personalFields(context, entity);
  const view = systemView(context);
  const loaded = await loadRecord(view, connection, entity, id, 'read');
  if (!loaded) throw new AppError('record.not-found');
  const write: Write = newWrite(view, connection, entity, 'update', {}, { trusted: true });
  const { record } = loaded;
  Object.assign(write, { id, rid: loaded.rid, before: record, record: { ...record } });
  for (const field of fields) blank(write, field);
  await compute(write);
  await persist(write);
  await noteFileUses(write);
  if (record.deleted_at === null)
    await indexRecord(view, connection, entity, write.rid, write.record, false);
  const personalFiles = fields.filter((field) => fileFields(entity).includes(field));
  const held = filesIn(personalFiles, record);
  const contents = await eraseUnheldFiles(context, connection, held, reason);
  await blankCopies(context, connection, id, fields, reason);
  await blankProposals(context, connection, entity, id, fields);
  await forgetAnswers(context, connection, id);
  await logErasure(write, context, fields);
  await redactHistory(context, connection, entity, id, fields, reason);
  return { contents };
}

/** Empty, or where a text must stand, a text that tells nothing. */
function blank(write: Write, field: Field): void {
  const before = write.before?.[field.name] ?? null;
  const isText = field.storage.kind === 'columns' && field.columns[0]?.kind === 'text';
  const mustStand = field.required && isText && field.ruleType.kind === 'text' && before !== null;
  const isKey = write.entity.keys.some((key) => key.fields.includes(field.name));
  const text = isKey ? `${WITHHELD}${write.id.slice(-8)}` : WITHHELD;
  write.record[field.name] = mustStand ? text : emptyValue(field);
  write.changed.add(field.name);
}

function erasedChanges({ before, record }: Write, fields: readonly Field[]) {
  const changes: Record<string, [Json, Json]> = {};
  for (const { name } of fields) {
    const value = before?.[name] ?? null;
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) changes[name] = [WITHHELD, record[name] ?? null];
  }
  return changes;
}

async function logErasure(write: Write, context: Context, fields: readonly Field[]): Promise<void> {
  await auditAct(context, write.connection, {
    entity: write.entity.name,
    record: write.id,
    action: ERASE,
    version: Number(write.record.version),
    changes: JSON.stringify(erasedChanges(write, fields)),
  });
}

/** Snapshots elsewhere that were taken of a personal field of this record, and what their history holds of it. */
async function blankCopies(
  context: Context,
  connection: Connection,
  id: string,
  fields: readonly Field[],
  reason: string,
): Promise<void> {
  const { builder } = context.database;
  for (const other of context.live.model.entities.values())
    for (const { copy, hops } of copiesOf(context, other, fields)) {
      const at = (column: string) => sql.ref(`${other.table}.${column}`);
      const isCopied = sql`${reaches(context, other, hops, id)} and (${sql.join(
        copy.columns.map(({ name }) => sql`${at(name)} is not null`),
        sql` or `,
      )})`;
      const find = sql`select ${at('id')} as ${sql.id('id')} from ${sql.table(other.table)} where ${isCopied}`;
      const holding = await connection.all(find.compile(builder));
      const sets = copy.columns.map(({ name }) => sql`${sql.id(name)} = null`);
      const update = sql`update ${sql.table(other.table)} set ${sql.join(sets)} where ${isCopied}`;
      await connection.run(update.compile(builder));
      for (const row of holding)
        await redactHistory(context, connection, other, String(row.id), [copy], reason);
    }
}

/** Snapshots of some fields in an entity, with the references that lead to what they copy. */
function copiesOf({ live: { model } }: Context, entity: Entity, fields: readonly Field[]) {
  const lookup = { entity: (name: string) => model.entities.get(name) };
  return [...entity.fields.values()].flatMap((copy) => {
    if (copy.type !== 'snapshot') return [];
    const source = resolvePath(lookup, entity.name, String(copy.settings.from));
    return source && fields.includes(source.field) ? [{ copy, hops: source.hops }] : [];
  });
}

/** Do references from a record lead to the record with this id? */
function reaches(
  context: Context,
  { table }: Entity,
  [hop, ...further]: readonly Field[],
  id: string,
): RawBuilder<SqlBool> {
  const reference = sql.ref(`${table}.${hop?.columns[0]?.name}`);
  const target = context.live.model.entities.get(hop?.targets[0] ?? '');
  if (further.length === 0 || !target) return sql<SqlBool>`${reference} = ${id}`;
  return sql<SqlBool>`${reference} in (select ${sql.ref(`${target.table}.id`)} from ${sql.table(target.table)}
    where ${reaches(context, target, further, id)})`;
}

/** What people proposed for the record, and what it held then. */
async function blankProposals(
  context: Context,
  connection: Connection,
  entity: Entity,
  id: string,
  fields: readonly Field[],
): Promise<void> {
  const { builder } = context.database;
  const at = (column: string) => sql.ref(`_proposal.${column}`);
  const query = sql`select ${at('id')}, ${at('changes')}, ${at('before')} from ${sql.table('_proposal')}
    where ${at('entity')} = ${entity.id} and ${at('record')} = ${id}`;
  for (const row of await connection.all(query.compile(builder))) {
    const [changes, before] = [row.changes, row.before].map((text) => {
      const values = JSON.parse(String(text)) as Record<string, Json>;
      for (const { name } of fields) if (Object.hasOwn(values, name)) values[name] = null;
      return JSON.stringify(values);
    });
    const update = sql`update ${sql.table('_proposal')} set ${sql.id('changes')} = ${changes}, ${sql.id('before')} = ${before}
      where ${at('id')} = ${row.id}`;
    await connection.run(update.compile(builder));
  }
}

/** Answers that are kept for repeated requests hold whole records. */
async function forgetAnswers(context: Context, connection: Connection, id: string): Promise<void> {
  const remove = sql`delete from ${sql.table('_idempotency')} where ${sql.ref('_idempotency.body')} like ${`%${id}%`}`;
  await connection.run(remove.compile(context.database.builder));
}
