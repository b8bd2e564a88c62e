// Structured log, one JSON line per event.
import { pino } from 'pino';

export type Log = ReturnType<typeof createLog>;

/** @param level `info`, `warn`, `error` or `silent` */
export function createLog(level: string) {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}
