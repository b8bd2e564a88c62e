// The words of each kind of notification; a kind without words brings its own text.
import type { Text } from '../../../core/model/client.ts';
import { say, t } from '../i18n/t.ts';
import { currentModel } from './session.ts';

export interface Notification {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly from: string | null;
  readonly entity: string | null;
  readonly record: string | null;
  readonly title: string | null;
  readonly count: number;
  readonly text: Text | null;
  readonly isRead: boolean;
}
interface Words {
  text(values: Readonly<Record<string, unknown>>, told: Notification): string;
  icon: string;
}

const kinds: Readonly<Record<string, Words>> = {
  owner: {
    icon: 'user-check',
    text(values, { count, title }) {
      if (count > 1) return t('notify.ownerMany', values);
      return title === null ? t('notify.ownerHidden', values) : t('notify.owner', values);
    },
  },
};
const plain: Words = { icon: 'bell', text: (_values, told) => say(told.text ?? undefined) };

export function notificationIcon({ kind }: Notification): string {
  return (kinds[kind] ?? plain).icon;
}

export function notificationText(told: Notification): string {
  const head = currentModel()?.entities[told.entity ?? ''];
  const entity = say(told.count > 1 ? head?.labelPlural : head?.label, told.entity ?? '');
  const { title, count } = told;
  const values = { from: told.from ?? t('notify.somebody'), entity, title, count };
  return (kinds[told.kind] ?? plain).text(values, told);
}

/** Where it leads; nowhere when its record is gone or out of reach. */
export function notificationAddress(told: Notification): string {
  const { kind, entity, record, title, count } = told;
  if (kind === 'review') return record && title !== null ? `/e/${entity}/${record}` : '/reviews';
  if (!entity || !currentModel()?.entities[entity]) return '';
  if (count > 1) return `/e/${entity}`;
  return record && title !== null ? `/e/${entity}/${record}` : '';
}
