// Picklist options and classification nodes of a record: they must exist, be offered, and suit the record at hand.
import type { Json } from '../../fields/field-type.ts';
import type { Field } from '../../model/model.ts';
import type { RuleEnv } from '../../rules/env.ts';
import { isNodeWithin, splitEdition } from '../environment.ts';
import { evaluatorOf } from '../evaluators.ts';
import { reportField, type Write } from '../write-state.ts';

export function checkChoice(write: Write, field: Field, value: Json, env: RuleEnv): void {
  if (field.type === 'picklist') checkOptions(write, field, valuesOf(value), env);
  if (field.type === 'classification') checkNodes(write, field, valuesOf(value), env);
  if (field.type === 'address') checkRegion(write, field, value);
}

function valuesOf(value: Json): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** Values the record had before stay allowed: a retired option does not block an old record. */
function wasThere(write: Write, field: Field, value: string): boolean {
  return valuesOf(write.before?.[field.name] ?? []).includes(value);
}

function checkOptions(write: Write, field: Field, values: readonly string[], env: RuleEnv): void {
  const options = optionsOf(write, field);
  const ruled = field.rules.optionsWhen && evaluatorOf(field.rules.optionsWhen)(env);
  const type = write.entity.recordTypes.get(String(write.record.record_type ?? ''));
  for (const value of values) {
    if (wasThere(write, field, value)) continue;
    if (!isOffered(options.get(value), write.context.today))
      reportField(write, field.name, 'value.option', { value });
    else if (Array.isArray(ruled) && !ruled.includes(value))
      reportField(write, field.name, 'value.option-not-here', { value });
    else if (type?.options[field.name] && !type.options[field.name]?.includes(value)) {
      reportField(write, field.name, 'value.option-not-here', { value });
    }
  }
}

interface Option {
  readonly retired?: boolean;
  readonly from?: string;
  readonly until?: string;
}

const inline = new WeakMap<Field, ReadonlyMap<string, Option>>();

/** All options of the field, retired ones too. */
function optionsOf(write: Write, field: Field): ReadonlyMap<string, Option> {
  const { picklist, options = {} } = field.settings as {
    picklist?: string;
    options?: Record<string, Option>;
  };
  if (picklist) return write.context.live.model.picklists.get(picklist)?.options ?? new Map();
  const known = inline.get(field) ?? new Map(Object.entries(options));
  inline.set(field, known);
  return known;
}

/** Whether an option is in force today. */
function isOffered(option: Option | undefined, today: string): boolean {
  if (!option || option.retired) return false;
  const { from, until } = option;
  return (from === undefined || from <= today) && (until === undefined || today <= until);
}

function checkNodes(write: Write, field: Field, values: readonly string[], env: RuleEnv): void {
  const ruled = field.rules.optionsWhen && evaluatorOf(field.rules.optionsWhen)(env);
  for (const value of values) {
    if (wasThere(write, field, value)) continue;
    const colon = value.indexOf(':');
    const dimension = colon < 0 ? String(field.settings.classification) : value.slice(0, colon);
    const code = value.slice(colon + 1);
    if (!nodeExists(write, dimension, code)) {
      reportField(write, field.name, 'value.node', { value: code, classification: dimension });
    } else if (Array.isArray(ruled) && !isBelowAny(write, dimension, code, ruled.map(String))) {
      reportField(write, field.name, 'value.option-not-here', { value: code });
    }
  }
}

function nodeExists(write: Write, dimension: string, value: string): boolean {
  const classification = write.context.live.model.classifications.get(dimension);
  if (!classification) return false;
  const [edition, code] = splitEdition(classification, value);
  const node = classification.editions.get(edition)?.nodes.get(code);
  return node !== undefined && !node.retired;
}

function isBelowAny(
  write: Write,
  dimension: string,
  code: string,
  tops: readonly string[],
): boolean {
  const classification = write.context.live.model.classifications.get(dimension);
  return (
    classification !== undefined &&
    tops.some((top) => isNodeWithin(classification, code, top.slice(top.indexOf(':') + 1)))
  );
}

const regionOf = (address: Json) => (address as { region?: string | null } | null)?.region;

function checkRegion(write: Write, field: Field, value: Json): void {
  const region = regionOf(value);
  if (!region || region === regionOf(write.before?.[field.name] ?? null)) return;
  const classification = String(field.settings.classification ?? 'region_cn');
  if (!nodeExists(write, classification, region)) {
    reportField(write, `${field.name}/region`, 'value.node', { value: region, classification });
  }
}
