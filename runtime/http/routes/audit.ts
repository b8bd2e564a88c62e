// The change log over HTTP: pages of it and its verification for administrators, and looks at values shown on request.
import { Hono } from 'hono';
import { AppError } from '../../../core/errors.ts';
import { readAuditLog, requireAdministrator } from '../../../core/records/audit-log.ts';
import { revealValue } from '../../../core/records/reveal.ts';
import { lastVerification, startVerification } from '../../jobs/verify-log.ts';
import { type AppEnv, requestContext } from '../app-env.ts';
import { onlyMembers, readJson, readQuery, textMember } from '../body.ts';

export const auditRoutes = new Hono<AppEnv>();

const FILTERS = ['actor', 'entity', 'record', 'action', 'field', 'from', 'until'] as const;

auditRoutes.get('/api/audit', async (request) => {
  const { limit, cursor, ...filter } = readQuery(request, [...FILTERS, 'limit', 'cursor']);
  if (limit !== undefined && !/^\d{1,3}$/.test(limit))
    throw new AppError('request.bad-parameter', { name: 'limit', expected: 'a whole number' });
  const page = { limit: limit === undefined ? undefined : Number(limit), cursor };
  const wanted = {
    ...filter,
    from: instant('from', filter.from),
    until: instant('until', filter.until),
  };
  return request.json(await readAuditLog(requestContext(request), wanted, page));
});

function instant(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(moment.getTime()))
    return moment.toISOString();
  throw new AppError('request.bad-parameter', { name, expected: '2027-01-01T00:00:00Z' });
}

auditRoutes.post('/api/audit/verify', async (request) => {
  requireAdministrator(requestContext(request));
  onlyMembers(await readJson(request), []);
  return request.json(await startVerification(request.get('runtime')), 202);
});

auditRoutes.get('/api/audit/verify', (request) => {
  requireAdministrator(requestContext(request));
  return request.json(lastVerification(request.get('runtime')) ?? null);
});

/** The whole value of a field that comes masked; the look is written into the change log. */
auditRoutes.post('/api/records/:entity/:id/reveal', async (request) => {
  const { entity, id } = request.req.param();
  const body = await readJson(request);
  onlyMembers(body, ['field']);
  const field = textMember(body, 'field');
  const value = await revealValue(requestContext(request), entity, id, field);
  return request.json({ field, value });
});
