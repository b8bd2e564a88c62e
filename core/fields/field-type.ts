// What a field type is. A type declares, others interpret: columns() returns logical kinds which a dialect turns into
// SQL, `operators` are names whose meaning is in rules/operators.ts, `widget` is a name resolved in the browser.
import type { Locale, Problem } from '../errors.ts';
import type { RuleType } from '../rules/rule.ts';

export type JsonSchema = { readonly [keyword: string]: unknown };
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** How a column stores; the dialect decides the SQL type. Decimals travel as strings and are stored exactly. */
export type ColumnKind = 'text' | 'integer' | 'decimal' | 'real' | 'boolean' | 'json';

export interface Column {
  /** Appended to the field's name as `<field>__<suffix>`; the main column has none. */
  readonly suffix?: string;
  readonly kind: ColumnKind;
  /** Decimal places of a decimal column, 0…9. */
  readonly scale?: number;
}

/**
 * Where values live: in columns of the entity's table (`columns`), in an ordered child table of text values
 * (`list`: multi picklists, tags, multi classifications), in a link table between two entities (`links`),
 * in another entity (`lines`), or nowhere (`none`: computed while reading).
 */
export type Storage =
  | { readonly kind: 'columns'; readonly columns: readonly Column[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'links' }
  | { readonly kind: 'lines' }
  | { readonly kind: 'none' };

/** What a type may look up while it normalises or formats: options, nodes, display names. Browser and server each bring one. */
export interface FieldLookups {
  /** Label of a picklist option. */
  option(picklist: string, value: string): string | undefined;
  /** All option values of a picklist, in order. */
  options(picklist: string): readonly string[];
  /** Full label ("制造业 / 通用设备制造业") of a classification node. */
  node(classification: string, code: string): string | undefined;
  /** Name of a referenced record, when known. */
  record(entity: string, id: string): string | undefined;
}

export interface FormatOptions {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly lookups: FieldLookups;
}

/** A value read from text or a loose form: the canonical value, or what is wrong with it (`at` is relative to the field). */
export type Parsed<V> =
  | { readonly value: V | null }
  | { readonly problem: Pick<Problem, 'code' | 'params'> };

export interface FieldTypeExamples<S> {
  /** Settings the value examples below are for. */
  readonly settings: S;
  /** Canonical values: normalise gives them back unchanged and they survive storage. */
  readonly valid: readonly Json[];
  /** Loose input and the canonical value it becomes. */
  readonly loose?: readonly (readonly [Json, Json])[];
  /** Values refused by normalise or by the value schema. */
  readonly invalid: readonly Json[];
  /** Settings refused by the settings schema or checkSettings. */
  readonly invalidSettings?: readonly Json[];
}

/**
 * One field type. `S` is its settings as a pack writes them beside `type`, `V` its canonical value on the wire and
 * in rules. Pure and browser-safe: no clock, no database, no DOM.
 */
export interface FieldType<S = unknown, V = Json> {
  readonly name: string;
  /** lucide icon name, for the Designer's gallery and list heads. */
  readonly icon: string;
  readonly label: { readonly 'zh-CN': string; readonly en: string };
  /** JSON Schema (object, additionalProperties false) of the settings that stand beside the common field properties. */
  readonly settings: JsonSchema;
  /** What the schema cannot say about settings; `at` relative to the field. */
  checkSettings?(settings: S): Problem[];
  /** JSON Schema of the canonical value (without null: whether a field may be empty is the field's `required`). */
  value(settings: S): JsonSchema;
  storage(settings: S): Storage;
  /** The field's type in rules. */
  ruleType(settings: S): RuleType;
  /** For composite values: parts that rules, filters and lists may name as `<field>.<part>`, with the column suffix that holds each. */
  parts?(settings: S): {
    readonly [part: string]: { readonly type: RuleType; readonly suffix: string };
  };
  /** Names of the rule operators the filter builder offers, best first. */
  readonly operators: readonly string[];
  readonly widget: string;
  /** May lists sort by it / group by it / the full-text index hold it? */
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly searchable: boolean;
  /** True when people never write it: auto-number, formula, roll-up, snapshot. */
  readonly computed?: boolean;
  /**
   * Untrusted input → canonical value: trims, NFC, full-width digits, "1,234.5" → "1234.50". Undefined input is never
   * passed; null and '' mean empty and give `{value: null}`. Type faults are problems here, so the schema check that
   * follows sees canonical values only.
   */
  normalise(input: unknown, settings: S): Parsed<V>;
  /** Canonical value → one storage value per column, in the order of storage().columns. Only for storage kind `columns`. */
  encode(value: V, settings: S): readonly (string | number | boolean | null)[];
  /** True when the one column holds the wire value itself: encode and decode change nothing and may be left out. */
  readonly identity?: boolean;
  /** The inverse of encode; all-null columns give null before this is called. */
  decode(columns: readonly (string | number | boolean | null)[], settings: S): V;
  /** Display text for lists, documents and the change log. */
  format(value: V, settings: S, options: FormatOptions): string;
  /** CSV and spreadsheet cells: text that `parseText` reads back to the same value. */
  toText(value: V, settings: S, options: FormatOptions): string;
  parseText(text: string, settings: S, options: FormatOptions): Parsed<V>;
  readonly examples: FieldTypeExamples<S>;
}

/** A type whose settings and value types are erased: what the registry holds and everything else uses. */
export type AnyFieldType = FieldType<Record<string, unknown>, Json>;

/** Registers nothing, checks types: the one erasing cast of field types lives here. */
export function defineFieldType<S, V>(type: FieldType<S, V>): AnyFieldType {
  return Object.freeze(type) as unknown as AnyFieldType;
}
