// Numbers as people read them, by Intl; formatters are kept because making one costs 50 µs.
import type { Locale } from '../errors.ts';

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(key: string, locale: Locale, options: Intl.NumberFormatOptions) {
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formatters.set(key, made);
  return made;
}

// Intl takes exact decimal text (ES2023); its type still says number.
const exact = (text: string | number) => text as unknown as number;

/** "1234567.50" → "1,234,567.50", the places as they stand. */
export function formatNumber(text: string | number, scale: number, locale: Locale): string {
  const options = { minimumFractionDigits: scale, maximumFractionDigits: scale };
  return formatter(`${locale} ${scale}`, locale, options).format(exact(text));
}

/** With the currency's symbol: "¥1,234.50" in zh-CN, "CN¥1,234.50" in en. */
export function formatCurrency(
  text: string,
  currency: string,
  scale: number,
  locale: Locale,
): string {
  const key = `${locale} ${scale} ${currency}`;
  const places = { minimumFractionDigits: scale, maximumFractionDigits: scale };
  return formatter(key, locale, { style: 'currency', currency, ...places }).format(exact(text));
}
