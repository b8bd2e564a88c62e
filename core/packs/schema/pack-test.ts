// tests/<name>.json: scenarios a pack ships: who does what to which data, and what must come out.
import type { FromSchema } from 'json-schema-to-ts';
import { names, text } from './parts.ts';

export const packTestSchema = {
  type: 'object',
  required: ['test', 'steps'],
  properties: {
    test: { type: 'string' },
    title: text,
    steps: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['action'],
        properties: {
          /** Roles of the acting person; default: administrator. */
          as: names,
          /** Moment of the step, for simulated time. */
          at: { type: 'string' },
          action: { enum: ['create', 'update', 'delete', 'read', 'list', 'transition'] },
          entity: { type: 'string' },
          /** Names the record for later steps, which use `@name` as id or reference. */
          name: { type: 'string' },
          record: { type: 'string' },
          data: { type: 'object', additionalProperties: true },
          filter: {},
          transition: { type: 'string' },
          expect: {
            type: 'object',
            properties: {
              code: { type: 'string' },
              at: { type: 'string' },
              fields: { type: 'object', additionalProperties: true },
              count: { type: 'integer' },
            },
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const;
export type PackTestDef = FromSchema<typeof packTestSchema>;
