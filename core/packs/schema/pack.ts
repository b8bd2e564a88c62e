// pack.json: what a pack is called, where it stands among the layers and what it needs.
import type { FromSchema } from 'json-schema-to-ts';
import { dictionary, text } from './parts.ts';

/** Layers from the lowest to the highest. */
export const LAYERS = ['system', 'crm', 'industry', 'client', 'site'] as const;
/** Version of the pack format this engine reads. */
export const ENGINE_FORMAT = 1;

export const packSchema = {
  type: 'object',
  required: ['name', 'version', 'engine', 'layer', 'title'],
  properties: {
    name: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,47}$' },
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?$' },
    engine: { type: 'integer' },
    layer: { enum: LAYERS },
    title: text,
    description: text,
    /** name → version range: `*`, `^1.2.0`, `>=1.2.0` or an exact version. */
    dependsOn: dictionary({ type: 'string' }),
    /** Prefix of names this pack adds to entities of others, e.g. `acme`. */
    prefix: { type: 'string', pattern: '^[a-z][a-z0-9]{0,11}$' },
    licence: { type: 'string' },
  },
  additionalProperties: false,
} as const;
export type PackDef = FromSchema<typeof packSchema>;
