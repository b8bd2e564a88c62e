// Deleting and restoring records, with the undo that a recycle bin allows.
import type { ClientEntity } from '../../../core/model/client.ts';
import { request } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import { confirm } from './confirm.ts';

export interface Deletable {
  id: string;
  version: number;
  $name?: string | null;
}

const nameOf = (record: Deletable) => record.$name || t('record.unnamed');

function failed(cause: unknown): void {
  toast({ text: cause instanceof Error ? cause.message : t('error.unexpected'), kind: 'bad' });
}

export async function restoreRecord(entity: string, id: string): Promise<boolean> {
  try {
    await request('POST', `/api/records/${entity}/${id}/restore`);
    return true;
  } catch (cause) {
    failed(cause);
    return false;
  }
}

async function restoreAll(
  entity: string,
  records: readonly Deletable[],
  done: () => void,
): Promise<void> {
  for (const record of records) await restoreRecord(entity, record.id);
  const [first] = records;
  if (first) toast({ text: t('record.restoredToast', { name: nameOf(first) }) });
  done();
}

async function isMeant(entity: ClientEntity, records: readonly Deletable[]): Promise<boolean> {
  if (entity.features.recycle) return true;
  const name = records.length === 1 && records[0] ? nameOf(records[0]) : say(entity.labelPlural);
  return confirm({
    title: t('record.confirmDelete', { name }),
    text: t('record.confirmDeleteHint'),
    yes: t('action.delete'),
    danger: true,
  });
}

/** Deletes records one by one; answers the ids that are gone. `restored` runs after an undo. */
export async function deleteRecords(
  entity: ClientEntity,
  records: readonly Deletable[],
  restored: () => void,
): Promise<ReadonlySet<string>> {
  const gone: Deletable[] = [];
  if (!(await isMeant(entity, records))) return new Set();
  for (const record of records) {
    try {
      const path = `/api/records/${entity.name}/${record.id}`;
      await request('DELETE', path, { ifMatch: record.version });
      gone.push(record);
    } catch (cause) {
      failed(cause);
      break;
    }
  }
  const [first] = gone;
  if (!first) return new Set();
  const text =
    gone.length === 1
      ? t('record.deletedToast', { name: nameOf(first) })
      : t('record.deletedCount', { count: gone.length });
  const undo = () => void restoreAll(entity.name, gone, restored);
  toast(entity.features.recycle ? { text, undo } : { text });
  return new Set(gone.map((record) => record.id));
}
