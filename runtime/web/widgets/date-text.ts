// Reads what people type for a date: 今天, tomorrow, +3, -1w, 11-20, 3/1, 2026年3月1日, 20260301. Null: not a date.
import { addUnits, dateText, dayOf, daysInMonth } from '../../../core/rules/dates.ts';

const WORDS: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  today: 0,
  now: 0,
  明天: 1,
  tomorrow: 1,
  后天: 2,
  大后天: 3,
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
const SHIFT = /^([+-])(\d{1,4})\s*([dwmy天周月年])?$/;
const FULL = /^(\d{4})[-/.年]?\s*(\d{1,2})[-/.月]?\s*(\d{1,2})日?$/;
const SHORT = /^(\d{1,2})[-/.月](\d{1,2})日?$/;

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

export function readTypedDate(input: string, today: string): string | null {
  const text = input.normalize('NFKC').trim().toLowerCase();
  const days = WORDS[text];
  if (days !== undefined) return addUnits(today, days, 'day');
  const full = FULL.exec(text);
  if (full) return dateOf(Number(full[1]), Number(full[2]), Number(full[3]));
  const short = SHORT.exec(text);
  if (short) return dateOf(dayOf(today).year, Number(short[1]), Number(short[2]));
  return shifted(text, today);
}

/** "9", "9:30", "930", "下午3点" → "09:30"; null: not a time. */
export function readTypedTime(input: string): string | null {
  const text = input.normalize('NFKC').trim().toLowerCase();
  const isLate = /^(下午|晚上)|pm$/.test(text);
  const plain = text.replace(/^(上午|下午|晚上|早上)|\s*(am|pm)$/g, '').replace(/[点时h.]/g, ':');
  const parts = /^(\d{1,2}):?([0-5]?\d)?:?分?$/.exec(plain.replace(/分$/, ''));
  if (!parts) return null;
  let hour = Number(parts[1]);
  if (isLate && hour < 12) hour += 12;
  return hour > 23
    ? null
    : `${String(hour).padStart(2, '0')}:${(parts[2] ?? '0').padStart(2, '0')}`;
}
