// dashboards/<dashboard>.json: a grid of reports with shared parameters.
import type { FromSchema } from 'json-schema-to-ts';
import { after, dictionary, flag, icon, id, name, names, rule, text } from './parts.ts';

export const dashboardSchema = {
  type: 'object',
  required: ['dashboard', 'label', 'cards'],
  properties: {
    dashboard: name,
    id,
    label: text,
    icon,
    roles: names,
    parameters: dictionary({ type: 'object', additionalProperties: true } as const),
    cards: dictionary({
      type: 'object',
      required: ['report'],
      properties: {
        id,
        report: { type: 'string' },
        label: text,
        after,
        width: { type: 'integer', minimum: 1, maximum: 12 },
        height: { type: 'integer', minimum: 1, maximum: 12 },
        parameters: dictionary(rule),
        $remove: flag,
      },
      additionalProperties: false,
    } as const),
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type DashboardDef = FromSchema<typeof dashboardSchema>;
