// The records looked at or chosen last in this browser, for the command palette and for lookups.

export interface Recent {
  entity: string;
  id: string;
  name: string;
}

const KEY = 'crm.recent';
const MOST = 60;

/** The last first; of one entity, when it is named. */
export function recentRecords(most: number, entity?: string): Recent[] {
  return stored()
    .filter((record) => !entity || record.entity === entity)
    .slice(0, most);
}

function stored(): Recent[] {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    return Array.isArray(list) ? (list as Recent[]) : [];
  } catch {
    return [];
  }
}

export function remember(record: Recent): void {
  const others = stored().filter((known) => known.id !== record.id);
  try {
    localStorage.setItem(KEY, JSON.stringify([record, ...others].slice(0, MOST)));
  } catch {
    // Without storage there is no list of recent records.
  }
}
