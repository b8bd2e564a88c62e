// Text that most people see only in part, such as an account number; the mask is applied where records are read.
import type { Problem } from '../errors.ts';
import { readText } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType } from './field-type.ts';

interface Settings {
  keepStart?: number;
  keepEnd?: number;
  maxLength?: number;
}

/** What a reader with the right `masked` sees: "13800138000" → "138****8000"; short texts are covered in full. */
export function maskText(text: string, { keepStart = 3, keepEnd = 4 }: Settings): string {
  const characters = [...text];
  if (characters.length <= keepStart + keepEnd) return '****';
  const start = characters.slice(0, keepStart).join('');
  return `${start}****${characters.slice(characters.length - keepEnd).join('')}`;
}

function checkSettings({ keepStart = 3, keepEnd = 4, maxLength = 255 }: Settings): Problem[] {
  return keepStart + keepEnd < maxLength ? [] : [{ code: 'meta.min-above-max', at: '/maxLength' }];
}

export const maskedText = defineFieldType<Settings, string>({
  name: 'masked_text',
  icon: 'eye-off',
  label: { 'zh-CN': '脱敏文本', en: 'Masked text' },
  settings: {
    type: 'object',
    properties: {
      keepStart: { type: 'integer', minimum: 0, maximum: 20 },
      keepEnd: { type: 'integer', minimum: 0, maximum: 20 },
      maxLength: { type: 'integer', minimum: 1, maximum: 2000 },
    },
    additionalProperties: false,
  },
  checkSettings,
  value: ({ maxLength = 255 }) => ({ type: 'string', minLength: 1, maxLength }),
  widget: 'masked_text',
  ...textual<Settings>(readText),
  operators: ['==', 'in', 'is_empty'],
  searchable: false,
  examples: {
    settings: { maxLength: 30 },
    valid: ['6222020200112233445', '007'],
    loose: [[' 13800138000 ', '13800138000']],
    invalid: [13800138000, 'a\nb', 'x'.repeat(31)],
    invalidSettings: [{ keepStart: 20, keepEnd: 20, maxLength: 30 }, { keepStart: -1 }],
  },
});
