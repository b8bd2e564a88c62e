// A length of time in whole minutes.
import { readAscii } from './clean-text.ts';
import { integerColumn, plainInteger } from './column.ts';
import { defineFieldType, type FormatOptions, type Parsed } from './field-type.ts';

/** A hundred years. */
const MOST_MINUTES = 52_596_000;
const CLOCK = /^(\d{1,6}):([0-5]\d)$/;
const WORDS =
  /^(?:(\d{1,6})\s*(?:h|hr|hrs|hours?|小时|时))?\s*(?:(\d{1,8})\s*(?:m|min|mins|minutes?|分钟|分))?$/i;

const fault = { problem: { code: 'value.duration' } } as const;

function within(value: number): Parsed<number> {
  const isWhole = Number.isInteger(value) && value >= 0 && value <= MOST_MINUTES;
  return isWhole ? { value: value + 0 } : fault;
}

function normalise(input: unknown): Parsed<number> {
  if (typeof input === 'number') return within(input);
  if (input === null || input === '') return { value: null };
  const text = readAscii(input);
  if (text === undefined) return fault;
  return /^\d{1,8}$/.test(text) ? within(Number(text)) : fault;
}

/** Cells: "90", "1:30", "1 h 30 min", "1小时30分钟". */
function parseText(text: string): Parsed<number> {
  const plain = text.trim();
  const parts = CLOCK.exec(plain) ?? (plain === '' ? null : WORDS.exec(plain));
  return parts ? within(Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0)) : normalise(plain);
}

function format(value: number, _settings: unknown, { locale }: FormatOptions): string {
  const hours = Math.floor(value / 60);
  const minutes = value % 60;
  const words = locale === 'zh-CN' ? ['小时', '分钟', ''] : [' h', ' min', ' '];
  const parts = [
    hours > 0 ? `${hours}${words[0]}` : '',
    minutes > 0 || hours === 0 ? `${minutes}${words[1]}` : '',
  ];
  return parts.filter((part) => part !== '').join(words[2]);
}

export const duration = defineFieldType<Record<string, never>, number>({
  name: 'duration',
  icon: 'timer',
  label: { 'zh-CN': '时长', en: 'Duration' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'integer', minimum: 0, maximum: MOST_MINUTES }),
  storage: () => integerColumn,
  ruleType: () => ({ kind: 'integer' }),
  operators: ['>=', '<=', 'between', 'is_empty'],
  widget: 'duration',
  sortable: true,
  groupable: false,
  searchable: false,
  normalise,
  ...plainInteger,
  format,
  toText: (value) => String(value),
  parseText,
  examples: {
    settings: {},
    valid: [0, 45, 90, 120],
    loose: [['90', 90]],
    invalid: [-1, 1.5, '1.5', 'x', true, 52_596_001],
  },
});
