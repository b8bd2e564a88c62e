// An e-mail address, in lower case so that one mailbox is one value.
import { readAscii } from './clean-text.ts';
import { textual } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';

// The address form of the HTML standard ("valid e-mail address"), with at least one dot in the domain.
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

function normalise(input: unknown): Parsed<string> {
  const address = readAscii(input)?.toLowerCase();
  if (input === null || address === '') return { value: null };
  if (address !== undefined && address.length <= 254 && ADDRESS.test(address)) {
    return { value: address };
  }
  return { problem: { code: 'value.email' } };
}

export const email = defineFieldType<Record<string, never>, string>({
  name: 'email',
  icon: 'mail',
  label: { 'zh-CN': '邮箱', en: 'E-mail' },
  settings: { type: 'object', properties: {}, additionalProperties: false },
  value: () => ({ type: 'string', minLength: 6, maxLength: 254 }),
  widget: 'email',
  ...textual(normalise),
  examples: {
    settings: {},
    valid: ['li.wei+crm@example.com', 'a@b.co'],
    loose: [
      [' Li.Wei@Example.COM ', 'li.wei@example.com'],
      ['ａ＠example.com', 'a@example.com'],
    ],
    invalid: ['a', 'a@b', '@example.com', 'a b@example.com', 'a@example..com', '张@例子.中国', 5],
    invalidSettings: [{ x: 1 }],
  },
});
