// What the HTTP layer is given at boot, and what each request carries.
import type { Context as HonoContext } from 'hono';
import type { Actor } from '../../core/access/actor.ts';
import { AppError, type Locale } from '../../core/errors.ts';
import type { Context } from '../../core/records/context.ts';
import type { Pending } from '../auth/sessions.ts';
import type { Runtime } from '../runtime.ts';

export interface RequestValues {
  runtime: Runtime;
  requestId: string;
  locale: Locale;
  /** Set by the session middleware when somebody is signed in. */
  actor?: Actor;
  /** Hash of the session in use, for sign-out. */
  session?: string;
  /** What the session waits for. */
  pending?: Pending;
  /** Id of the administrator who sees the product as the actor. */
  viewer?: string;
  /** Looks again whether whoever asked would still be let in. */
  isStillIn?: () => Promise<boolean>;
}
export type AppEnv = { Variables: RequestValues };
export type Request = HonoContext<AppEnv>;

/** The record context of a request, or `auth.required`. */
export function requestContext(request: Request): Context {
  const actor = request.get('actor');
  if (!actor) throw new AppError('auth.required');
  return request.get('runtime').contextFor(actor, request.get('requestId'));
}
