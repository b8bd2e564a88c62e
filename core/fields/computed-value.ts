// The types a computed value may have: formula and roll-up store and show their result as a value of one of these.
import { boolean } from './boolean.ts';
import { date } from './date.ts';
import { datetime } from './datetime.ts';
import { decimal } from './decimal.ts';
import type { AnyFieldType, FormatOptions, Json } from './field-type.ts';
import { integer } from './integer.ts';
import { text } from './text.ts';

export const resultTypes = { text, integer, decimal, boolean, date, datetime } as const;
export type ResultType = keyof typeof resultTypes;

interface Result {
  readonly type: AnyFieldType;
  readonly settings: Record<string, unknown>;
}

const NO_SETTINGS = Object.freeze({});
/** Settings of decimal results per scale, made once. */
const decimalSettings = Array.from({ length: 10 }, (_, scale) =>
  Object.freeze({ scale, digits: Math.min(17, 19 - scale) }),
);

/** The type of a result and that type's settings. */
export function resultOf(returns: ResultType, scale = 2): Result {
  const settings = returns === 'decimal' ? decimalSettings[scale] : undefined;
  return { type: resultTypes[returns], settings: settings ?? NO_SETTINGS };
}

type Cells = readonly (string | number | boolean | null)[];

/** The members of a field type that depend on its result only. */
export function delegated<S>(resultFor: (settings: S) => Result) {
  return {
    value: (settings: S) => {
      const { type, settings: own } = resultFor(settings);
      return type.value(own);
    },
    storage: (settings: S) => {
      const { type, settings: own } = resultFor(settings);
      return type.storage(own);
    },
    ruleType: (settings: S) => {
      const { type, settings: own } = resultFor(settings);
      return type.ruleType(own);
    },
    normalise: (input: unknown, settings: S) => {
      const { type, settings: own } = resultFor(settings);
      return type.normalise(input, own);
    },
    encode: (value: Json, settings: S) => {
      const { type, settings: own } = resultFor(settings);
      return type.encode(value, own);
    },
    decode: (columns: Cells, settings: S) => {
      const { type, settings: own } = resultFor(settings);
      return type.decode(columns, own);
    },
    ...delegatedText(resultFor),
  };
}

function delegatedText<S>(resultFor: (settings: S) => Result) {
  return {
    format: (value: Json, settings: S, options: FormatOptions) => {
      const { type, settings: own } = resultFor(settings);
      return type.format(value, own, options);
    },
    toText: (value: Json, settings: S, options: FormatOptions) => {
      const { type, settings: own } = resultFor(settings);
      return type.toText(value, own, options);
    },
    parseText: (cell: string, settings: S, options: FormatOptions) => {
      const { type, settings: own } = resultFor(settings);
      return type.parseText(cell, own, options);
    },
  };
}
