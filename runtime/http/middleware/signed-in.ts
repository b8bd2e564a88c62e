// Finds out who asks: a bearer token (session or API key) or the session cookie. Everything under /api but the door
// itself needs somebody.
import { getCookie } from 'hono/cookie';
import { AppError } from '../../../core/errors.ts';
import { whoIs } from '../../auth/sessions.ts';
import type { Request } from '../app-env.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';

/** Exactly these are open: method and path, nothing else. */
const OPEN = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'GET /api/setup',
  'POST /api/setup',
  'POST /api/auth/reset/request',
  'POST /api/auth/reset',
  'GET /api/health',
  'HEAD /api/health',
]);

/** Throws `auth.required` where nobody has signed in and somebody must have. */
export async function findWhoAsks(request: Request): Promise<void> {
  const path = request.req.path;
  if (path !== '/api' && !path.startsWith('/api/')) return;
  await findActor(request);
  if (!request.get('actor') && !OPEN.has(`${request.req.method} ${path}`))
    throw new AppError('auth.required');
}

async function findActor(request: Request): Promise<void> {
  const token = tokenOf(request);
  if (!token) return;
  const { database, directory, now } = request.get('runtime');
  const found = await whoIs(database, directory, token, now().toISOString());
  if (!found) return;
  // The language a page is shown in decides over the one in the person's record.
  const locale = request.req.header('accept-language') ? request.get('locale') : found.actor.locale;
  request.set('actor', { ...found.actor, locale });
  request.set('locale', locale);
  if (found.session) request.set('session', found.session);
}

const TOKEN = /^[A-Za-z0-9_-]{20,100}$/;

function tokenOf(request: Request): string | undefined {
  const header = request.req.header('authorization');
  const token =
    header === undefined
      ? getCookie(request, SESSION_COOKIE)
      : header.match(/^Bearer ([\x21-\x7e]+)$/i)?.[1];
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}
