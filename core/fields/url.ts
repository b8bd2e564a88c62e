// A web address, kept as typed; only http and https, so that a link never runs a script.
import { readText } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';

const SCHEME = /^https?:\/\/[^\s/\\]/i;

function isWebAddress(text: string): boolean {
  if (!SCHEME.test(text) || /[\s\\<>"]/.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

function normalise(input: unknown): Parsed<string> {
  const read = readText(input);
  if ('problem' in read || read.value === null) return read;
  return isWebAddress(read.value) ? read : { problem: { code: 'value.url' } };
}

export const url = defineFieldType<Record<string, never>, string>({
  name: 'url',
  icon: 'link',
  label: { 'zh-CN': '网址', en: 'Web address' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'string', minLength: 8, maxLength: 2000 }),
  widget: 'url',
  ...textual(normalise),
  operators: ['contains', 'starts_with', 'is_empty'],
  examples: {
    settings: {},
    valid: ['https://example.com/a?b=c#d', 'http://例子.中国/路径', 'https://example.com:8443'],
    loose: [[' https://example.com ', 'https://example.com']],
    invalid: [
      'example.com',
      'javascript:alert(1)',
      'data:text/html,x',
      '//example.com',
      'https://a b',
      'https://user:secret@example.com',
      'ftp://example.com',
      1,
    ],
  },
});
