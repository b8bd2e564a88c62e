// picklists/<picklist>.json: a named list of options (数据字典).
import type { FromSchema } from 'json-schema-to-ts';
import { after, colour, flag, icon, id, name, text } from './parts.ts';

const optionSchema = {
  type: 'object',
  required: ['label'],
  properties: {
    id,
    label: text,
    after,
    colour,
    icon,
    /** Kept for old records, not offered any more; `replacedBy` is offered instead. */
    retired: flag,
    replacedBy: { type: 'string' },
    from: { type: 'string', format: 'date' },
    until: { type: 'string', format: 'date' },
    /** Stages: probability of success in percent, and how the stage counts. */
    probability: { type: 'integer', minimum: 0, maximum: 100 },
    outcome: { enum: ['open', 'won', 'lost'] },
    $remove: flag,
  },
  additionalProperties: false,
} as const;

export const picklistSchema = {
  type: 'object',
  required: ['picklist', 'label', 'options'],
  properties: {
    picklist: name,
    id,
    label: text,
    description: text,
    options: { type: 'object', additionalProperties: optionSchema },
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type PicklistDef = FromSchema<typeof picklistSchema>;
export type OptionDef = FromSchema<typeof optionSchema>;

/** Keys of options: letters, digits, dot, dash, underscore. */
export const OPTION_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$';
