// reports/<report>.json: a dataset and how it is shown.
import type { FromSchema } from 'json-schema-to-ts';
import { dictionary, flag, icon, id, name, names, rule, sort, text } from './parts.ts';

export const REPORT_KINDS = [
  'list',
  'summary',
  'matrix',
  'funnel',
  'cohort',
  'trend',
  'ranking',
  'target',
  'rfm',
  'graph',
  'heatmap',
  'map',
] as const;
export const MEASURES = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'distinct',
  'ratio',
  'running',
  'share',
  'previous',
] as const;

export const reportSchema = {
  type: 'object',
  required: ['report', 'label', 'kind', 'entity'],
  properties: {
    report: name,
    id,
    label: text,
    description: text,
    icon,
    kind: { enum: REPORT_KINDS },
    entity: { type: 'string' },
    filter: rule,
    parameters: dictionary({
      type: 'object',
      required: ['label', 'type'],
      properties: { label: text, type: { type: 'string' }, default: rule, $remove: flag },
      additionalProperties: true,
    } as const),
    columns: names,
    dimensions: dictionary({
      type: 'object',
      required: ['field'],
      properties: {
        field: { type: 'string' },
        label: text,
        bucket: { enum: ['day', 'week', 'month', 'quarter', 'year'] },
        level: { type: 'string' },
        ranges: { type: 'array', items: { type: 'number' } },
        axis: { enum: ['row', 'column'] },
        $remove: flag,
      },
      additionalProperties: false,
    } as const),
    measures: dictionary({
      type: 'object',
      required: ['op'],
      properties: {
        op: { enum: MEASURES },
        field: { type: 'string' },
        of: names,
        label: text,
        format: { type: 'string' },
        $remove: flag,
      },
      additionalProperties: false,
    } as const),
    having: rule,
    sort,
    top: { type: 'integer', minimum: 1, maximum: 1000 },
    chart: {
      enum: ['none', 'bar', 'line', 'area', 'pie', 'funnel', 'number', 'graph', 'map', 'heatmap'],
    },
    roles: names,
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type ReportDef = FromSchema<typeof reportSchema>;
