// The chain of the change log: every row's hash covers the row and the hash before it. Values can be taken out of a row
// for good; the row keeps its hash, and a later row says what is left of it, so that the chain still holds.
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Json } from '../fields/field-type.ts';
import type { Connection, Database, Row } from '../storage/database.ts';
import { REDACT } from './audit-actions.ts';
import { type AuditRow, auditHash } from './steps/audit.ts';

const BATCH = 1000;

export interface ChainState {
  /** Rows that were looked at. */
  readonly rows: number;
  /** Number of the first row that does not continue the chain. */
  readonly broken?: number;
}

type Changes = Record<string, [Json, Json]>;

function auditRow(row: Row): AuditRow {
  return {
    ...row,
    version: Number(row.version),
    metadata: Number(row.metadata),
  } as unknown as AuditRow;
}

/** What a redacted row holds, with the hash it keeps. */
function digestOf(row: Row): string {
  return hash('sha256', `redacted ${auditHash(String(row.hash), auditRow(row))}`, 'base64url');
}

/** Walks the whole chain. @param progress told after each thousand rows */
export async function verifyChain(
  database: Database,
  progress: (state: ChainState) => void | Promise<void> = () => {},
): Promise<ChainState> {
  /** Redacted rows no later row has accounted for yet, with what they hold. */
  const open = new Map<number, string>();
  let previous = '';
  let rows = 0;
  for (let last = 0; ; ) {
    const page = await database.read.all(pageAfter(database, last));
    for (const row of page) {
      const seq = Number(row.seq);
      if (Number(row.redacted ?? 0) === 1) open.set(seq, digestOf(row));
      else if (auditHash(previous, auditRow(row)) !== row.hash) return { rows, broken: seq };
      if (row.action === REDACT) settle(open, row);
      previous = String(row.hash);
      rows++;
    }
    await progress({ rows });
    if (page.length < BATCH) break;
    last = Number(page.at(-1)?.seq);
  }
  const [unaccounted] = open.keys();
  return unaccounted === undefined ? { rows } : { rows, broken: unaccounted };
}

function pageAfter(database: Database, last: number) {
  const seq = sql.ref('_audit.seq');
  const query = sql`select * from ${sql.table('_audit')} where ${seq} > ${last} order by ${seq} limit ${BATCH}`;
  return query.compile(database.builder);
}

function settle(open: Map<number, string>, row: Row): void {
  const { $rows: rows = [] } = JSON.parse(String(row.changes)) as { $rows?: [number, string][] };
  for (const [seq, digest] of rows) if (open.get(seq) === digest) open.delete(seq);
}

/** Changes of a row of action `redact`; its members are no names of fields. */
export function redactChanges(rows: readonly [number, string][], reason: string): string {
  return JSON.stringify({ $rows: rows, $reason: reason });
}

/**
 * Takes values out of rows of the log, for good.
 * @param keep the changes that stay; undefined leaves a row as it is
 * @returns for the row of action `redact` that must follow in the same transaction: its changes
 */
export async function redactRows(
  database: Database,
  connection: Connection,
  rows: readonly Row[],
  keep: (changes: Changes, row: Row) => Changes | undefined,
): Promise<[number, string][]> {
  const redacted: [number, string][] = [];
  for (const row of rows) {
    const kept = keep(JSON.parse(String(row.changes)) as Changes, row);
    if (!kept) continue;
    const seq = Number(row.seq);
    const left = { ...row, changes: JSON.stringify(kept), salt: null, redacted: 1 };
    const update = sql`update ${sql.table('_audit')} set ${sql.id('changes')} = ${left.changes}, ${sql.id('salt')} = null, ${sql.id('redacted')} = 1
      where ${sql.ref('_audit.seq')} = ${seq}`;
    await connection.run(update.compile(database.builder));
    redacted.push([seq, digestOf(left)]);
  }
  return redacted;
}
