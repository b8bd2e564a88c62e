// The one table of rule operators. A new operator is one entry in the file of its family.
import type { Operator } from './operator.ts';
import { arithmeticOperators } from './operators/arithmetic.ts';
import { collectionOperators } from './operators/collections.ts';
import { comparisonOperators } from './operators/comparison.ts';
import { dateOperators } from './operators/dates.ts';
import { listOperators } from './operators/lists.ts';
import { logicOperators } from './operators/logic.ts';
import { nameOperators } from './operators/names.ts';
import { presenceOperators } from './operators/presence.ts';
import { textOperators } from './operators/text.ts';

const table = Object.freeze({
  ...nameOperators,
  ...comparisonOperators,
  ...presenceOperators,
  ...logicOperators,
  ...listOperators,
  ...collectionOperators,
  ...arithmeticOperators,
  ...textOperators,
  ...dateOperators,
});

export type OperatorName = keyof typeof table;

export const operators: { readonly [name in OperatorName]: Operator } = table;

/** The operator of that name, or undefined; names that objects inherit are none. */
export function operatorOf(name: string): Operator | undefined {
  return Object.hasOwn(operators, name) ? operators[name as OperatorName] : undefined;
}
