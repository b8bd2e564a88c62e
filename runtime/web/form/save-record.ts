// Sends a form: creates or changes the record. When somebody else saved in between, changes to other fields are merged and
// sent again; changes to the same fields are asked about first.
import type { ShownProblem } from '../../../core/errors.ts';
import { loadRecord, type RecordRow, valuesOf } from '../app/open-form.ts';
import { source } from '../app/session.ts';
import { ApiError, request } from '../client.ts';
import { later } from '../i18n/later.ts';
import { say } from '../i18n/t.ts';
import { shortMoment } from '../widgets/display.ts';
import type { FormState, Values } from './form-state.ts';
import { mergeChanges } from './merge.ts';

export interface Saving {
  form: FormState;
  /** The record being changed; missing for a new one. */
  record?: { id: string; version: number };
  /** What is sent; the form's changes unless named. */
  changes?: Values;
  /** Makes sending a new record twice harmless. */
  key: string;
}

export type Saved =
  | { state: 'saved'; record: RecordRow; merged: string[]; warnings: string[] }
  | { state: 'refused'; problems: readonly ShownProblem[]; message: string }
  /** Somebody else's change stands and the reader has not decided yet. */
  | { state: 'undecided' };

type Answer = RecordRow & { $warnings?: ShownProblem[] };
const MOST_TRIES = 4;

async function whoChanged(entity: string, id: string): Promise<string> {
  const fields = 'updated_at,updated_by.$name';
  const row = await request<{ updated_at?: string; updated_by?: { $name?: string } | null }>(
    'GET',
    `/api/records/${entity}/${id}`,
    { query: { fields } },
  ).catch(() => undefined);
  const moment = row?.updated_at ? shortMoment(row.updated_at, source) : '';
  return [row?.updated_by?.$name, moment].filter(Boolean).join(' · ');
}

/** Takes the newest version as the base; answers it, or undefined when the reader does not decide. */
async function rebase(
  form: FormState,
  id: string,
  changes: Values,
): Promise<{ version: number; changes: Values; merged: string[] } | undefined> {
  const { entity } = form;
  const fresh = await loadRecord(entity, id);
  const theirs = valuesOf(entity, fresh);
  const merge = mergeChanges(entity, form.original, changes, theirs);
  let chosen: Values = {};
  if (merge.conflicts.length > 0) {
    const { askConflicts } = await later(() => import('./crm-conflict-dialog.ts'));
    const by = await whoChanged(entity.name, id);
    const answer = await askConflicts({ entity, merge, by, source });
    if (!answer) return undefined;
    chosen = answer;
  }
  const kept = { ...changes, ...chosen };
  form.rebase(theirs, kept);
  return {
    version: fresh.version,
    changes: kept,
    merged: merge.taken.map((field) => say(field.label)),
  };
}

function isStale(cause: unknown): boolean {
  return cause instanceof ApiError && cause.status === 412;
}

function refusal(cause: unknown): Saved {
  if (!(cause instanceof ApiError)) throw cause;
  return { state: 'refused', problems: cause.problems, message: cause.message };
}

function taken({ $warnings = [], ...record }: Answer, merged: string[]): Saved {
  return {
    state: 'saved',
    record: record as RecordRow,
    merged,
    warnings: $warnings.map(({ message }) => message),
  };
}

async function change(saving: Saving, record: { id: string; version: number }): Promise<Saved> {
  const path = `/api/records/${saving.form.entity.name}/${record.id}`;
  let { version } = record;
  let body = saving.changes ?? saving.form.patch();
  const merged: string[] = [];
  for (let tries = 1; ; tries++) {
    try {
      return taken(await request<Answer>('PATCH', path, { body, ifMatch: version }), merged);
    } catch (cause) {
      if (!isStale(cause) || tries === MOST_TRIES) return refusal(cause);
      const again = await rebase(saving.form, record.id, body);
      if (!again) return { state: 'undecided' };
      ({ version, changes: body } = again);
      merged.push(...again.merged);
    }
  }
}

/** The display name of a new record; its maker may not be allowed to see it. */
async function nameOf(path: string, id: string): Promise<string | null> {
  const query = { fields: '$name' };
  const row = await request<RecordRow>('GET', `${path}/${id}`, { query }).catch(() => undefined);
  return row?.$name ?? null;
}

export async function saveRecord(saving: Saving): Promise<Saved> {
  if (saving.record) return change(saving, saving.record);
  const { form, key } = saving;
  const path = `/api/records/${form.entity.name}`;
  try {
    const body = saving.changes ?? form.patch();
    const made = await request<Answer>('POST', path, { body, idempotencyKey: key });
    return taken({ ...made, $name: await nameOf(path, made.id) }, []);
  } catch (cause) {
    return refusal(cause);
  }
}
