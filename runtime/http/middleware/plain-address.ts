// Refuses addresses with NUL: no record has one in its id, and databases differ in what they do about it.
import { AppError } from '../../../core/errors.ts';
import type { Request } from '../app-env.ts';

/** Throws `request.not-found` or `request.bad-text`. */
export function refuseNul({ req }: Request): void {
  if (!req.url.includes('%00')) return;
  const [path = ''] = req.url.split('?');
  throw new AppError(path.includes('%00') ? 'request.not-found' : 'request.bad-text');
}
