// entities/<entity>/workflow.json: states and guarded transitions over one picklist field.
import type { FromSchema } from 'json-schema-to-ts';
import { after, count, dictionary, flag, icon, id, name, names, rule, text } from './parts.ts';

export const actionSchema = {
  type: 'object',
  required: ['action'],
  properties: { action: { type: 'string' }, id, when: rule },
  additionalProperties: true,
} as const;
const actions = { type: 'array', items: actionSchema } as const;

const stateSchema = {
  type: 'object',
  properties: {
    id,
    after,
    /** Field rights while a record is in this state. */
    fields: dictionary({ enum: ['hidden', 'read', 'write'] } as const),
    required: names,
    locked: flag,
    /** Days after which a record that has not moved counts as neglected. */
    rotDays: count,
    onEnter: actions,
    onExit: actions,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const transitionSchema = {
  type: 'object',
  required: ['from', 'to', 'label'],
  properties: {
    id,
    label: text,
    icon,
    after,
    from: { type: 'array', items: { type: 'string' }, minItems: 1 },
    to: { type: 'string' },
    guard: rule,
    guardMessage: text,
    roles: names,
    /** Fields that must be filled / that are asked for in the dialog. */
    required: names,
    asks: names,
    comment: { enum: ['none', 'optional', 'required'] },
    approval: { type: 'string' },
    actions,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

export const workflowSchema = {
  type: 'object',
  required: ['workflow', 'field', 'states', 'transitions'],
  properties: {
    workflow: name,
    id,
    label: text,
    /** Picklist field that holds the state. */
    field: { type: 'string' },
    recordTypes: names,
    initial: { type: 'string' },
    states: dictionary(stateSchema),
    transitions: dictionary(transitionSchema),
    approvals: dictionary({ type: 'object', additionalProperties: true } as const),
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type WorkflowDef = FromSchema<typeof workflowSchema>;
