// The network address a request came from, which the rate limits count.
import { getConnInfo } from 'hono/bun';
import type { Request } from './app-env.ts';

/** The peer's address; a proxy's word counts only when the settings trust it. */
export function addressOf(request: Request): string {
  if (request.get('runtime').config.trustProxy) {
    const last = request.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (last) return last;
  }
  try {
    return getConnInfo(request).remote.address ?? '';
  } catch {
    return '';
  }
}
