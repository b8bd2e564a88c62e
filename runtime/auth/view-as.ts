// An administrator looks at the product as somebody else: read only, for an hour, with a reason that is written down.
import { AppError } from '../../core/errors.ts';
import type { Context } from '../../core/records/context.ts';
import { appendAudit } from '../../core/records/steps/audit.ts';
import type { Connection } from '../../core/storage/database.ts';
import type { Runtime } from '../runtime.ts';
import { accountOf } from './accounts.ts';
import { closeSession, type OpenedSession, openSession } from './sessions.ts';
import { logSignIn, type Whence } from './sign-in-log.ts';

const VIEW_MINUTES = 60;

/** Opens the view. Throws `record.not-found` for somebody who cannot sign in. */
export async function startView(
  runtime: Runtime,
  context: Context,
  whence: Whence,
  view: { user: string; reason: string },
): Promise<OpenedSession> {
  const { user, reason } = view;
  const viewer = context.actor.id;
  const account = await accountOf(runtime, user);
  if (!account.active || viewer === null) throw new AppError('record.not-found');
  const session = { now: runtime.now(), ...whence, viewer, minutes: VIEW_MINUTES };
  return runtime.database.write(async (connection) => {
    const event = { kind: 'view_started', user, doneBy: context.actor.name, note: reason };
    await logSignIn(runtime, whence, event, connection);
    await auditView(context, connection, { user, viewer, action: 'view_started' });
    return openSession(runtime.database, connection, user, session);
  });
}

/** Ends the view. */
export async function stopView(
  runtime: Runtime,
  context: Context,
  whence: Whence,
  view: { user: string; viewer: string; session: string },
): Promise<void> {
  const { user, viewer, session } = view;
  const { name } = await accountOf(runtime, viewer);
  await runtime.database.write(async (connection) => {
    await closeSession(runtime.database, connection, session);
    const event = { kind: 'view_stopped', user, doneBy: name };
    await logSignIn(runtime, whence, event, connection);
    await auditView(context, connection, { user, viewer, action: 'view_stopped' });
  });
}

/** The change log of the person says it too, in the administrator's name. */
async function auditView(
  context: Context,
  connection: Connection,
  { user, viewer, action }: { user: string; viewer: string; action: string },
): Promise<void> {
  await appendAudit(context.database, connection, {
    at: context.now,
    actor: viewer,
    actor_kind: 'user',
    entity: 'user',
    record: user,
    action,
    version: 0,
    changes: '{}',
    metadata: context.live.version,
    request: context.request ?? null,
  });
}
