// OpenAPI 3.1 of the model as the caller may see it: hidden entities and fields are not in it.
import type { Right } from '../../core/access/access.ts';
import type { Entity, Field } from '../../core/model/model.ts';
import type { Context } from '../../core/records/context.ts';

type Part = Record<string, unknown>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Part) => ({ content: { 'application/json': { schema } } });
const query = (name: string, schema: Part, description: string) => ({
  name,
  in: 'query',
  schema,
  description,
});
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: true,
  schema: { type: 'string' },
  description: 'Version that was read, as "3"',
};
const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', maxLength: 200 },
};

const LIST_PARAMETERS = [
  query(
    'filter',
    { type: 'string' },
    'Rule (JsonLogic, strict profile) as JSON, e.g. {"==":[{"var":"name"},"…"]}',
  ),
  query('sort', { type: 'string' }, 'Fields by comma, minus for descending: -amount,name'),
  query(
    'fields',
    { type: 'string' },
    'Fields by comma; paths over references are expanded: name,owner.name',
  ),
  query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'Page size'),
  query('cursor', { type: 'string' }, 'nextCursor of the page before'),
  query('count', { enum: ['exact'] }, 'Also count all matches'),
  query('q', { type: 'string' }, 'Full-text search; pinyin initials and phone fragments work'),
  query('view', { type: 'string' }, 'Filter and sort of a saved view'),
  query('deleted', { enum: ['only'] }, 'The recycle bin'),
];

/** The document for one caller. */
export function openApi(context: Context): Part {
  const { model } = context.live;
  const locale = context.actor.locale;
  const paths: Part = {};
  const schemas: Part = { Problem: problemSchema() };
  for (const entity of model.entities.values()) {
    const access = context.access.entity(entity.name);
    if (!access.can('read')) continue;
    schemas[entity.name] = recordSchema(entity, locale, (field) => access.right(field));
    Object.assign(
      paths,
      entityPaths(entity, locale, (action) => access.can(action)),
    );
  }
  const info = {
    title: String(model.settings.get('company_name') ?? 'Strata CRM'),
    version: `${context.live.version}`,
  };
  const securitySchemes = {
    key: { type: 'http', scheme: 'bearer' },
    session: { type: 'apiKey', in: 'cookie', name: 'crm_session' },
  };
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: { schemas, securitySchemes },
  };
}

function recordSchema(
  entity: Entity,
  locale: 'zh-CN' | 'en',
  right: (field: string) => Right,
): Part {
  const visible = [...entity.fields.values()].filter((field) => right(field.name) !== 'hidden');
  const properties = Object.fromEntries(
    visible.map((field) => [field.name, fieldSchema(field, locale, right(field.name))]),
  );
  const required = visible
    .filter((field) => field.required && !field.computed)
    .map((field) => field.name);
  return {
    type: 'object',
    title: entity.label[locale],
    description: entity.def.description?.[locale],
    properties,
    required,
  };
}

function fieldSchema(field: Field, locale: 'zh-CN' | 'en', right: Right): Part {
  const readOnly = field.system || field.computed || field.readOnly || right !== 'write';
  const value = field.kind.value(field.settings);
  const schema = field.required ? value : { anyOf: [value, { type: 'null' }] };
  return {
    ...schema,
    title: field.label[locale],
    description: (field.def.help as Part | undefined)?.[locale],
    ...(readOnly ? { readOnly: true } : {}),
  };
}

interface Paths {
  readonly name: string;
  operation(id: string, parts: Part): Part;
  can(action: string): boolean;
}

const FAILED = {
  default: {
    description: 'Problem (RFC 9457)',
    content: { 'application/problem+json': { schema: ref('Problem') } },
  },
};
const ANY_JSON = json({ type: 'object' });

function answers(status: number, description: string, content: Part = {}): Part {
  return { responses: { [status]: { description, ...content }, ...FAILED } };
}

function entityPaths(
  entity: Entity,
  locale: 'zh-CN' | 'en',
  can: (action: string) => boolean,
): Part {
  const { name } = entity;
  const operation = (id: string, parts: Part) => ({
    operationId: `${id}_${name}`,
    tags: [entity.label[locale]],
    ...parts,
  });
  const paths: Paths = { name, operation, can };
  return {
    [`/api/records/${name}`]: collectionPath(paths),
    [`/api/records/${name}/{id}`]: recordPath(paths),
    ...actionPaths(paths),
  };
}

function collectionPath({ name, operation, can }: Paths): Part {
  const properties = {
    items: { type: 'array', items: ref(name) },
    nextCursor: { type: ['string', 'null'] },
    count: { type: 'integer' },
  };
  const list = operation('list', {
    parameters: LIST_PARAMETERS,
    ...answers(200, 'A page', json({ type: 'object', properties })),
  });
  if (!can('create')) return { get: list };
  const body = { requestBody: { required: true, ...json(ref(name)) } };
  return {
    get: list,
    post: operation('create', {
      parameters: [IDEMPOTENCY],
      ...body,
      ...answers(201, 'Created', json(ref(name))),
    }),
  };
}

function recordPath({ name, operation, can }: Paths): Part {
  const record = answers(200, 'The record', json(ref(name)));
  const path: Part = {
    get: operation('get', {
      parameters: [ID, query('fields', { type: 'string' }, 'Fields by comma')],
      ...record,
    }),
  };
  const body = { requestBody: { required: true, ...json(ref(name)) } };
  if (can('update'))
    path.patch = operation('update', {
      parameters: [ID, IF_MATCH, IDEMPOTENCY],
      ...body,
      ...record,
    });
  if (can('delete'))
    path.delete = operation('delete', {
      parameters: [ID, IF_MATCH],
      ...answers(204, 'In the recycle bin'),
    });
  return path;
}

function actionPaths({ name, operation, can }: Paths): Part {
  const base = `/api/records/${name}`;
  const paths: Part = {
    [`${base}/aggregate`]: {
      post: operation('aggregate', { requestBody: ANY_JSON, ...answers(200, 'Groups', ANY_JSON) }),
    },
    [`${base}/{id}/history`]: {
      get: operation('history', {
        parameters: [ID],
        ...answers(200, 'Changes, newest first', ANY_JSON),
      }),
    },
  };
  if (can('restore'))
    paths[`${base}/{id}/restore`] = {
      post: operation('restore', {
        parameters: [ID],
        ...answers(200, 'The record', json(ref(name))),
      }),
    };
  if (can('bulk'))
    paths[`${base}/bulk`] = {
      post: operation('bulk', {
        requestBody: ANY_JSON,
        ...answers(200, 'A result per record', ANY_JSON),
      }),
    };
  return paths;
}

function problemSchema(): Part {
  const problem = {
    type: 'object',
    properties: { code: { type: 'string' }, at: { type: 'string' }, message: { type: 'string' } },
  };
  const text = { type: 'string' };
  return {
    type: 'object',
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      code: text,
      detail: text,
      problems: { type: 'array', items: problem },
    },
  };
}
