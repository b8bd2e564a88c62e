// entities/<entity>/automations/<automation>.json: when this happens and a rule holds, do that.
import type { FromSchema } from 'json-schema-to-ts';
import { flag, id, name, names, rule, text } from './parts.ts';
import { actionSchema } from './workflow.ts';

export const TRIGGERS = [
  'created',
  'updated',
  'changed',
  'deleted',
  'transition',
  'approval',
  'schedule',
  'date',
  'webhook',
] as const;

export const automationSchema = {
  type: 'object',
  required: ['automation', 'label', 'trigger', 'actions'],
  properties: {
    automation: name,
    id,
    label: text,
    trigger: {
      type: 'object',
      required: ['on'],
      properties: {
        on: { enum: TRIGGERS },
        fields: names,
        transition: { type: 'string' },
        /** schedule: a cron pattern; date: a date field and an ISO 8601 offset such as -P3D. */
        cron: { type: 'string' },
        field: { type: 'string' },
        offset: { type: 'string' },
        catchUp: { enum: ['run', 'skip', 'coalesce'] },
      },
      additionalProperties: false,
    },
    when: rule,
    /** In the same transaction, or after it through the outbox. */
    timing: { enum: ['before', 'in', 'after'] },
    actions: { type: 'array', items: actionSchema, minItems: 1 },
    enabled: flag,
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type AutomationDef = FromSchema<typeof automationSchema>;
