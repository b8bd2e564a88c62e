// A calendar date: no time, no zone, so it never moves.
import type { Problem } from '../errors.ts';
import { dayOf, isDate } from '../rules/dates.ts';
import { textual } from './column.ts';
import { defineFieldType, type FormatOptions, type Parsed } from './field-type.ts';
import { isBlank, readDateText } from './read-date.ts';

interface Settings {
  min?: string;
  max?: string;
}

function normalise(input: unknown, { min, max }: Settings): Parsed<string> {
  const value = readDateText(input);
  if (value === undefined) {
    return isBlank(input) ? { value: null } : { problem: { code: 'value.date' } };
  }
  if (min !== undefined && value < min) {
    return { problem: { code: 'value.too-small', params: { limit: min } } };
  }
  if (max !== undefined && value > max) {
    return { problem: { code: 'value.too-large', params: { limit: max } } };
  }
  return { value };
}

function checkSettings({ min, max }: Settings): Problem[] {
  for (const [name, value] of [['min', min] as const, ['max', max] as const]) {
    if (value !== undefined && !isDate(value)) {
      return [{ code: 'meta.bad-limit', at: `/${name}`, params: { value } }];
    }
  }
  const isReversed = min !== undefined && max !== undefined && min > max;
  return isReversed ? [{ code: 'meta.min-above-max', at: '/max' }] : [];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "2026年3月1日" and "1 Mar 2026". */
export function formatDate(value: string, { locale }: Pick<FormatOptions, 'locale'>): string {
  const { year, month, day } = dayOf(value);
  return locale === 'zh-CN' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`;
}

export const date = defineFieldType<Settings, string>({
  name: 'date',
  icon: 'calendar',
  label: { 'zh-CN': '日期', en: 'Date' },
  settings: {
    type: 'object',
    properties: { min: { type: 'string' }, max: { type: 'string' } },
    additionalProperties: false,
  },
  checkSettings,
  value: () => ({ type: 'string', format: 'date' }),
  widget: 'date',
  ...textual(normalise),
  ruleType: () => ({ kind: 'date' }),
  operators: ['>=', '<=', '==', 'between', 'is_empty'],
  groupable: true,
  searchable: false,
  format: (value, _settings, options) => formatDate(value, options),
  examples: {
    settings: { min: '1900-01-01', max: '2999-12-31' },
    valid: ['2026-03-01', '2024-02-29', '1900-01-01'],
    loose: [
      ['2026/3/1', '2026-03-01'],
      ['2026年3月1日', '2026-03-01'],
      ['２０２６－０３－０１', '2026-03-01'],
      ['', null],
    ],
    invalid: [
      '2026-02-30',
      '2026-02-29',
      '2026-13-01',
      '2026-3',
      '03/01/2026',
      '20260301',
      '2026-03-01T00:00:00Z',
      '1899-12-31',
      46082,
      true,
      ['2026-03-01'],
    ],
    invalidSettings: [{ min: '2026-02-30' }, { min: '2026-01-02', max: '2026-01-01' }],
  },
});
