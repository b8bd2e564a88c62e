// One change to many records: their ids are gathered page by page, changed in chunks; a chunk that is refused is sent again
// without its bad records, whose reasons are kept.
import type { Json } from '../../../core/fields/field-type.ts';
import { ApiError, getJson, type Page, type Query, request } from '../client.ts';
import type { ListSelection } from './list-selection.ts';

export interface BulkTarget {
  entity: string;
  selection: ListSelection;
  /** The list as it is asked for, for a choice of everything. */
  question: Query;
}

export interface BulkRow {
  id: string;
  $name?: string | null;
  /** What the changed field held before. */
  before?: Json;
}

export type BulkWork =
  | { kind: 'update'; patch: Readonly<Record<string, Json>> }
  | { kind: 'transfer'; owner: string }
  | { kind: 'delete' };

export interface BulkProgress {
  done: number;
  failed: readonly { row: BulkRow; reason: string }[];
  total: number;
}

const CHUNK = 100;
const PAGE = 200;

/** The chosen records, with what a field holds now. */
export async function gather(
  { entity, selection, question }: BulkTarget,
  field: string | undefined,
  signal: AbortSignal,
): Promise<BulkRow[]> {
  const rows: BulkRow[] = [];
  const fields = ['id', '$name', ...(field ? [field] : [])].join(',');
  const ids = [...selection.ids];
  const asks: Query[] = selection.all
    ? [question]
    : Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, at) => ({
        filter: JSON.stringify({ in: [{ var: 'id' }, ids.slice(at * PAGE, (at + 1) * PAGE)] }),
        deleted: question.deleted,
      }));
  for (const ask of asks) {
    let cursor: string | undefined;
    do {
      const query = { ...ask, fields, limit: PAGE, cursor };
      const page = await getJson<Page<Record<string, Json> & { id: string; $name?: string }>>(
        `/api/records/${entity}`,
        query,
        signal,
      );
      for (const item of page.items) {
        if (selection.all && selection.ids.has(item.id)) continue;
        const row: BulkRow = { id: item.id, $name: item.$name ?? null };
        rows.push(field ? { ...row, before: item[field] ?? null } : row);
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
  }
  return rows;
}

function bodyOf(work: BulkWork, ids: string[]): unknown {
  if (work.kind === 'delete') return { delete: { ids } };
  return work.kind === 'transfer'
    ? { transfer: { ids, owner: work.owner } }
    : { update: { ids, patch: work.patch } };
}

/** The records of a chunk a refusal names (`/ids/7`, `/ids/7/name`), each with its first reason. */
function refused(cause: unknown, rows: readonly BulkRow[]): Map<BulkRow, string> {
  const bad = new Map<BulkRow, string>();
  if (!(cause instanceof ApiError)) return bad;
  for (const { at = '', message } of cause.problems) {
    const row = rows[Number(/^\/ids\/(\d+)/.exec(at)?.[1] ?? Number.NaN)];
    if (row && !bad.has(row)) bad.set(row, message);
  }
  return bad;
}

/** Changes a chunk; answers what was refused. A fault that names no record ends the work. */
async function runChunk(
  entity: string,
  work: BulkWork,
  rows: readonly BulkRow[],
  signal: AbortSignal,
): Promise<Map<BulkRow, string>> {
  const bad = new Map<BulkRow, string>();
  let left = rows;
  while (left.length > 0) {
    try {
      const body = bodyOf(
        work,
        left.map((row) => row.id),
      );
      await request('POST', `/api/records/${entity}/bulk`, { body, signal });
      return bad;
    } catch (cause) {
      const found = refused(cause, left);
      if (found.size === 0) throw cause;
      for (const [row, reason] of found) bad.set(row, reason);
      left = left.filter((row) => !found.has(row));
    }
  }
  return bad;
}

/** Runs a change over rows; tells progress after every chunk and answers those that were changed. */
export async function runBulk(
  entity: string,
  work: BulkWork,
  rows: readonly BulkRow[],
  tell: (progress: BulkProgress) => void,
  signal: AbortSignal,
): Promise<BulkRow[]> {
  const failed: { row: BulkRow; reason: string }[] = [];
  const changed: BulkRow[] = [];
  for (let at = 0; at < rows.length && !signal.aborted; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK);
    const bad = await runChunk(entity, work, chunk, signal);
    for (const [row, reason] of bad) failed.push({ row, reason });
    changed.push(...chunk.filter((row) => !bad.has(row)));
    tell({ done: changed.length, failed: [...failed], total: rows.length });
  }
  return changed;
}

/** Gives changed records back what they held, those of one value together. */
export async function undoBulk(
  entity: string,
  field: string,
  rows: readonly BulkRow[],
): Promise<void> {
  const signal = new AbortController().signal;
  const groups = Map.groupBy(rows, (row) => JSON.stringify(row.before ?? null));
  for (const [before, group] of groups) {
    const patch = { [field]: JSON.parse(before) as Json };
    await runBulk(entity, { kind: 'update', patch }, group, () => undefined, signal);
  }
}
