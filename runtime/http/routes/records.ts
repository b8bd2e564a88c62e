// Records over HTTP: list, create, read, change, delete, restore, history, bulk, aggregate.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { type AggregateParams, aggregateRecords } from '../../../core/records/aggregate.ts';
import { type BulkRequest, bulk } from '../../../core/records/bulk.ts';
import type { Context } from '../../../core/records/context.ts';
import { recordHistory } from '../../../core/records/history.ts';
import { listRecords } from '../../../core/records/list.ts';
import { getRecord } from '../../../core/records/read.ts';
import type { PlainRecord } from '../../../core/records/select.ts';
import {
  createRecord,
  deleteRecord,
  restoreRecord,
  updateRecord,
} from '../../../core/records/write.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import {
  type JsonBody,
  MAX_BULK_BYTES,
  onlyMembers,
  parseJson,
  readJson,
  readQuery,
} from '../body.ts';
import { once } from '../idempotency.ts';

export const recordRoutes = new Hono<AppEnv>();

const LIST_PARAMETERS = [
  'filter',
  'sort',
  'fields',
  'limit',
  'cursor',
  'skip',
  'count',
  'q',
  'view',
  'deleted',
] as const;

recordRoutes.get('/api/records/:entity', async (request) => {
  const query = readQuery(request, LIST_PARAMETERS);
  const context = requestContext(request);
  const answer = await listRecords(context, request.req.param('entity'), {
    filter: query.filter === undefined ? undefined : (parseFilter(query.filter) as never),
    sort: query.sort,
    fields: fieldsOf(query.fields),
    limit: query.limit === undefined ? undefined : wholeNumber('limit', query.limit),
    cursor: query.cursor,
    skip: query.skip === undefined ? undefined : wholeNumber('skip', query.skip),
    count: oneOf('count', query.count, ['exact']) === 'exact',
    q: query.q,
    view: query.view,
    deleted: oneOf('deleted', query.deleted, ['only']) === 'only',
  });
  return request.json(answer);
});

function parseFilter(text: string): unknown {
  if (text.length > 60_000)
    throw new AppError('request.bad-parameter', {
      name: 'filter',
      expected: 'at most 60,000 characters',
    });
  return parseJson(text);
}

function fieldsOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const fields = text.split(',').filter(Boolean);
  if (fields.length > 200) throw new AppError('query.too-many', { limit: 200, what: 'fields' });
  return fields;
}

/** Decimal digits only: `1e3`, `0x10` and signs are refused. */
function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AppError('request.bad-parameter', { name, expected: 'a whole number' });
}

function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  choices: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found) return found;
  throw new AppError('request.bad-parameter', { name, expected: choices.join(' | ') });
}

/** A record with its version as entity tag. */
function answerRecord(request: Request, record: PlainRecord, status: 200 | 201 = 200) {
  if (record.version !== undefined) request.header('ETag', `"${record.version}"`);
  return request.json(record, status);
}

/**
 * The version in If-Match (`"3"`, `W/"3"` or 3); missing is 428. A record that is out of reach is 404 before that, so
 * that a missing header does not tell a record from none.
 */
async function expectedVersion(
  request: Request,
  context: Context,
  entity: string,
  id: string,
): Promise<number> {
  const header = request.req.header('if-match');
  const version = header?.match(/^(?:W\/)?"?(\d{1,15})"?$/)?.[1];
  if (version !== undefined) return Number(version);
  await getRecord(context, entity, id, { fields: ['id'] });
  if (!header) throw new AppError('record.version-required');
  throw new AppError('request.bad-parameter', { name: 'If-Match', expected: '"<version>"' });
}

recordRoutes.post('/api/records/:entity', async (request) => {
  const context = requestContext(request);
  const entity = request.req.param('entity');
  const body = await readJson(request);
  const record = await once(request, context, body, (connection) =>
    createRecord(context, entity, body, { connection }),
  );
  request.header('Location', `/api/records/${entity}/${record.id}`);
  return answerRecord(request, record, 201);
});

recordRoutes.post('/api/records/:entity/bulk', async (request) => {
  const context = requestContext(request);
  const body = await readJson(request, MAX_BULK_BYTES);
  onlyMembers(body, ['create', 'update', 'delete', 'transfer']);
  if (Object.keys(body).length !== 1)
    throw new AppError('request.bad-parameter', {
      name: 'body',
      expected: 'create | update | delete | transfer',
    });
  const results = await bulk(context, request.req.param('entity'), parseBulk(body));
  return request.json({ results });
});

/** Checks the shape of a bulk request; values are checked by the write itself. */
function parseBulk(body: JsonBody): BulkRequest {
  const [[kind, value] = ['', undefined]] = Object.entries(body);
  if (kind === 'create' && Array.isArray(value) && value.every(isObject)) return { create: value };
  if (!isObject(value))
    throw new AppError('request.bad-parameter', {
      name: kind,
      expected: kind === 'create' ? 'a list of records' : 'an object',
    });
  const selected = value as JsonBody;
  const members: Record<string, string[]> = {
    update: ['patch'],
    delete: [],
    transfer: ['owner', 'department'],
  };
  onlyMembers(selected, ['ids', 'filter', ...(members[kind] ?? [])]);
  const ids = selected.ids;
  const hasIds = Array.isArray(ids) && ids.every((id) => typeof id === 'string');
  if (hasIds === (selected.filter !== undefined))
    throw new AppError('request.bad-parameter', { name: kind, expected: 'ids or filter' });
  if (kind === 'update' && !isObject(selected.patch))
    throw new AppError('request.bad-parameter', { name: 'patch', expected: 'an object' });
  if (kind === 'transfer' && typeof selected.owner !== 'string')
    throw new AppError('request.bad-parameter', { name: 'owner', expected: 'a user id' });
  return { [kind]: selected } as unknown as BulkRequest;
}

function isObject(value: unknown): value is JsonBody {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

recordRoutes.post('/api/records/:entity/aggregate', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['filter', 'q', 'view', 'groupBy', 'measures', 'sort', 'limit']);
  const rows = await aggregateRecords(
    requestContext(request),
    request.req.param('entity'),
    parseAggregate(body),
  );
  return request.json({ rows });
});

const GROUP_MEMBERS = ['field', 'bucket', 'level'];
const MEASURE_MEMBERS = ['op', 'field', 'as'];

function parseAggregate(body: JsonBody): AggregateParams {
  const groupBy = parseParts(body.groupBy ?? [], 'groupBy', GROUP_MEMBERS, ['field']);
  const measures = parseParts(body.measures ?? [{ op: 'count' }], 'measures', MEASURE_MEMBERS, [
    'op',
  ]);
  for (const name of ['sort', 'q', 'view']) {
    if (body[name] !== undefined && typeof body[name] !== 'string')
      throw new AppError('request.bad-parameter', { name, expected: 'text' });
  }
  return { ...body, groupBy, measures } as unknown as AggregateParams;
}

const CHOICES: Record<string, readonly string[]> = {
  bucket: ['day', 'week', 'month', 'quarter', 'year'],
  op: ['count', 'sum', 'avg', 'min', 'max', 'distinct'],
};

function parseParts(
  value: unknown,
  name: string,
  members: string[],
  required: string[],
): JsonBody[] {
  if (!Array.isArray(value) || !value.every(isObject))
    throw new AppError('request.bad-parameter', { name, expected: 'a list of objects' });
  for (const part of value) {
    onlyMembers(part, members);
    for (const [key, text] of Object.entries(part)) {
      if (typeof text !== 'string' || text.length > 200)
        throw new AppError('request.bad-parameter', { name: `${name}.${key}`, expected: 'text' });
      if (CHOICES[key]) oneOf(`${name}.${key}`, text, CHOICES[key]);
    }
    for (const key of required)
      if (part[key] === undefined)
        throw new AppError('request.bad-parameter', { name: `${name}.${key}`, expected: 'text' });
    if (name === 'measures' && part.op !== 'count' && part.field === undefined)
      throw new AppError('request.bad-parameter', { name: 'measures.field', expected: 'text' });
    if (typeof part.as === 'string' && !/^[a-z][a-z0-9_]{0,47}$/i.test(part.as))
      throw new AppError('request.bad-parameter', { name: 'measures.as', expected: 'a name' });
  }
  return value;
}

recordRoutes.get('/api/records/:entity/:id', async (request) => {
  const query = readQuery(request, ['fields', 'deleted']);
  const { entity, id } = request.req.param();
  const options = { fields: fieldsOf(query.fields), deleted: query.deleted !== undefined };
  return answerRecord(request, await getRecord(requestContext(request), entity, id, options));
});

recordRoutes.patch('/api/records/:entity/:id', async (request) => {
  const { entity, id } = request.req.param();
  const context = requestContext(request);
  const version = await expectedVersion(request, context, entity, id);
  const body = await readJson(request);
  const record = await once(request, context, body, (connection) =>
    updateRecord(context, entity, id, body, version, { connection }),
  );
  return answerRecord(request, record);
});

recordRoutes.delete('/api/records/:entity/:id', async (request) => {
  const { entity, id } = request.req.param();
  const context = requestContext(request);
  await deleteRecord(context, entity, id, await expectedVersion(request, context, entity, id));
  return request.body(null, 204);
});

recordRoutes.post('/api/records/:entity/:id/restore', async (request) => {
  const { entity, id } = request.req.param();
  return answerRecord(request, await restoreRecord(requestContext(request), entity, id));
});

recordRoutes.get('/api/records/:entity/:id/history', async (request) => {
  const { cursor, limit } = readQuery(request, ['cursor', 'limit']);
  const { entity, id } = request.req.param();
  const params = { cursor, limit: limit === undefined ? undefined : wholeNumber('limit', limit) };
  return request.json(await recordHistory(requestContext(request), entity, id, params));
});
