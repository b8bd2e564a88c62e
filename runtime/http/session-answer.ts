// Hands an opened session to whoever signs in: the cookie for browsers, the token for programs, and what is still missing.
import { setCookie } from 'hono/cookie';
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { OpenedSession } from '../auth/sessions.ts';
import { whoIs } from '../auth/sessions.ts';
import type { Opened, OwnSession } from '../auth/sign-in.ts';
import type { Whence } from '../auth/sign-in-log.ts';
import { addressOf } from './address.ts';
import { type Request, requestContext } from './app-env.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

/** Where a request comes from. */
export function whenceOf(request: Request): Whence {
  return { address: addressOf(request), agent: request.req.header('user-agent') ?? '' };
}

/** True where cookies travel encrypted. */
export function isSecure(request: Request): boolean {
  const { publicUrl } = request.get('runtime').config;
  const isEncrypted = new URL(request.req.url).protocol === 'https:';
  return isEncrypted || (publicUrl?.startsWith('https:') ?? false);
}

/** Sets the session cookie, or another that holds a session. */
export function setSessionCookie(
  request: Request,
  { token, expires }: OpenedSession,
  name = SESSION_COOKIE,
): void {
  setCookie(request, name, token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: isSecure(request),
    expires,
  });
}

/** Answers with the session: `{token, user}`, or `{token, pending}` while something is missing. */
export async function answerOpened(request: Request, opened: Opened, more: object = {}) {
  setSessionCookie(request, opened);
  const { token, pending } = opened;
  if (pending) return request.json({ token, pending, ...more });
  const { database, directory, now } = request.get('runtime');
  const signedIn = await whoIs(database, directory, token, now().toISOString());
  if (!signedIn) throw new AppError('auth.wrong');
  request.set('actor', signedIn.actor);
  return request.json({ token, user: await ownUser(request), ...more });
}

/** The signed-in person's own record, whatever policies say about users. */
export async function ownUser(request: Request) {
  const { database } = request.get('runtime');
  const { actor } = requestContext(request);
  const query = sql`select ${sql.ref('user.id')}, ${sql.ref('user.name')}, ${sql.ref('user.email')}, ${sql.ref('user.title')}, ${sql.ref('user.avatar')}
    from ${sql.table('user')} where ${sql.ref('user.id')} = ${actor.id}`;
  const [row] = await database.read.all(query.compile(database.builder));
  return row ?? null;
}

/** The session of the person signed in. */
export function ownSession(request: Request): OwnSession {
  return { hash: request.get('session') ?? '', user: ownId(request) };
}

/** Id of the person signed in. */
export function ownId(request: Request): string {
  const { id } = requestContext(request).actor;
  if (id === null) throw new AppError('auth.required');
  return id;
}
