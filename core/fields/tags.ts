// Free words, in the order they were given.
import { readText } from './clean-text.ts';
import { joinLabels, listStorage, noColumns } from './column.ts';
import { defineFieldType, type Parsed } from './field-type.ts';
import { LIST_SEPARATOR, listSchema, readList, splitCell } from './read-list.ts';

interface Settings {
  maxTags?: number;
}

const MAX_LENGTH = 50;

/** One tag; separators of cells cannot be part of it. */
function readTag(input: unknown): Parsed<string> {
  const read = readText(input);
  if ('problem' in read || read.value === null) return read;
  if (splitCell(read.value).length > 1) return { problem: { code: 'value.pattern' } };
  if ([...read.value].length <= MAX_LENGTH) return read;
  return { problem: { code: 'value.too-long', params: { limit: MAX_LENGTH } } };
}

function normalise(input: unknown, { maxTags = 30 }: Settings): Parsed<readonly string[]> {
  return readList(input, readTag, maxTags);
}

export const tags = defineFieldType<Settings, readonly string[]>({
  name: 'tags',
  icon: 'tags',
  label: { 'zh-CN': '标签', en: 'Tags' },
  settings: {
    type: 'object',
    properties: { maxTags: { type: 'integer', minimum: 1, maximum: 200 } },
    additionalProperties: false,
  },
  value: ({ maxTags = 30 }) =>
    listSchema({ type: 'string', minLength: 1, maxLength: MAX_LENGTH }, maxTags),
  storage: () => listStorage,
  ruleType: () => ({ kind: 'text', list: true }),
  operators: ['has_any', 'has_all', 'is_empty'],
  widget: 'tags',
  sortable: false,
  groupable: true,
  searchable: true,
  normalise,
  encode: noColumns,
  decode: noColumns,
  format: (value, _settings, { locale }) => joinLabels(value, locale),
  toText: (value) => value.join(LIST_SEPARATOR),
  parseText: (text, settings) => normalise(splitCell(text), settings),
  examples: {
    settings: { maxTags: 3 },
    valid: [['重点', '老客户'], ['a b']],
    loose: [
      ['重点', ['重点']],
      [[' 重点 ', ''], ['重点']],
      [[], null],
    ],
    invalid: [['a', 'a'], ['a;b'], [1], 5, ['a', 'b', 'c', 'd'], ['x'.repeat(51)]],
    invalidSettings: [{ maxTags: 0 }],
  },
});
