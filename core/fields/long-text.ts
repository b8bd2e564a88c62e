// Plain text of several lines.
import { readLongText } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType } from './field-type.ts';

interface Settings {
  maxLength?: number;
}

export const longText = defineFieldType<Settings, string>({
  name: 'long_text',
  icon: 'align-left',
  label: { 'zh-CN': '多行文本', en: 'Long text' },
  settings: {
    type: 'object',
    properties: { maxLength: { type: 'integer', minimum: 1, maximum: 1_000_000 } },
    additionalProperties: false,
  },
  value: ({ maxLength = 20_000 }) => ({ type: 'string', minLength: 1, maxLength }),
  widget: 'long_text',
  ...textual<Settings>(readLongText),
  operators: ['contains', 'is_empty'],
  sortable: false,
  examples: {
    settings: {},
    valid: ['一行', '第一行\n第二行\t末'],
    loose: [
      ['a\r\nb', 'a\nb'],
      ['\n x \n', 'x'],
    ],
    invalid: [1, 'a\u0000', 'a\u0007', '\udc00', 'x'.repeat(20_001)],
    invalidSettings: [{ maxLength: 0 }, { maxLength: '5' }],
  },
});
