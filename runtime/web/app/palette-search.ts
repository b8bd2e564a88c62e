// Records found for the command palette: everywhere, only people after `@`, only one kind of record after `#`.
import { getJson } from '../client.ts';
import { say, t } from '../i18n/t.ts';
import { fuzzyScore } from './fuzzy.ts';
import type { Command } from './palette-commands.ts';
import { navigate } from './router.ts';
import { currentModel } from './session.ts';

interface Hit {
  entity: string;
  id: string;
  $name?: string;
  name?: string;
  $subtitle?: string;
  subtitle?: string;
}
export interface Wanted {
  /** Words to look for. */
  q: string;
  /** The only entities to look in. */
  entities?: string;
  /** A kind of record is still being chosen by these letters. */
  kind?: string;
}

const PEOPLE = 'user';
const MOST_OF_ONE = '12';

/** The searchable entity that letters mean best: its name, its label, the initials of either. */
function kindOf(letters: string): string | undefined {
  const wanted = letters.toLowerCase();
  const scored = Object.values(currentModel()?.entities ?? {})
    .filter((entity) => entity.searchable)
    .map(({ name, label }) => ({
      name,
      score: Math.max(fuzzyScore(say(label), wanted), fuzzyScore(name, wanted)),
    }))
    .filter(({ score }) => score > 0);
  return scored.sort((one, other) => other.score - one.score)[0]?.name;
}

/** What is typed, taken apart: `@` and `#` stand before it. */
export function readWanted(text: string): Wanted {
  const typed = text.trimStart();
  if (/^[@＠]/.test(typed)) return { q: typed.slice(1).trim(), entities: PEOPLE };
  if (!/^[#＃]/.test(typed)) return { q: typed.trim() };
  const letters = typed.slice(1);
  const labels = Object.values(currentModel()?.entities ?? {}).map(({ label }) => say(label));
  // A label may hold a space itself.
  const whole = labels.find((label) => letters.startsWith(`${label} `));
  const end = whole ? whole.length : letters.indexOf(' ');
  const entities = end > 0 ? kindOf(letters.slice(0, end)) : undefined;
  if (!entities) return { q: '', kind: letters.trim().toLowerCase() };
  return { q: letters.slice(end).trim(), entities };
}

export async function searchRecords({ q, entities }: Wanted): Promise<Command[]> {
  if (!q) return [];
  const query = entities ? { q, entities, limit: MOST_OF_ONE } : { q };
  const { items } = await getJson<{ items: Hit[] }>('/api/search', query);
  return items.map((hit) => {
    const head = currentModel()?.entities[hit.entity];
    const detail = [entities ? '' : say(head?.label), hit.$subtitle ?? hit.subtitle];
    return {
      group: t(entities === PEOPLE ? 'palette.people' : 'palette.records'),
      label: hit.$name ?? hit.name ?? hit.id,
      detail: detail.filter(Boolean).join(' · '),
      icon: head?.icon || 'box',
      run: () => void navigate(`/e/${hit.entity}/${hit.id}`),
    };
  });
}
