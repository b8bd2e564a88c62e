// Text that most people see only in part, such as an account number; the mask is applied where records are read.
import type { Problem } from '../errors.ts';
import type { RuleType } from '../rules/rule.ts';
import { readText } from './clean-text.ts';
import { textColumn, textRule, textual } from './column.ts';
import { defineFieldType, type Storage } from './field-type.ts';

interface Settings {
  keepStart?: number;
  keepEnd?: number;
  maxLength?: number;
  /** Stored as ciphertext. */
  encrypted?: boolean;
  /** Of encrypted values: whole values may be searched for. */
  lookup?: boolean;
  /** `log`: shown whole only on request, and each request is written down. */
  reveal?: 'log';
}

type Masked = { readonly type: string; readonly settings: object };

/** Whether a field's values are stored as ciphertext. */
export function isEncrypted({ type, settings }: Masked): boolean {
  return type === 'masked_text' && (settings as Settings).encrypted === true;
}

/** Whether whole values of a field can be searched for by their fingerprint. */
export function hasLookup({ type, settings }: Masked): boolean {
  return type === 'masked_text' && (settings as Settings).lookup === true;
}

/** Whether each look at a whole value of a field is written into the change log. */
export function logsReveal({ type, settings }: Masked): boolean {
  return type === 'masked_text' && (settings as Settings).reveal === 'log';
}

/** Fields that are neither sorted, grouped, filtered nor computed with, since that would tell their values. */
export function isSecret(field: Masked): boolean {
  return isEncrypted(field) || logsReveal(field);
}

/** What a reader with the right `masked` sees: "13800138000" → "138****8000"; short texts are covered in full. */
export function maskText(text: string, { keepStart = 3, keepEnd = 4 }: Settings): string {
  const characters = [...text];
  if (characters.length <= keepStart + keepEnd) return '****';
  const start = characters.slice(0, keepStart).join('');
  return `${start}****${characters.slice(characters.length - keepEnd).join('')}`;
}

function checkSettings({
  keepStart = 3,
  keepEnd = 4,
  maxLength = 255,
  lookup = false,
  encrypted = false,
}: Settings): Problem[] {
  if (lookup && !encrypted) return [{ code: 'meta.lookup-plain', at: '/lookup' }];
  return keepStart + keepEnd < maxLength ? [] : [{ code: 'meta.min-above-max', at: '/maxLength' }];
}

/** Beside the ciphertext its fingerprint. */
const withLookup: Storage = {
  kind: 'columns',
  columns: [{ kind: 'text' }, { suffix: 'lookup', kind: 'text' }],
};

type Parts = Record<string, { type: RuleType; suffix: string }>;

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
      encrypted: { type: 'boolean' },
      lookup: { type: 'boolean' },
      reveal: { enum: ['log'] },
    },
    additionalProperties: false,
  },
  checkSettings,
  value: ({ maxLength = 255 }) => ({ type: 'string', minLength: 1, maxLength }),
  widget: 'masked_text',
  ...textual<Settings>(readText),
  storage: ({ lookup }) => (lookup ? withLookup : textColumn),
  parts: ({ lookup }): Parts => (lookup ? { lookup: { type: textRule, suffix: 'lookup' } } : {}),
  ruleType: ({ encrypted, reveal }) => (encrypted || reveal ? { kind: 'json' } : textRule),
  operators: ['==', 'in', 'is_empty'],
  searchable: false,
  examples: {
    settings: { maxLength: 30 },
    valid: ['6222020200112233445', '007'],
    loose: [[' 13800138000 ', '13800138000']],
    invalid: [13800138000, 'a\nb', 'x'.repeat(31)],
    invalidSettings: [
      { lookup: true },
      { reveal: 'always' },
      { keepStart: 20, keepEnd: 20, maxLength: 30 },
      { keepStart: -1 },
    ],
  },
});
