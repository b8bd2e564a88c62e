// The floor: a hand-written Hono + SQLite server that does nothing but the one statement of each request. It knows no
// session, no permission, no validation, no history; it shows what the database and the server cost by themselves.
import type { DatabaseSync } from 'node:sqlite';
import { Hono } from 'hono';
import { COLUMNS, type StoredRow, toStored } from './support/deal.ts';
import { LIST_FILTER, SHORT_FIELDS } from './support/list-query.ts';
import type { Fetch } from './support/world.ts';

const selected = COLUMNS.map((name) => `"${name}"`).join(', ');

/** The floor's application over an open database. */
export function createFloor(database: DatabaseSync): Fetch {
  const app = new Hono();
  const get = database.prepare(`select ${selected} from deal where id = ?`);
  app.get('/api/records/deal/:id', (request) => {
    const row = get.get(request.req.param('id'));
    return row ? request.json(row) : request.notFound();
  });
  const order = 'order by deal.amount desc, deal.rid desc limit 50';
  const list = database.prepare(
    `select ${selected} from deal where stage = ? and deleted_at is null ${order}`,
  );
  const short = SHORT_FIELDS.map((name) => `deal."${name}"`).join(', ');
  const shortList = database.prepare(`select deal.id, deal.version, ${short}, u.name as owner_name
    from deal left join user u on u.id = deal.owner where deal.stage = ? and deal.deleted_at is null ${order}`);
  app.get('/api/records/deal', (request) => {
    const statement = request.req.query('fields') === undefined ? list : shortList;
    return request.json({ items: statement.all(LIST_FILTER) });
  });
  addWrites(app, database);
  return (request) => app.fetch(request);
}

function addWrites(app: Hono, database: DatabaseSync): void {
  const insert = database.prepare(
    `insert into deal (${selected}) values (${COLUMNS.map(() => '?').join(', ')})`,
  );
  app.post('/api/records/deal', async (request) => {
    const body = (await request.req.json()) as Record<string, unknown>;
    const now = new Date().toISOString();
    const stamps = { id: Bun.randomUUIDv7(), version: 1, created_at: now, updated_at: now };
    const record: StoredRow = { ...stamps };
    for (const [name, value] of Object.entries(body)) record[name] = toStored(name, value);
    insert.run(...COLUMNS.map((name) => record[name] ?? null));
    return request.json({ ...body, ...stamps }, 201);
  });
  const update = database.prepare(
    'update deal set amount = ?, note = ?, version = version + 1, updated_at = ? where id = ?',
  );
  app.patch('/api/records/deal/:id', async (request) => {
    const body = (await request.req.json()) as { amount: string; note: string };
    const amount = toStored('amount', body.amount);
    update.run(amount, body.note, new Date().toISOString(), request.req.param('id'));
    return request.json(body);
  });
}
