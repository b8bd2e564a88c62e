// Reads what people type for a date: 今天, tomorrow, +3, -1w, 下周一, 11-20, 1120, 3月5日, 2026/3/5, 5 Mar. Null: no date.
import { addUnits, dateText, dayOf, daysInMonth } from '../../../core/rules/dates.ts';
import { readNamedDay } from './weekday-text.ts';

const WORDS: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  today: 0,
  now: 0,
  明天: 1,
  tomorrow: 1,
  后天: 2,
  tmr: 1,
  大后天: 3,
  大前天: -3,
  昨天: -1,
  yesterday: -1,
  前天: -2,
};
const UNITS = {
  d: 'day',
  天: 'day',
  w: 'week',
  周: 'week',
  m: 'month',
  月: 'month',
  y: 'year',
  年: 'year',
} as const;
const SHIFT = /^([+-])(\d{1,4})\s*(?:个)?([dwmy天周月年])?$/;
const FULL = /^(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})[日号]?$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const SHORT = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/;
const COMPACT = /^(\d{2})(\d{2})$/;
const DAY_ONLY = /^(\d{1,2})[日号]$/;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_FIRST = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?$/;

function dateOf(year: number, month: number, day: number): string | null {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? dateText(year, month, day) : null;
}

function shifted(text: string, today: string): string | null {
  const parts = SHIFT.exec(text);
  if (!parts) return null;
  const unit = UNITS[(parts[3] ?? 'd') as keyof typeof UNITS];
  return addUnits(today, Number(`${parts[1]}${parts[2]}`), unit);
}

function monthOf(name: string): number {
  const index = MONTHS.indexOf(name.slice(0, 3));
  return index + 1;
}

function readEnglish(text: string, year: number): string | null {
  const first = MONTH_FIRST.exec(text);
  if (first) return dateOf(Number(first[3] ?? year), monthOf(first[1] ?? ''), Number(first[2]));
  const second = DAY_FIRST.exec(text);
  return second && dateOf(Number(second[3] ?? year), monthOf(second[2] ?? ''), Number(second[1]));
}

/** Digits with or without a year, which else is that of `today`. */
function readDigits(text: string, today: string): string | null {
  const { year, month } = dayOf(today);
  const full = FULL.exec(text) ?? DIGITS.exec(text);
  if (full) return dateOf(Number(full[1]), Number(full[2]), Number(full[3]));
  const short = SHORT.exec(text) ?? COMPACT.exec(text);
  if (short) return dateOf(year, Number(short[1]), Number(short[2]));
  const day = DAY_ONLY.exec(text);
  return day ? dateOf(year, month, Number(day[1])) : readEnglish(text, year);
}

/** The date a typed text means, seen from `today`; null: none. */
export function readTypedDate(input: string, today: string): string | null {
  const text = input.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  const days = WORDS[text];
  if (days !== undefined) return addUnits(today, days, 'day');
  return readDigits(text, today) ?? shifted(text, today) ?? readNamedDay(text, today);
}

/** "9", "9:30", "930", "下午3点半", "3pm" → "15:00"; null: not a time. */
export function readTypedTime(input: string): string | null {
  const text = input.normalize('NFKC').trim().toLowerCase();
  const isLate = /^(下午|晚上|傍晚)|pm$/.test(text);
  const plain = text
    .replace(/^(上午|下午|中午|傍晚|晚上|早上|凌晨)|\s*(am|pm)$/g, '')
    .replace(/半$/, '30')
    .replace(/[点时h.]/g, ':')
    .replace(/分$/, '');
  const parts = /^(\d{1,2})(?::?([0-5]\d)|:([0-5]?\d))?:?$/.exec(plain);
  if (!parts) return null;
  let hour = Number(parts[1]);
  if (isLate && hour < 12) hour += 12;
  if (/am$|^凌晨/.test(text) && hour === 12) hour = 0;
  return hour > 23
    ? null
    : `${String(hour).padStart(2, '0')}:${(parts[2] ?? parts[3] ?? '0').padStart(2, '0')}`;
}
