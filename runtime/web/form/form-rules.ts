// Rules as a form asks for them. `undefined` means: the browser cannot decide this one, the server will.
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientField } from '../../../core/model/client.ts';
import type { Rule } from '../../../core/rules/rule.ts';

type Values = Readonly<Record<string, Json>>;

export interface FormRules {
  /** The value of a formula field. */
  formula(field: ClientField, values: Values): Json | undefined;
  value(rule: Rule, values: Values, old: Values, isNew: boolean): Json | undefined;
}
