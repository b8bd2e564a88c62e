// Applies a plan: site files, tables, metadata version, role records and the change log in one transaction; then the new
// model is live. Requests that are running finish on the model they began with.
import { systemAccess } from '../../core/access/access.ts';
import { AppError, invalid } from '../../core/errors.ts';
import type { Model } from '../../core/model/model.ts';
import type { Context, LiveModel } from '../../core/records/context.ts';
import { appendAudit } from '../../core/records/steps/audit.ts';
import type { Connection } from '../../core/storage/database.ts';
import { migrateWithin, readSearches } from '../../core/storage/migrate.ts';
import { fillingFor } from '../boot.ts';
import { checkKeys } from '../encryption.ts';
import type { Runtime } from '../runtime.ts';
import { syncRoles } from '../seed.ts';
import { dropDraft } from './draft.ts';
import { type PreparedPlan, planDraft } from './plan.ts';
import { SITE_LOG, writeSiteFile } from './site-layer.ts';

/**
 * Applies what was planned under a hash.
 * @throws design.stale when the base or the draft is another by now, design.refused when the plan has problems
 */
export async function applyPlan(
  runtime: Runtime,
  context: Context,
  hash: string,
): Promise<LiveModel> {
  const { database } = runtime;
  const user = context.actor.id;
  if (user === null) throw new AppError('auth.administrator');
  const next = await database.write(async (connection) => {
    const plan = await planDraft(runtime, user, connection);
    if (plan.draft.size === 0) throw new AppError('design.empty');
    if (plan.problems.length > 0) throw invalid('design.refused', plan.problems);
    if (plan.hash !== hash || !plan.model || plan.version !== runtime.live.current.version)
      throw new AppError('design.stale');
    return write(runtime, context, connection, { ...plan, model: plan.model });
  });
  await checkKeys(database, next.model);
  const searches = await readSearches(database);
  const live = { ...next, searches };
  await runtime.adopt(live);
  runtime.log.info({ version: live.version, by: context.actor.name }, 'metadata applied');
  return live;
}

async function write(
  runtime: Runtime,
  context: Context,
  connection: Connection,
  { model, site, draft }: PreparedPlan & { model: Model },
): Promise<{ model: Model; version: number }> {
  const { database, log, config } = runtime;
  const change = { at: context.now, by: context.actor.id };
  for (const [path, content] of draft)
    await writeSiteFile(database, connection, path, content, change);
  await dropDraft(database, String(context.actor.id), connection);
  const filling = fillingFor(database, model, log);
  const { version } = await migrateWithin(database, connection, model, context.now, filling);
  const live: LiveModel = { ...runtime.live.current, model, version };
  const engine = runtime.systemContext('site');
  const acting = { ...engine, live, access: systemAccess(model) };
  await syncRoles(acting, config.locale, connection);
  for (const [path, content] of draft) {
    const before = site.get(path) ?? null;
    await appendAudit(database, connection, {
      at: context.now,
      actor: context.actor.id,
      actor_kind: context.actor.kind,
      entity: SITE_LOG,
      record: path,
      action: content === null ? 'delete' : before === null ? 'create' : 'update',
      version,
      changes: JSON.stringify({ content: [before, content] }),
      metadata: version,
      request: context.request ?? null,
    });
  }
  return { model, version };
}
