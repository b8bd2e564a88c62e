// The HTTP application: middleware in order, then one route family after the other. One place turns errors into answers.
import { Hono } from 'hono';
import { AppError } from '../../core/errors.ts';
import type { Runtime } from '../runtime.ts';
import type { AppEnv, Request } from './app-env.ts';
import { identify } from './middleware/identify.ts';
import { refuseNul } from './middleware/plain-address.ts';
import { refuseCrossSite } from './middleware/same-origin.ts';
import { secure } from './middleware/security-headers.ts';
import { findWhoAsks } from './middleware/signed-in.ts';
import { accessRoutes } from './routes/access.ts';
import { accountRoutes } from './routes/account.ts';
import { auditRoutes } from './routes/audit.ts';
import { designRoutes } from './routes/design.ts';
import { exportRoutes } from './routes/exports.ts';
import { fileRoutes } from './routes/files.ts';
import { handoverRoutes } from './routes/handover.ts';
import { metaRoutes } from './routes/meta.ts';
import { modelRoutes } from './routes/model.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { otherAccountRoutes } from './routes/other-accounts.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import { proposalRoutes } from './routes/proposals.ts';
import { recordRoutes } from './routes/records.ts';
import { searchRoutes } from './routes/search.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { singleSignOnRoutes } from './routes/single-sign-on.ts';
import { webRoutes } from './routes/web.ts';

/** The application over a running engine. */
export function createApp(runtime: Runtime): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: true });
  app.use(async (request, next) => {
    identify(runtime, request);
    await next();
    secure(request);
  });
  app.use(async (request, next) => {
    refuseCrossSite(request);
    await findWhoAsks(request);
    refuseNul(request);
    await next();
  });
  for (const routes of [
    signInRoutes,
    singleSignOnRoutes,
    accountRoutes,
    otherAccountRoutes,
    modelRoutes,
    accessRoutes,
    auditRoutes,
    exportRoutes,
    handoverRoutes,
    designRoutes,
    personalDataRoutes,
    proposalRoutes,
    recordRoutes,
    searchRoutes,
    fileRoutes,
    notificationRoutes,
    metaRoutes,
    webRoutes,
  ])
    app.route('/', routes);
  app.notFound((request) => problem(request as Request, new AppError('request.not-found')));
  app.onError((error, request) =>
    problem(request as Request, expected(runtime, request as Request, error)),
  );
  return app;
}

/** Faults of the storage that people can do something about keep their meaning; everything else is told by reference only. */
function expected(runtime: Runtime, request: Request, error: Error): AppError {
  if (error instanceof AppError) return error;
  const failure = runtime.database.dialect.failure(error);
  if (failure?.kind === 'busy' || failure?.kind === 'retry') return new AppError('server.busy');
  if (failure?.kind === 'full') return new AppError('server.storage');
  if (failure?.kind === 'overflow') return new AppError('value.digits', { limit: 18 });
  if (failure?.kind === 'foreign-key') return new AppError('record.reference-missing');
  const reference = request.get('requestId');
  runtime.log.error({ reference, error: error.stack ?? String(error) }, 'unexpected');
  return new AppError('server.unexpected', { reference });
}

function problem(request: Request, error: AppError): Response {
  const body = error.details(request.get('locale') ?? 'zh-CN');
  const headers: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  };
  if (error.code === 'auth.required') headers['WWW-Authenticate'] = 'Bearer';
  if (error.code === 'auth.too-many') headers['Retry-After'] = String(error.params.seconds);
  return request.body(JSON.stringify(body), error.status as 400, headers);
}
