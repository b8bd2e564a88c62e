// Reads what people type for a period: 2026, 2026Q3, 三季度, 本季度, 上个月, next quarter, 2026年3月, +1. Null: no period.
import { addUnits, dayOf, type Precision } from '../../../core/rules/dates.ts';

const STEP: Readonly<Record<Precision, number>> = { year: 12, quarter: 3, month: 1 };
const BY_WORD: Readonly<Record<string, number>> = {
  上: -1,
  去: -1,
  last: -1,
  previous: -1,
  本: 0,
  这: 0,
  今: 0,
  this: 0,
  下: 1,
  明: 1,
  next: 1,
};
const NAMED =
  /^(上|去|本|这|今|下|明)个?(?:年度?|季度?|月)$|^(last|previous|this|next) (?:year|quarter|month)$/;
const SHIFT = /^([+-]\d{1,3})$/;
const QUARTER = /^(?:(\d{4})[-/年 ]?)?(?:q|第)?([1-4一二三四])(?:季度?)?$/;
const QUARTER_FIRST = /^q([1-4])[ /-]?(\d{4})$/;
const MONTH = /^(?:(\d{4})[-/.年 ]?)?(\d{1,2})月?$/;
const HAN = '零一二三四';

/** The period a date lies in: "2026", "2026-Q1", "2026-03". */
export function periodOf(date: string, precision: Precision): string {
  const { year, month } = dayOf(date);
  const head = String(year).padStart(4, '0');
  if (precision === 'year') return head;
  if (precision === 'quarter') return `${head}-Q${Math.ceil(month / 3)}`;
  return `${head}-${String(month).padStart(2, '0')}`;
}

/** The first day of a period. */
export function firstDayOf(period: string): string {
  const [year = '', part = ''] = period.split('-');
  if (part === '') return `${year}-01-01`;
  const month = part.startsWith('Q') ? (Number(part.slice(1)) - 1) * 3 + 1 : Number(part);
  return `${year}-${String(month).padStart(2, '0')}-01`;
}

/** The period `by` steps from one. */
export function nextPeriod(period: string, by: number, precision: Precision): string {
  const moved = addUnits(firstDayOf(period), by * STEP[precision], 'month');
  return moved ? periodOf(moved, precision) : period;
}

function readQuarter(text: string, year: string): string | null {
  const turned = QUARTER_FIRST.exec(text);
  if (turned) return `${turned[2]}-Q${turned[1]}`;
  const parts = QUARTER.exec(text);
  if (!parts) return null;
  const digit = HAN.indexOf(parts[2] ?? '');
  return `${parts[1] ?? year}-Q${digit > 0 ? digit : parts[2]}`;
}

function readMonth(text: string, year: string): string | null {
  const parts = MONTH.exec(text);
  const month = Number(parts?.[2]);
  if (!parts || month < 1 || month > 12) return null;
  return `${parts[1] ?? year}-${String(month).padStart(2, '0')}`;
}

/** The period a typed text means, seen from `today`; null: none. */
export function readTypedPeriod(input: string, precision: Precision, today: string): string | null {
  const text = input.normalize('NFKC').trim().toLowerCase();
  const here = periodOf(today, precision);
  const named = NAMED.exec(text);
  if (named) return nextPeriod(here, BY_WORD[named[1] ?? named[2] ?? ''] ?? 0, precision);
  if (SHIFT.test(text)) return nextPeriod(here, Number(text), precision);
  const year = today.slice(0, 4);
  if (precision === 'year') return /^(\d{4})年?$/.exec(text)?.[1] ?? null;
  return precision === 'quarter' ? readQuarter(text, year) : readMonth(text, year);
}
