// Calendar arithmetic on ISO text: dates 2026-03-01, moments 2026-03-01T06:30:00.000Z, periods 2026, 2026-Q1, 2026-03.
// No clock, no time zone of the machine. Days are counted from 1970-01-01 (proleptic Gregorian).

export const DAY_MS = 86_400_000;

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export type DateUnit = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'hour' | 'minute';
export type PeriodUnit = 'week' | 'month' | 'quarter' | 'year';

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** Digits of `text` from `start`, or -1 when one of them is none. */
export function digitsAt(text: string, start: number, length: number): number {
  let value = 0;
  for (let index = start; index < start + length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** True for a date that exists, years 0001…9999, written 2026-03-01. */
export function isDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  return year >= 1 && month >= 1 && day >= 1 && day <= daysInMonth(year, month);
}

/** True for a time of day 00:00…23:59. */
export function isTime(text: string): boolean {
  if (text.length !== 5 || text[2] !== ':') return false;
  const hour = digitsAt(text, 0, 2);
  const minute = digitsAt(text, 3, 2);
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

/** True for a canonical moment: 2026-03-01T06:30:00.000Z. */
export function isMoment(text: string): boolean {
  if (text.length !== 24 || text[10] !== 'T' || text[19] !== '.' || text[23] !== 'Z') return false;
  const second = digitsAt(text, 17, 2);
  return (
    isDate(text.slice(0, 10)) &&
    isTime(text.slice(11, 16)) &&
    text[16] === ':' &&
    second >= 0 &&
    second <= 59 &&
    digitsAt(text, 20, 3) >= 0
  );
}

export type Precision = 'year' | 'quarter' | 'month';

/** Which precision a period's text has, or undefined when it is none. */
export function periodPrecision(text: string): Precision | undefined {
  if (digitsAt(text, 0, 4) < 1) return undefined;
  if (text.length === 4) return 'year';
  if (text.length !== 7 || text[4] !== '-') return undefined;
  if (text[5] === 'Q')
    return text[6] !== undefined && '1234'.includes(text[6]) ? 'quarter' : undefined;
  const month = digitsAt(text, 5, 2);
  return month >= 1 && month <= 12 ? 'month' : undefined;
}

export function dayOf(date: string): Day {
  return { year: digitsAt(date, 0, 4), month: digitsAt(date, 5, 2), day: digitsAt(date, 8, 2) };
}

export function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days since 1970-01-01. After Howard Hinnant, "chrono-compatible low-level date algorithms". */
export function dayNumber(date: string): number {
  const { year, month, day } = dayOf(date);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of dayNumber; null outside years 0001…9999. */
export function dateOfDay(days: number): string | null {
  if (!(days >= -719_162 && days <= 2_932_896)) return null;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return dateText(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** Milliseconds since 1970 of a canonical moment. */
export function momentMs(moment: string): number {
  const minutes = digitsAt(moment, 11, 2) * 60 + digitsAt(moment, 14, 2);
  const ms = digitsAt(moment, 17, 2) * 1000 + digitsAt(moment, 20, 3);
  return dayNumber(moment) * DAY_MS + minutes * 60_000 + ms;
}

/** The canonical moment; null outside years 0001…9999. */
export function momentText(ms: number): string | null {
  const days = Math.floor(ms / DAY_MS);
  const date = dateOfDay(days);
  if (date === null) return null;
  const rest = ms - days * DAY_MS;
  const pair = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = `${pair(rest / 3_600_000)}:${pair((rest / 60_000) % 60)}:${pair((rest / 1000) % 60)}`;
  return `${date}T${clock}.${String(rest % 1000).padStart(3, '0')}Z`;
}

/** Adds whole months; a day the month does not have becomes its last (31 January + 1 month = 28 February). */
function addMonths(date: string, months: number): string | null {
  const { year, month, day } = dayOf(date);
  const total = year * 12 + month - 1 + months;
  const targetYear = Math.floor(total / 12);
  if (!(targetYear >= 1 && targetYear <= 9999)) return null;
  const targetMonth = total - targetYear * 12 + 1;
  return dateText(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

const MONTHS_OF: Partial<Record<DateUnit, number>> = { month: 1, quarter: 3, year: 12 };
const MS_OF: Partial<Record<DateUnit, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
};

/** A date or moment moved by whole units; null when it leaves years 0001…9999. */
export function addUnits(value: string, amount: number, unit: DateUnit): string | null {
  if (!Number.isSafeInteger(amount) || Math.abs(amount) > 10_000_000_000) return null;
  const months = MONTHS_OF[unit];
  if (months !== undefined) {
    const date = addMonths(value.slice(0, 10), amount * months);
    return date === null ? null : date + value.slice(10);
  }
  const ms = amount * (MS_OF[unit] ?? 0);
  if (value.length === 10) return dateOfDay(dayNumber(value) + Math.trunc(ms / DAY_MS));
  return momentText(momentMs(value) + ms);
}

/** Whole units from `from` to `to`, cut towards zero; months count when the day of the month is reached. */
export function unitsBetween(from: string, to: string, unit: DateUnit): number {
  const months = MONTHS_OF[unit];
  if (months !== undefined) return Math.trunc(monthsBetween(from, to) / months) + 0;
  const ms = MS_OF[unit] ?? DAY_MS;
  if (from.length === 10) return Math.trunc(((dayNumber(to) - dayNumber(from)) * DAY_MS) / ms) + 0;
  return Math.trunc((momentMs(to) - momentMs(from)) / ms) + 0;
}

function monthsBetween(from: string, to: string): number {
  const start = dayOf(from);
  const end = dayOf(to);
  const months = (end.year - start.year) * 12 + end.month - start.month;
  const startRest = from.slice(8);
  const endRest = to.slice(8);
  if (months > 0 && endRest < startRest) return months - 1;
  if (months < 0 && endRest > startRest) return months + 1;
  return months;
}

/** First day of the week (Monday), month, quarter or year a date lies in. */
export function startOf(date: string, unit: PeriodUnit): string | null {
  const { year, month } = dayOf(date);
  if (unit === 'year') return dateText(year, 1, 1);
  if (unit === 'quarter') return dateText(year, month - ((month - 1) % 3), 1);
  if (unit === 'month') return dateText(year, month, 1);
  const days = dayNumber(date);
  return dateOfDay(days - ((((days + 3) % 7) + 7) % 7));
}

/** Last day of the week (Sunday), month, quarter or year a date lies in. */
export function endOf(date: string, unit: PeriodUnit): string | null {
  const start = startOf(date, unit);
  const next = start === null ? null : addUnits(start, 1, unit);
  if (next === null) return unit === 'week' ? null : dateText(9999, 12, 31);
  return dateOfDay(dayNumber(next) - 1);
}
