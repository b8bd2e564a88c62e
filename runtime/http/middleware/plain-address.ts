// Refuses addresses with NUL: no record has one in its id, and databases differ in what they do about it.
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../../core/errors.ts';
import type { AppEnv } from '../app-env.ts';

export const plainAddress: MiddlewareHandler<AppEnv> = async (request, next) => {
  const [path = '', query = ''] = request.req.url.split('?');
  if (path.includes('%00')) throw new AppError('request.not-found');
  if (query.includes('%00')) throw new AppError('request.bad-text');
  await next();
};
