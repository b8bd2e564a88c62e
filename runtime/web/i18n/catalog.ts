// The application's texts of one language at a time: those of lists and forms at once, the others when a part that shows
// them is fetched. Another language is fetched when it is chosen.
import type { Locale } from '../../../core/errors.ts';
import type { FirstKey, LaterKey, TextKey } from './zh-cn.ts';

type Texts<K extends string> = Readonly<Record<K, string>>;
type Catalog = Readonly<Partial<Record<TextKey, string>>>;

const first: Readonly<Record<Locale, () => Promise<Texts<FirstKey>>>> = {
  'zh-CN': async () => (await import('./zh-cn.ts')).zhCn,
  en: async () => (await import('./en.ts')).en,
};
const others: Readonly<Record<Locale, () => Promise<Texts<LaterKey>>>> = {
  'zh-CN': async () => (await import('./zh-cn-later.ts')).zhCnLater,
  en: async () => (await import('./en-later.ts')).enLater,
};
const catalogs = new Map<Locale, Catalog>();
const whole = new Set<Locale>();
let areAllNeeded = false;

/** Makes the texts of a language ready for `t`, as far as they are needed by now. */
export async function loadCatalog(locale: Locale): Promise<void> {
  if (catalogs.has(locale) && (whole.has(locale) || !areAllNeeded)) return;
  const all = areAllNeeded;
  const [own, rest] = await Promise.all([first[locale](), all ? others[locale]() : {}]);
  catalogs.set(locale, { ...own, ...rest });
  if (all) whole.add(locale);
}

/** Makes all texts ready, in every language shown by now. */
export async function loadLaterTexts(): Promise<void> {
  areAllNeeded = true;
  await Promise.all([...catalogs.keys()].map(loadCatalog));
}

/** The texts of a language, or of one that is ready while they are on their way. */
export function catalogOf(locale: Locale): Catalog | undefined {
  return catalogs.get(locale) ?? catalogs.values().next().value;
}
