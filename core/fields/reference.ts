// A link to one record of another entity, or of one of several entities.
import type { Problem } from '../errors.ts';
import type { RuleType } from '../rules/rule.ts';
import { textColumn } from './column.ts';
import { defineFieldType, type FormatOptions, type Parsed } from './field-type.ts';
import { idSchema, type OnDelete, onDeleteSchema, readId } from './read-id.ts';

interface Settings {
  entity?: string;
  /** Several entities: values are written {entity, id}. */
  entities?: readonly string[];
  onDelete?: OnDelete;
  /** Name of the collection on the other side. */
  inverse?: string;
  candidates?: unknown;
  /** Whoever owns the record referred to, or has it shared with him, may read or change this one too. */
  cascade?: { owner?: 'read' | 'write'; shared?: 'read' | 'write' };
}

interface Target {
  readonly entity: string;
  readonly id: string;
}
type Value = string | Target;
type Parts = Record<string, { readonly type: RuleType; readonly suffix: string }>;

const ENTITY_SUFFIX = 'entity';
const fault = { problem: { code: 'value.reference' } } as const;

function readTarget(input: unknown, entities: readonly string[]): Parsed<Target> {
  if (input === null || input === '') return { value: null };
  if (typeof input !== 'object' || Array.isArray(input)) return fault;
  const { entity, id, ...rest } = input as Record<string, unknown>;
  const extra = Object.keys(rest)[0];
  if (extra !== undefined) {
    return { problem: { code: 'value.unknown-member', params: { name: extra } } };
  }
  if (typeof entity !== 'string') return fault;
  if (!entities.includes(entity)) return { problem: { code: 'value.entity', params: { entity } } };
  const read = readId(id);
  if ('problem' in read) return read;
  return read.value === null ? fault : { value: { entity, id: read.value } };
}

function normalise(input: unknown, { entities }: Settings): Parsed<Value> {
  return entities ? readTarget(input, entities) : readId(input);
}

function parseText(text: string, settings: Settings): Parsed<Value> {
  const cell = text.trim();
  if (!settings.entities || cell === '') return normalise(cell, settings);
  const colon = cell.indexOf(':');
  if (colon < 0) return fault;
  return normalise({ entity: cell.slice(0, colon), id: cell.slice(colon + 1) }, settings);
}

function format(value: Value, { entity = '' }: Settings, { lookups }: FormatOptions): string {
  if (typeof value === 'string') return lookups.record(entity, value) ?? value;
  return lookups.record(value.entity, value.id) ?? value.id;
}

function checkSettings({ entity, entities }: Settings): Problem[] {
  if ((entity === undefined) !== (entities === undefined)) return [];
  return [{ code: 'meta.one-of', at: '', params: { names: ['entity', 'entities'] } }];
}

export const reference = defineFieldType<Settings, Value>({
  name: 'reference',
  icon: 'link-2',
  label: { 'zh-CN': '引用', en: 'Reference' },
  settings: {
    type: 'object',
    properties: {
      entity: { type: 'string', maxLength: 48 },
      entities: {
        type: 'array',
        items: { type: 'string', maxLength: 48 },
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
      },
      onDelete: onDeleteSchema,
      inverse: { type: 'string', maxLength: 48 },
      candidates: {},
      cascade: {
        type: 'object',
        properties: { owner: { enum: ['read', 'write'] }, shared: { enum: ['read', 'write'] } },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
  checkSettings,
  value: ({ entities }) =>
    entities
      ? {
          type: 'object',
          required: ['entity', 'id'],
          properties: { entity: { enum: entities }, id: idSchema },
          additionalProperties: false,
        }
      : idSchema,
  storage: ({ entities }) =>
    entities
      ? { kind: 'columns', columns: [{ kind: 'text' }, { suffix: ENTITY_SUFFIX, kind: 'text' }] }
      : textColumn,
  ruleType: ({ entity, entities }) => ({
    kind: 'reference',
    entities: entities ?? (entity === undefined ? [] : [entity]),
  }),
  parts: ({ entities }): Parts => {
    if (!entities) return {};
    return {
      id: { type: { kind: 'reference', entities }, suffix: '' },
      entity: { type: { kind: 'text', options: entities }, suffix: ENTITY_SUFFIX },
    };
  },
  operators: ['==', 'in', 'is_empty'],
  widget: 'reference',
  sortable: true,
  groupable: true,
  searchable: false,
  normalise,
  encode: (value) => (typeof value === 'string' ? [value] : [value.id, value.entity]),
  decode: ([id, entity], { entities }) =>
    entities ? { entity: String(entity), id: String(id) } : String(id),
  format,
  toText: (value) => (typeof value === 'string' ? value : `${value.entity}:${value.id}`),
  parseText,
  examples: {
    settings: { entities: ['account', 'contact'], onDelete: 'clear' },
    valid: [
      { entity: 'account', id: '0190a0b0-0000-7000-8000-000000000001' },
      { entity: 'contact', id: 'c1' },
    ],
    loose: [['', null]],
    invalid: [
      'c1',
      { entity: 'deal', id: 'c1' },
      { entity: 'account' },
      { entity: 'account', id: 'a b' },
      { entity: 'account', id: 'c1', name: 'x' },
      ['c1'],
      7,
    ],
    invalidSettings: [{}, { entity: 'a', entities: ['b'] }, { entity: 'a', onDelete: 'ignore' }],
  },
});
