// What lookups of one and of several records share: search with recent ones first, making a new one, looking at a chosen one.
import type { Rule } from '../../../core/rules/rule.ts';
import { t } from '../i18n/t.ts';
import type { ComboCreate, ComboItem, ComboPage } from '../ui/combo-types.ts';
import type { Candidate, CandidateQuery, WidgetSource } from './source.ts';

const PEOPLE = 'user';

function itemOf(entity: string, { id, name, subtitle, recent }: Candidate): ComboItem {
  const item: ComboItem = { id, label: name };
  if (subtitle) item.detail = subtitle;
  if (recent) item.group = t('widget.recent');
  if (entity === PEOPLE) item.person = true;
  return item;
}

/** A chosen record; its name may still be on its way. */
export function chosenItem(source: WidgetSource, entity: string, id: string): ComboItem {
  const name = source.name(entity, id);
  const item: ComboItem = { id, label: name ?? '…' };
  return entity === PEOPLE && name ? { ...item, person: true } : item;
}

/** A page of candidates as options; their names are learnt. */
export async function lookUp(
  source: WidgetSource,
  entity: string,
  query: CandidateQuery,
  filter?: Rule,
): Promise<ComboPage> {
  const page = await source.candidates(entity, filter === undefined ? query : { ...query, filter });
  for (const item of page.items) source.learnName(entity, item.id, item.name);
  const hasRecent = page.items.some(({ recent }) => recent);
  const items = page.items.map((candidate) => {
    const item = itemOf(entity, candidate);
    return hasRecent && !item.group ? { ...item, group: t('widget.others') } : item;
  });
  return { items, next: page.next };
}

/** How a lookup makes a new record; nothing where the reader may not. */
export function creatorOf(source: WidgetSource, entity: string): ComboCreate | undefined {
  if (!source.canCreate(entity)) return undefined;
  return async (text) => {
    const made = await source.create(entity, text);
    return made && { id: made.id, label: made.name };
  };
}
