// menus/<menu>.json: entries of the navigation.
import type { FromSchema } from 'json-schema-to-ts';
import { after, dictionary, flag, icon, id, name, names, text } from './parts.ts';

const itemSchema = {
  type: 'object',
  properties: {
    id,
    /** Default: the entity's plural label / icon. */
    label: text,
    icon,
    after,
    /** One of: */
    entity: { type: 'string' },
    view: { type: 'string' },
    report: { type: 'string' },
    dashboard: { type: 'string' },
    page: { type: 'string' },
    group: { type: 'string' },
    roles: names,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

export const menuSchema = {
  type: 'object',
  required: ['menu', 'items'],
  properties: {
    menu: name,
    id,
    label: text,
    groups: dictionary({
      type: 'object',
      required: ['label'],
      properties: { id, label: text, after, $remove: flag },
      additionalProperties: false,
    } as const),
    items: dictionary(itemSchema),
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type MenuDef = FromSchema<typeof menuSchema>;
