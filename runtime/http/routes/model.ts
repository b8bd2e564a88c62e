// The model for the browser: shell, entities, classification nodes, validators.
import { Hono } from 'hono';
import { clientEntity, clientModel, clientNodes } from '../../../core/access/client-model.ts';
import { AppError } from '../../../core/errors.ts';
import { entityOf } from '../../../core/records/context.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { readQuery } from '../body.ts';
import { sharedValidatorCode, validatorModule } from '../validator-module.ts';

export const modelRoutes = new Hono<AppEnv>();

/** Answers JSON under an entity tag; 304 when the reader has it. Private: it depends on who asks. */
async function answerTagged(request: Request, value: unknown): Promise<Response> {
  const text = JSON.stringify(value);
  const etag = `"${Bun.hash(text).toString(36)}"`;
  request.header('ETag', etag);
  request.header('Cache-Control', 'private, no-cache');
  if (request.req.header('if-none-match') === etag) return request.body(null, 304);
  return request.body(text, 200, { 'Content-Type': 'application/json' });
}

modelRoutes.get('/api/model', (request) => {
  const { live, access, actor } = requestContext(request);
  return answerTagged(request, clientModel(live.model, live.version, access, actor.roles));
});

modelRoutes.get('/api/model/entities/:entity', (request) => {
  const context = requestContext(request);
  const entity = entityOf(context, request.req.param('entity'));
  return answerTagged(
    request,
    clientEntity(context.live.model, entity, context.access, context.actor.roles),
  );
});

modelRoutes.get('/api/classifications/:name', (request) => {
  const { live } = requestContext(request);
  const { parent, q, codes, edition, limit } = readQuery(request, [
    'parent',
    'q',
    'codes',
    'edition',
    'limit',
  ]);
  const tree = live.model.classifications.get(request.req.param('name'));
  if (!tree) throw new AppError('request.not-found');
  const most = Number(limit ?? 200);
  if (!Number.isInteger(most) || most < 1 || most > 500)
    throw new AppError('request.bad-parameter', { name: 'limit', expected: '1…500' });
  return answerTagged(request, {
    items: clientNodes(tree, {
      parent,
      q,
      codes: codes?.split(',').slice(0, 500),
      edition,
      limit: most,
    }),
  });
});

modelRoutes.get('/api/validators/:file', (request) => {
  const file = request.req.param('file');
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'private, no-cache',
  };
  if (file === 'shared.js') return request.body(sharedValidatorCode(), 200, headers);
  const context = requestContext(request);
  const entity = entityOf(context, file.replace(/\.js$/, ''));
  return request.body(validatorModule(entity, context.access), 200, headers);
});
