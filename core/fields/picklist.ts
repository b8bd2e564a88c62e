// One option, or several, of a list: a shared picklist or the field's own options.
import type { Problem } from '../errors.ts';
import { halfWidth } from './clean-text.ts';
import { joinLabels, oneOrList } from './column.ts';
import { defineFieldType, type FormatOptions, type Json, type Parsed } from './field-type.ts';
import { LIST_SEPARATOR, listSchema, readList, splitCell } from './read-list.ts';

type Labels = { readonly 'zh-CN': string; readonly en: string };

interface Settings {
  picklist?: string;
  options?: { readonly [value: string]: { readonly label: Labels } };
  multiple?: boolean;
}

type Value = string | readonly string[];

const OPTION_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$';
const OPTION = new RegExp(OPTION_PATTERN);

function readOption(input: unknown): Parsed<string> {
  if (input === null || input === '') return { value: null };
  if (typeof input !== 'string') return { problem: { code: 'value.not-text' } };
  const value = OPTION.test(input) ? input : halfWidth(input).trim();
  if (value === '') return { value: null };
  return OPTION.test(value)
    ? { value }
    : { problem: { code: 'value.option', params: { value: input } } };
}

function normalise(input: unknown, { multiple }: Settings): Parsed<Value> {
  return multiple ? readList(input, readOption) : readOption(input);
}

function labelOf(value: string, { picklist, options }: Settings, context: FormatOptions): string {
  const own = options !== undefined && Object.hasOwn(options, value) ? options[value] : undefined;
  if (own) return own.label[context.locale];
  return picklist === undefined ? value : (context.lookups.option(picklist, value) ?? value);
}

function optionsOf({ picklist, options }: Settings, { lookups }: FormatOptions): readonly string[] {
  if (options) return Object.keys(options);
  return picklist === undefined ? [] : lookups.options(picklist);
}

/** Options whose label is `label`. */
function optionsLabelled(label: string, settings: Settings, context: FormatOptions): string[] {
  return optionsOf(settings, context).filter(
    (value) => labelOf(value, settings, context).trim() === label,
  );
}

/** The label where it is unmistakable, else the option's value. */
function cellOf(value: string, settings: Settings, context: FormatOptions): string {
  const label = labelOf(value, settings, context).trim();
  const isPlain = splitCell(label).length === 1 && !optionsOf(settings, context).includes(label);
  return isPlain && optionsLabelled(label, settings, context).length === 1 ? label : value;
}

function parseCell(cell: string, settings: Settings, context: FormatOptions): Parsed<string> {
  if (optionsOf(settings, context).includes(cell)) return { value: cell };
  const [first, second] = optionsLabelled(cell, settings, context);
  return readOption(first !== undefined && second === undefined ? first : cell);
}

function parseText(text: string, settings: Settings, context: FormatOptions): Parsed<Value> {
  if (!settings.multiple) return parseCell(text.trim(), settings, context);
  return readList(splitCell(text), (cell) => parseCell(String(cell), settings, context));
}

const valuesOf = (value: Value) => (typeof value === 'string' ? [value] : value);

function checkSettings({ picklist, options }: Settings): Problem[] {
  if ((picklist === undefined) !== (options === undefined)) return [];
  return [{ code: 'meta.one-of', at: '', params: { names: ['picklist', 'options'] } }];
}

const optionsSchema: Json = {
  type: 'object',
  minProperties: 1,
  maxProperties: 1000,
  propertyNames: { pattern: OPTION_PATTERN },
  additionalProperties: {
    type: 'object',
    required: ['label'],
    properties: { label: { type: 'object', required: ['zh-CN', 'en'] } },
  },
};

export const picklist = defineFieldType<Settings, Value>({
  name: 'picklist',
  icon: 'list',
  label: { 'zh-CN': '选项', en: 'Picklist' },
  settings: {
    type: 'object',
    properties: {
      picklist: { type: 'string', maxLength: 48 },
      options: optionsSchema,
      multiple: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  checkSettings,
  value: ({ options, multiple }) => {
    const option = options
      ? { enum: Object.keys(options) }
      : { type: 'string', pattern: OPTION_PATTERN };
    return multiple ? listSchema(option) : option;
  },
  ruleType: ({ options, multiple }) => ({
    kind: 'text',
    ...(multiple ? { list: true } : {}),
    ...(options ? { options: Object.keys(options) } : {}),
  }),
  operators: ['==', 'in', '!=', 'has_any', 'has_all', 'is_empty'],
  widget: 'picklist',
  sortable: true,
  groupable: true,
  searchable: false,
  normalise,
  ...oneOrList,
  format: (value, settings, context) =>
    joinLabels(
      valuesOf(value).map((option) => labelOf(option, settings, context)),
      context.locale,
    ),
  toText: (value, settings, context) =>
    valuesOf(value)
      .map((option) => cellOf(option, settings, context))
      .join(LIST_SEPARATOR),
  parseText,
  examples: {
    settings: {
      options: {
        new: { label: { 'zh-CN': '新建', en: 'New' } },
        'A-1': { label: { 'zh-CN': '甲', en: 'Alpha' } },
      },
    },
    valid: ['new', 'A-1'],
    loose: [
      [' new ', 'new'],
      ['', null],
    ],
    invalid: ['other', 'a b', ['new'], 5, '新建'],
    invalidSettings: [
      {},
      { picklist: 'a', options: {} },
      { options: { 'a b': {} } },
      { list: 'x' },
    ],
  },
});
