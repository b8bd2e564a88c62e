// Access over HTTP: whom a record is shared with, what may be done with it, and why.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { ACTIONS } from '../../../core/packs/schema/policy.ts';
import { type Context, entityOf } from '../../../core/records/context.ts';
import { explain } from '../../../core/records/explain.ts';
import { getRecord } from '../../../core/records/read.ts';
import { actionsOnRecord, rightsToRecord } from '../../../core/records/record-rights.ts';
import {
  listShares,
  type NewShare,
  PRINCIPALS,
  shareRecord,
  unshareRecord,
} from '../../../core/records/shares.ts';
import { actorOfPerson } from '../../auth/sessions.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { type JsonBody, onlyMembers, readJson, readQuery } from '../body.ts';

export const accessRoutes = new Hono<AppEnv>();

accessRoutes.get('/api/records/:entity/:id/shares', async (request) => {
  const { entity, id } = request.req.param();
  readQuery(request, []);
  return request.json(await listShares(requestContext(request), entity, id));
});

accessRoutes.post('/api/records/:entity/:id/shares', async (request) => {
  const { entity, id } = request.req.param();
  const context = requestContext(request);
  const given = newShare(await readJson(request));
  return request.json(await shareRecord(context, entity, id, given), 201);
});

accessRoutes.delete('/api/records/:entity/:id/shares/:share', async (request) => {
  const { entity, id, share } = request.req.param();
  await unshareRecord(requestContext(request), entity, id, share);
  return request.body(null, 204);
});

function wrong(name: string, expected: string): AppError {
  return new AppError('request.bad-parameter', { name, expected });
}

function newShare(body: JsonBody): NewShare {
  onlyMembers(body, ['principal', 'level', 'part', 'expires_at']);
  const { principal, level, part = null, expires_at = null } = body;
  const { kind, id } = (principal ?? {}) as JsonBody;
  const known = PRINCIPALS.find((each) => each === kind);
  if (!known || typeof id !== 'string')
    throw wrong('principal', `{kind: ${PRINCIPALS.join(' | ')}, id}`);
  if (level !== 'read' && level !== 'write') throw wrong('level', 'read | write');
  if (part !== null && (typeof part !== 'string' || part.length > 60))
    throw wrong('part', 'a text of at most 60 characters');
  const isInstant = typeof expires_at === 'string' && !Number.isNaN(Date.parse(expires_at));
  if (expires_at !== null && !isInstant) throw wrong('expires_at', '2027-01-01T00:00:00Z');
  return { principal: { kind: known, id }, level, part, expires_at: expires_at as string | null };
}

/** What the caller may do with one record, and his right to each of its fields. */
accessRoutes.get('/api/records/:entity/:id/access', async (request) => {
  const { entity: name, id } = request.req.param();
  readQuery(request, []);
  const context = requestContext(request);
  const entity = entityOf(context, name);
  await getRecord(context, name, id, { fields: ['id'], deleted: true });
  const rights = await rightsToRecord(context, context.database.read, entity, id);
  if (!rights) throw new AppError('record.not-found');
  const access = context.access.entity(name);
  const transitions = Object.keys(entity.workflow?.transitions ?? {});
  const asked = [...ACTIONS, ...transitions.map((each) => `transition:${each}`)];
  const held = await actionsOnRecord(context, entity, id, asked.filter(access.can));
  const visible = [...entity.fields.keys()].filter((field) => access.right(field) !== 'hidden');
  const fields = visible.map((field) => {
    const isWritable =
      held.has('update') && rights.mayWrite(field) && access.right(field) === 'write';
    const right = rights.read(field);
    return [field, isWritable ? 'write' : right === 'write' ? 'read' : right];
  });
  return request.json({ actions: [...held], fields: Object.fromEntries(fields) });
});

/** Why the caller, or somebody an administrator asks about, may or may not do something. */
accessRoutes.get('/api/explain', async (request) => {
  const query = readQuery(request, ['entity', 'id', 'action', 'field', 'user']);
  const { entity, id, action = 'read', field, user } = query;
  const context = requestContext(request);
  if (entity === undefined) throw wrong('entity', 'the name of an entity');
  const seen = entityOf(context, entity);
  if (id !== undefined) await getRecord(context, entity, id, { fields: ['id'], deleted: true });
  if (field !== undefined && context.access.entity(entity).right(field) === 'hidden')
    throw new AppError('record.unknown-field', { field });
  const explained = await contextOf(request, context, user);
  const question = { entity: seen.name, id, action, field };
  const answer = await explain(explained, question, context.access.administrator);
  const person = { id: explained.actor.id, name: explained.actor.name };
  return request.json({ person, entity, id: id ?? null, action, ...answer });
});

/** Others are explained to administrators only. */
async function contextOf(
  request: Request,
  context: Context,
  user: string | undefined,
): Promise<Context> {
  if (user === undefined || user === context.actor.id) return context;
  if (!context.access.administrator)
    throw new AppError('access.denied', { entity: 'user', action: 'explain' });
  const { database, directory, contextFor } = request.get('runtime');
  const actor = await actorOfPerson(database, directory, user, context.now);
  if (!actor) throw new AppError('record.not-found');
  return contextFor(actor, context.request);
}
