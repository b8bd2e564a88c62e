// Signing in at an identity provider: the browser goes there and comes back here; what went wrong is told on the sign-in page.
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { AppError } from '../../../core/errors.ts';
import {
  beginSingleSignOn,
  FLOW_MINUTES,
  finishSingleSignOn,
  providerOf,
} from '../../auth/single-sign-on.ts';
import type { AppEnv, Request } from '../app-env.ts';
import { readQuery } from '../body.ts';
import { isSecure, setSessionCookie, whenceOf } from '../session-answer.ts';

export const singleSignOnRoutes = new Hono<AppEnv>();

const FLOW_COOKIE = 'crm_sso';
const PATH = '/api/auth/sso/';

/** The sign-in page with the reason, for people; anything unexpected stays an error. */
function tellAtSignIn(request: Request, error: unknown) {
  if (!(error instanceof AppError)) throw error;
  return request.redirect(`/sign-in?problem=${encodeURIComponent(error.code)}`, 303);
}

singleSignOnRoutes.get('/api/auth/sso/:provider', async (request) => {
  const { back } = readQuery(request, ['back']);
  const runtime = request.get('runtime');
  try {
    const provider = providerOf(runtime, request.req.param('provider'));
    const { address, flow } = await beginSingleSignOn(runtime, provider, back);
    setCookie(request, FLOW_COOKIE, flow, {
      httpOnly: true,
      sameSite: 'Lax',
      path: PATH,
      secure: isSecure(request),
      maxAge: FLOW_MINUTES * 60,
    });
    return request.redirect(address, 303);
  } catch (error) {
    return tellAtSignIn(request, error);
  }
});

singleSignOnRoutes.get('/api/auth/sso/:provider/callback', async (request) => {
  const runtime = request.get('runtime');
  const flow = getCookie(request, FLOW_COOKIE);
  deleteCookie(request, FLOW_COOKIE, { path: PATH });
  try {
    const provider = providerOf(runtime, request.req.param('provider'));
    const query = new URL(request.req.url).search;
    const answer = { query, flow };
    const { opened, back } = await finishSingleSignOn(runtime, whenceOf(request), provider, answer);
    setSessionCookie(request, opened);
    const next = opened.pending ? `/sign-in?back=${encodeURIComponent(back)}` : back;
    return request.redirect(next, 303);
  } catch (error) {
    return tellAtSignIn(request, error);
  }
});
