// What was typed in a small form and is taken to the whole form of the same entity. Held in memory for one step.
import type { Values } from './form-state.ts';

let handed: { entity: string; values: Values } | undefined;

export function handOver(entity: string, values: Values): void {
  handed = { entity, values };
}

/** The values handed over to an entity's form, once. */
export function takeHandedOver(entity: string): Values {
  const values = handed?.entity === entity ? handed.values : {};
  handed = undefined;
  return values;
}
