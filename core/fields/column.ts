// The codec and the answers most types share: one column that holds the wire value itself.
import type { Locale } from '../errors.ts';
import type { RuleType } from '../rules/rule.ts';
import type { Parsed, Storage } from './field-type.ts';

type Cells = readonly (string | number | boolean | null)[];

export const textColumn: Storage = { kind: 'columns', columns: [{ kind: 'text' }] };
export const integerColumn: Storage = { kind: 'columns', columns: [{ kind: 'integer' }] };
export const jsonColumn: Storage = { kind: 'columns', columns: [{ kind: 'json' }] };
export const listStorage: Storage = { kind: 'list' };
export const linksStorage: Storage = { kind: 'links' };

export const textRule: RuleType = { kind: 'text' };

/** Codec of a text column that holds the value itself. */
export const plainText = {
  identity: true,
  encode: (value: string) => [value],
  decode: (columns: Cells) => String(columns[0]),
  format: (value: string) => value,
  toText: (value: string) => value,
} as const;

/** Everything a text-like type shares: one text column, text rules, the value as its own display text. */
export function textual<S>(normalise: (input: unknown, settings: S) => Parsed<string>) {
  return {
    ...plainText,
    storage: () => textColumn,
    ruleType: () => textRule,
    operators: ['contains', '==', '!=', 'starts_with', 'ends_with', 'in', 'is_empty'],
    sortable: true,
    groupable: false,
    searchable: true,
    normalise,
    parseText: (text: string, settings: S) => normalise(text, settings),
  };
}

/** Types whose value is never one of the table's own columns have no codec to call. */
export function noColumns(): never {
  throw new TypeError('This storage kind has no columns to encode or decode.');
}

/** Storage and codec of one code, or of a list of them in a table of its own. */
export const oneOrList = {
  storage: ({ multiple }: { readonly multiple?: boolean }) => (multiple ? listStorage : textColumn),
  identity: true,
  encode: (value: unknown, { multiple }: { readonly multiple?: boolean }) =>
    multiple ? noColumns() : [String(value)],
  decode: (columns: Cells, { multiple }: { readonly multiple?: boolean }) =>
    multiple ? noColumns() : String(columns[0]),
} as const;

/** Labels as a sentence lists them. */
export function joinLabels(labels: readonly string[], locale: Locale): string {
  return labels.join(locale === 'zh-CN' ? '、' : ', ');
}

/** Codec of a whole number: drivers may deliver 64-bit integers as text. */
export const plainInteger = {
  encode: (value: number) => [value],
  decode: (columns: Cells) => Number(columns[0]),
};
