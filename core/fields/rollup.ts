// A value computed over a collection of records (child lines or the records that refer here), kept up to date on write.

import type { Problem } from '../errors.ts';
import { delegated, type ResultType, resultOf } from './computed-value.ts';
import { defineFieldType, type Json } from './field-type.ts';
import { scaleSchema } from './read-decimal.ts';

interface Settings {
  collection: string;
  op: 'count' | 'sum' | 'min' | 'max' | 'avg';
  field?: string;
  /** A rule over the collection's records. */
  filter?: unknown;
  scale?: number;
  /** What the result is where `op` does not say it; a count is an integer, everything else a decimal. */
  returns?: Extract<ResultType, 'integer' | 'decimal' | 'date' | 'datetime'>;
}

function returnsOf({ op, returns }: Settings): ResultType {
  if (op === 'count') return 'integer';
  return op === 'avg' ? 'decimal' : (returns ?? 'decimal');
}

function checkSettings({ op, field, returns }: Settings): Problem[] {
  if (op !== 'count' && field === undefined) {
    return [{ code: 'meta.missing-key', at: '/field', params: { name: 'field' } }];
  }
  const isDate = returns === 'date' || returns === 'datetime';
  if (!isDate || op === 'min' || op === 'max') return [];
  return [{ code: 'query.not-measurable', at: '/returns', params: { op, field } }];
}

export const rollup = defineFieldType<Settings, Json>({
  name: 'rollup',
  icon: 'list-plus',
  label: { 'zh-CN': '汇总', en: 'Roll-up' },
  settings: {
    type: 'object',
    required: ['collection', 'op'],
    properties: {
      collection: { type: 'string', maxLength: 200 },
      op: { enum: ['count', 'sum', 'min', 'max', 'avg'] },
      field: { type: 'string', maxLength: 200 },
      filter: {},
      scale: scaleSchema,
      returns: { enum: ['integer', 'decimal', 'date', 'datetime'] },
    },
    additionalProperties: false,
  },
  checkSettings,
  operators: ['>=', '<=', '==', 'between', 'is_empty'],
  widget: 'rollup',
  sortable: true,
  groupable: false,
  searchable: false,
  computed: true,
  ...delegated<Settings>((settings) => resultOf(returnsOf(settings), settings.scale)),
  examples: {
    settings: { collection: 'deals', op: 'sum', field: 'amount' },
    valid: ['0.00', '286500000.00'],
    loose: [[3, '3.00']],
    invalid: ['abc', '0.001', true],
    invalidSettings: [
      { op: 'sum' },
      { collection: 'deals', op: 'sum' },
      { collection: 'deals', op: 'median', field: 'amount' },
      { collection: 'deals', op: 'avg', field: 'day', returns: 'date' },
    ],
  },
});
