// The functions over dates, once: the operators evaluate them and SQLite calls them. Arguments are never missing.
import {
  addUnits,
  type DateUnit,
  dayNumber,
  dayOf,
  endOf,
  type PeriodUnit,
  startOf,
  unitsBetween,
} from './dates.ts';
import type { RuleValue } from './expr.ts';
import type { DateFunction } from './sql.ts';
import { dateInZone, hourOf, startOfDate, wallClock, weekday } from './zones.ts';

export const DATE_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export const MOMENT_UNITS = [...DATE_UNITS, 'hour', 'minute'] as const;
export const PERIOD_UNITS = ['week', 'month', 'quarter', 'year'] as const;

type Argument = NonNullable<RuleValue>;

/** Moments and dates as text, amounts as numbers or their text, units as words. */
export const dateFunctions: Record<DateFunction, (...args: readonly Argument[]) => RuleValue> = {
  date_add: (value, amount, unit) => addUnits(String(value), Number(amount), unit as DateUnit),
  date_diff: (from, to, unit) => unitsBetween(String(from), String(to), unit as DateUnit),
  start_of: (date, unit) => startOf(String(date), unit as PeriodUnit),
  end_of: (date, unit) => endOf(String(date), unit as PeriodUnit),
  date: (moment, zone) => dateInZone(String(moment), String(zone)),
  day_start: (date, zone) => startOfDate(String(date), String(zone)),
  year: (date) => dayOf(String(date)).year,
  month: (date) => dayOf(String(date)).month,
  day: (date) => dayOf(String(date)).day,
  weekday: (date) => weekday(String(date)),
  hour: (moment, zone) => {
    const wall = wallClock(String(moment), String(zone));
    return wall === null ? null : hourOf(wall);
  },
};

/** Longest span working days are counted over: a hundred years. */
const MOST_DAYS = 36_600;

/** Working days after `from` up to and including `to`, negative the other way round; null over more than a century. */
export function workingDays(
  from: string,
  to: string,
  isWorkingDay: (date: string) => boolean,
): number | null {
  if (from > to) {
    const reverse = workingDays(to, from, isWorkingDay);
    return reverse === null ? null : 0 - reverse;
  }
  if (dayNumber(to) - dayNumber(from) > MOST_DAYS) return null;
  let count = 0;
  for (let date = from; date < to; ) {
    const next = addUnits(date, 1, 'day');
    if (next === null) return null;
    date = next;
    if (isWorkingDay(date)) count++;
  }
  return count;
}

/** Monday to Friday. */
export function isWeekdayDate(date: string): boolean {
  return weekday(date) <= 5;
}
