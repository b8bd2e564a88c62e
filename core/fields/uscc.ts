// 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check digit over weights 3^i mod 31.
import { readAscii } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';

/** Digits and capitals without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** True when shape and check digit fit. */
export function isUscc(code: string): boolean {
  if (!SHAPE.test(code)) return false;
  const sum = WEIGHTS.reduce(
    (total, weight, index) => total + weight * ALPHABET.indexOf(code.charAt(index)),
    0,
  );
  return ALPHABET[(31 - (sum % 31)) % 31] === code[17];
}

function normalise(input: unknown): Parsed<string> {
  const code = readAscii(input)?.toUpperCase().replace(/[\s-]/g, '');
  if (input === null || code === '') return { value: null };
  if (code !== undefined && isUscc(code)) return { value: code };
  return { problem: { code: 'value.uscc' } };
}

export const uscc = defineFieldType<Record<string, never>, string>({
  name: 'uscc',
  icon: 'badge-check',
  label: { 'zh-CN': '统一社会信用代码', en: 'Social credit code' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'string', minLength: 18, maxLength: 18 }),
  widget: 'uscc',
  ...textual(normalise),
  operators: ['==', 'starts_with', 'contains', 'in', 'is_empty'],
  examples: {
    settings: {},
    valid: ['91350100M000100Y43', '91440300708461136T', '91310000MA1K35EN6A'],
    loose: [
      ['91350100m000100y43', '91350100M000100Y43'],
      ['９１３５０１００Ｍ０００１００Ｙ４３', '91350100M000100Y43'],
    ],
    invalid: ['91310000MA1K35EN6X', '91310000', 'IOSVZ', 18, '91310000MA1K35EN6'],
  },
});
