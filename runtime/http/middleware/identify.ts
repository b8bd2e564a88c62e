// Gives every request its id and language.
import type { Locale } from '../../../core/errors.ts';
import type { Runtime } from '../../runtime.ts';
import type { Request } from '../app-env.ts';

/** What every request carries from its beginning. */
export function identify(runtime: Runtime, request: Request): void {
  request.set('runtime', runtime);
  request.set('requestId', Bun.randomUUIDv7());
  request.set('locale', localeOf(request.req.header('accept-language'), runtime.config.locale));
}

/** The first language of Accept-Language that the product speaks. */
function localeOf(header: string | undefined, fallback: Locale): Locale {
  if (header === undefined) return fallback;
  for (const part of header.split(',')) {
    const tag = part.trim().toLowerCase();
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return fallback;
}
