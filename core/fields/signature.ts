// A signature drawn by hand, a small PNG picture as a data address.
import { plainText, textColumn, textRule } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';

const MAX_KB = 200;
/** The eight bytes every PNG begins with, in base64. */
const START = 'data:image/png;base64,iVBORw0KGgo';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function normalise(input: unknown): Parsed<string> {
  if (input === null || input === '') return { value: null };
  const isPicture =
    typeof input === 'string' &&
    input.startsWith(START) &&
    input.length <= (MAX_KB * 1024 * 4) / 3 &&
    BASE64.test(input.slice(22));
  return isPicture
    ? { value: input }
    : { problem: { code: 'value.signature', params: { limit: MAX_KB } } };
}

export const signature = defineFieldType<Record<string, never>, string>({
  name: 'signature',
  icon: 'signature',
  label: { 'zh-CN': '签名', en: 'Signature' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'string', pattern: '^data:image/png;base64,' }),
  storage: () => textColumn,
  ruleType: () => textRule,
  operators: ['is_empty'],
  widget: 'signature',
  sortable: false,
  groupable: false,
  searchable: false,
  normalise,
  ...plainText,
  format: (_value, _settings, { locale }) => (locale === 'zh-CN' ? '已签名' : 'Signed'),
  parseText: (text) => normalise(text.trim()),
  examples: {
    settings: {},
    valid: [`${START}AAAANSUhEUg==`],
    invalid: [
      'data:image/svg+xml;base64,PHN2Zz4=',
      'data:image/png;base64,AAAA',
      'x',
      5,
      `${START}<`,
    ],
  },
});
