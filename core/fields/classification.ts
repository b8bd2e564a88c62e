// A place in one or several trees (industry, region …): a node's code, or several with the first as the primary one.
import type { Problem } from '../errors.ts';
import { readAscii } from './clean-text.ts';
import { joinLabels, oneOrList } from './column.ts';
import { defineFieldType, type FormatOptions, type Parsed } from './field-type.ts';
import { NODE_CODE, TREE_NODE_CODE } from './node-code.ts';
import { LIST_SEPARATOR, listSchema, readList, splitCell } from './read-list.ts';

interface Settings {
  classification?: string;
  /** Several dimensions: values are written "dimension:code". */
  classifications?: readonly string[];
  multiple?: boolean;
}

type Value = string | readonly string[];

function dimensionsOf({ classification, classifications }: Settings): readonly string[] {
  return classifications ?? (classification === undefined ? [] : [classification]);
}

function readNode(input: unknown, settings: Settings): Parsed<string> {
  const { classifications } = settings;
  if (input === null || input === '') return { value: null };
  const value = readAscii(input);
  if (value === undefined) return { problem: { code: 'value.not-text' } };
  const shape = classifications ? TREE_NODE_CODE : NODE_CODE;
  const dimension = classifications ? value.slice(0, value.indexOf(':')) : undefined;
  if (shape.test(value) && (!dimension || classifications?.includes(dimension))) return { value };
  return {
    problem: { code: 'value.node', params: { value, classification: dimensionsOf(settings) } },
  };
}

function normalise(input: unknown, settings: Settings): Parsed<Value> {
  if (!settings.multiple) return readNode(input, settings);
  return readList(input, (entry) => readNode(entry, settings));
}

function labelOf(value: string, settings: Settings, { lookups }: FormatOptions): string {
  const colon = value.indexOf(':');
  const dimension = settings.classifications ? value.slice(0, colon) : settings.classification;
  const code = settings.classifications ? value.slice(colon + 1) : value;
  return lookups.node(dimension ?? '', code) ?? value;
}

function checkSettings({ classification, classifications }: Settings): Problem[] {
  if ((classification === undefined) !== (classifications === undefined)) return [];
  const names = ['classification', 'classifications'];
  return [{ code: 'meta.one-of', at: '', params: { names } }];
}

const valuesOf = (value: Value) => (typeof value === 'string' ? [value] : value);

export const classification = defineFieldType<Settings, Value>({
  name: 'classification',
  icon: 'network',
  label: { 'zh-CN': '分类', en: 'Classification' },
  settings: {
    type: 'object',
    properties: {
      classification: { type: 'string', maxLength: 48 },
      classifications: {
        type: 'array',
        items: { type: 'string', maxLength: 48 },
        minItems: 1,
        maxItems: 12,
        uniqueItems: true,
      },
      multiple: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  checkSettings,
  value: ({ multiple, classifications }) => {
    const node = {
      type: 'string',
      pattern: (classifications ? TREE_NODE_CODE : NODE_CODE).source,
    };
    return multiple ? listSchema(node) : node;
  },
  ruleType: (settings) => ({
    kind: 'node',
    classifications: dimensionsOf(settings),
    ...(settings.multiple ? { list: true } : {}),
  }),
  operators: ['within', '==', 'in', 'has_any', 'is_empty'],
  widget: 'classification',
  sortable: true,
  groupable: true,
  searchable: false,
  normalise,
  ...oneOrList,
  format: (value, settings, context) =>
    joinLabels(
      valuesOf(value).map((node) => labelOf(node, settings, context)),
      context.locale,
    ),
  toText: (value) => valuesOf(value).join(LIST_SEPARATOR),
  parseText: (text, settings) => normalise(settings.multiple ? splitCell(text) : text, settings),
  examples: {
    settings: { classifications: ['industry', 'region_cn'], multiple: true },
    valid: [['industry:3911', 'industry:65'], ['region_cn:310115'], ['industry:2011/C39']],
    loose: [
      ['industry:C', ['industry:C']],
      [[], null],
    ],
    invalid: [['3911'], ['other:1'], ['industry:C', 'industry:C'], ['industry:a b'], [1], 7],
    invalidSettings: [{}, { classification: 'a', classifications: ['b'] }, { classifications: [] }],
  },
});
