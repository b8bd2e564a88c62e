// How values are shown to the actor of a request: language, time zone, and labels out of the model.
import type { FieldLookups, FormatOptions } from '../fields/field-type.ts';
import type { Context } from './context.ts';

const known = new WeakMap<Context, FormatOptions>();

/** Format options of a request; made once. */
export function formatOptions(context: Context): FormatOptions {
  const made = known.get(context) ?? {
    locale: context.actor.locale,
    timeZone: context.actor.timeZone,
    lookups: lookupsOf(context),
  };
  known.set(context, made);
  return made;
}

/** Labels of options and nodes out of the model. Names of records are looked up by queries, not here. */
function lookupsOf(context: Context): FieldLookups {
  const { model } = context.live;
  const { locale } = context.actor;
  return {
    option: (picklist, value) => model.picklists.get(picklist)?.options.get(value)?.label[locale],
    options: (picklist) => [...(model.picklists.get(picklist)?.options.keys() ?? [])],
    node(classification, code) {
      const tree = model.classifications.get(classification);
      return tree?.editions.get(tree.current)?.nodes.get(code)?.label[locale];
    },
    record: () => undefined,
  };
}
