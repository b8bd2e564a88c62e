// Changing the metadata over HTTP: what there is, the own draft, its plan, and applying that. For administrators only.
import { Hono } from 'hono';
import { AppError, showProblem } from '../../../core/errors.ts';
import type { JsonObject } from '../../../core/packs/source.ts';
import type { Context } from '../../../core/records/context.ts';
import { applyPlan } from '../../design/apply.ts';
import { sitePrefix } from '../../design/candidate.ts';
import { changeDraft, dropDraft, readDraft } from '../../design/draft.ts';
import { designNodes, isKind } from '../../design/nodes.ts';
import { roleHolders } from '../../design/people.ts';
import { planDraft } from '../../design/plan.ts';
import { type AppEnv, type Request, requestContext } from '../app-env.ts';
import { onlyMembers, readJson, readQuery, textMember } from '../body.ts';

export const designRoutes = new Hono<AppEnv>();

/** Throws `auth.administrator`; keys with limits and views as somebody else are none. */
function administrator(request: Request): Context & { user: string } {
  const context = requestContext(request);
  const { access, actor } = context;
  if (!access.administrator || actor.limits || request.get('viewer') || actor.id === null)
    throw new AppError('auth.administrator');
  return { ...context, user: actor.id };
}

designRoutes.get('/api/design/metadata', async (request) => {
  const { user, live, database, now } = administrator(request);
  const { kind = '' } = readQuery(request, ['kind']);
  if (!isKind(kind))
    throw new AppError('request.bad-parameter', { name: 'kind', expected: 'role | policy | …' });
  const runtime = request.get('runtime');
  const items = await designNodes(runtime, user, kind);
  const answer = { version: live.version, prefix: sitePrefix(runtime), items };
  if (kind !== 'role') return request.json(answer);
  const { all } = await roleHolders(database, now);
  const people = Object.fromEntries([...all].map(([role, holders]) => [role, holders.size]));
  return request.json({ ...answer, people });
});

designRoutes.get('/api/design/draft', async (request) => {
  const { user, database } = administrator(request);
  readQuery(request, []);
  return request.json({ files: Object.fromEntries(await readDraft(database, user)) });
});

designRoutes.patch('/api/design/draft', async (request) => {
  const { user, database, now } = administrator(request);
  const body = await readJson(request);
  onlyMembers(body, ['files']);
  const given = body.files;
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    throw new AppError('request.bad-parameter', { name: 'files', expected: '{path: JSON | null}' });
  const files = new Map(Object.entries(given).map(([path, json]) => [path, fileOf(path, json)]));
  await changeDraft(database, user, files, now);
  return request.json({ files: Object.fromEntries(await readDraft(database, user)) });
});

function fileOf(path: string, json: unknown): JsonObject | null {
  if (json === null || (typeof json === 'object' && !Array.isArray(json)))
    return json as JsonObject | null;
  throw new AppError('request.bad-parameter', { name: path, expected: 'an object or null' });
}

designRoutes.delete('/api/design/draft', async (request) => {
  const { user, database } = administrator(request);
  await dropDraft(database, user);
  return request.body(null, 204);
});

designRoutes.post('/api/design/plan', async (request) => {
  const { user } = administrator(request);
  onlyMembers(await readJson(request), []);
  const plan = await planDraft(request.get('runtime'), user);
  const { hash, version, changes, access, steps } = plan;
  const problems = plan.problems.map((each) => showProblem(each, request.get('locale')));
  return request.json({ hash, version, problems, changes, access, steps });
});

designRoutes.post('/api/design/apply', async (request) => {
  const { user: _, ...context } = administrator(request);
  const body = await readJson(request);
  onlyMembers(body, ['hash']);
  const live = await applyPlan(request.get('runtime'), context, textMember(body, 'hash'));
  return request.json({ version: live.version });
});
