// A postal address: country (ISO 3166), region (a node of a classification), detail and postcode.
import { readAscii, readText } from './clean-text.ts';
import { defineFieldType, type FormatOptions, type Parsed } from './field-type.ts';
import { NODE_CODE } from './node-code.ts';
import { readParts } from './read-parts.ts';

interface Settings {
  classification?: string;
}

interface Address {
  readonly country: string | null;
  readonly region: string | null;
  readonly detail: string | null;
  readonly postcode: string | null;
}

const PARTS = ['country', 'region', 'detail', 'postcode'] as const;
type Part = (typeof PARTS)[number];

const POSTCODE = /^[A-Z0-9][A-Z0-9 -]{1,11}$/;
const MAX_DETAIL = 300;

const isCountry = (text: string) => /^[A-Z]{2}$/.test(text);

/** Per part: how text of it is read; a fault carries its code. */
const readers: Record<Part, (input: unknown, settings: Settings) => Parsed<string>> = {
  country: (input) => readCode(input, true, isCountry, 'value.pattern'),
  region: (input, { classification = 'region_cn' }) => {
    const read = readCode(input, false, (text) => NODE_CODE.test(text), 'value.node');
    if ('value' in read) return read;
    return { problem: { ...read.problem, params: { value: input, classification } } };
  },
  detail: (input) => {
    const read = readText(input);
    if ('problem' in read || read.value === null || read.value.length <= MAX_DETAIL) return read;
    return { problem: { code: 'value.too-long', params: { limit: MAX_DETAIL } } };
  },
  postcode: (input) => readCode(input, true, (text) => POSTCODE.test(text), 'value.pattern'),
};

function readCode(
  input: unknown,
  isUpper: boolean,
  fits: (text: string) => boolean,
  code: 'value.pattern' | 'value.node',
): Parsed<string> {
  if (input === null || input === undefined || input === '') return { value: null };
  const ascii = readAscii(input);
  if (ascii === undefined) return { problem: { code: 'value.not-text' } };
  const text = isUpper ? ascii.toUpperCase() : ascii;
  if (text === '') return { value: null };
  return fits(text) ? { value: text } : { problem: { code } };
}

function normalise(input: unknown, settings: Settings): Parsed<Address> {
  if (input === null || input === '') return { value: null };
  const read = readParts(input, PARTS);
  if ('problem' in read) return read;
  const address: Record<Part, string | null> = {
    country: null,
    region: null,
    detail: null,
    postcode: null,
  };
  for (const part of PARTS) {
    const value = readers[part](read.parts[part] ?? null, settings);
    if ('problem' in value) return value;
    address[part] = value.value;
  }
  const isEmpty = PARTS.every((part) => address[part] === null);
  return { value: isEmpty ? null : address };
}

/** Chinese order from large to small, English from small to large. */
function format(value: Address, settings: Settings, { locale, lookups }: FormatOptions): string {
  const region =
    value.region === null
      ? null
      : (lookups.node(settings.classification ?? 'region_cn', value.region) ?? value.region);
  const chinese = [region?.replaceAll(' / ', ''), value.detail];
  const english = [value.detail, region, value.postcode, value.country];
  const parts = (locale === 'zh-CN' ? chinese : english).filter((part) => part);
  if (parts.length === 0) return value.postcode ?? value.country ?? '';
  return parts.join(locale === 'zh-CN' ? '' : ', ');
}

/** Cells: "CN | 310115 | 世纪大道 1 号 | 200120"; the detail may hold the bar itself. */
const CELL_SEPARATOR = ' | ';

function parseText(text: string, settings: Settings): Parsed<Address> {
  if (text.trim() === '') return { value: null };
  const cells = text.split(CELL_SEPARATOR);
  if (cells.length < 4) return normalise({ detail: text }, settings);
  const detail = cells.slice(2, -1).join(CELL_SEPARATOR);
  const [country, region] = cells;
  return normalise({ country, region, detail, postcode: cells.at(-1) }, settings);
}

const optional = (schema: object) => ({ anyOf: [{ type: 'null' }, { type: 'string', ...schema }] });

export const address = defineFieldType<Settings, Address>({
  name: 'address',
  icon: 'map-pin-house',
  label: { 'zh-CN': '地址', en: 'Address' },
  settings: {
    type: 'object',
    properties: { classification: { type: 'string', maxLength: 48 } },
    additionalProperties: false,
  },
  value: () => ({
    type: 'object',
    required: PARTS,
    properties: {
      country: optional({ pattern: '^[A-Z]{2}$' }),
      region: optional({ pattern: NODE_CODE.source }),
      detail: optional({ minLength: 1, maxLength: MAX_DETAIL }),
      postcode: optional({ pattern: POSTCODE.source }),
    },
    additionalProperties: false,
  }),
  storage: () => ({
    kind: 'columns',
    columns: PARTS.map((suffix) => ({ suffix, kind: 'text' as const })),
  }),
  ruleType: () => ({ kind: 'json' }),
  parts: ({ classification = 'region_cn' }) => ({
    country: { type: { kind: 'text' }, suffix: 'country' },
    region: { type: { kind: 'node', classifications: [classification] }, suffix: 'region' },
    detail: { type: { kind: 'text' }, suffix: 'detail' },
    postcode: { type: { kind: 'text' }, suffix: 'postcode' },
  }),
  operators: ['is_empty'],
  widget: 'address',
  sortable: false,
  groupable: false,
  searchable: true,
  normalise,
  encode: ({ country, region, detail, postcode }) => [country, region, detail, postcode],
  decode: (columns) => {
    const [country = null, region = null, detail = null, postcode = null] = columns as (
      | string
      | null
    )[];
    return { country, region, detail, postcode };
  },
  format,
  toText: (value) => PARTS.map((part) => value[part] ?? '').join(CELL_SEPARATOR),
  parseText,
  examples: {
    settings: {},
    valid: [
      { country: 'CN', region: '310115', detail: '世纪大道 1 号 | 2 楼', postcode: '200120' },
      { country: null, region: null, detail: '1 Main Street', postcode: null },
      { country: 'CN', region: null, detail: null, postcode: null },
    ],
    loose: [
      [
        { detail: ' 世纪大道 ' },
        { country: null, region: null, detail: '世纪大道', postcode: null },
      ],
      [{ country: 'cn' }, { country: 'CN', region: null, detail: null, postcode: null }],
      [{ detail: '' }, null],
    ],
    invalid: [
      'Shanghai',
      { street: 'x' },
      { country: 'China' },
      { region: 'a b' },
      { detail: 5 },
      { detail: 'x'.repeat(301) },
      ['CN'],
    ],
    invalidSettings: [{ classification: 5 }, { country: 'CN' }],
  },
});
