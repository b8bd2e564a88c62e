// The words of the rule language: a rule as JSON, the types its parts have, and where its names are looked up.

/** A rule as it stands in a pack or a filter: JsonLogic, strict profile (one operator per object). */
export type Rule =
  | null
  | boolean
  | number
  | string
  | readonly Rule[]
  | { readonly [operator: string]: Rule | readonly Rule[] };

/** What a part of a rule evaluates to. `missing` (null) is possible for every kind. */
export type RuleKind =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'time'
  | 'datetime'
  | 'period'
  | 'reference'
  | 'node'
  | 'json'
  | 'null';

/** The type of a part: its kind, whether it is a list, and what a reference, node or decimal is about. */
export interface RuleType {
  readonly kind: RuleKind;
  readonly list?: boolean;
  /** Decimal places of a decimal (0…9). */
  readonly scale?: number;
  /** Entities a reference may point to. */
  readonly entities?: readonly string[];
  /** Classifications (dimensions) of a node; `department` for the department tree. */
  readonly classifications?: readonly string[];
  /** Values a picklist field may hold; a literal compared with it must be one of them. */
  readonly options?: readonly string[];
}

/**
 * Names a rule may use. Paths go over references with dots (`account.owner.name`).
 * The browser, the model builder and the query compiler each bring one.
 */
export interface RuleNames {
  /** Type of the value at a path, or undefined when there is none (or the actor may not read it). */
  typeOf(path: string): RuleType | undefined;
  /** Names within the records of a collection (child lines or the inverse of a reference), for some/all/none/count/sum. */
  collection(path: string): RuleNames | undefined;
  /** All paths one step deep, for "did you mean". */
  paths(): Iterable<string>;
}
