// A moment in UTC with milliseconds; input names its zone, cells are read in the reader's zone.
import { readMoment } from '../rules/moments.ts';
import { momentOfWall, wallClock } from '../rules/zones.ts';
import { readAscii } from './clean-text.ts';
import { textual } from './column.ts';
import { formatDate } from './date.ts';
import { defineFieldType, type FormatOptions, type Parsed } from './field-type.ts';
import { isBlank, readDateText } from './read-date.ts';

const LOCAL = /^(\S+)(?:[T ]+(\d{1,2}):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?)?$/;

const fault = { problem: { code: 'value.datetime' } } as const;

function normalise(input: unknown): Parsed<string> {
  const text = readAscii(input);
  const value = text === undefined ? undefined : readMoment(text);
  if (value !== undefined) return { value };
  return isBlank(input) ? { value: null } : fault;
}

/** Cells: with a zone as it stands, without one the wall clock of `options.timeZone`. */
function parseText(text: string, _settings: unknown, options: FormatOptions): Parsed<string> {
  const zoned = normalise(text);
  if ('value' in zoned) return zoned;
  const parts = LOCAL.exec(readAscii(text) ?? '');
  const date = parts ? readDateText(parts[1]) : undefined;
  const [, , hour = '00', minute = '00', second = '00', fraction = ''] = parts ?? [];
  if (date === undefined || Number(hour) > 23) return fault;
  const wall = `${date}T${hour.padStart(2, '0')}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`;
  const value = momentOfWall(wall, options.timeZone);
  return value === null ? fault : { value };
}

/** Wall-clock text to the minute where that says it all, else as precise as needed. */
function toText(value: string, settings: unknown, options: FormatOptions): string {
  const wall = wallClock(value, options.timeZone);
  if (wall === null) return value;
  const rest = wall.slice(16, 23);
  const seconds = rest === ':00.000' ? '' : rest;
  const text = `${wall.slice(0, 10)} ${wall.slice(11, 16)}${seconds}`;
  const back = parseText(text, settings, options);
  return 'value' in back && back.value === value ? text : value;
}

/** "2026年3月1日 14:30" in the reader's zone. */
export function formatMoment(value: string, options: FormatOptions): string {
  const wall = wallClock(value, options.timeZone) ?? value;
  return `${formatDate(wall.slice(0, 10), options)} ${wall.slice(11, 16)}`;
}

interface Settings {
  /** Offered beside the control: this many days after another field of the record, or after now. */
  spans?: number[];
  spansFrom?: string;
}

export const datetime = defineFieldType<Settings, string>({
  name: 'datetime',
  icon: 'calendar-clock',
  label: { 'zh-CN': '日期时间', en: 'Date and time' },
  settings: {
    type: 'object',
    properties: {
      spans: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 3660 }, maxItems: 6 },
      spansFrom: { type: 'string' },
    },
    additionalProperties: false,
  },
  value: () => ({ type: 'string', format: 'date-time', minLength: 24, maxLength: 24 }),
  widget: 'datetime',
  ...textual(normalise),
  ruleType: () => ({ kind: 'datetime' }),
  operators: ['>=', '<=', 'between', 'is_empty'],
  groupable: true,
  searchable: false,
  format: (value, _settings, options) => formatMoment(value, options),
  toText,
  parseText,
  examples: {
    settings: {},
    valid: ['2026-03-01T06:30:00.000Z', '1969-12-31T23:59:59.999Z', '2024-02-29T00:00:00.000Z'],
    loose: [
      ['2026-03-01T14:30:00+08:00', '2026-03-01T06:30:00.000Z'],
      ['2026-03-01T06:30Z', '2026-03-01T06:30:00.000Z'],
      ['2026-03-01 06:30:00.5Z', '2026-03-01T06:30:00.500Z'],
      ['', null],
    ],
    invalid: [
      '2026-03-01',
      '2026-03-01T06:30:00',
      '2026-02-30T06:30:00Z',
      '2026-03-01T24:00:00Z',
      '2026-03-01T06:30:00.0001Z',
      '0000-01-01T00:00:00Z',
      'tomorrow',
      86_400_000,
      true,
    ],
  },
});
