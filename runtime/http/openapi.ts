// OpenAPI 3.1 of the model as the caller may see it: hidden entities and fields are not in it.
import type { Right } from '../../core/access/field-right.ts';
import type { Entity, Field } from '../../core/model/model.ts';
import type { Context } from '../../core/records/context.ts';
import { accessPaths, sharedPaths } from './openapi-access.ts';
import { careOfEntity, carePaths } from './openapi-care.ts';
import {
  ANY_JSON,
  answers,
  ID,
  json,
  type Parameters,
  type Part,
  type Paths,
  ref,
} from './openapi-parts.ts';
import { type ParameterTexts, parameterTexts } from './openapi-texts.ts';

/** The document for one caller. */
export function openApi(context: Context): Part {
  const { model } = context.live;
  const locale = context.actor.locale;
  const paths: Part = {};
  const schemas: Part = { Problem: problemSchema(), Warning: warningSchema() };
  for (const entity of model.entities.values()) {
    const access = context.access.entity(entity.name);
    if (!access.can('read')) continue;
    schemas[entity.name] = recordSchema(entity, locale, (field) => access.right(field));
    Object.assign(
      paths,
      // Records that only the engine writes are read here and nothing else.
      entityPaths(entity, locale, (action) => !entity.features.engine && access.can(action)),
      careOfEntity(entity, context),
    );
  }
  Object.assign(paths, sharedPaths(context), carePaths(context));
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

function parametersIn(texts: ParameterTexts): Parameters {
  const query = (name: keyof ParameterTexts, schema: Part) => ({
    name,
    in: 'query',
    schema,
    description: texts[name],
  });
  const text = { type: 'string' };
  const fields = query('fields', text);
  return {
    fields,
    list: [
      query('filter', text),
      query('sort', text),
      fields,
      query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
      query('skip', { type: 'integer', minimum: 0, maximum: 10_000_000, default: 0 }),
      query('cursor', text),
      query('count', { enum: ['exact'] }),
      query('q', text),
      query('view', text),
      query('deleted', { enum: ['only'] }),
    ],
    page: [
      query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 100 }),
      query('cursor', text),
    ],
    ifMatch: {
      name: 'If-Match',
      in: 'header',
      required: true,
      schema: text,
      description: texts.ifMatch,
    },
    idempotency: {
      name: 'Idempotency-Key',
      in: 'header',
      schema: { ...text, maxLength: 200 },
      description: texts.idempotency,
    },
  };
}

function entityPaths(
  entity: Entity,
  locale: 'zh-CN' | 'en',
  can: (action: string) => boolean,
): Part {
  const { name } = entity;
  const texts = parameterTexts(locale);
  const tags = [entity.label[locale]];
  const operation = (id: string, parts: Part) => ({ operationId: `${id}_${name}`, tags, ...parts });
  const paths: Paths = { name, operation, can, texts, parameters: parametersIn(texts) };
  return {
    [`/api/records/${name}`]: collectionPath(paths),
    [`/api/records/${name}/{id}`]: recordPath(paths),
    ...actionPaths(paths),
    ...accessPaths(entity, paths),
  };
}

function collectionPath({ name, operation, can, texts, parameters }: Paths): Part {
  const properties = {
    items: { type: 'array', items: ref(name) },
    nextCursor: { type: ['string', 'null'] },
    count: { type: 'integer' },
  };
  const page = answers(texts, 200, texts.page, json({ type: 'object', properties }));
  const list = operation('list', { parameters: parameters.list, ...page });
  if (!can('create')) return { get: list };
  const body = { requestBody: { required: true, ...json(ref(name)) } };
  const created = answers(texts, 201, texts.created, json(written(name, texts)));
  return {
    get: list,
    post: operation('create', { parameters: [parameters.idempotency], ...body, ...created }),
  };
}

function recordPath({ name, operation, can, texts, parameters }: Paths): Part {
  const { fields, ifMatch, idempotency } = parameters;
  const record = answers(texts, 200, texts.record, json(ref(name)));
  const path: Part = { get: operation('get', { parameters: [ID, fields], ...record }) };
  const body = { requestBody: { required: true, ...json(ref(name)) } };
  if (can('update'))
    path.patch = operation('update', {
      parameters: [ID, ifMatch, idempotency],
      ...body,
      ...answers(texts, 200, texts.record, json(written(name, texts))),
    });
  if (can('delete'))
    path.delete = operation('delete', {
      parameters: [ID, ifMatch],
      ...answers(texts, 204, texts.removed),
    });
  return path;
}

/** A record as a write answers it. */
function written(name: string, texts: ParameterTexts): Part {
  const warnings = { type: 'array', items: ref('Warning'), description: texts.warnings };
  return { allOf: [ref(name), { type: 'object', properties: { $warnings: warnings } }] };
}

function actionPaths({ name, operation, can, texts, parameters }: Paths): Part {
  const base = `/api/records/${name}`;
  const json200 = (description: string) => answers(texts, 200, description, ANY_JSON);
  const paths: Part = {
    [`${base}/aggregate`]: {
      post: operation('aggregate', { requestBody: ANY_JSON, ...json200(texts.groups) }),
    },
    [`${base}/{id}/history`]: {
      get: operation('history', {
        parameters: [ID, ...parameters.page],
        ...json200(texts.changes),
      }),
    },
  };
  if (can('restore')) {
    const restored = answers(texts, 200, texts.record, json(ref(name)));
    paths[`${base}/{id}/restore`] = {
      post: operation('restore', { parameters: [ID], ...restored }),
    };
  }
  if (can('bulk'))
    paths[`${base}/bulk`] = {
      post: operation('bulk', {
        requestBody: ANY_JSON,
        ...answers(texts, 200, texts.results, json(bulkSchema(texts))),
      }),
    };
  return paths;
}

function bulkSchema(texts: ParameterTexts): Part {
  const properties = {
    index: { type: 'integer' },
    id: { type: 'string' },
    version: { type: 'integer' },
    $warnings: { type: 'array', items: ref('Warning'), description: texts.warnings },
  };
  const results = { type: 'array', items: { type: 'object', properties } };
  return { type: 'object', properties: { results } };
}

function warningSchema(): Part {
  const text = { type: 'string' };
  return {
    type: 'object',
    properties: {
      code: text,
      at: text,
      field: { type: ['string', 'null'] },
      rule: text,
      message: text,
    },
  };
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
