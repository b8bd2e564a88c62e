// What a session or key may not do although somebody is signed in: one that waits for something does nothing else, a view
// as somebody else and a key for reading write nothing, keys keep to their entities and off the account itself.
import type { ActorLimits } from '../../../core/access/actor.ts';
import { AppError } from '../../../core/errors.ts';
import { type Pending, READING, type SignedIn } from '../../auth/sessions.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Reads that carry their question in a body. */
const READING_POSTS = /^\/api\/records\/[^/]+\/aggregate$/;

/** What each missing thing is made good with. */
const NEXT: Readonly<Record<Pending, readonly string[]>> = {
  factor: ['POST /api/auth/factor/verify'],
  enrol: ['POST /api/auth/factor/begin', 'POST /api/auth/factor/confirm'],
  password: ['POST /api/auth/password'],
};

/** Throws when the session or key may not be used for this request. The open routes are not asked about. */
export function narrow(found: SignedIn, method: string, path: string): void {
  const { pending, viewer, actor } = found;
  const route = `${method} ${path}`;
  if (pending && !NEXT[pending].includes(route)) throw new AppError(`auth.pending-${pending}`);
  const isRead = SAFE.has(method) || (method === 'POST' && READING_POSTS.test(path));
  const isAccount = path.startsWith('/api/auth/');
  if (viewer && route !== 'POST /api/auth/view-as/stop' && (isAccount || !isRead))
    throw new AppError('auth.view-only');
  if (actor.kind !== 'key') return;
  if (isAccount) throw new AppError('auth.session-only');
  if (actor.limits && !isWithin(actor.limits, isRead, path)) throw new AppError('auth.key-scope');
}

function isWithin({ entities, actions }: ActorLimits, isRead: boolean, path: string): boolean {
  if (!isRead && actions?.every((action) => READING.includes(action))) return false;
  const [, entity] = path.match(/^\/api\/(?:records|model\/entities|validators)\/([^/.]+)/) ?? [];
  return !entities || entity === undefined || entity === 'shared' || entities.includes(entity);
}
