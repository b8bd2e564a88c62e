// classifications/<classification>.json (+ .csv): a tree dimension and its dated editions.
import type { FromSchema } from 'json-schema-to-ts';
import { after, dictionary, flag, id, name, text } from './parts.ts';

const nodeSchema = {
  type: 'object',
  required: ['label'],
  properties: {
    id,
    label: text,
    parent: { type: ['string', 'null'] },
    level: { type: 'string' },
    after,
    retired: flag,
    replacedBy: { type: 'string' },
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const editionSchema = {
  type: 'object',
  properties: {
    id,
    label: text,
    /** First day it is in force. */
    from: { type: 'string', format: 'date' },
    /** CSV beside this file: code,parent,name_zh,name_en,level. */
    file: { type: 'string', pattern: '^[a-z0-9_-]+\\.csv$' },
    nodes: dictionary(nodeSchema),
    source: { type: 'string' },
    /** Crosswalk from the edition before: old code → new codes. */
    crosswalk: dictionary({ type: 'array', items: { type: 'string' } }),
    $remove: flag,
  },
  additionalProperties: false,
} as const;

export const classificationSchema = {
  type: 'object',
  required: ['classification', 'label', 'current', 'editions'],
  properties: {
    classification: name,
    id,
    label: text,
    description: text,
    /** Edition offered for new values. */
    current: { type: 'string' },
    levels: dictionary({
      type: 'object',
      required: ['label'],
      properties: { label: text, after, $remove: flag },
      additionalProperties: false,
    } as const),
    editions: dictionary(editionSchema),
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type ClassificationDef = FromSchema<typeof classificationSchema>;
export type NodeDef = FromSchema<typeof nodeSchema>;
