// Global search.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { searchEverywhere } from '../../../core/records/global-search.ts';
import { type AppEnv, requestContext } from '../app-env.ts';
import { readQuery } from '../body.ts';

export const searchRoutes = new Hono<AppEnv>();

searchRoutes.get('/api/search', async (request) => {
  const { q, entities, limit } = readQuery(request, ['q', 'entities', 'limit']);
  if (!q) throw new AppError('request.bad-parameter', { name: 'q', expected: 'text' });
  const most = limit === undefined ? 5 : Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 50)
    throw new AppError('request.bad-parameter', { name: 'limit', expected: '1…50' });
  const items = await searchEverywhere(requestContext(request), q, entities?.split(','), most);
  return request.json({ items });
});
