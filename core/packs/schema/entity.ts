// entities/<entity>/entity.json: a kind of thing, its fields, keys, rules, record types and features.
import type { FromSchema } from 'json-schema-to-ts';
import { fieldSchema } from './field.ts';
import {
  after,
  colour,
  count,
  dictionary,
  flag,
  icon,
  id,
  name,
  names,
  rule,
  text,
} from './parts.ts';

const keySchema = {
  type: 'object',
  required: ['fields'],
  properties: {
    id,
    /** Fields whose values together are unique among live records. Records with an empty one are not compared. */
    fields: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 6 },
    message: text,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const indexSchema = {
  type: 'object',
  required: ['fields'],
  properties: {
    id,
    fields: { type: 'array', items: { type: 'string' }, minItems: 1 },
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const ruleSchema = {
  type: 'object',
  required: ['check', 'message'],
  properties: {
    id,
    /** Must be true, otherwise `message` is shown. */
    check: rule,
    /** Checked only when this is true. */
    when: rule,
    message: text,
    /** Field the message stands at. */
    at: { type: 'string' },
    severity: { enum: ['block', 'warn'] },
    on: { type: 'array', items: { enum: ['create', 'update'] } },
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const recordTypeSchema = {
  type: 'object',
  required: ['label'],
  properties: {
    id,
    label: text,
    after,
    colour,
    default: flag,
    /** Per picklist field, the options this type offers. */
    options: dictionary({ type: 'array', items: { type: 'string' } }),
    /** Per auto-number field, the pattern of this type. */
    numbering: dictionary({ type: 'string' }),
    /** Fields that must be filled in this type / that it does not have. */
    required: names,
    hidden: names,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const featuresSchema = {
  type: 'object',
  properties: {
    /** Records have an owner (user) and the owner's department. */
    owner: flag,
    /** What people may only propose waits for a first and a final review. */
    review: flag,
    /** Single records can be shared with people, teams, departments and roles. */
    share: flag,
    /** Every change is kept with before and after. Default: true. */
    audit: flag,
    comments: flag,
    files: flag,
    /** Deleting moves to the recycle bin. Default: true. */
    recycle: flag,
    /** Records are found by the global search. Default: true when a field is searchable. */
    search: flag,
    /** Offered in quick create. */
    quickCreate: flag,
    /** Child lines edited inside a parent: no menu entry, no own page. */
    lines: flag,
    /** Only the engine writes its records: people read, filter and export them. */
    engine: flag,
  },
  additionalProperties: false,
} as const;

const retentionSchema = {
  type: 'object',
  required: ['after', 'from', 'action'],
  properties: {
    /** ISO 8601 duration of years, months, weeks and days: `P3Y`, `P6M`, `P90D`. */
    after: {
      type: 'string',
      pattern: '^P(?=\\d)(\\d{1,3}Y)?(\\d{1,3}M)?(\\d{1,3}W)?(\\d{1,4}D)?$',
    },
    /** The date or moment it counts from; records without one are kept. */
    from: { type: 'string' },
    /** Remove for good, or erase the personal fields only. */
    action: { enum: ['delete', 'erase'] },
    $remove: flag,
  },
  additionalProperties: false,
} as const;

export const entitySchema = {
  type: 'object',
  required: ['entity', 'label', 'fields'],
  properties: {
    entity: name,
    id,
    label: text,
    labelPlural: text,
    description: text,
    icon,
    colour,
    /** The text field that names a record, or … */
    nameField: { type: 'string' },
    /** … a template over fields: `{last_name}{first_name}`. */
    nameTemplate: { type: 'string', maxLength: 200 },
    /** Fields shown as the second line in lookups. */
    subtitle: names,
    fields: dictionary(fieldSchema),
    keys: dictionary(keySchema),
    indexes: dictionary(indexSchema),
    rules: dictionary(ruleSchema),
    recordTypes: dictionary(recordTypeSchema),
    features: featuresSchema,
    /** How long records are kept. */
    retention: retentionSchema,
    /** Order in menus and settings. */
    order: count,
    $remove: flag,
    $locked: names,
    $seed: names,
  },
  additionalProperties: false,
} as const;
export type EntityDef = FromSchema<typeof entitySchema>;
