// A value computed by a rule over the record's other fields, stored whenever they change.
import { delegated, type ResultType, resultOf } from './computed-value.ts';
import { defineFieldType, type Json } from './field-type.ts';
import { scaleSchema } from './read-decimal.ts';

interface Settings {
  formula: unknown;
  returns: ResultType;
  scale?: number;
}

export const formula = defineFieldType<Settings, Json>({
  name: 'formula',
  icon: 'sigma',
  label: { 'zh-CN': '公式', en: 'Formula' },
  settings: {
    type: 'object',
    required: ['formula', 'returns'],
    properties: {
      formula: {},
      returns: { enum: ['text', 'integer', 'decimal', 'boolean', 'date', 'datetime'] },
      scale: scaleSchema,
    },
    additionalProperties: false,
  },
  operators: ['==', '>=', '<=', 'contains', 'is_empty'],
  widget: 'formula',
  sortable: true,
  groupable: true,
  searchable: false,
  computed: true,
  ...delegated<Settings>(({ returns, scale }) => resultOf(returns, scale)),
  examples: {
    settings: { formula: { '*': [{ var: 'price' }, 2] }, returns: 'decimal', scale: 2 },
    valid: ['12.50', '-0.01'],
    loose: [[5, '5.00']],
    invalid: ['abc', '1.005', true],
    invalidSettings: [{ formula: 1 }, { formula: 1, returns: 'money' }, { returns: 'text' }],
  },
});
