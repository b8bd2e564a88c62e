// Reads days named by their week, month or distance: 下周一, 周五, 月底, 3天后, next mon, end of month, in 2 weeks.
import { addUnits, type DateUnit, endOf, startOf } from '../../../core/rules/dates.ts';

const HAN_DAYS = '一二三四五六日';
const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const CHINESE_DAY = /^(上上|下下|上|下|本|这)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天末])$/;
const ENGLISH_DAY = /^(?:(last|next|this|coming)\s+)?([a-z]{3,9})\.?$/;
const FULL_NAMES = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const WEEKS: Readonly<Record<string, number>> = {
  上上: -2,
  上: -1,
  last: -1,
  下: 1,
  next: 1,
  下下: 2,
};
const UNITS: Readonly<Record<string, DateUnit>> = {
  天: 'day',
  日: 'day',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  月: 'month',
  年: 'year',
  day: 'day',
  week: 'week',
  month: 'month',
  year: 'year',
};
const NUMBERS = '零一二三四五六七八九十';
const CHINESE_DISTANCE =
  /^(\d{1,4}|[一二两三四五六七八九十])个?(天|日|周|星期|礼拜|月|年)(之?后|之?前|以后|以前)$/;
const ENGLISH_DISTANCE = /^(in\s+)?(\d{1,4}|an?)\s+(day|week|month|year)s?(\s+ago)?$/;
const EDGES: Readonly<
  Record<string, readonly ['start' | 'end', 'month' | 'quarter' | 'year' | 'week']>
> = {
  月初: ['start', 'month'],
  月底: ['end', 'month'],
  月末: ['end', 'month'],
  季初: ['start', 'quarter'],
  季末: ['end', 'quarter'],
  季度末: ['end', 'quarter'],
  年初: ['start', 'year'],
  年底: ['end', 'year'],
  年末: ['end', 'year'],
  'end of week': ['end', 'week'],
  'end of month': ['end', 'month'],
  eom: ['end', 'month'],
  'end of quarter': ['end', 'quarter'],
  eoq: ['end', 'quarter'],
  'end of year': ['end', 'year'],
  eoy: ['end', 'year'],
};

/** The weekday of the week that is `weeks` away from the one of `today`; weeks begin on Monday. */
function dayOfWeek(today: string, weeks: number, day: number): string | null {
  const monday = startOf(today, 'week');
  return monday && addUnits(monday, weeks * 7 + day, 'day');
}

function readChineseDay(text: string, today: string): string | null {
  const parts = CHINESE_DAY.exec(text);
  if (!parts) return null;
  const name = parts[2] ?? '';
  const day = name === '天' ? 6 : name === '末' ? 5 : HAN_DAYS.indexOf(name);
  return dayOfWeek(today, WEEKS[parts[1] ?? ''] ?? 0, day);
}

/** "fri" is the coming one; "next fri" that of the week after this. */
function readEnglishDay(text: string, today: string): string | null {
  const parts = ENGLISH_DAY.exec(text);
  const name = parts?.[2] ?? '';
  const day = DAY_NAMES.indexOf(name.slice(0, 3));
  const isName = day >= 0 && (FULL_NAMES[day]?.startsWith(name) ?? false);
  if (!parts || !isName) return null;
  const [, which = ''] = parts;
  const found = dayOfWeek(today, WEEKS[which] ?? 0, day);
  const isPast = found !== null && found < today && (which === '' || which === 'coming');
  return isPast ? addUnits(found, 7, 'day') : found;
}

function countOf(text: string): number {
  if (text === '两') return 2;
  if (text.startsWith('a')) return 1;
  const digit = NUMBERS.indexOf(text);
  return digit >= 0 ? digit : Number(text);
}

function readDistance(text: string, today: string): string | null {
  const chinese = CHINESE_DISTANCE.exec(text);
  if (chinese) {
    const [, count = '', unit = '', side = ''] = chinese;
    const sign = side.includes('前') ? -1 : 1;
    return addUnits(today, sign * countOf(count), UNITS[unit] ?? 'day');
  }
  const english = ENGLISH_DISTANCE.exec(text);
  if (!english || Boolean(english[1]) === Boolean(english[4])) return null;
  const sign = english[4] ? -1 : 1;
  return addUnits(today, sign * countOf(english[2] ?? ''), UNITS[english[3] ?? ''] ?? 'day');
}

function readEdge(text: string, today: string): string | null {
  const isNext = text.startsWith('下');
  const edge = EDGES[text.replace(/^(下个?|本)/, '')];
  if (!edge) return null;
  const [side, unit] = edge;
  const step: DateUnit = unit === 'quarter' ? 'month' : unit;
  const from = isNext ? addUnits(today, unit === 'quarter' ? 3 : 1, step) : today;
  if (!from) return null;
  return side === 'start' ? startOf(from, unit) : endOf(from, unit);
}

/** The date a phrase names, seen from `today`; null: no such phrase. `text` is in small letters. */
export function readNamedDay(text: string, today: string): string | null {
  return (
    readChineseDay(text, today) ??
    readEnglishDay(text, today) ??
    readDistance(text, today) ??
    readEdge(text, today)
  );
}
