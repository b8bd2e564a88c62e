// documents/<document>.json (+ .hbs): a printed paper over one record.
import type { FromSchema } from 'json-schema-to-ts';
import { flag, icon, id, name, names, rule, text } from './parts.ts';

export const documentSchema = {
  type: 'object',
  required: ['document', 'label', 'entity', 'template'],
  properties: {
    document: name,
    id,
    label: text,
    icon,
    entity: { type: 'string' },
    /** Handlebars file beside this one; one per language, `quote.zh-CN.hbs`, or one for all. */
    template: { type: 'string', pattern: '^[a-z0-9_-]+$' },
    paper: { enum: ['A4', 'A5', 'letter'] },
    landscape: flag,
    when: rule,
    recordTypes: names,
    roles: names,
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type DocumentDef = FromSchema<typeof documentSchema>;
