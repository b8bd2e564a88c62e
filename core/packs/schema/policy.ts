// policies/<policy>.json: what roles may do on which records and fields.
import type { FromSchema } from 'json-schema-to-ts';
import { dictionary, flag, id, name, names, rule, text } from './parts.ts';

/**
 * `propose` files creates and changes for review, `review_first` and `review_final` decide about them; their scopes are
 * about who filed.
 */
export const REVIEW_ACTIONS = ['propose', 'review_first', 'review_final'] as const;
/** Built-in actions; transitions are `transition:<name>`. */
export const ACTIONS = [
  'read',
  'create',
  'update',
  'delete',
  'restore',
  'import',
  'export',
  'print',
  'transfer',
  'bulk',
  'share',
  ...REVIEW_ACTIONS,
] as const;
export const SCOPES = [
  'none',
  'own',
  'own_and_subordinates',
  'department',
  'department_tree',
  'all',
] as const;

const grantSchema = {
  anyOf: [
    { enum: SCOPES },
    {
      type: 'object',
      properties: { scope: { enum: SCOPES }, rule },
      additionalProperties: false,
    },
  ],
} as const;

const entityGrantsSchema = {
  type: 'object',
  properties: {
    /** action → scope, or a scope narrowed by a rule over the record. */
    actions: dictionary(grantSchema),
    /** field → hidden | masked | read | write; `*` for the rest. Default: write. */
    fields: dictionary({ enum: ['hidden', 'masked', 'read', 'write'] } as const),
    /** Mutes only: the records `fields` holds for; all of them without it. */
    when: rule,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

export const policySchema = {
  type: 'object',
  required: ['policy', 'label', 'roles', 'entities'],
  properties: {
    policy: name,
    id,
    label: text,
    roles: names,
    /** Takes rights away instead of granting them. */
    mute: flag,
    /** entity → grants; `*` for entities no other entry of this policy names. */
    entities: dictionary(entityGrantsSchema),
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type PolicyDef = FromSchema<typeof policySchema>;
