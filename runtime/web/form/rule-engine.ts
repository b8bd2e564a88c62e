// The rules of a form, checked against the entity and evaluated by the engine's own evaluator. A rule that needs more than
// the browser knows (a path over a reference) is left to the server.
import type { Json } from '../../../core/fields/field-type.ts';
import { fieldType } from '../../../core/fields/registry.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { checkRule } from '../../../core/rules/check.ts';
import { type RuleActor, type RuleEnv, recordEnv } from '../../../core/rules/env.ts';
import { evaluator } from '../../../core/rules/evaluate.ts';
import type { Rule, RuleNames, RuleType } from '../../../core/rules/rule.ts';
import type { WidgetSource } from '../widgets/source.ts';
import type { FormRules } from './form-rules.ts';

type Entities = ReadonlyMap<string, ClientEntity>;
type Values = Readonly<Record<string, Json>>;
type Evaluate = (env: RuleEnv) => unknown;

function partType(field: ClientField, part: string): RuleType | undefined {
  const parts = fieldType(field.type)?.parts?.(field.settings);
  return parts && Object.hasOwn(parts, part) ? parts[part]?.type : undefined;
}

function typeOf(entity: ClientEntity, path: string): RuleType | undefined {
  const [name = '', part, ...more] = path.split('.');
  const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined;
  // Roll-ups stand still while their lines are edited here, so rules about them are the server's.
  if (!field || more.length > 0 || field.type === 'rollup') return undefined;
  return part === undefined
    ? fieldType(field.type)?.ruleType(field.settings)
    : partType(field, part);
}

/** Only child lines stand in the form; other collections are the server's. */
function namesOf(entity: ClientEntity, entities: Entities): RuleNames {
  return {
    typeOf: (path) => typeOf(entity, path),
    collection(path) {
      const field = entity.fields[path];
      const child =
        field?.type === 'lines' ? entities.get(String(field.settings.entity)) : undefined;
      return child && namesOf(child, entities);
    },
    paths: () => Object.keys(entity.fields),
  };
}

export interface RuleEngineOptions {
  entity: ClientEntity;
  /** Entities of the line fields, by name. */
  entities: Entities;
  source: WidgetSource;
  actor: RuleActor;
}

export function makeRules({ entity, entities, source, actor }: RuleEngineOptions): FormRules {
  const names = namesOf(entity, entities);
  const known = new Map<string, Evaluate | undefined>();

  const compiled = (rule: Rule, result?: RuleType): Evaluate | undefined => {
    const key = JSON.stringify([rule, result]);
    if (!known.has(key)) {
      const { expr } = checkRule(rule, names, '', result ? { result } : {});
      known.set(key, expr && evaluator(expr));
    }
    return known.get(key);
  };

  const run = (evaluate: Evaluate | undefined, values: Values, old?: Values): Json | undefined => {
    if (!evaluate) return undefined;
    const inputs = { today: source.today(), now: source.now(), timeZone: source.timeZone, actor };
    const isWithin = (tree: string, node: string, ancestor: string) =>
      node === ancestor || source.ancestors(tree, node).includes(ancestor);
    try {
      return evaluate(
        recordEnv(values, old ? { inputs, isWithin, old } : { inputs, isWithin }),
      ) as Json;
    } catch {
      return undefined;
    }
  };

  return {
    value(rule, values, old, isNew) {
      if (rule === null || typeof rule !== 'object') return rule;
      return run(compiled(rule), values, isNew ? undefined : old);
    },
    formula({ type, settings }, values) {
      const result = fieldType(type)?.ruleType(settings);
      return run(compiled(settings.formula as Rule, result), values);
    },
  };
}

/** The entities of an entity's line fields. */
export async function lineEntities(entity: ClientEntity, source: WidgetSource): Promise<Entities> {
  const lines = Object.values(entity.fields).filter((field) => field.type === 'lines');
  const loaded = await Promise.all(
    lines.map((field) => source.entity(String(field.settings.entity)).catch(() => undefined)),
  );
  return new Map(loaded.filter((child) => child !== undefined).map((child) => [child.name, child]));
}
