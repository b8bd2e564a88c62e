// Finds out who asks: a bearer token (session or API key) or the session cookie. Everything under /api but the door
// itself needs somebody.
import { getCookie } from 'hono/cookie';
import { AppError } from '../../../core/errors.ts';
import { noteUse } from '../../auth/last-seen.ts';
import { type SignedIn, whoIs } from '../../auth/sessions.ts';
import type { Request } from '../app-env.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';
import { narrow } from './narrow-sessions.ts';

/** Exactly these are open: method and path, nothing else. */
const OPEN = new Set([
  'GET /api/auth/sign-in',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'GET /api/setup',
  'POST /api/setup',
  'POST /api/auth/reset/request',
  'POST /api/auth/reset',
  'GET /api/health',
  'HEAD /api/health',
]);

/** Signing in at an identity provider, and coming back from it. */
const OPEN_PROVIDER = /^GET \/api\/auth\/sso\/[a-z][a-z0-9_]*(\/callback)?$/;

/** Throws `auth.required` where nobody has signed in and somebody must have. */
export async function findWhoAsks(request: Request): Promise<void> {
  const path = request.req.path;
  if (path !== '/api' && !path.startsWith('/api/')) return;
  const found = await findActor(request);
  const { method } = request.req;
  if (OPEN.has(`${method} ${path}`) || OPEN_PROVIDER.test(`${method} ${path}`)) return;
  if (!found) throw new AppError('auth.required');
  narrow(found, method, path);
}

async function findActor(request: Request): Promise<SignedIn | undefined> {
  const token = tokenOf(request);
  if (!token) return undefined;
  const runtime = request.get('runtime');
  const { database, directory, now } = runtime;
  const found = await whoIs(database, directory, token, now().toISOString());
  if (!found) return undefined;
  noteUse(runtime, token, found.session);
  // The language a page is shown in decides over the one in the person's record.
  const locale = request.req.header('accept-language') ? request.get('locale') : found.actor.locale;
  request.set('actor', { ...found.actor, locale });
  request.set('locale', locale);
  if (found.session) request.set('session', found.session);
  request.set('isStillIn', async () => {
    const now = runtime.now().toISOString();
    const still = await whoIs(database, runtime.directory, token, now);
    return still !== undefined && still.pending === found.pending;
  });
  if (found.pending) request.set('pending', found.pending);
  if (found.viewer) request.set('viewer', found.viewer);
  return found;
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
