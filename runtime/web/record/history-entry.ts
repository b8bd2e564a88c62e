// One entry of the change log: who changed which field from what to what.
import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity } from '../../../core/model/client.ts';
import { getJson, type Page } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import type { TextKey } from '../i18n/zh-cn.ts';
import { icon } from '../ui/icon.ts';
import { display, shortMoment } from '../widgets/display.ts';
import type { WidgetSource } from '../widgets/source.ts';

export interface HistoryEntry {
  change: number;
  at: string;
  actor: { id: string | null; kind: string; name: string | null };
  action: string;
  version: number;
  changes: { field: string; before: Json; after: Json }[];
}

const WORDS: Readonly<Record<string, { text: TextKey; icon: string }>> = {
  create: { text: 'record.created', icon: 'plus' },
  update: { text: 'record.updated', icon: 'pencil' },
  delete: { text: 'record.deleted', icon: 'trash-2' },
  view_started: { text: 'history.viewStarted', icon: 'eye' },
  view_stopped: { text: 'history.viewStopped', icon: 'eye-off' },
  share: { text: 'history.shared', icon: 'share-2' },
  unshare: { text: 'history.unshared', icon: 'share-2' },
  reveal: { text: 'history.revealed', icon: 'eye' },
  redact: { text: 'history.redacted', icon: 'trash-2' },
  erase: { text: 'history.erased', icon: 'trash-2' },
  restore: { text: 'record.restored', icon: 'archive-restore' },
};
const MOST_SHOWN = 8;
const PAGE = 50;

/** One page of the change log of a record, newest first. */
export function loadHistory(
  entity: string,
  id: string,
  cursor?: string | null,
): Promise<Page<HistoryEntry>> {
  const query = { limit: PAGE, cursor: cursor ?? undefined };
  return getJson(`/api/records/${entity}/${id}/history`, query);
}

function shownValue(
  name: string,
  value: Json,
  entity: ClientEntity,
  source: WidgetSource,
): TemplateResult | string {
  const field = entity.fields[name];
  const shown = field ? display({ field, entity, value, source, mode: 'fact' }) : nothing;
  return shown === nothing ? t('widget.none') : (shown as TemplateResult | string);
}

/** The engine's own doings carry its name in the reader's language. */
function actorName({ kind, name }: HistoryEntry['actor']): string {
  return kind === 'system' || !name ? t('record.system') : name;
}

/** The fields an entry tells of; system fields say nothing a reader would miss. */
export function toldChanges(entry: HistoryEntry, entity: ClientEntity): HistoryEntry['changes'] {
  return entry.changes.filter(({ field }) => {
    const known = entity.fields[field];
    return known && (!known.system || field === 'owner');
  });
}

/** Actions that have words. */
export const KNOWN_ACTIONS: readonly string[] = Object.keys(WORDS);

/** An action in the reader's words; its own name where it has none. */
export function actionText(action: string): string {
  const word = WORDS[action];
  return word ? t(word.text) : action;
}

/** @param about which record it is, where entries of several stand together */
export function historyEntry(
  entry: HistoryEntry,
  entity: ClientEntity,
  source: WidgetSource,
  brief = false,
  about: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const word = WORDS[entry.action];
  const isNew = entry.action === 'create';
  // Beside everything else, that a record was made is told without all it was made with.
  const told = brief && isNew ? [] : toldChanges(entry, entity);
  const changes = told
    .slice(0, MOST_SHOWN)
    .map(
      ({ field, before, after }) =>
        html`<div>${say(entity.fields[field]?.label, field)}：${
          isNew ? nothing : html`<del>${shownValue(field, before, entity, source)}</del> → `
        }${shownValue(field, after, entity, source)}</div>`,
    );
  return html`<li class="entry"><span class="mark">${icon(word?.icon ?? 'pencil')}</span><div><div class="entry-head"><span><span
    class="u-strong">${actorName(entry.actor)}</span> ${actionText(entry.action)} ${about}</span><time datetime=${entry.at}
    title=${t('record.version', { version: entry.version })}>${shortMoment(entry.at, source)}</time></div><div class="changes">${changes}</div></div></li>`;
}
