// Sharing, rights, explanations and review in the OpenAPI document.

import { takesPartInReview } from '../../core/access/proposable.ts';
import type { Entity } from '../../core/model/model.ts';
import type { Context } from '../../core/records/context.ts';
import { PRINCIPALS } from '../../core/records/shares.ts';
import { ANY_JSON, answers, ID, json, type Part, type Paths } from './openapi-parts.ts';
import { parameterTexts } from './openapi-texts.ts';

const TEXT = { type: 'string' };

/** Paths below one entity's records. */
export function accessPaths(entity: Entity, { name, operation, can, texts }: Paths): Part {
  const base = `/api/records/${name}`;
  const any = (status: number, description: string) =>
    answers(texts, status, description, ANY_JSON);
  const paths: Part = {
    [`${base}/{id}/access`]: {
      get: operation('access', { parameters: [ID], ...any(200, texts.access) }),
    },
  };
  if (entity.features.share) {
    const SHARE = { name: 'share', in: 'path', required: true, schema: TEXT };
    const list = operation('shares', { parameters: [ID], ...any(200, texts.shares) });
    const give = operation('share', {
      parameters: [ID],
      requestBody: { required: true, ...json(shareSchema()) },
      ...any(201, texts.shares),
    });
    const take = operation('unshare', {
      parameters: [ID, SHARE],
      ...answers(texts, 204, texts.unshared),
    });
    paths[`${base}/{id}/shares`] = can('share') ? { get: list, post: give } : { get: list };
    paths[`${base}/{id}/shares/{share}`] = { delete: take };
  }
  if (entity.features.review && can('propose'))
    paths[`${base}/proposals`] = {
      post: operation('propose', {
        requestBody: { required: true, ...json(proposalSchema()) },
        ...any(201, texts.proposal),
      }),
    };
  return paths;
}

/** Paths that stand beside the entities. */
export function sharedPaths({ live, access, actor }: Context): Part {
  const texts = parameterTexts(actor.locale);
  const query = (name: string, schema: Part = TEXT) => ({ name, in: 'query', schema });
  const any = (description: string) => answers(texts, 200, description, ANY_JSON);
  const explained = ['entity', 'id', 'action', 'field', 'user'].map((name) => query(name));
  const paths: Part = {
    '/api/explain': {
      get: { operationId: 'explain', parameters: explained, ...any(texts.explained) },
    },
  };
  if (!takesPartInReview(live.model, access)) return paths;
  const boxes = [
    query('box', { enum: ['mine', 'review'] }),
    ...['entity', 'state', 'record', 'cursor'].map((name) => query(name)),
  ];
  const decision = { name: 'decision', in: 'path', required: true };
  paths['/api/proposals'] = {
    get: { operationId: 'proposals', parameters: boxes, ...any(texts.proposals) },
  };
  paths['/api/proposals/{id}'] = {
    get: { operationId: 'proposal', parameters: [ID], ...any(texts.proposal) },
  };
  paths['/api/proposals/{id}/{decision}'] = {
    post: {
      operationId: 'decide',
      parameters: [ID, { ...decision, schema: { enum: ['approve', 'reject', 'withdraw'] } }],
      requestBody: json({
        type: 'object',
        properties: { comment: TEXT, anyway: { type: 'boolean' } },
      }),
      ...any(texts.proposal),
    },
  };
  return paths;
}

function shareSchema(): Part {
  const principal = {
    type: 'object',
    required: ['kind', 'id'],
    properties: { kind: { enum: PRINCIPALS }, id: TEXT },
  };
  return {
    type: 'object',
    required: ['principal', 'level'],
    properties: {
      principal,
      level: { enum: ['read', 'write'] },
      part: { type: ['string', 'null'], maxLength: 60 },
      expires_at: { type: ['string', 'null'], format: 'date-time' },
    },
  };
}

function proposalSchema(): Part {
  return {
    type: 'object',
    required: ['changes'],
    properties: { record: TEXT, changes: { type: 'object' }, comment: TEXT },
  };
}
