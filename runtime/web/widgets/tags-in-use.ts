// The tags records already have in a field, the most used first; asked once while the page lives, then again after a while.
import { request } from '../client.ts';

const KEPT_MS = 60_000;
const MOST = 200;
const known = new Map<string, { at: number; tags: Promise<readonly string[]> }>();

async function ask(entity: string, field: string): Promise<readonly string[]> {
  const { rows } = await request<{ rows: Record<string, unknown>[] }>(
    'POST',
    `/api/records/${entity}/aggregate`,
    {
      body: {
        groupBy: [{ field }],
        measures: [{ op: 'count' }],
        sort: '-count',
        limit: MOST,
      },
    },
  );
  return rows.map((row) => row[field]).filter((tag) => typeof tag === 'string');
}

/** Tags of a field in all records one may read; none where they cannot be asked for. */
export function tagsInUse(entity: string, field: string): Promise<readonly string[]> {
  const key = `${entity} ${field}`;
  const last = known.get(key);
  if (last && Date.now() - last.at < KEPT_MS) return last.tags;
  const tags = ask(entity, field).catch(() => []);
  known.set(key, { at: Date.now(), tags });
  return tags;
}
