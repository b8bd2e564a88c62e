// Phone numbers: Chinese mobile and land line numbers in national form, all others as +country code and digits.
import { readAscii } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';

const MOBILE = /^1[3-9]\d{9}$/;
/** Area code (3 digits for 010 and 02x, else 4), number of 7 or 8 digits, extension. */
const LAND_LINE = /^(010|02\d|0[3-9]\d{2})(\d{7,8})(?:-(\d{1,6}))?$/;
const SERVICE = /^([48]00)(\d{3})(\d{4})$/;
const SHORT = /^(?:9[56]\d{3,6}|1[02]\d{3})$/;
const FOREIGN = /^\+[1-9]\d{5,14}$/;

/** National form without spaces and brackets; a hyphen before one to six last digits is an extension. */
function compact(text: string): string {
  const plain = text.replace(/[\s()]/g, '').replace(/(?:ext\.?|x|转)(\d{1,6})$/i, '-$1');
  const extension = /^(?:\+?86-?)?0[\d-]*?\d{7,8}(-\d{1,6})$/.exec(plain)?.[1] ?? '';
  const digits = plain.slice(0, plain.length - extension.length).replaceAll('-', '');
  return national(digits) + extension;
}

function national(digits: string): string {
  if (!digits.startsWith('+86')) return digits;
  const rest = digits.slice(3);
  return MOBILE.test(rest) || rest.startsWith('0') || SERVICE.test(rest) ? rest : `0${rest}`;
}

function canonical(text: string): string | undefined {
  if (MOBILE.test(text) || SHORT.test(text) || FOREIGN.test(text)) return text;
  const line = LAND_LINE.exec(text);
  if (line) return `${line[1]}-${line[2]}${line[3] === undefined ? '' : `-${line[3]}`}`;
  const service = SERVICE.exec(text);
  return service ? `${service[1]}-${service[2]}-${service[3]}` : undefined;
}

function normalise(input: unknown): Parsed<string> {
  if (typeof input === 'string' && MOBILE.test(input)) return { value: input };
  const text = readAscii(input);
  if (input === null || text === '') return { value: null };
  const value = text === undefined ? undefined : canonical(compact(text));
  return value === undefined ? { problem: { code: 'value.phone' } } : { value };
}

export const phone = defineFieldType<Record<string, never>, string>({
  name: 'phone',
  icon: 'phone',
  label: { 'zh-CN': '电话', en: 'Phone' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'string', minLength: 5, maxLength: 24 }),
  widget: 'phone',
  ...textual(normalise),
  examples: {
    settings: {},
    valid: [
      '13800138000',
      '021-58888888',
      '0512-6888888',
      '021-58888888-801',
      '+85223456789',
      '400-820-8820',
      '95588',
    ],
    loose: [
      ['138 0013 8000', '13800138000'],
      ['+86 138-0013-8000', '13800138000'],
      ['+86-21-58888888', '021-58888888'],
      ['（021）58888888转801', '021-58888888-801'],
      ['02158888888', '021-58888888'],
      ['１３８００１３８０００', '13800138000'],
      ['4008208820', '400-820-8820'],
    ],
    invalid: ['1234', '1380013800', '23800138000', 'abc', '+0123456', 13800138000, '138001380001'],
  },
});
