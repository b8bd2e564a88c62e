// entities/<entity>/views/<view>.json: a saved list, board or calendar.
import type { FromSchema } from 'json-schema-to-ts';
import { after, dictionary, flag, icon, id, name, names, rule, sort, text } from './parts.ts';

const columnSchema = {
  type: 'object',
  properties: {
    id,
    after,
    label: text,
    /** Pixels. */
    width: { type: 'integer', minimum: 40, maximum: 1200 },
    total: { enum: ['sum', 'avg', 'min', 'max', 'count'] },
    $remove: flag,
  },
  additionalProperties: false,
} as const;

export const viewSchema = {
  type: 'object',
  required: ['view', 'kind', 'label'],
  properties: {
    view: name,
    id,
    label: text,
    after,
    icon,
    kind: { enum: ['table', 'board', 'calendar', 'timeline', 'tree', 'split', 'map'] },
    default: flag,
    filter: rule,
    sort,
    /** Keys are fields or paths over references (`account.name`). */
    columns: dictionary(columnSchema),
    /** Second and third line of a card on a phone, board or lookup. */
    card: names,
    /** Board: picklist or reference field of the columns. Table: group by. */
    groupBy: { type: 'string' },
    /** Calendar, timeline: date fields. */
    start: { type: 'string' },
    end: { type: 'string' },
    /** Map: geo or address field. Tree: the self reference. */
    place: { type: 'string' },
    parent: { type: 'string' },
    roles: names,
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type ViewDef = FromSchema<typeof viewSchema>;
