// What references to a fixed entity share: user and department hold the id of one record.
import { plainText, textColumn } from './column.ts';
import type { FormatOptions } from './field-type.ts';
import { idSchema, type OnDelete, onDeleteSchema, readId } from './read-id.ts';

export interface RecordIdSettings {
  onDelete?: OnDelete;
}

/** Everything but name, icon, label, rule type and operators of a reference to `entity`. */
export function recordId(entity: string) {
  return {
    ...plainText,
    settings: {
      type: 'object',
      properties: { onDelete: onDeleteSchema },
      additionalProperties: false,
    },
    value: () => idSchema,
    storage: () => textColumn,
    sortable: true,
    groupable: true,
    searchable: false,
    normalise: readId,
    format: (value: string, _settings: RecordIdSettings, { lookups }: FormatOptions) =>
      lookups.record(entity, value) ?? value,
    parseText: (text: string) => readId(text.trim()),
    examples: {
      settings: {},
      valid: ['0190a0b0-0000-7000-8000-000000000001', 'u1'],
      loose: [['', null]],
      invalid: ['a b', "x'; drop", 7, ['u1'], { id: 'u1' }],
      invalidSettings: [{ entity: 'x' }, { onDelete: 'ignore' }],
    } as const,
  };
}
