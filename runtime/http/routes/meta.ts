// Metadata schemas for editors, liveness and readiness, OpenAPI and its reader.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { type KindName, metadataKinds } from '../../../core/packs/schema/kinds.ts';
import { type AppEnv, requestContext } from '../app-env.ts';
import { docsPage } from '../docs-page.ts';
import { openApi } from '../openapi.ts';

export const metaRoutes = new Hono<AppEnv>();

metaRoutes.get('/api/schemas', (request) => request.json({ items: Object.keys(metadataKinds) }));

metaRoutes.get('/api/schemas/:kind', (request) => {
  const kind = request.req.param('kind').replace(/\.json$/, '');
  if (!Object.hasOwn(metadataKinds, kind)) throw new AppError('request.not-found');
  const { schema } = metadataKinds[kind as KindName];
  return request.json({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind,
    ...schema,
  });
});

metaRoutes.get('/api/health', async (request) => {
  const { database, live } = request.get('runtime');
  await database.read.all({ sql: 'select 1 as ok', parameters: [] });
  return request.json({ status: 'ok', metadata: live.current.version });
});

metaRoutes.get('/api/openapi.json', (request) => {
  request.header('Cache-Control', 'private, no-cache');
  return request.json(openApi(requestContext(request)));
});

metaRoutes.get('/api/docs', (request) => request.html(docsPage()));
