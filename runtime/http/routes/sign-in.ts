// Signing in and out, the second factor at the door, the first administrator, forgotten passwords, and who one is.
import { Hono } from 'hono';
import { deleteCookie } from 'hono/cookie';
import { resetLimits } from '../../auth/attempts.ts';
import { passwordPolicy } from '../../auth/auth-settings.ts';
import { assertPassword } from '../../auth/password-policy.ts';
import { requestReset, resetPassword } from '../../auth/password-reset.ts';
import { providersOf } from '../../auth/providers.ts';
import { closeSession } from '../../auth/sessions.ts';
import { hasAdministrator, setUp } from '../../auth/setup.ts';
import {
  countedAttempt,
  openFirst,
  plainEmail,
  signInByPassword,
  verifyFactor,
} from '../../auth/sign-in.ts';
import { logSignIn } from '../../auth/sign-in-log.ts';
import { stopView } from '../../auth/view-as.ts';
import { type AppEnv, requestContext } from '../app-env.ts';
import { onlyMembers, readJson, textMember } from '../body.ts';
import { answerOpened, ownSession, ownUser, whenceOf } from '../session-answer.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';

export const signInRoutes = new Hono<AppEnv>();

signInRoutes.get('/api/auth/sign-in', (request) => {
  const runtime = request.get('runtime');
  const { minLength } = passwordPolicy(runtime);
  const providers = providersOf(runtime).map(({ name, label }) => ({ name, label }));
  return request.json({ pending: request.get('pending') ?? null, minLength, providers });
});

signInRoutes.post('/api/auth/sign-in/email', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['email', 'password', 'rememberMe']);
  const email = plainEmail(textMember(body, 'email'));
  const password = textMember(body, 'password');
  const runtime = request.get('runtime');
  const opened = await signInByPassword(runtime, whenceOf(request), email, password);
  return answerOpened(request, opened);
});

signInRoutes.post('/api/auth/factor/verify', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['code']);
  const code = textMember(body, 'code', 40);
  const session = ownSession(request);
  const opened = await verifyFactor(request.get('runtime'), whenceOf(request), session, code);
  return answerOpened(request, opened);
});

signInRoutes.post('/api/auth/sign-out', async (request) => {
  const runtime = request.get('runtime');
  const hash = request.get('session');
  const user = request.get('actor')?.id;
  const viewer = request.get('viewer');
  if (hash && user && viewer) {
    const view = { user, viewer, session: hash };
    await stopView(runtime, requestContext(request), whenceOf(request), view);
  } else if (hash && user)
    await runtime.database.write(async (connection) => {
      await closeSession(runtime.database, connection, hash);
      await logSignIn(runtime, whenceOf(request), { kind: 'sign_out', user }, connection);
    });
  deleteCookie(request, SESSION_COOKIE, { path: '/' });
  return request.body(null, 204);
});

signInRoutes.get('/api/me', async (request) => {
  const { actor, access } = requestContext(request);
  const { roles, departments, locale, timeZone } = actor;
  return request.json({
    user: await ownUser(request),
    roles,
    departments,
    locale,
    timeZone,
    administrator: access.administrator,
    ...(request.get('viewer') ? { viewer: request.get('viewer') } : {}),
  });
});

signInRoutes.get('/api/setup', async (request) =>
  request.json({ needed: !(await hasAdministrator(request.get('runtime'))) }),
);

signInRoutes.post('/api/setup', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['token', 'email', 'password', 'name']);
  const [token, email, password, name] = ['token', 'email', 'password', 'name'].map((member) =>
    textMember(body, member),
  ) as [string, string, string, string];
  const runtime = request.get('runtime');
  assertPassword(passwordPolicy(runtime), password, { name, email });
  const user = await setUp(runtime, token, { email, password, name });
  return answerOpened(request, await openFirst(runtime, whenceOf(request), user));
});

signInRoutes.post('/api/auth/reset/request', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['email']);
  const email = plainEmail(textMember(body, 'email'));
  const runtime = request.get('runtime');
  const whence = whenceOf(request);
  const attempt = await countedAttempt(runtime, whence, email, resetLimits(email, whence.address));
  attempt.close();
  // Not awaited: known and unknown addresses answer in the same time.
  requestReset(runtime, email).catch((error) =>
    runtime.log.error({ error: String(error) }, 'password reset'),
  );
  return request.body(null, 204);
});

signInRoutes.post('/api/auth/reset', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['token', 'password']);
  await resetPassword(
    request.get('runtime'),
    whenceOf(request),
    textMember(body, 'token'),
    textMember(body, 'password'),
  );
  return request.body(null, 204);
});
