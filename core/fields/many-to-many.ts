// Links to any number of records of another entity, seen from both sides.
import { linksStorage, noColumns } from './column.ts';
import { defineFieldType } from './field-type.ts';
import { formatIds, idListSchema, idsToText, readIds, textToIds } from './id-list.ts';

interface Settings {
  entity: string;
  /** Name of the collection on the other side. */
  inverse?: string;
}

export const manyToMany = defineFieldType<Settings, readonly string[]>({
  name: 'many_to_many',
  icon: 'waypoints',
  label: { 'zh-CN': '多对多', en: 'Many to many' },
  settings: {
    type: 'object',
    required: ['entity'],
    properties: {
      entity: { type: 'string', maxLength: 48 },
      inverse: { type: 'string', maxLength: 48 },
    },
    additionalProperties: false,
  },
  value: () => idListSchema,
  storage: () => linksStorage,
  ruleType: ({ entity }) => ({ kind: 'reference', list: true, entities: [entity] }),
  operators: ['has_any', 'has_all', 'is_empty'],
  widget: 'many_to_many',
  sortable: false,
  groupable: false,
  searchable: false,
  normalise: readIds,
  encode: noColumns,
  decode: noColumns,
  format: (value, { entity }, context) => formatIds(value, entity, context),
  toText: idsToText,
  parseText: textToIds,
  examples: {
    settings: { entity: 'contact' },
    valid: [['c1'], ['c2', 'c1']],
    loose: [
      ['c1', ['c1']],
      [[], null],
      [['c1', ''], ['c1']],
    ],
    invalid: [['c1', 'c1'], ['a b'], [1], 1, { id: 'c1' }],
    invalidSettings: [{}, { entity: 1 }],
  },
});
