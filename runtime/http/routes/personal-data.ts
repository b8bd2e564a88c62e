// Personal data over HTTP, for administrators: everything held about a person, and the erasure of it.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { requireAdministrator } from '../../../core/records/audit-log.ts';
import { entityOf } from '../../../core/records/context.ts';
import { personalData } from '../../../core/records/personal-data.ts';
import { getRecord } from '../../../core/records/read.ts';
import { eraseRecord } from '../../erase-person.ts';
import { type AppEnv, requestContext } from '../app-env.ts';
import { onlyMembers, readJson, readQuery, textMember } from '../body.ts';

export const personalDataRoutes = new Hono<AppEnv>();

personalDataRoutes.get('/api/records/:entity/:id/personal-data', async (request) => {
  readQuery(request, []);
  const { entity, id } = request.req.param();
  const answer = await personalData(requestContext(request), entity, id);
  request.header('Content-Disposition', `attachment; filename="personal-data-${id}.json"`);
  request.header('Cache-Control', 'no-store');
  return request.json(answer);
});

const LONGEST_REASON = 400;

personalDataRoutes.post('/api/records/:entity/:id/erase', async (request) => {
  const context = requestContext(request);
  requireAdministrator(context);
  const body = await readJson(request);
  onlyMembers(body, ['reason', 'name']);
  const reason = textMember(body, 'reason').trim();
  if (reason === '' || reason.length > LONGEST_REASON)
    throw new AppError('request.bad-parameter', {
      name: 'reason',
      expected: `a text of at most ${LONGEST_REASON} characters`,
    });
  const entity = entityOf(context, request.req.param('entity'));
  const id = request.req.param('id');
  const { $name: name } = await getRecord(context, entity.name, id, {
    fields: ['$name'],
    deleted: true,
  });
  if (textMember(body, 'name').trim() !== String(name).trim()) throw new AppError('personal.name');
  await eraseRecord(request.get('runtime'), context, entity, id, reason);
  return request.body(null, 204);
});
