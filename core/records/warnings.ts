// What rules of severity `warn` say about a record that was written: told beside it, never in the way of it.
import { problemText } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import type { PlainRecord } from './select.ts';
import type { Write } from './write-state.ts';

/** Member of a written record's answer; no field can be called that. */
export const WARNINGS = '$warnings';

/** The record as it is answered, with its warnings in the actor's language when there are any. */
export function withWarnings(write: Write, record: PlainRecord): PlainRecord {
  if (write.warnings.length === 0) return record;
  const { locale } = write.context.actor;
  const warnings: Json = write.warnings.map((warning) => ({
    code: warning.code,
    at: warning.at,
    field: warning.at.slice(warning.at.lastIndexOf('/') + 1) || null,
    rule: String(warning.params?.rule ?? ''),
    message: problemText(warning, locale),
  }));
  return { ...record, [WARNINGS]: warnings };
}
