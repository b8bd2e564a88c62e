// entities/<entity>/layouts/<layout>.json: how fields are arranged in a form or on a record page.
import type { FromSchema } from 'json-schema-to-ts';
import { after, dictionary, flag, icon, id, name, names, rule, sort, text } from './parts.ts';

const placedFieldSchema = {
  type: 'object',
  properties: {
    id,
    after,
    /** Columns it takes; default 1. */
    span: { type: 'integer', minimum: 1, maximum: 4 },
    visibleWhen: rule,
    label: text,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const sectionSchema = {
  type: 'object',
  required: ['fields'],
  properties: {
    id,
    label: text,
    after,
    columns: { type: 'integer', minimum: 1, maximum: 4 },
    /** Tab it stands in; without one it stands in the first. */
    tab: { type: 'string' },
    collapsed: flag,
    visibleWhen: rule,
    fields: dictionary(placedFieldSchema),
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const tabSchema = {
  type: 'object',
  required: ['label'],
  properties: { id, label: text, after, icon, visibleWhen: rule, $remove: flag },
  additionalProperties: false,
} as const;

const relatedSchema = {
  type: 'object',
  required: ['entity', 'field'],
  properties: {
    id,
    label: text,
    after,
    /** Records of this entity whose reference `field` points here. */
    entity: { type: 'string' },
    field: { type: 'string' },
    columns: names,
    sort,
    filter: rule,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

const timelineSchema = {
  type: 'object',
  required: ['entity', 'field', 'at'],
  properties: {
    id,
    label: text,
    after,
    /** Records of this entity whose reference `field` points here stand in the timeline at their moment `at`. */
    entity: { type: 'string' },
    field: { type: 'string' },
    at: { type: 'string' },
    /** Fields shown beside the name of who did it, and the field with what happened. */
    title: names,
    body: { type: 'string' },
    filter: rule,
    /** May be written right in the timeline, with the entity's quick layout. */
    composer: flag,
    $remove: flag,
  },
  additionalProperties: false,
} as const;

export const layoutSchema = {
  type: 'object',
  required: ['layout', 'kind'],
  properties: {
    layout: name,
    id,
    /** form: create and edit; quick: the small create form; record: the page of one record. */
    kind: { enum: ['form', 'quick', 'record'] },
    label: text,
    /** Only for these record types / roles; without them for all. */
    recordTypes: names,
    roles: names,
    tabs: dictionary(tabSchema),
    sections: dictionary(sectionSchema),
    /** Record page: facts under the title, the field drawn as a stage path, related lists in the tabs, what
     * the timeline tells beside the change log. */
    highlights: names,
    stage: { type: 'string' },
    related: dictionary(relatedSchema),
    timeline: dictionary(timelineSchema),
    $remove: flag,
  },
  additionalProperties: false,
} as const;
export type LayoutDef = FromSchema<typeof layoutSchema>;
