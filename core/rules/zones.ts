// Between moments and the wall clock of a time zone, by the zone data of Intl. Used where "today" or a date meets a moment.
import { DAY_MS, dayNumber, digitsAt, momentMs, momentText } from './dates.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    era: 'short',
  });
  formatters.set(timeZone, made);
  return made;
}

/** True when the zone is known here, e.g. "Asia/Shanghai". */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatter(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock of a zone at a moment, as if it were UTC: "2026-03-01T14:30:00.000Z" means 14:30 on that wall. */
export function wallClock(moment: string, timeZone: string): string | null {
  if (timeZone === 'UTC') return moment;
  const ms = momentMs(moment);
  const part: Record<string, string> = {};
  for (const { type, value } of formatter(timeZone).formatToParts(ms)) part[type] = value;
  if (!part.era?.startsWith('A')) return null;
  const date = `${part.year?.padStart(4, '0')}-${part.month}-${part.day}`;
  return `${date}T${part.hour}:${part.minute}:${part.second}.${moment.slice(20)}`;
}

/**
 * The moment at which a zone's wall clock shows `wall` (in the form of wallClock). A wall time that occurs twice gives
 * the first moment, one that is skipped the moment the same distance after the gap began.
 */
export function momentOfWall(wall: string, timeZone: string): string | null {
  const wanted = momentMs(wall);
  const before = offsetAt(wanted - DAY_MS, timeZone);
  const after = offsetAt(wanted + DAY_MS, timeZone);
  const first = wanted - before;
  if (offsetAt(first, timeZone) === before) return momentText(first);
  const second = wanted - after;
  return momentText(offsetAt(second, timeZone) === after ? second : first);
}

/** Milliseconds the zone's wall clock is ahead of UTC. */
function offsetAt(ms: number, timeZone: string): number {
  const moment = momentText(ms);
  const wall = moment === null ? null : wallClock(moment, timeZone);
  return wall === null ? 0 : momentMs(wall) - ms;
}

/** The date on the zone's wall calendar at a moment. */
export function dateInZone(moment: string, timeZone: string): string | null {
  return wallClock(moment, timeZone)?.slice(0, 10) ?? null;
}

/** The moment a date begins in the zone. */
export function startOfDate(date: string, timeZone: string): string | null {
  return momentOfWall(`${date}T00:00:00.000Z`, timeZone);
}

/** Day of the week, 1 Monday … 7 Sunday (ISO 8601). */
export function weekday(date: string): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Hour of the wall clock text. */
export function hourOf(wall: string): number {
  return digitsAt(wall, 11, 2);
}
