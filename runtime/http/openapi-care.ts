// Care for data in the OpenAPI document: exports, the change log, values shown on request, personal data.
import { logsReveal } from '../../core/fields/masked-text.ts';
import type { Entity } from '../../core/model/model.ts';
import type { Context } from '../../core/records/context.ts';
import { ANY_JSON, answers, ID, json, type Part } from './openapi-parts.ts';
import { parameterTexts } from './openapi-texts.ts';

const TEXT = { type: 'string' };
const TEXTS = { type: 'array', items: TEXT };

/** Paths below one entity's records. */
export function careOfEntity(entity: Entity, { access, actor }: Context): Part {
  const { name } = entity;
  const texts = parameterTexts(actor.locale);
  const tags = [entity.label[actor.locale]];
  const operation = (id: string, parts: Part) => ({ operationId: `${id}_${name}`, tags, ...parts });
  const base = `/api/records/${name}/{id}`;
  const paths: Part = {};
  const fields = [...entity.fields.values()];
  const rights = access.entity(name);
  const onRequest = fields.filter(
    (field) => logsReveal(field) && ['read', 'write'].includes(rights.right(field.name)),
  );
  if (onRequest.length > 0)
    paths[`${base}/reveal`] = {
      post: operation('reveal', {
        parameters: [ID],
        requestBody: body({ field: { enum: onRequest.map((field) => field.name) } }, ['field']),
        ...answers(texts, 200, texts.revealed, ANY_JSON),
      }),
    };
  if (!access.administrator || !fields.some(({ def }) => def.personal === true)) return paths;
  paths[`${base}/personal-data`] = {
    get: operation('personal_data', {
      parameters: [ID],
      ...answers(texts, 200, texts.personalData, ANY_JSON),
    }),
  };
  paths[`${base}/erase`] = {
    post: operation('erase', {
      parameters: [ID],
      requestBody: body({ name: TEXT, reason: TEXT }, ['name', 'reason']),
      ...answers(texts, 204, texts.erased),
    }),
  };
  return paths;
}

function body(properties: Part, required: readonly string[]): Part {
  return { required: true, ...json({ type: 'object', properties, required }) };
}

/** Paths that stand beside the entities. */
export function carePaths({ live, access, actor }: Context): Part {
  const texts = parameterTexts(actor.locale);
  const paths: Part = {};
  const entities = [...live.model.entities.keys()].filter((name) =>
    access.entity(name).can('export'),
  );
  if (entities.length > 0) paths['/api/exports'] = { post: exporting(entities, texts.exported) };
  if (!access.administrator) return paths;
  const names = [
    'actor',
    'entity',
    'record',
    'action',
    'field',
    'from',
    'until',
    'limit',
    'cursor',
  ];
  const parameters = names.map((name) => ({ name, in: 'query', schema: TEXT }));
  const log = answers(texts, 200, texts.auditLog, ANY_JSON);
  const state = (status: number) => answers(texts, status, texts.verification, ANY_JSON);
  paths['/api/audit'] = { get: { operationId: 'audit', parameters, ...log } };
  paths['/api/audit/verify'] = {
    get: { operationId: 'audit_verification', ...state(200) },
    post: { operationId: 'verify_audit', requestBody: body({}, []), ...state(202) },
  };
  return paths;
}

function exporting(entities: readonly string[], description: string): Part {
  const properties = {
    entity: { enum: entities },
    filter: {},
    sort: TEXT,
    q: TEXT,
    view: TEXT,
    ids: TEXTS,
    fields: TEXTS,
    heads: { enum: ['labels', 'names'] },
    format: { enum: ['csv'] },
  };
  const file = { description, content: { 'text/csv': { schema: TEXT } } };
  const requestBody = body(properties, ['entity']);
  return { operationId: 'export', requestBody, responses: { 200: file } };
}
