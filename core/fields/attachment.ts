// What file and image share: ids of stored files, one in a column or several as links to the entity `file`.
import { linksStorage, noColumns, textColumn } from './column.ts';
import type { FormatOptions, Json, Parsed } from './field-type.ts';
import { formatIds, idListSchema, idsToText, readIds, textToIds } from './id-list.ts';
import { idSchema, readId } from './read-id.ts';

export interface AttachmentSettings {
  multiple?: boolean;
  /** Accepted types as in HTML: ".pdf", "image/*". */
  accept?: readonly string[];
  /** Largest file in MB. */
  maxSize?: number;
}

export type AttachmentValue = string | readonly string[];

const settings: Json = {
  type: 'object',
  properties: {
    multiple: { type: 'boolean' },
    accept: {
      type: 'array',
      items: { type: 'string', pattern: '^(?:\\.[a-z0-9]+|[a-z]+/(?:\\*|[a-z0-9.+-]+))$' },
      maxItems: 40,
    },
    maxSize: { type: 'number', exclusiveMinimum: 0, maximum: 1000 },
  },
  additionalProperties: false,
};

const idsOf = (value: AttachmentValue) => (typeof value === 'string' ? [value] : value);

function normalise(input: unknown, { multiple }: AttachmentSettings): Parsed<AttachmentValue> {
  return multiple ? readIds(input) : readId(input);
}

/** Everything but name, icon, label and widget. */
export const attachment = {
  settings,
  value: ({ multiple }: AttachmentSettings) => (multiple ? idListSchema : idSchema),
  storage: ({ multiple }: AttachmentSettings) => (multiple ? linksStorage : textColumn),
  ruleType: ({ multiple }: AttachmentSettings) =>
    ({ kind: 'reference', entities: ['file'], ...(multiple ? { list: true } : {}) }) as const,
  operators: ['is_empty'],
  sortable: false,
  groupable: false,
  searchable: false,
  normalise,
  identity: true,
  encode: (value: AttachmentValue, { multiple }: AttachmentSettings) =>
    multiple ? noColumns() : [String(value)],
  decode: (
    columns: readonly (string | number | boolean | null)[],
    { multiple }: AttachmentSettings,
  ): AttachmentValue => (multiple ? noColumns() : String(columns[0])),
  format: (value: AttachmentValue, _settings: AttachmentSettings, context: FormatOptions) =>
    formatIds(idsOf(value), 'file', context),
  toText: (value: AttachmentValue) => idsToText(idsOf(value)),
  parseText: (text: string, own: AttachmentSettings): Parsed<AttachmentValue> =>
    own.multiple ? textToIds(text) : readId(text.trim()),
  examples: {
    settings: { multiple: true, accept: ['.pdf', 'image/*'], maxSize: 10 },
    valid: [['f1'], ['f2', 'f1']],
    loose: [['f1', ['f1']]],
    invalid: [['f1', 'f1'], ['../x'], 5, { id: 'f1' }],
    invalidSettings: [{ accept: ['pdf'] }, { maxSize: 0 }, { maxSize: 5000 }],
  },
} as const;
