// The streams of a record's timeline: records that point to it, as its layout names them, and its change log.
import type { ClientEntity, ClientLayout } from '../../../core/model/client.ts';
import { loadEntity } from '../app/session.ts';
import { getJson, type Page } from '../client.ts';
import { type Column, columnsOf, requestedFields } from '../views/columns.ts';
import type { Row } from '../widgets/row-values.ts';
import { type HistoryEntry, loadHistory, toldChanges } from './history-entry.ts';
import type { FeedEntry, FeedStream } from './timeline-feed.ts';

export type TimelinePart = ClientLayout['timeline'][number];

export interface RecordEntry extends FeedEntry {
  kind: 'record';
  row: Row & { id: string; $name?: string | null };
  part: TimelinePart;
  entity: ClientEntity;
  title: readonly Column[];
  body: Column | undefined;
  /** Display name of who did it. */
  who: string;
}
export interface ChangeEntry extends FeedEntry {
  kind: 'change';
  entry: HistoryEntry;
}
export type TimelineEntry = RecordEntry | ChangeEntry;

export const CHANGES = '$changes';
const PAGE = 20;

function nameIn(row: Row, path: string): string {
  const value = row[path];
  const name = value && typeof value === 'object' ? (value as { $name?: unknown }).$name : '';
  return typeof name === 'string' ? name : '';
}

interface Prepared {
  entity: ClientEntity;
  title: Column[];
  body: Column | undefined;
  fields: string;
  who: string[];
}

async function prepare(part: TimelinePart): Promise<Prepared> {
  const entity = await loadEntity(part.entity);
  const named = (paths: readonly string[]) => ({ columns: paths.map((path) => ({ path })) });
  const title = part.title.length > 0 ? await columnsOf(entity, named(part.title), loadEntity) : [];
  const [body] = part.body ? await columnsOf(entity, named([part.body]), loadEntity) : [];
  const who = ['owner', 'created_by'].filter((name) => entity.fields[name]);
  const shown = requestedFields(body ? [...title, body] : title);
  const fields = [shown, part.at, ...who.map((name) => `${name}.$name`)].join(',');
  return { entity, title, body, fields, who };
}

/** Records of one entity that point to `id`. */
export function recordStream(part: TimelinePart, id: string): FeedStream<TimelineEntry> {
  let prepared: Promise<Prepared> | undefined;
  const own = { '==': [{ var: part.field }, id] };
  const conditions = [
    own,
    { '!': [{ is_empty: { var: part.at } }] },
    ...(part.filter ? [part.filter] : []),
  ];
  return {
    name: part.name,
    async load(cursor) {
      prepared ??= prepare(part);
      const { entity, title, body, fields, who } = await prepared;
      const page = await getJson<Page<RecordEntry['row']>>(`/api/records/${part.entity}`, {
        filter: JSON.stringify({ and: conditions }),
        fields,
        sort: `-${part.at}`,
        limit: PAGE,
        cursor: cursor ?? undefined,
      });
      const entries = page.items.map((row): RecordEntry => {
        const name = who.map((path) => nameIn(row, path)).find(Boolean) ?? '';
        const at = String(row[part.at] ?? '');
        return { kind: 'record', at, stream: part.name, row, part, entity, title, body, who: name };
      });
      return { entries, next: page.nextCursor };
    },
  };
}

/** The record's own change log. */
export function changeStream(entity: ClientEntity, id: string): FeedStream<TimelineEntry> {
  return {
    name: CHANGES,
    async load(cursor) {
      const { items, nextCursor } = await loadHistory(entity.name, id, cursor);
      const entries = items
        .filter((entry) => entry.action !== 'update' || toldChanges(entry, entity).length > 0)
        .map((entry): ChangeEntry => ({ kind: 'change', at: entry.at, stream: CHANGES, entry }));
      // A page of which nothing is told says nothing about how old the next one is.
      if (entries.length === 0 && nextCursor) return this.load(nextCursor);
      return { entries, next: nextCursor };
    },
  };
}
