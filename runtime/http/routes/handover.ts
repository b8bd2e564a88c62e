// Handing over over HTTP: what hangs on a person, and giving it to others.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { type HandoverRequest, handOver } from '../../../core/records/handover.ts';
import { previewHandover } from '../../../core/records/handover-preview.ts';
import { isDate } from '../../../core/rules/dates.ts';
import { type AppEnv, requestContext } from '../app-env.ts';
import { type JsonBody, onlyMembers, readJson, readQuery } from '../body.ts';

export const handoverRoutes = new Hono<AppEnv>();

handoverRoutes.get('/api/people/:id/handover', async (request) => {
  readQuery(request, []);
  return request.json(await previewHandover(requestContext(request), request.req.param('id')));
});

handoverRoutes.post('/api/people/:id/handover', async (request) => {
  const given = handoverOf(await readJson(request));
  return request.json(await handOver(requestContext(request), request.req.param('id'), given));
});

function wrong(name: string, expected: string): AppError {
  return new AppError('request.bad-parameter', { name, expected });
}

function handoverOf(body: JsonBody): HandoverRequest {
  onlyMembers(body, ['to', 'entities', 'reports_to', 'deactivate', 'left_on']);
  const { to, entities = {}, reports_to, deactivate, left_on } = body;
  if (typeof to !== 'string') throw wrong('to', 'the id of a user');
  if (typeof deactivate !== 'boolean') throw wrong('deactivate', 'true | false');
  if (reports_to !== undefined && typeof reports_to !== 'string')
    throw wrong('reports_to', 'the id of a user');
  if (left_on !== undefined && (typeof left_on !== 'string' || !isDate(left_on)))
    throw wrong('left_on', '2026-12-31');
  const isObject = entities !== null && typeof entities === 'object' && !Array.isArray(entities);
  if (!isObject || !Object.values(entities).every((id) => typeof id === 'string'))
    throw wrong('entities', '{<entity>: <id of a user>}');
  return {
    to,
    entities: entities as Record<string, string>,
    deactivate,
    ...(reports_to === undefined ? {} : { reportsTo: reports_to }),
    ...(left_on === undefined ? {} : { leftOn: left_on }),
  };
}
