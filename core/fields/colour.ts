// A colour as #rrggbb.
import { readAscii } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';

const LONG = /^#[0-9a-f]{6}$/;
const SHORT = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/;

function normalise(input: unknown): Parsed<string> {
  const text = readAscii(input)?.toLowerCase();
  if (input === null || text === '') return { value: null };
  if (text !== undefined && LONG.test(text)) return { value: text };
  const digits = text === undefined ? null : SHORT.exec(text);
  if (!digits) return { problem: { code: 'value.colour' } };
  return {
    value: `#${digits
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`,
  };
}

export const colour = defineFieldType<Record<string, never>, string>({
  name: 'colour',
  icon: 'palette',
  label: { 'zh-CN': '颜色', en: 'Colour' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'string', pattern: '^#[0-9a-f]{6}$' }),
  widget: 'colour',
  ...textual(normalise),
  operators: ['==', 'in', 'is_empty'],
  groupable: true,
  searchable: false,
  examples: {
    settings: {},
    valid: ['#2f55d4', '#000000'],
    loose: [
      ['#2F55D4', '#2f55d4'],
      ['#abc', '#aabbcc'],
    ],
    invalid: ['red', '2f55d4', '#12345', '#gggggg', 1],
  },
});
