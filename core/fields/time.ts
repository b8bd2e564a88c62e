// A time of day on the wall clock, to the minute.
import { textual } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';
import { isBlank, readTimeText } from './read-date.ts';

function normalise(input: unknown): Parsed<string> {
  const value = readTimeText(input);
  if (value !== undefined) return { value };
  return isBlank(input) ? { value: null } : { problem: { code: 'value.time' } };
}

export const time = defineFieldType<Record<string, never>, string>({
  name: 'time',
  icon: 'clock',
  label: { 'zh-CN': '时间', en: 'Time' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'string', pattern: '^(?:[01][0-9]|2[0-3]):[0-5][0-9]$' }),
  widget: 'time',
  ...textual(normalise),
  ruleType: () => ({ kind: 'time' }),
  operators: ['>=', '<=', '==', 'between', 'is_empty'],
  searchable: false,
  examples: {
    settings: {},
    valid: ['00:00', '14:30', '23:59'],
    loose: [
      ['9:05', '09:05'],
      ['14:30:00', '14:30'],
      ['１４：３０', '14:30'],
    ],
    invalid: ['24:00', '14:60', '14:30:15', '1430', '2:30 pm', 870, true],
  },
});
