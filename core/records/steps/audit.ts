// Step: the change log. Append-only; every row carries a hash over itself and the row before it, so that a row that was
// changed, added or taken out later is found by `crm verify`.
import { hash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Json } from '../../fields/field-type.ts';
import { isEncrypted } from '../../fields/masked-text.ts';
import type { Connection, Database } from '../../storage/database.ts';
import type { Context } from '../context.ts';
import { WITHHELD } from '../sealing.ts';
import type { Write } from '../write-state.ts';
import { sameValue } from './input.ts';

export interface AuditRow {
  readonly at: string;
  readonly actor: string | null;
  readonly actor_kind: string;
  readonly entity: string;
  readonly record: string;
  readonly action: string;
  readonly version: number;
  /** JSON: field → [before, after]. */
  readonly changes: string;
  readonly metadata: number;
  readonly request: string | null;
  /** Random, so that a hash does not tell the values that were taken out of its row. */
  readonly salt?: string | null;
}

/** Fields that say who and when; the row itself says that already. */
const SILENT = new Set(['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by']);

export async function audit(write: Write): Promise<void> {
  if (!write.entity.features.audit) return;
  const { context } = write;
  await auditAct(context, write.connection, {
    entity: write.entity.name,
    record: write.id,
    action: write.action,
    version: Number(write.record.version),
    changes: JSON.stringify(changesOf(write)),
  });
}

/** Something that was done with a record, in the name of who acts. */
export interface Act {
  readonly entity: string;
  readonly record: string;
  readonly action: string;
  readonly version: number;
  /** JSON: field → [before, after]; nothing has changed without it. */
  readonly changes?: string;
}

/** The row an act is written down as. */
export function actRow(context: Context, act: Act): AuditRow {
  return {
    at: context.now,
    actor: context.actor.id,
    actor_kind: context.actor.kind,
    changes: '{}',
    ...act,
    metadata: context.live.version,
    request: context.request ?? null,
  };
}

/** Writes an act into the log. */
export async function auditAct(context: Context, connection: Connection, act: Act): Promise<void> {
  await appendAudit(context.database, connection, actRow(context, act));
}

/** What changed, with before and after; empty values of a new record are left out. */
function changesOf(write: Write): Record<string, [Json, Json]> {
  const changes: Record<string, [Json, Json]> = {};
  for (const field of write.entity.fields.values()) {
    if (SILENT.has(field.name) || field.def.unlogged || field.storage.kind === 'lines') continue;
    const before = write.before?.[field.name] ?? null;
    const after = write.record[field.name] ?? null;
    const isEmpty = after === null || (Array.isArray(after) && after.length === 0);
    if (sameValue(before, after) || (write.before === null && isEmpty)) continue;
    changes[field.name] = isEncrypted(field)
      ? [withheld(before), withheld(after)]
      : [before, after];
  }
  return changes;
}

/** Of an encrypted value the log holds that there was one. */
const withheld = (value: Json) => (value === null ? null : WITHHELD);

const SALT_BYTES = 12;
/** The hash the next row is chained to. */
export const LAST_HASH = {
  sql: 'select "_audit"."hash" from "_audit" order by "_audit"."seq" desc limit 1',
  parameters: [],
};
/** What a row consists of, in the order it is hashed; its own hash comes last. */
export const AUDIT_COLUMNS = [
  'at',
  'actor',
  'actor_kind',
  'entity',
  'record',
  'action',
  'version',
  'changes',
  'metadata',
  'request',
  'salt',
] as const satisfies readonly (keyof AuditRow)[];
const COLUMNS = [...AUDIT_COLUMNS, 'hash'];

/** The salt of a new row. */
export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('base64url');
}

/** Appends one row to the log. */
export async function appendAudit(
  database: Database,
  connection: Connection,
  row: AuditRow,
): Promise<void> {
  const [last] = await connection.all(LAST_HASH);
  const salt = row.salt ?? newSalt();
  const hashed = auditHash(String(last?.hash ?? ''), { ...row, salt });
  const parameters = [...valuesOf(row), salt, hashed];
  await connection.run({ sql: insertText(database), parameters });
}

const texts = new WeakMap<Database, string>();

function insertText(database: Database): string {
  const known = texts.get(database);
  if (known) return known;
  const places = COLUMNS.map((name) => sql`${name}`);
  const insert = sql`insert into ${sql.table('_audit')} (${sql.join(COLUMNS.map((name) => sql.id(name)))}) values (${sql.join(places)})`;
  const text = insert.compile(database.builder).sql;
  texts.set(database, text);
  return text;
}

/** SHA-256 over the previous hash and the row's values in a fixed order, the salt last. */
export function auditHash(previous: string, row: AuditRow): string {
  const values = valuesOf(row);
  return chained(previous, row.salt ? [...values, row.salt] : values);
}

/** In the order of the columns. */
function valuesOf(row: AuditRow): (string | number | null)[] {
  return [
    row.at,
    row.actor,
    row.actor_kind,
    row.entity,
    row.record,
    row.action,
    row.version,
    row.changes,
    row.metadata,
    row.request,
  ];
}

function chained(previous: string, values: readonly (string | number | null)[]): string {
  return hash('sha256', previous + JSON.stringify(values), 'base64url');
}
