// What people type for dates, times and periods, in both languages.
import { describe, expect, test } from 'vitest';
import { readTypedDate, readTypedTime } from '../../../runtime/web/widgets/date-text.ts';
import { nextPeriod, readTypedPeriod } from '../../../runtime/web/widgets/period-text.ts';

/** A Sunday. */
const TODAY = '2026-11-22';

const dates: [string, string | null][] = [
  ['今天', '2026-11-22'],
  ['明天', '2026-11-23'],
  ['昨天', '2026-11-21'],
  ['大后天', '2026-11-25'],
  ['+3', '2026-11-25'],
  ['＋3', '2026-11-25'],
  ['-1w', '2026-11-15'],
  ['+2个月', '2027-01-22'],
  ['下周一', '2026-11-23'],
  ['本周五', '2026-11-20'],
  ['上星期三', '2026-11-11'],
  ['周末', '2026-11-21'],
  ['11-20', '2026-11-20'],
  ['1120', '2026-11-20'],
  ['2026/3/5', '2026-03-05'],
  ['3月5日', '2026-03-05'],
  ['3月5号', '2026-03-05'],
  ['25号', '2026-11-25'],
  ['2026年3月1日', '2026-03-01'],
  ['２０２６－０３－０１', '2026-03-01'],
  ['20260301', '2026-03-01'],
  ['3天后', '2026-11-25'],
  ['两周前', '2026-11-08'],
  ['月底', '2026-11-30'],
  ['下月底', '2026-12-31'],
  ['季末', '2026-12-31'],
  ['today', '2026-11-22'],
  ['Tomorrow', '2026-11-23'],
  ['next mon', '2026-11-23'],
  ['fri', '2026-11-27'],
  ['last Tuesday', '2026-11-10'],
  ['in 2 weeks', '2026-12-06'],
  ['3 days ago', '2026-11-19'],
  ['end of month', '2026-11-30'],
  ['Mar 5', '2026-03-05'],
  ['5 March 2027', '2027-03-05'],
  ['2026-02-30', null],
  ['1340', null],
  ['3 days', null],
  ['monkey', null],
  ['不是日期', null],
  ['', null],
];

describe('dates', () => {
  for (const [text, date] of dates)
    test(`${text || 'nothing'} → ${date}`, () => expect(readTypedDate(text, TODAY)).toBe(date));
});

describe('times', () => {
  for (const [text, time] of [
    ['9', '09:00'],
    ['930', '09:30'],
    ['14:05', '14:05'],
    ['下午3点', '15:00'],
    ['3pm', '15:00'],
    ['12am', '00:00'],
    ['下午3点半', '15:30'],
    ['25:00', null],
    ['x', null],
  ] as const)
    test(`${text} → ${time}`, () => expect(readTypedTime(text)).toBe(time));
});

describe('periods', () => {
  for (const [text, precision, period] of [
    ['2026', 'year', '2026'],
    ['今年', 'year', '2026'],
    ['2026Q3', 'quarter', '2026-Q3'],
    ['q2 2027', 'quarter', '2027-Q2'],
    ['三季度', 'quarter', '2026-Q3'],
    ['2026年第一季度', 'quarter', '2026-Q1'],
    ['下季度', 'quarter', '2027-Q1'],
    ['this quarter', 'quarter', '2026-Q4'],
    ['上个月', 'month', '2026-10'],
    ['2026/3', 'month', '2026-03'],
    ['3月', 'month', '2026-03'],
    ['+2', 'month', '2027-01'],
    ['13月', 'month', null],
    ['Q5', 'quarter', null],
  ] as const)
    test(`${text} → ${period}`, () => expect(readTypedPeriod(text, precision, TODAY)).toBe(period));

  test('steps go over the year', () => {
    expect(nextPeriod('2026-Q4', 1, 'quarter')).toBe('2027-Q1');
    expect(nextPeriod('2026-01', -1, 'month')).toBe('2025-12');
  });
});
