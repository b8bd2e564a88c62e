// The application's texts of one language at a time; another language is fetched when it is chosen.
import type { Locale } from '../../../core/errors.ts';
import type { TextKey } from './zh-cn.ts';

export type Catalog = Readonly<Record<TextKey, string>>;

const fetchers: Readonly<Record<Locale, () => Promise<Catalog>>> = {
  'zh-CN': async () => (await import('./zh-cn.ts')).zhCn,
  en: async () => (await import('./en.ts')).en,
};
const catalogs = new Map<Locale, Catalog>();

/** Makes the texts of a language ready for `t`. */
export async function loadCatalog(locale: Locale): Promise<void> {
  if (!catalogs.has(locale)) catalogs.set(locale, await fetchers[locale]());
}

/** The texts of a language, or of one that is ready while they are on their way. */
export function catalogOf(locale: Locale): Catalog | undefined {
  return catalogs.get(locale) ?? catalogs.values().next().value;
}
