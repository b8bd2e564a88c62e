// Departments and people as the trees of the organisation need them, and moving one of them.
import { ApiError, getJson, type Page, request } from '../client.ts';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';

export interface Department {
  id: string;
  name: string;
  parent: string | null;
  head: string | null;
  version: number;
}
export interface Person {
  id: string;
  name: string;
  title: string | null;
  manager: string | null;
  active: boolean;
  version: number;
}

const PAGE = 200;
/** More departments than any tree is looked at; the rest is found in the list. */
const MOST = 5000;
const MOST_GROUPS = 1000;

type Plain<T> = { [K in keyof T]: T[K] | { id: string } };

/** References arrive as ids, or as objects where a path went over them. */
function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const { id } = (value ?? {}) as { id?: unknown };
  return typeof id === 'string' ? id : null;
}

async function all<T>(path: string, query: Record<string, string>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await getJson(path, { ...query, limit: PAGE, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && items.length < MOST);
  return items;
}

/** All departments in their order. */
export async function loadDepartments(): Promise<Department[]> {
  const found = await all<Plain<Department>>('/api/records/department', {
    fields: 'name,parent,head,version',
    sort: 'order,name',
  });
  return found.map((each) => ({
    ...(each as Department),
    parent: idOf(each.parent),
    head: idOf(each.head),
  }));
}

/** The people who report to somebody; null: those without a manager. */
export async function loadReports(manager: string | null): Promise<Person[]> {
  const above =
    manager === null ? { is_empty: [{ var: 'manager' }] } : { '==': [{ var: 'manager' }, manager] };
  const filter = JSON.stringify({ and: [above, { '==': [{ var: 'active' }, true] }] });
  const found = await all<Plain<Person>>('/api/records/user', {
    fields: 'name,title,manager,active,version',
    sort: 'name',
    filter,
  });
  return found.map((each) => ({ ...(each as Person), manager: idOf(each.manager) }));
}

/** How many active people there are by department or by manager; '' for those without. */
export async function countPeople(by: 'department' | 'manager'): Promise<Map<string, number>> {
  const body = {
    filter: { '==': [{ var: 'active' }, true] },
    groupBy: [{ field: by }],
    measures: [{ op: 'count' }],
    limit: MOST_GROUPS,
  };
  const { rows } = await request<{ rows: Record<string, unknown>[] }>(
    'POST',
    '/api/records/user/aggregate',
    { body },
  );
  return new Map(rows.map((row) => [idOf(row[by]) ?? '', Number(row.count)]));
}

export interface Move {
  entity: 'department' | 'user';
  id: string;
  name: string;
  version: number;
  from: string | null;
  to: string | null;
  /** The tree is another now, also after an undo. */
  moved(): Promise<void>;
}

/** Puts a department or a person under another one, with undo; the server refuses circles. */
export async function move(given: Move, isUndo = false): Promise<void> {
  const { entity, id, name, version, from, to, moved } = given;
  if (from === to) return;
  const field = entity === 'user' ? 'manager' : 'parent';
  try {
    const path = `/api/records/${entity}/${id}`;
    const saved = await request<{ version: number }>('PATCH', path, {
      body: { [field]: to },
      ifMatch: version,
    });
    const back = { ...given, version: saved.version, from: to, to: from };
    const text = t('organisation.moved', { name });
    toast(isUndo ? { text } : { text, undo: () => void move(back, true) });
  } catch (cause) {
    const [first] = cause instanceof ApiError ? cause.problems : [];
    const text = cause instanceof Error ? cause.message : t('error.unexpected');
    toast({ text: first?.message ?? text, kind: 'bad' });
  }
  await moved();
}
