// Shapes and formats the values of the story: rows, days, amounts, names in letters and unique numbers.
import { pinyin } from 'pinyin-pro';
import { int, pick } from './chance.ts';

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Row = { [field: string]: Value | undefined };

/** The day the story is told. */
const BASE = Date.UTC(2026, 10, 20);
const DAY = 86_400_000;

export const date = (days: number) => new Date(BASE + days * DAY).toISOString().slice(0, 10);

/** A moment in office hours (UTC+8) of the day `days` from the base date. */
export const moment = (days: number) =>
  new Date(BASE + days * DAY + int(60, 600) * 60_000)
    .toISOString()
    .replace(/:\d\d\.\d{3}Z$/, ':00.000Z');
export const dayOf = (text: string) => Math.round((Date.parse(text.slice(0, 10)) - BASE) / DAY);
export const money = (amount: number) => amount.toFixed(2);
export const round = (amount: number, step: number) => Math.round(amount / step) * step;
export const spell = (text: string) =>
  pinyin(text, { toneType: 'none', type: 'array' })
    .join('')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();

const used = new Set<string>();

/** Makes values until one is new. */
export function fresh(make: () => string): string {
  for (;;) {
    const value = make();
    if (used.has(value)) continue;
    used.add(value);
    return value;
  }
}

export const digits = (count: number) => Array.from({ length: count }, () => int(0, 9)).join('');
const MOBILE_PREFIXES = [
  '133',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '152',
  '158',
  '159',
  '177',
  '180',
  '186',
  '188',
  '189',
];
export const mobile = () => fresh(() => pick(MOBILE_PREFIXES) + digits(8));
export const landLine = (area: string) =>
  fresh(
    () =>
      `${area}-${int(2, 8)}${digits(area.length === 3 || area.startsWith('05') || area.startsWith('07') ? 7 : 6)}`,
  );
