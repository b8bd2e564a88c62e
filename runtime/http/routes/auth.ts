// Sign-in, set-up, password reset, sessions and API keys.
import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { clearAttempts, countAttempt } from '../../auth/attempts.ts';
import { findCredential, requestReset, resetPassword } from '../../auth/credentials.ts';
import { createKey, listKeys, removeKey } from '../../auth/keys.ts';
import { assertPassword, verifyPassword } from '../../auth/passwords.ts';
import { closeSessions, openSession, whoIs } from '../../auth/sessions.ts';
import { hasAdministrator, setUp } from '../../auth/setup.ts';
import { addressOf } from '../address.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { onlyMembers, readJson, textMember } from '../body.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';

export const authRoutes = new Hono<AppEnv>();

async function startSession(request: Request, user: string) {
  const { database, config, now } = request.get('runtime');
  const agent = request.req.header('user-agent') ?? '';
  const session = { now: now(), agent, address: addressOf(request) };
  const { token, expires } = await database.write((connection) =>
    openSession(database, connection, user, session),
  );
  const secure =
    new URL(request.req.url).protocol === 'https:' ||
    (config.publicUrl?.startsWith('https:') ?? false);
  setCookie(request, SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure,
    expires,
  });
  return token;
}

async function answerSignedIn(request: Request, token: string) {
  const { database, directory, now } = request.get('runtime');
  const signedIn = await whoIs(database, directory, token, now().toISOString());
  if (!signedIn) throw new AppError('auth.wrong');
  request.set('actor', signedIn.actor);
  return request.json({ token, user: await ownUser(request) });
}

/** The signed-in person's own record, whatever policies say about users. */
async function ownUser(request: Request) {
  const { database } = request.get('runtime');
  const { actor } = requestContext(request);
  const query = sql`select ${sql.ref('user.id')}, ${sql.ref('user.name')}, ${sql.ref('user.email')}, ${sql.ref('user.title')}, ${sql.ref('user.avatar')}
    from ${sql.table('user')} where ${sql.ref('user.id')} = ${actor.id}`;
  const [row] = await database.read.all(query.compile(database.builder));
  return row ?? null;
}

authRoutes.post('/api/auth/sign-in/email', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['email', 'password', 'rememberMe']);
  const email = textMember(body, 'email').normalize('NFKC').trim().toLowerCase();
  const password = textMember(body, 'password');
  const { database, now } = request.get('runtime');
  await countAttempt(database, email, addressOf(request), now());
  const credential = await findCredential(database, email);
  if (!(await verifyPassword(password, credential?.password))) throw new AppError('auth.wrong');
  await clearAttempts(database, email, addressOf(request), now());
  return answerSignedIn(request, await startSession(request, credential?.user ?? ''));
});

authRoutes.post('/api/auth/sign-out', async (request) => {
  const hash = request.get('session');
  if (hash) await closeSessions(request.get('runtime').database, { hash });
  deleteCookie(request, SESSION_COOKIE, { path: '/' });
  return request.body(null, 204);
});

authRoutes.get('/api/me', async (request) => {
  const { actor, access } = requestContext(request);
  const { roles, departments, locale, timeZone } = actor;
  return request.json({
    user: await ownUser(request),
    roles,
    departments,
    locale,
    timeZone,
    administrator: access.administrator,
  });
});

authRoutes.get('/api/setup', async (request) =>
  request.json({ needed: !(await hasAdministrator(request.get('runtime'))) }),
);

authRoutes.post('/api/setup', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['token', 'email', 'password', 'name']);
  const [token, email, password, name] = ['token', 'email', 'password', 'name'].map((member) =>
    textMember(body, member),
  ) as [string, string, string, string];
  assertPassword(password);
  const user = await setUp(request.get('runtime'), token, { email, password, name });
  return answerSignedIn(request, await startSession(request, user));
});

authRoutes.post('/api/auth/reset/request', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['email']);
  const email = textMember(body, 'email').normalize('NFKC').trim().toLowerCase();
  const runtime = request.get('runtime');
  await countAttempt(runtime.database, `reset:${email}`, addressOf(request), runtime.now());
  // Not awaited: known and unknown addresses answer in the same time.
  requestReset(runtime, email).catch((error) =>
    runtime.log.error({ error: String(error) }, 'password reset'),
  );
  return request.body(null, 204);
});

authRoutes.post('/api/auth/reset', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['token', 'password']);
  await resetPassword(
    request.get('runtime'),
    textMember(body, 'token'),
    textMember(body, 'password'),
  );
  return request.body(null, 204);
});

authRoutes.get('/api/auth/keys', async (request) =>
  request.json({ items: await listKeys(requestContext(request)) }),
);

authRoutes.post('/api/auth/keys', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['label', 'expires_at']);
  const expires =
    body.expires_at === undefined || body.expires_at === null
      ? null
      : textMember(body, 'expires_at');
  return request.json(
    await createKey(requestContext(request), textMember(body, 'label', 100), expires),
    201,
  );
});

authRoutes.delete('/api/auth/keys/:id', async (request) => {
  await removeKey(requestContext(request), request.req.param('id'));
  return request.body(null, 204);
});
