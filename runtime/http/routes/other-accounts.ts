// What administrators do with the accounts of others: look, unlock, give a password, reset a second factor, end sessions,
// and see the product as somebody else.
import { Hono } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import { AppError } from '../../../core/errors.ts';
import {
  type Doer,
  endSessionOf,
  endSessionsOf,
  givePassword,
  resetFactor,
  showAccount,
  unlockAccount,
} from '../../auth/accounts.ts';
import { whoIs } from '../../auth/sessions.ts';
import { startView, stopView } from '../../auth/view-as.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { onlyMembers, readJson, textMember } from '../body.ts';
import { ownId, setSessionCookie, whenceOf } from '../session-answer.ts';
import { OWN_SESSION_COOKIE, SESSION_COOKIE } from '../session-cookie.ts';

export const otherAccountRoutes = new Hono<AppEnv>();

/** Throws `auth.administrator`. */
function administrator(request: Request): Doer {
  const { access, actor } = requestContext(request);
  if (!access.administrator) throw new AppError('auth.administrator');
  return { name: actor.name, whence: whenceOf(request) };
}

const runtimeOf = (request: Request) => request.get('runtime');

otherAccountRoutes.get('/api/auth/users/:user', async (request) => {
  administrator(request);
  return request.json(await showAccount(runtimeOf(request), request.req.param('user')));
});

otherAccountRoutes.post('/api/auth/users/:user/unlock', async (request) => {
  const doer = administrator(request);
  onlyMembers(await readJson(request), []);
  await unlockAccount(runtimeOf(request), doer, request.req.param('user'));
  return request.body(null, 204);
});

otherAccountRoutes.post('/api/auth/users/:user/password', async (request) => {
  const doer = administrator(request);
  const body = await readJson(request);
  onlyMembers(body, ['password']);
  const password = textMember(body, 'password');
  await givePassword(runtimeOf(request), doer, request.req.param('user'), password);
  return request.body(null, 204);
});

otherAccountRoutes.delete('/api/auth/users/:user/factor', async (request) => {
  const doer = administrator(request);
  await resetFactor(runtimeOf(request), doer, request.req.param('user'));
  return request.body(null, 204);
});

otherAccountRoutes.delete('/api/auth/users/:user/sessions', async (request) => {
  const doer = administrator(request);
  await endSessionsOf(runtimeOf(request), doer, request.req.param('user'));
  return request.body(null, 204);
});

otherAccountRoutes.delete('/api/auth/users/:user/sessions/:session', async (request) => {
  const doer = administrator(request);
  const { user, session } = request.req.param();
  await endSessionOf(runtimeOf(request), doer, user, session);
  return request.body(null, 204);
});

otherAccountRoutes.post('/api/auth/view-as', async (request) => {
  const { whence } = administrator(request);
  const body = await readJson(request);
  onlyMembers(body, ['user', 'reason']);
  const view = { user: textMember(body, 'user'), reason: textMember(body, 'reason', 400) };
  const opened = await startView(runtimeOf(request), requestContext(request), whence, view);
  const own = getCookie(request, SESSION_COOKIE);
  if (own) {
    setSessionCookie(request, { token: own, expires: opened.expires }, OWN_SESSION_COOKIE);
    setSessionCookie(request, opened);
  }
  return request.json({ token: opened.token, expires_at: opened.expires.toISOString() });
});

otherAccountRoutes.post('/api/auth/view-as/stop', async (request) => {
  onlyMembers(await readJson(request), []);
  const runtime = runtimeOf(request);
  const [viewer, session] = [request.get('viewer'), request.get('session')];
  if (!viewer || !session) throw new AppError('request.not-found');
  const view = { user: ownId(request), viewer, session };
  await stopView(runtime, requestContext(request), whenceOf(request), view);
  await goBack(request, viewer);
  return request.body(null, 204);
});

/** The browser goes on in the administrator's own session, if that is still open. */
async function goBack(request: Request, viewer: string): Promise<void> {
  const { database, directory, now } = runtimeOf(request);
  const own = getCookie(request, OWN_SESSION_COOKIE);
  deleteCookie(request, OWN_SESSION_COOKIE, { path: '/' });
  if (!getCookie(request, SESSION_COOKIE)) return;
  const found = own && (await whoIs(database, directory, own, now().toISOString()));
  if (own && found && found.actor.id === viewer && found.expires)
    setSessionCookie(request, { token: own, expires: new Date(found.expires) });
  else deleteCookie(request, SESSION_COOKIE, { path: '/' });
}
