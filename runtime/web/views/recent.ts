// The records looked at last in this browser, for the command palette.

export interface Recent {
  entity: string;
  id: string;
  name: string;
}

const KEY = 'crm.recent';
const MOST = 8;

export function recentRecords(): Recent[] {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    return Array.isArray(list) ? (list as Recent[]) : [];
  } catch {
    return [];
  }
}

export function remember(record: Recent): void {
  const others = recentRecords().filter((known) => known.id !== record.id);
  try {
    localStorage.setItem(KEY, JSON.stringify([record, ...others].slice(0, MOST)));
  } catch {
    // Without storage there is no list of recent records.
  }
}
