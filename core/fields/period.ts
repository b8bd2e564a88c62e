// A year, a quarter or a month, by the field's precision.
import { dateText, type Precision, periodPrecision } from '../rules/dates.ts';
import { readAscii } from './clean-text.ts';
import { textual } from './column.ts';
import { formatDate } from './date.ts';
import { defineFieldType, type FormatOptions, type Parsed } from './field-type.ts';

interface Settings {
  precision?: Precision;
}

const EXAMPLE: Record<Precision, string> = { year: '2026', quarter: '2026-Q1', month: '2026-03' };
const PATTERN: Record<Precision, string> = {
  year: '^[0-9]{4}$',
  quarter: '^[0-9]{4}-Q[1-4]$',
  month: '^[0-9]{4}-(?:0[1-9]|1[0-2])$',
};
const QUARTER = /^(\d{4})[-/年 ]?(?:Q|第?)([1-4一二三四])(?:季度?)?$/i;
const MONTH = /^(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月)$/;
const CHINESE_DIGITS = '零一二三四';

/** Loose forms of each precision: "2026年", "2026Q1", "2026年第一季度", "2026/3". */
const readers: Record<Precision, (text: string) => string | undefined> = {
  year: (text) => /^(\d{4})年?$/.exec(text)?.[1],
  quarter: (text) => {
    const parts = QUARTER.exec(text);
    if (!parts || !/[Qq季]/.test(text)) return undefined;
    const digit = CHINESE_DIGITS.indexOf(parts[2] ?? '');
    return `${parts[1]}-Q${digit > 0 ? digit : parts[2]}`;
  },
  month: (text) => {
    const parts = MONTH.exec(text);
    if (!parts) return undefined;
    return dateText(Number(parts[1]), Number(parts[2] ?? parts[3]), 1).slice(0, 7);
  },
};

function normalise(input: unknown, { precision = 'month' }: Settings): Parsed<string> {
  if (input === null || input === '') return { value: null };
  const text = typeof input === 'number' ? String(input) : readAscii(input);
  const value = text === undefined ? undefined : readers[precision](text);
  if (value !== undefined && periodPrecision(value) === precision) return { value };
  return { problem: { code: 'value.period', params: { expected: EXAMPLE[precision] } } };
}

/** "2026年", "2026年第1季度", "2026年3月"; "2026", "Q1 2026", "Mar 2026". */
function format(value: string, _settings: Settings, { locale }: FormatOptions): string {
  const year = value.slice(0, 4);
  const isChinese = locale === 'zh-CN';
  if (value.length === 4) return isChinese ? `${year}年` : year;
  if (value[5] === 'Q') return isChinese ? `${year}年第${value[6]}季度` : `Q${value[6]} ${year}`;
  if (isChinese) return `${year}年${Number(value.slice(5))}月`;
  return formatDate(`${value}-01`, { locale }).slice(2);
}

export const period = defineFieldType<Settings, string>({
  name: 'period',
  icon: 'calendar-range',
  label: { 'zh-CN': '期间', en: 'Period' },
  settings: {
    type: 'object',
    properties: { precision: { enum: ['year', 'quarter', 'month'] } },
    additionalProperties: false,
  },
  value: ({ precision = 'month' }) => ({ type: 'string', pattern: PATTERN[precision] }),
  widget: 'period',
  ...textual(normalise),
  ruleType: () => ({ kind: 'period' }),
  operators: ['==', '>=', '<=', 'between', 'in', 'is_empty'],
  groupable: true,
  searchable: false,
  format,
  examples: {
    settings: { precision: 'quarter' },
    valid: ['2026-Q1', '1999-Q4'],
    loose: [
      ['2026Q1', '2026-Q1'],
      ['2026-q1', '2026-Q1'],
      ['2026年第一季度', '2026-Q1'],
    ],
    invalid: ['2026', '2026-Q5', '2026-03', '20261', 2026, 'Q1', true],
    invalidSettings: [{ precision: 'day' }],
  },
});
