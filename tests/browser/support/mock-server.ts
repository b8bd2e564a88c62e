// Serves the built application under the strict CSP together with a small in-memory API over the fixture model, so that
// widgets can be tested at every field type, latency and failure without a database.
import type { Server } from 'bun';
import { buildWeb, type WebManifest } from '../../../runtime/web/build.ts';
import { makeRecords, nodesOf, type Stored, trees } from './fixture-data.ts';
import { entities, model } from './fixture-model.ts';

export const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'";

export interface MockServer {
  url: string;
  /** Milliseconds every API answer waits. */
  latency: number;
  signedIn: boolean;
  records: Record<string, Stored[]>;
  /** Requests to the API, newest last: "PATCH /api/records/account/a1". */
  log: string[];
  stop(): void;
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const problem = (status: number, code: string, detail: string, problems: unknown[] = []) =>
  json({ type: `/errors/${code}`, title: detail, status, code, detail, problems }, status);

const nameOf = (record: Stored | undefined) => (record ? String(record.name ?? record.id) : null);

/** Only the asked paths, references nested with their names. */
function project(
  state: MockServer,
  entity: string,
  record: Stored,
  fields: string | null,
): Record<string, unknown> {
  if (!fields) return { ...record };
  const shown: Record<string, unknown> = { id: record.id, version: record.version };
  for (const path of fields.split(',')) {
    if (path === '$name') shown.$name = nameOf(record);
    else if (path === '$subtitle') shown.$subtitle = record.code ?? record.email ?? null;
    else if (path.endsWith('.$name'))
      shown[path.slice(0, -6)] = expanded(state, entity, record, path.slice(0, -6));
    else if (path.endsWith('.$label')) shown[path] = labels(entity, record, path.slice(0, -7));
    else shown[path] = record[path] ?? null;
  }
  return shown;
}

function expanded(state: MockServer, entity: string, record: Stored, name: string): unknown {
  const value = record[name];
  if (!value) return null;
  const field = entities[entity]?.fields[name];
  const isObject = typeof value === 'object';
  const pointer = isObject
    ? (value as { entity: string; id: string })
    : {
        entity: field?.type === 'user' ? 'user' : String(field?.settings.entity),
        id: String(value),
      };
  const found = state.records[pointer.entity]?.find((each) => each.id === pointer.id);
  return isObject ? { ...pointer, $name: nameOf(found) } : { id: pointer.id, $name: nameOf(found) };
}

function labels(entity: string, record: Stored, name: string): unknown {
  const tree = trees[String(entities[entity]?.fields[name]?.settings.classification)];
  const codes = [record[name] ?? []].flat() as string[];
  return codes.map((code) =>
    tree ? (nodesOf(tree, (each) => each === code)[0]?.label ?? code) : code,
  );
}

function matches(record: Stored, filter: unknown): boolean {
  if (!filter || typeof filter !== 'object') return true;
  const [operator = '', args] = Object.entries(filter)[0] ?? [];
  if (operator === 'and') return (args as unknown[]).every((each) => matches(record, each));
  const [path, value] = args as [{ var: string }, unknown];
  const actual = record[path.var];
  return operator === 'in' ? (value as unknown[]).includes(actual) : actual === value;
}

function sorted(list: Stored[], sort: string | null): Stored[] {
  if (!sort) return list;
  const sign = sort.startsWith('-') ? -1 : 1;
  const name = sort.replace('-', '');
  const keyOf = (record: Stored) =>
    Number.isNaN(Number(record[name])) ? String(record[name] ?? '') : Number(record[name]);
  return list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -sign : keyOf(a) > keyOf(b) ? sign : 0));
}

function list(state: MockServer, entity: string, query: URLSearchParams): Response {
  const view = entities[entity]?.views.find((each) => each.name === query.get('view'));
  const filter = JSON.parse(query.get('filter') ?? 'null') as unknown;
  const q = (query.get('q') ?? '').toLowerCase();
  const found = (state.records[entity] ?? []).filter(
    (record) =>
      (query.get('deleted') === 'only') ===
        (record.deleted_at !== null && record.deleted_at !== undefined) &&
      matches(record, filter) &&
      matches(record, view?.filter) &&
      `${record.name ?? ''} ${record.code ?? ''}`.toLowerCase().includes(q),
  );
  const limit = Number(query.get('limit') ?? 50);
  const from = Number(query.get('cursor') ?? 0);
  const items = sorted(found, query.get('sort')).slice(from, from + limit);
  const next = from + limit < found.length ? String(from + limit) : null;
  return json({
    items: items.map((each) => project(state, entity, each, query.get('fields'))),
    nextCursor: next,
    count: found.length,
  });
}

function save(
  state: MockServer,
  entity: string,
  body: Record<string, unknown>,
  record?: Stored,
): Response {
  if (body.name === '坏名称')
    return problem(422, 'record.invalid', '记录未保存', [
      { code: 'value.taken', at: '/name', message: '名称已被占用' },
    ]);
  if (record) {
    Object.assign(record, body, { version: record.version + 1 });
    return json(record);
  }
  const made = { id: `n${Date.now()}`, version: 1, deleted_at: null, ...body };
  state.records[entity]?.unshift(made);
  return json(made, 201);
}

function change(
  state: MockServer,
  entity: string,
  record: Stored,
  request: Request,
  body: Record<string, unknown>,
): Response {
  if (request.headers.get('If-Match') !== `"${record.version}"`)
    return problem(412, 'record.stale', '记录已被他人修改');
  if (request.method === 'PATCH') return save(state, entity, body, record);
  record.deleted_at = '2026-11-22T00:00:00.000Z';
  return new Response(null, { status: 204 });
}

/** The values of a list field with their numbers, the most used first. */
function grouped(state: MockServer, entity: string, body: Record<string, unknown>): object[] {
  const [{ field }] = body.groupBy as [{ field: string }];
  const counts = new Map<unknown, number>();
  for (const record of state.records[entity] ?? [])
    for (const value of [record[field] ?? []].flat())
      counts.set(value, (counts.get(value) ?? 0) + 1);
  const rows = [...counts].map(([value, count]) => ({ [field]: value, count }));
  return rows.sort((one, other) => other.count - one.count);
}

async function records(
  state: MockServer,
  request: Request,
  parts: string[],
  query: URLSearchParams,
): Promise<Response> {
  const [entity = '', id, action] = parts;
  if (!entities[entity]) return problem(404, 'record.unknown-entity', `没有实体“${entity}”`);
  const body =
    request.method === 'POST' || request.method === 'PATCH'
      ? ((await request.json().catch(() => ({}))) as Record<string, unknown>)
      : {};
  if (!id)
    return request.method === 'POST' ? save(state, entity, body) : list(state, entity, query);
  if (id === 'aggregate') return json({ rows: grouped(state, entity, body) });
  const record = state.records[entity]?.find((each) => each.id === id);
  if (!record) return problem(404, 'record.not-found', '记录不存在或您无权查看。');
  if (action === 'restore') {
    record.deleted_at = null;
    return json(record);
  }
  if (action === 'history')
    return json({
      items: [
        {
          change: 2,
          at: '2026-11-22T02:20:00.000Z',
          actor: { id: 'u0', kind: 'user', name: '王志强' },
          action: 'update',
          version: 2,
          changes: [{ field: 'status', before: 'lead', after: 'working' }],
        },
      ],
      nextCursor: null,
    });
  return request.method === 'GET'
    ? json(project(state, entity, record, query.get('fields')))
    : change(state, entity, record, request, body);
}

function classification(name: string, query: URLSearchParams): Response {
  const tree = trees[name] ?? [];
  const codes = query.get('codes')?.split(',');
  const q = query.get('q')?.toLowerCase();
  const parent = query.get('parent');
  return json(
    nodesOf(tree, (code, above, label) =>
      codes ? codes.includes(code) : q ? label.toLowerCase().includes(q) : above === parent,
    ),
  );
}

/** A transparent picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const IMAGE = { headers: { 'Content-Type': 'image/png' } };

/** A stream on which nothing happens. */
const EVENTS = { headers: { 'Content-Type': 'text/event-stream' } };

/** Keeps what is sent as a record; a file called 坏 fails at its first try. */
async function upload(state: MockServer, request: Request): Promise<Response> {
  const file = (await request.formData()).get('file');
  if (!(file instanceof File)) return problem(400, 'request.bad-parameter', '没有文件。');
  const tries = state.log.filter((line) => line === 'POST /api/files').length;
  if (file.name.startsWith('坏') && tries === 1)
    return problem(422, 'file.name', '暂时不能保存这个文件。');
  const files = state.records.file ?? [];
  const { name, size, type } = file;
  const made = { id: `f${files.length + 1}`, version: 1, name, size, type };
  state.records.file = [...files, made];
  return json(made, 201);
}

async function api(state: MockServer, request: Request, url: URL): Promise<Response> {
  const [, , head = '', ...rest] = url.pathname.split('/');
  if (url.pathname === '/api/auth/sign-in/email') {
    const { password } = (await request.json()) as { password: string };
    if (password === 'wrong') return problem(401, 'auth.wrong', '邮箱或密码错误。');
    state.signedIn = true;
    return json({ token: 't', user: { id: 'u0' } });
  }
  if (url.pathname === '/api/setup') return json({ needed: false });
  if (!state.signedIn) return problem(401, 'auth.required', '请先登录。');
  if (url.pathname === '/api/auth/sign-out') state.signedIn = false;
  if (head === 'me')
    return json({
      user: { id: 'u0', name: '王志强', email: 'wang@example.com' },
      roles: ['admin'],
      departments: [],
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    });
  if (head === 'events')
    return new Response(new ReadableStream({ start: (stream) => stream.enqueue('\n') }), EVENTS);
  if (head === 'model') return json(rest[0] === 'entities' ? entities[rest[1] ?? ''] : model);
  if (head === 'records') return records(state, request, rest, url.searchParams);
  if (head === 'classifications') return classification(rest[0] ?? '', url.searchParams);
  if (head === 'search') {
    const q = url.searchParams.get('q') ?? '';
    const hits = (state.records.account ?? [])
      .filter((each) => String(each.name).includes(q))
      .slice(0, 8);
    return json({
      items: hits.map((each) => ({
        entity: 'account',
        id: each.id,
        $name: each.name,
        $subtitle: each.code,
      })),
    });
  }
  if (head === 'files')
    return request.method === 'POST' ? upload(state, request) : new Response(PIXEL, IMAGE);
  return problem(404, 'request.not-found', '该地址不存在。');
}

function page(manifest: WebManifest, pathname: string): Response {
  const found =
    manifest[pathname] ?? (pathname.startsWith('/assets/') ? undefined : manifest['/index.html']);
  if (!found) return new Response('not found', { status: 404 });
  return new Response(Bun.file(found.file), { headers: { 'Content-Type': found.type } });
}

export async function startMockServer(outDir: string): Promise<MockServer> {
  const manifest = await buildWeb({ outDir });
  const state: MockServer = {
    url: '',
    latency: 0,
    signedIn: true,
    records: makeRecords(),
    log: [],
    stop: () => undefined,
  };
  const server: Server<undefined> = Bun.serve({
    port: 0,
    async fetch(request) {
      const url = new URL(request.url);
      const isApi = url.pathname.startsWith('/api/');
      if (isApi) {
        state.log.push(`${request.method} ${url.pathname}${url.search}`);
        await Bun.sleep(state.latency);
      }
      const response = isApi ? await api(state, request, url) : page(manifest, url.pathname);
      response.headers.set('Content-Security-Policy', CSP);
      return response;
    },
  });
  state.url = `http://127.0.0.1:${server.port}`;
  state.stop = () => void server.stop(true);
  return state;
}
