// `t(key, params)`: the text of the application in the reader's language; `say(text)`: a text of the metadata.
import { fillText, type Locale } from '../../../core/errors.ts';
import type { Text } from '../../../core/model/client.ts';
import { catalogOf } from './catalog.ts';
import { preferences } from './preferences.ts';
import type { TextKey } from './zh-cn.ts';

export function locale(): Locale {
  return preferences().locale;
}

export function t(key: TextKey, params?: Readonly<Record<string, unknown>>): string {
  return fillText(catalogOf(locale())?.[key] ?? key, params);
}

export function say(text: Text | undefined, fallback = ''): string {
  return text?.[locale()] ?? text?.en ?? fallback;
}
