// Dates as people write them, year first: 2026-03-01, 2026/3/1, 2026年3月1日. Other orders are ambiguous and refused.
import { dateText, isDate, isTime } from '../rules/dates.ts';
import { readAscii } from './clean-text.ts';

const LOOSE_DATE =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|[/.](\d{1,2})[/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/;
const LOOSE_TIME = /^(\d{1,2})[:：](\d{2})(?::00)?$/;

/** The canonical date, or undefined when it is none or does not exist. */
export function readDateText(input: unknown): string | undefined {
  if (typeof input === 'string' && isDate(input)) return input;
  const parts = LOOSE_DATE.exec(readAscii(input) ?? '');
  if (!parts) return undefined;
  const month = parts[2] ?? parts[4] ?? parts[6];
  const day = parts[3] ?? parts[5] ?? parts[7];
  const text = dateText(Number(parts[1]), Number(month), Number(day));
  return isDate(text) ? text : undefined;
}

/** The canonical time of day: "9:05" → "09:05"; seconds other than zero would be lost and are refused. */
export function readTimeText(input: unknown): string | undefined {
  if (typeof input === 'string' && isTime(input)) return input;
  const parts = LOOSE_TIME.exec(readAscii(input) ?? '');
  const text = parts ? `${parts[1]?.padStart(2, '0')}:${parts[2]}` : '';
  return isTime(text) ? text : undefined;
}

/** True for what counts as no value at all. */
export function isBlank(input: unknown): boolean {
  return input === null || (typeof input === 'string' && readAscii(input) === '');
}
