// Any JSON, kept as it is: for caches and outside systems.
import { jsonColumn } from './column.ts';
import { defineFieldType, type Json, type Parsed } from './field-type.ts';

interface Settings {
  maxBytes?: number;
  /** `rule`: conditions over the records of the entity that the field `entityField` names (`entity`). */
  widget?: 'rule';
  entityField?: string;
}

const MAX_DEPTH = 32;
const ENCODER = new TextEncoder();

type Fault = Extract<Parsed<never>, { readonly problem: unknown }>;

const badText: Fault = { problem: { code: 'request.bad-text' } };
const badShape: Fault = { problem: { code: 'value.json', params: { limit: MAX_DEPTH } } };

/** The first thing that keeps a value from being stored as JSON. */
function faultIn(value: unknown, depth: number): Fault | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : badText;
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : badShape;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return badShape;
  for (const [key, member] of Object.entries(value)) {
    const fault = isStorable(key) ? faultIn(member, depth + 1) : badText;
    if (fault) return fault;
  }
  return undefined;
}

const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

function normalise(input: unknown, { maxBytes = 65_536 }: Settings): Parsed<Json> {
  if (input === null || input === '') return { value: null };
  const fault = faultIn(input, 0);
  if (fault) return fault;
  if (ENCODER.encode(JSON.stringify(input)).length <= maxBytes) return { value: input as Json };
  return { problem: { code: 'value.json-too-large', params: { limit: maxBytes } } };
}

function parseText(text: string, settings: Settings): Parsed<Json> {
  if (text.trim() === '') return { value: null };
  try {
    return normalise(JSON.parse(text), settings);
  } catch {
    return badShape;
  }
}

export const json = defineFieldType<Settings, Json>({
  name: 'json',
  icon: 'braces',
  label: { 'zh-CN': 'JSON', en: 'JSON' },
  settings: {
    type: 'object',
    properties: {
      maxBytes: { type: 'integer', minimum: 1, maximum: 1_000_000 },
      widget: { enum: ['rule'] },
      entityField: { type: 'string' },
    },
    additionalProperties: false,
  },
  value: () => ({}),
  storage: () => jsonColumn,
  ruleType: () => ({ kind: 'json' }),
  operators: ['is_empty'],
  widget: 'json',
  sortable: false,
  groupable: false,
  searchable: false,
  normalise,
  encode: (value) => [JSON.stringify(value)],
  decode: ([cell]) => JSON.parse(String(cell)),
  format: (value) => JSON.stringify(value),
  toText: (value) => JSON.stringify(value),
  parseText,
  examples: {
    settings: { maxBytes: 100 },
    valid: [{ a: [1, 'x', null, true] }, [], {}, 'text', 0, false, 12.5],
    invalid: ['a\u0000', { 'a\ud800': 1 }, 'x'.repeat(101), Number.NaN, nested(40)],
    invalidSettings: [{ maxBytes: 0 }, { widget: 'tree' }],
  },
});

/** An array inside an array, `depth` times. */
function nested(depth: number): Json {
  let value: Json = [];
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}
