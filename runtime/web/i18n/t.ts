// `t(key, params)`: the text of the application in the reader's language; `say(text)`: a text of the metadata.
import { fillText, type Locale } from '../../../core/errors.ts';
import type { Text } from '../../../core/model/client.ts';
import { en } from './en.ts';
import { preferences } from './preferences.ts';
import { type TextKey, zhCn } from './zh-cn.ts';

const catalogs: Record<Locale, Record<TextKey, string>> = { 'zh-CN': zhCn, en };

export function locale(): Locale {
  return preferences().locale;
}

export function t(key: TextKey, params?: Readonly<Record<string, unknown>>): string {
  return fillText(catalogs[locale()][key], params);
}

export function say(text: Text | undefined, fallback = ''): string {
  return text?.[locale()] ?? text?.en ?? fallback;
}
