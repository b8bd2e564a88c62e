// One line of text; optionally of a known form: identity number or bank account.
import type { Problem } from '../errors.ts';
import { halfWidth, readText } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';
import { isIdCard } from './id-card.ts';
import { patternFault } from './pattern.ts';

interface Settings {
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  patternMessage?: { 'zh-CN': string; en: string };
  /** A person's name is any text; its surname is read as one when names are sorted. */
  format?: 'id_card' | 'bank_account' | 'person_name';
  /** `entity`: the name of an entity, chosen from all of them. */
  widget?: 'entity';
}

const BANK_ACCOUNT = /^\d{8,30}$/;

/** Forms of text: how each is written in canonical form, or undefined when it does not fit. */
const forms = {
  id_card: { code: 'value.id-card', read: (text: string) => readIdCard(halfWidth(text)) },
  bank_account: {
    code: 'value.bank-account',
    read: (text: string) => readAccount(halfWidth(text)),
  },
} as const;

function readIdCard(text: string): string | undefined {
  const number = text.toUpperCase();
  return isIdCard(number) ? number : undefined;
}

function readAccount(text: string): string | undefined {
  const number = text.replace(/[ -]/g, '');
  return BANK_ACCOUNT.test(number) ? number : undefined;
}

function normalise(input: unknown, settings: Settings): Parsed<string> {
  const read = readText(input);
  const { format } = settings;
  if (format === undefined || format === 'person_name') return read;
  if ('problem' in read || read.value === null) return read;
  const form = forms[format];
  const value = form.read(read.value);
  return value === undefined ? { problem: { code: form.code } } : { value };
}

function checkSettings(settings: Settings): Problem[] {
  const { minLength = 0, maxLength = 255, pattern } = settings;
  if (minLength > maxLength) return [{ code: 'meta.min-above-max', at: '/maxLength' }];
  const reason = pattern === undefined ? undefined : patternFault(pattern);
  if (reason === undefined) return [];
  return [{ code: 'meta.bad-pattern', at: '/pattern', params: { pattern, reason } }];
}

export const text = defineFieldType<Settings, string>({
  name: 'text',
  icon: 'type',
  label: { 'zh-CN': '文本', en: 'Text' },
  settings: {
    type: 'object',
    properties: {
      minLength: { type: 'integer', minimum: 0, maximum: 2000 },
      maxLength: { type: 'integer', minimum: 1, maximum: 2000 },
      pattern: { type: 'string', minLength: 1, maxLength: 200 },
      patternMessage: {
        type: 'object',
        required: ['zh-CN', 'en'],
        properties: { 'zh-CN': { type: 'string' }, en: { type: 'string' } },
        additionalProperties: { type: 'string' },
      },
      format: { enum: ['id_card', 'bank_account', 'person_name'] },
      widget: { enum: ['entity'] },
    },
    additionalProperties: false,
  },
  checkSettings,
  value: (settings) => ({
    type: 'string',
    minLength: settings.minLength ?? 1,
    maxLength: settings.maxLength ?? 255,
    ...(settings.pattern === undefined ? {} : { pattern: settings.pattern }),
  }),
  widget: 'text',
  ...textual(normalise),
  groupable: true,
  examples: {
    settings: { maxLength: 20 },
    valid: ['张三', '007', 'Ä𠮷👩‍👩‍👧', '100%_x'],
    loose: [
      ['  Zhang  ', 'Zhang'],
      ['e\u0301', 'é'],
      ['', null],
      [' \u3000', null],
    ],
    invalid: [7, true, ['a'], { a: 1 }, 'a\u0000b', 'a\ud800', 'a\nb', 'a'.repeat(21)],
    invalidSettings: [
      { minLength: 5, maxLength: 2 },
      { pattern: '(' },
      { pattern: '(x+x+)+y' },
      { format: 'x' },
      { other: 1 },
    ],
  },
});
