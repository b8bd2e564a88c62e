// Moments as they are written with a zone (RFC 3339) → canonical UTC text.
import { isDate, isMoment, momentMs, momentText } from './dates.ts';

// Without leap seconds; seconds and fractions may be left out, fractions beyond milliseconds may not be lost.
const ZONED =
  /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3})0*)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The canonical moment, or undefined when the text is none, names no zone, or the day does not exist. */
export function readMoment(text: string): string | undefined {
  if (isMoment(text)) return text;
  const parts = ZONED.exec(text);
  const [, date = '', hour, minute, second = '00', fraction = '', zone = 'Z'] = parts ?? [];
  if (!parts || !isDate(date)) return undefined;
  const wall = `${date}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`;
  return momentText(momentMs(wall) - offsetMs(zone)) ?? undefined;
}
