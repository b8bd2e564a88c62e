// A field inside entity.json: properties every field may have. The settings of its type stand beside them and are
// checked against the type's own schema by model/checks/fields.
import type { FromSchema } from 'json-schema-to-ts';
import { after, flag, id, rule, text } from './parts.ts';

export const fieldProperties = {
  id,
  type: { type: 'string' },
  label: text,
  /** One line under the input. */
  help: text,
  placeholder: text,
  after,
  required: flag,
  readOnly: flag,
  /** No two live records share the value. */
  unique: flag,
  /** An index behind it, for filters and sorting over many records. */
  index: flag,
  /** Part of the full-text index. */
  searchable: flag,
  /** A constant or a rule over the other fields; filled in when the field is left out of a create. */
  default: rule,
  visibleWhen: rule,
  requiredWhen: rule,
  readOnlyWhen: rule,
  /** Picklists and classifications: a rule that gives the list of values that may be chosen. */
  optionsWhen: rule,
  /** References: a rule over the candidate's fields (`candidate.…` is implied) and `record.…` of the record at hand. */
  candidates: rule,
  /** Tells about a person: part of what a person may ask for, and gone when the person is erased. */
  personal: flag,
  /** Kept out of the change log (e.g. caches). */
  unlogged: flag,
  $remove: flag,
  $locked: { type: 'array', items: { type: 'string' } },
  $seed: { type: 'array', items: { type: 'string' } },
} as const;

export const fieldSchema = {
  type: 'object',
  required: ['type', 'label'],
  properties: fieldProperties,
  additionalProperties: true,
} as const;
export type FieldDef = FromSchema<typeof fieldSchema>;
