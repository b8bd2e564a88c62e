// The checked floor: by hand what the product does from metadata — session look-up, permission condition and field
// rights, validation (Ajv) and rules, version check, history with a hash chain, full-text index — in one transaction.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Context, Hono } from 'hono';
import { indexTokens } from '../core/records/search-tokens.ts';
import {
  BODY_SCHEMA,
  COLUMNS,
  HIDDEN,
  MEMBER_COLUMNS,
  REQUIRED,
  type StoredRow,
  toStored,
  toWire,
  type Values,
} from './support/deal.ts';
import { SHORT_FIELDS } from './support/list-query.ts';
import type { Fetch } from './support/world.ts';

interface Actor {
  readonly id: string;
  readonly administrator: boolean;
}

const quoted = (names: readonly string[]) => names.map((name) => `"deal"."${name}"`).join(', ');
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const validBody = ajv.compile(BODY_SCHEMA);

/** What the short list reads besides the owner. */
const SHORT_COLUMNS = ['id', 'version', ...SHORT_FIELDS];

type Prepared = ReturnType<typeof prepareAll>;

/** The statements of the server. */
function prepareAll(database: DatabaseSync) {
  const prepare = (text: string) => database.prepare(text);
  const list = (columns: readonly string[], scope: string, owner: boolean) =>
    prepare(`select deal.rid, ${quoted(columns)}${owner ? ', u.id as owner_id, u.version as owner_version, u.name as owner_name' : ''}
      from deal ${owner ? 'left join user u on u.id = deal.owner and u.deleted_at is null' : ''}
      where deal.stage = ? and deal.deleted_at is null ${scope} order by deal.amount desc, deal.rid desc limit 51`);
  const own = 'and deal.owner = ?';
  return {
    session: prepare(`select user.id, user.department, _session.expires_at,
      (select json_group_array(role.key) from user__roles join role on role.id = user__roles.value where user__roles.record = user.id) as roles
      from _session join user on user.id = _session.user where _session.hash = ? and user.active = 1 and user.deleted_at is null`),
    getAll: prepare(`select ${quoted(COLUMNS)} from deal where id = ? and deleted_at is null`),
    getOwn: prepare(
      `select ${quoted(MEMBER_COLUMNS)} from deal where id = ? and deleted_at is null ${own}`,
    ),
    listAll: list(COLUMNS, '', false),
    listOwn: list(MEMBER_COLUMNS, own, false),
    listAllOwner: list(SHORT_COLUMNS, '', true),
    listOwnOwner: list(SHORT_COLUMNS, own, true),
    load: prepare(
      `select deal.rid, ${quoted(COLUMNS)} from deal where id = ? and deleted_at is null`,
    ),
    customer: prepare('select 1 from customer where id = ? and deleted_at is null'),
    node: prepare(
      "select 1 from _closure where tree = 'industry_cn' and ancestor = ? and descendant = ?",
    ),
    insert: prepare(
      `insert into deal (${COLUMNS.map((name) => `"${name}"`).join(', ')}) values (${COLUMNS.map(() => '?').join(', ')}) returning rid`,
    ),
    last: prepare('select hash from _audit order by seq desc limit 1'),
    audit: prepare(
      'insert into _audit (at, actor, actor_kind, entity, record, action, version, changes, metadata, request, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    search: prepare('insert into _search_deal (rowid, s0) values (?, ?)'),
    unsearch: prepare('delete from _search_deal where rowid = ?'),
  };
}

/** The checked floor's application over an open database. */
export function createCheckedFloor(database: DatabaseSync): Fetch {
  const app = new Hono();
  const prepared = prepareAll(database);
  const updates = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const updateOf = (names: readonly string[]) => {
    const sets = [...names, 'version', 'updated_at', 'updated_by'].map((name) => `"${name}" = ?`);
    const text = `update deal set ${sets.join(', ')} where id = ? and version = ?`;
    const known = updates.get(text) ?? database.prepare(text);
    updates.set(text, known);
    return known;
  };
  app.get('/api/records/deal/:id', (request) => {
    const actor = actorOf(prepared, request);
    if (!actor) return request.json({ code: 'auth.required' }, 401);
    const id = request.req.param('id');
    const row = actor.administrator ? prepared.getAll.get(id) : prepared.getOwn.get(id, actor.id);
    if (!row) return request.json({ code: 'record.not-found' }, 404);
    const columns = actor.administrator ? COLUMNS : MEMBER_COLUMNS;
    request.header('ETag', `"${row.version}"`);
    return request.json(toWire(row as StoredRow, columns));
  });
  app.get('/api/records/deal', (request) => {
    const actor = actorOf(prepared, request);
    return actor ? request.json(answerList(prepared, actor, request)) : request.json({}, 401);
  });
  app.post('/api/records/deal', async (request) => {
    const actor = actorOf(prepared, request);
    if (!actor) return request.json({ code: 'auth.required' }, 401);
    const body = (await request.req.json()) as Values;
    return create(database, prepared, actor, body, request);
  });
  app.patch('/api/records/deal/:id', async (request) => {
    const actor = actorOf(prepared, request);
    if (!actor) return request.json({ code: 'auth.required' }, 401);
    const body = (await request.req.json()) as Values;
    return update(database, prepared, updateOf, actor, body, request);
  });
  return (request) => app.fetch(request);
}

function actorOf(prepared: Prepared, request: Context): Actor | undefined {
  const token = request.req.header('authorization')?.slice('Bearer '.length) ?? '';
  const hash = createHash('sha256').update(token).digest('base64url');
  const row = prepared.session.get(hash);
  if (!row || String(row.expires_at) <= new Date().toISOString()) return undefined;
  const roles = JSON.parse(String(row.roles)) as string[];
  return { id: String(row.id), administrator: roles.includes('admin') };
}

/** `==` on the stage and a sort, as the query names them; anything else is refused. */
function answerList(prepared: Prepared, actor: Actor, request: Context): unknown {
  const { filter, sort, fields } = request.req.query();
  const rule = JSON.parse(filter ?? '{}') as { '=='?: [{ var: string }, string] };
  const stage = rule['==']?.[0]?.var === 'stage' ? rule['=='][1] : undefined;
  if (sort !== '-amount' || stage === undefined) return { code: 'request.bad-parameter' };
  const named = fields?.split(',');
  const withOwner = named?.includes('owner.name') ?? false;
  const all = actor.administrator ? COLUMNS : MEMBER_COLUMNS;
  const columns = named
    ? all.filter((name) => name === 'id' || name === 'version' || named.includes(name))
    : all;
  const rows = actor.administrator
    ? (withOwner ? prepared.listAllOwner : prepared.listAll).all(stage)
    : (withOwner ? prepared.listOwnOwner : prepared.listOwn).all(stage, actor.id);
  const items = rows.slice(0, 50).map((row) => {
    const item: Record<string, unknown> = toWire(row as StoredRow, columns);
    if (withOwner)
      item.owner = row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name };
    return item;
  });
  const last = rows.length > 50 ? rows[49] : undefined;
  return { items, nextCursor: last ? cursorOf(last) : null };
}

function cursorOf(row: Record<string, unknown>): string {
  const body = Buffer.from(JSON.stringify([row.rid, row.amount])).toString('base64url');
  return `${body}.${createHash('sha256').update(`secret${body}`).digest('base64url').slice(0, 16)}`;
}

/** Schema, required fields, rules and references of a record as it will be. */
function problemsOf(prepared: Prepared, actor: Actor, body: Values, record: Values): string[] {
  const problems: string[] = [];
  if (!actor.administrator && HIDDEN in body) problems.push(HIDDEN);
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  if (!validBody(given))
    problems.push(...(validBody.errors ?? []).map((error) => error.instancePath));
  for (const name of REQUIRED)
    if (record[name] === null || record[name] === undefined) problems.push(name);
  if (record.stage === 'lost' && !record.lost_reason) problems.push('lost_reason');
  if (record.discount !== null && Number(record.discount) > 50) problems.push('discount');
  if (body.customer && !prepared.customer.get(String(body.customer))) problems.push('customer');
  if (body.industry && !prepared.node.get(String(body.industry), String(body.industry)))
    problems.push('industry');
  return problems;
}

function writeAudit(
  prepared: Prepared,
  actor: Actor,
  record: Values,
  action: string,
  changes: object,
): void {
  const row = [
    record.updated_at,
    actor.id,
    'user',
    'deal',
    record.id,
    action,
    record.version,
    JSON.stringify(changes),
    1,
    Bun.randomUUIDv7(),
  ] as (string | number | null)[];
  const previous = String(prepared.last.get()?.hash ?? '');
  const hash = createHash('sha256')
    .update(previous)
    .update(JSON.stringify(row))
    .digest('base64url');
  prepared.audit.run(...row, hash);
}

function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

/** Checks and writes one record inside an open transaction. */
function createOne(
  prepared: Prepared,
  actor: Actor,
  body: Values,
): { record: Values; problems: string[] } {
  const now = new Date().toISOString();
  const record: Values = Object.fromEntries(COLUMNS.map((name) => [name, body[name] ?? null]));
  Object.assign(record, { id: Bun.randomUUIDv7(), version: 1, created_at: now, updated_at: now });
  Object.assign(record, { created_by: actor.id, updated_by: actor.id, owner: actor.id });
  const problems = problemsOf(prepared, actor, body, record);
  if (problems.length > 0) return { record, problems };
  const cells = COLUMNS.map((name) => toStored(name, record[name]));
  const rid = Number(prepared.insert.get(...cells)?.rid);
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body))
    if (value !== null) changes[name] = [null, value];
  writeAudit(prepared, actor, record, 'create', changes);
  prepared.search.run(rid, indexTokens(String(record.name)).join(' '));
  return { record, problems };
}

/** A prepared insert loop with the same checks: what an import by hand would be. */
export function createChecked(
  database: DatabaseSync,
  actorId: string,
  bodies: readonly Values[],
): void {
  const prepared = prepareAll(database);
  const actor = { id: actorId, administrator: true };
  inTransaction(database, () => {
    for (const body of bodies) {
      const { problems } = createOne(prepared, actor, body);
      if (problems.length > 0) throw new Error(problems.join(', '));
    }
  });
}

function create(
  database: DatabaseSync,
  prepared: Prepared,
  actor: Actor,
  body: Values,
  request: Context,
): Response {
  const { record, problems } = inTransaction(database, () => createOne(prepared, actor, body));
  if (problems.length > 0) return request.json({ problems }, 422);
  request.header('ETag', '"1"');
  request.header('Location', `/api/records/deal/${record.id}`);
  if (!actor.administrator) delete record[HIDDEN];
  return request.json(record, 201);
}

function update(
  database: DatabaseSync,
  prepared: Prepared,
  updateOf: (names: readonly string[]) => ReturnType<DatabaseSync['prepare']>,
  actor: Actor,
  body: Values,
  request: Context,
): Response {
  const id = request.req.param('id') ?? '';
  const version = Number(request.req.header('if-match')?.replace(/"/g, ''));
  const result = inTransaction(database, (): { status: 200 | 404 | 412 | 422; record?: Values } => {
    const row = prepared.load.get(id) as StoredRow | undefined;
    if (!row || (!actor.administrator && row.owner !== actor.id)) return { status: 404 };
    if (row.version !== version) return { status: 412 };
    const before = toWire(row, COLUMNS);
    const record: Values = { ...before, ...body };
    if (problemsOf(prepared, actor, body, record).length > 0) return { status: 422 };
    const names = Object.keys(body).filter((name) => body[name] !== before[name]);
    Object.assign(record, { version: version + 1, updated_at: new Date().toISOString() });
    record.updated_by = actor.id;
    const cells = [...names, 'version', 'updated_at', 'updated_by'].map((name) =>
      toStored(name, record[name]),
    );
    if (updateOf(names).run(...cells, id, version).changes === 0) return { status: 412 };
    const changes = Object.fromEntries(names.map((name) => [name, [before[name], record[name]]]));
    writeAudit(prepared, actor, record, 'update', changes);
    if (names.includes('name')) {
      prepared.unsearch.run(Number(row.rid));
      prepared.search.run(Number(row.rid), indexTokens(String(record.name)).join(' '));
    }
    if (!actor.administrator) delete record[HIDDEN];
    return { status: 200, record };
  });
  if (!result.record) return request.json({ status: result.status }, result.status);
  request.header('ETag', `"${result.record.version}"`);
  return request.json(result.record);
}
