// roles/<role>.json: who somebody is. What a role may do stands in policies.
import type { FromSchema } from 'json-schema-to-ts';
import { flag, id, name, text } from './parts.ts';

export const roleSchema = {
  type: 'object',
  required: ['role', 'label'],
  properties: {
    role: name,
    id,
    label: text,
    description: text,
    /** May do everything, configuration included. */
    administrator: flag,
    /** Given to every new user. */
    default: flag,
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type RoleDef = FromSchema<typeof roleSchema>;
