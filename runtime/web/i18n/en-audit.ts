// Texts of the change log and of care for personal data, in English, part of the catalog in `en-later.ts`.
import type { zhCnAudit } from './zh-cn-audit.ts';

export const enAudit: Record<keyof typeof zhCnAudit, string> = {
  'audit.title': 'Change log',
  'audit.hint': 'Every change to every kind of record, written by the engine alone.',
  'audit.who': 'Who',
  'audit.entity': 'Kind of record',
  'audit.action': 'What',
  'audit.field': 'Field',
  'audit.record': 'Record id',
  'audit.from': 'From',
  'audit.until': 'Until',
  'audit.any': 'All',
  'audit.more': 'Show more',
  'audit.none': 'No changes fit',
  'audit.verify': 'Verify',
  'audit.verifying': 'Verifying… {rows} of {total}',
  'audit.sound': 'The log is whole: {rows} rows verified',
  'audit.broken':
    'Row {row} does not continue the log; it may have been tampered with. Compare with a backup.',
  'audit.failed': 'The verification did not finish. Look into the server log and try again.',
  'audit.redacted': 'values erased',
  'audit.gone': 'a deleted record',
  'history.revealed': 'looked at the whole value',
  'history.erased': 'erased personal data',
  'history.redacted': 'erased values of the log',
};
