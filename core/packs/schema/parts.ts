// Pieces the metadata schemas share. JSON Schema 2020-12, kept as literals so that types can be inferred from them.

/** Names of entities, fields, options … (CONTRIBUTING "Names"). */
export const NAME_PATTERN = '^[a-z][a-z0-9]*(_[a-z0-9]+)*$';
export const NAME_MAX = 48;

export const name = { type: 'string', pattern: NAME_PATTERN, maxLength: NAME_MAX } as const;
/** Stable identity of a node: written once, survives renames. */
export const id = { type: 'string', pattern: '^[A-Za-z0-9_-]{4,64}$' } as const;
/** A text in every language. */
export const text = {
  type: 'object',
  required: ['zh-CN', 'en'],
  properties: { 'zh-CN': { type: 'string' }, en: { type: 'string' } },
  additionalProperties: { type: 'string' },
} as const;
/** A rule; its shape is checked by rules/check. */
export const rule = {} as const;
/** Name of the sibling this node stands behind; `null`: first. */
export const after = { type: ['string', 'null'] } as const;
export const icon = { type: 'string', pattern: '^[a-z0-9-]+$', maxLength: 40 } as const;
export const colour = {
  enum: ['gray', 'blue', 'green', 'amber', 'violet', 'red', 'teal', 'pink'],
} as const;
export const count = { type: 'integer', minimum: 0 } as const;
export const flag = { type: 'boolean' } as const;
export const names = { type: 'array', items: { type: 'string' } } as const;
/** `-amount,name`: fields, a minus for descending. */
export const sort = { type: 'string', maxLength: 400 } as const;

/** An object whose keys are free and whose values all fit one schema. */
export function dictionary<const T>(of: T) {
  return { type: 'object', additionalProperties: of } as const;
}
