// Gives every request its id, language and network address.

import type { MiddlewareHandler } from 'hono';
import { getConnInfo } from 'hono/bun';
import type { Locale } from '../../../core/errors.ts';
import type { Runtime } from '../../runtime.ts';
import type { AppEnv, Request } from '../app-env.ts';

export function identify(runtime: Runtime): MiddlewareHandler<AppEnv> {
  return async (request, next) => {
    request.set('runtime', runtime);
    request.set('requestId', Bun.randomUUIDv7());
    request.set('locale', localeOf(request.req.header('accept-language'), runtime.config.locale));
    request.set('address', addressOf(request, runtime));
    await next();
  };
}

/** The first language of Accept-Language that the product speaks. */
function localeOf(header: string | undefined, fallback: Locale): Locale {
  for (const part of (header ?? '').split(',')) {
    const tag = part.trim().toLowerCase();
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return fallback;
}

/** The peer's address; a proxy's word counts only when the settings trust it. */
function addressOf(request: Request, runtime: Runtime): string {
  if (runtime.config.trustProxy) {
    const last = request.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (last) return last;
  }
  try {
    return getConnInfo(request).remote.address ?? '';
  } catch {
    return '';
  }
}
