// Writes that come with a cookie must come from our own pages: Origin or Sec-Fetch-Site decide. Tokens need no such check.
import { AppError } from '../../../core/errors.ts';
import type { Request } from '../app-env.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Throws `request.cross-site`. */
export function refuseCrossSite(request: Request): void {
  if (!SAFE.has(request.req.method) && !isOurs(request)) throw new AppError('request.cross-site');
}

function isOurs(request: Request): boolean {
  const origin = request.req.header('origin');
  const site = request.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin !== undefined) return isOwnOrigin(request, origin);
  // Programs send neither header; a browser's cookie never comes without one of them.
  return request.req.header('cookie') === undefined || site !== undefined;
}

function isOwnOrigin(request: Request, origin: string): boolean {
  const { publicUrl } = request.get('runtime').config;
  if (publicUrl && origin === new URL(publicUrl).origin) return true;
  return origin.replace(/^https?:\/\//, '') === request.req.header('host');
}
