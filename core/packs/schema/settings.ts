// settings.json: values of the whole installation that packs preset and the site may change.
import type { FromSchema } from 'json-schema-to-ts';
import { flag, rule, text } from './parts.ts';

export const settingsSchema = {
  type: 'object',
  required: ['settings'],
  properties: {
    settings: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['label', 'value'],
        properties: { label: text, value: rule, $remove: flag },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const;
export type SettingsDef = FromSchema<typeof settingsSchema>;
