// Formatted text, kept as Markdown; it is made safe where it is rendered.
import { readLongText } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType } from './field-type.ts';

interface Settings {
  maxLength?: number;
}

export const richText = defineFieldType<Settings, string>({
  name: 'rich_text',
  icon: 'pilcrow',
  label: { 'zh-CN': '富文本', en: 'Rich text' },
  settings: {
    type: 'object',
    properties: { maxLength: { type: 'integer', minimum: 1, maximum: 1_000_000 } },
    additionalProperties: false,
  },
  value: ({ maxLength = 100_000 }) => ({ type: 'string', minLength: 1, maxLength }),
  widget: 'rich_text',
  ...textual<Settings>(readLongText),
  operators: ['contains', 'is_empty'],
  sortable: false,
  examples: {
    settings: {},
    valid: ['# 标题\n\n- **一**\n- 二', 'a <b>literal</b>'],
    loose: [['x\r\ny', 'x\ny']],
    invalid: [1, ['a'], 'a\u0000'],
    invalidSettings: [{ maxLength: 1.5 }],
  },
});
