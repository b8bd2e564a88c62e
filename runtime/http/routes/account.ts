// One's own account: password, second factor, open sessions and API keys.
import { Hono } from 'hono';
import type { ActorLimits } from '../../../core/access/actor.ts';
import { AppError } from '../../../core/errors.ts';
import { ACTIONS } from '../../../core/packs/schema/policy.ts';
import { endSessionOf, endSessionsOf } from '../../auth/accounts.ts';
import { needsFactor } from '../../auth/auth-settings.ts';
import { beginFactor, factorState, newRecoveryCodes, removeFactor } from '../../auth/factor.ts';
import { createKey, listKeys, removeKey } from '../../auth/keys.ts';
import { listSessions } from '../../auth/own-sessions.ts';
import { READING } from '../../auth/sessions.ts';
import { askPassword, changePassword, enrolFactor } from '../../auth/sign-in.ts';
import { logSignIn } from '../../auth/sign-in-log.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { type JsonBody, onlyMembers, readJson, textMember } from '../body.ts';
import { answerOpened, ownId, ownSession, ownUser, whenceOf } from '../session-answer.ts';

export const accountRoutes = new Hono<AppEnv>();

const own = (request: Request) => ({ user: ownId(request), whence: whenceOf(request) });

accountRoutes.post('/api/auth/password', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['current', 'password']);
  const session = ownSession(request);
  const given = { current: textMember(body, 'current'), password: textMember(body, 'password') };
  const runtime = request.get('runtime');
  const opened = await changePassword(runtime, whenceOf(request), session, given);
  return answerOpened(request, opened);
});

accountRoutes.get('/api/auth/factor', async (request) => {
  const runtime = request.get('runtime');
  const state = await factorState(runtime.database, ownId(request));
  const needed = needsFactor(runtime, requestContext(request).actor.roles);
  return request.json({ ...state, needed });
});

accountRoutes.post('/api/auth/factor/begin', async (request) => {
  onlyMembers(await readJson(request), []);
  const user = await ownUser(request);
  const id = ownId(request);
  return request.json(
    await beginFactor(request.get('runtime'), { id, email: String(user?.email ?? '') }),
  );
});

accountRoutes.post('/api/auth/factor/confirm', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['code']);
  const session = ownSession(request);
  const code = textMember(body, 'code', 40);
  const runtime = request.get('runtime');
  const { opened, codes } = await enrolFactor(runtime, whenceOf(request), session, code);
  return answerOpened(request, opened, { codes });
});

accountRoutes.post('/api/auth/factor/recovery-codes', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['password']);
  const runtime = request.get('runtime');
  const { user, whence } = own(request);
  await askPassword(runtime, whence, user, textMember(body, 'password'));
  if (!(await factorState(runtime.database, user)).on) throw new AppError('auth.factor-off');
  const codes = await runtime.database.write((connection) =>
    newRecoveryCodes(runtime.database, connection, user),
  );
  return request.json({ codes });
});

accountRoutes.post('/api/auth/factor/remove', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['password']);
  const runtime = request.get('runtime');
  const { user, whence } = own(request);
  if (needsFactor(runtime, requestContext(request).actor.roles))
    throw new AppError('auth.factor-needed');
  await askPassword(runtime, whence, user, textMember(body, 'password'));
  await runtime.database.write(async (connection) => {
    if (await removeFactor(runtime.database, connection, user))
      await logSignIn(runtime, whence, { kind: 'factor_off', user }, connection);
  });
  return request.body(null, 204);
});

accountRoutes.get('/api/auth/sessions', async (request) => {
  const { database, now } = request.get('runtime');
  const current = request.get('session');
  const items = await listSessions(database, ownId(request), now().toISOString(), current);
  return request.json({ items });
});

accountRoutes.delete('/api/auth/sessions/:id', async (request) => {
  const { user, whence } = own(request);
  const doer = { name: requestContext(request).actor.name, whence };
  await endSessionOf(request.get('runtime'), doer, user, request.req.param('id'));
  return request.body(null, 204);
});

/** All but the one that asks. */
accountRoutes.delete('/api/auth/sessions', async (request) => {
  const { user, whence } = own(request);
  const doer = { name: requestContext(request).actor.name, whence };
  await endSessionsOf(request.get('runtime'), doer, user, request.get('session'));
  return request.body(null, 204);
});

accountRoutes.get('/api/auth/keys', async (request) =>
  request.json({ items: await listKeys(requestContext(request)) }),
);

accountRoutes.post('/api/auth/keys', async (request) => {
  const body = await readJson(request);
  onlyMembers(body, ['label', 'expires_at', 'read_only', 'entities', 'actions']);
  const context = requestContext(request);
  const isOpen = body.expires_at === undefined || body.expires_at === null;
  const key = {
    label: textMember(body, 'label', 100),
    expires: isOpen ? null : textMember(body, 'expires_at'),
    limits: limitsIn(request, body),
  };
  const { database } = context;
  const { user, whence } = own(request);
  const made = await database.write(async (connection) => {
    const event = { kind: 'key_created', user, note: key.label };
    await logSignIn(request.get('runtime'), whence, event, connection);
    return createKey(context, connection, key);
  });
  return request.json(made, 201);
});

/** What a key is to be limited to; null: to nothing. */
function limitsIn(request: Request, body: JsonBody): ActorLimits | null {
  const { access, live } = requestContext(request);
  const isEntity = (name: string) =>
    live.model.entities.has(name) && access.entity(name).can('read');
  const entities = namesIn(body, 'entities', isEntity);
  const named = namesIn(body, 'actions', (name) => ACTIONS.some((action) => action === name));
  if (body.read_only !== undefined && typeof body.read_only !== 'boolean')
    throw bad('read_only', 'true | false');
  const actions = body.read_only === true ? (named ?? READING).filter(isReading) : named;
  if (!entities && !actions) return null;
  return { ...(entities ? { entities } : {}), ...(actions ? { actions } : {}) };
}

const isReading = (action: string) => READING.includes(action);

function namesIn(
  body: JsonBody,
  name: string,
  isKnown: (name: string) => boolean,
): string[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const isList = Array.isArray(value) && value.length > 0 && value.length <= 200;
  if (isList && value.every((each) => typeof each === 'string' && isKnown(each)))
    return value as string[];
  throw bad(name, name === 'actions' ? ACTIONS.join(', ') : 'account, contact, …');
}

function bad(name: string, expected: string): AppError {
  return new AppError('request.bad-parameter', { name, expected });
}

accountRoutes.delete('/api/auth/keys/:id', async (request) => {
  const context = requestContext(request);
  const { user, whence } = own(request);
  await context.database.write(async (connection) => {
    const note = await removeKey(context, connection, request.req.param('id'));
    const event = { kind: 'key_removed', user, note };
    await logSignIn(request.get('runtime'), whence, event, connection);
  });
  return request.body(null, 204);
});
