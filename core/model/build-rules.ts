// Second pass: checks and types every rule of an entity against the names it may use.
import type { Problem } from '../errors.ts';
import type { FieldDef } from '../packs/schema/field.ts';
import { checkRule } from '../rules/check.ts';
import type { Expr } from '../rules/expr.ts';
import type { Rule, RuleNames, RuleType } from '../rules/rule.ts';
import type { DraftEntity } from './build-entities.ts';
import type { Report } from './building.ts';
import type { Text } from './client.ts';
import type { EntityRule, Field, FieldRules } from './model.ts';
import { type EntityLookup, ruleNames } from './rule-names.ts';

const CONDITION: RuleType = { kind: 'boolean' };
const CONDITIONS = ['visibleWhen', 'requiredWhen', 'readOnlyWhen'] as const;

/** Fills in the rules of all fields and of the entity itself. */
export function buildRules(entity: DraftEntity, lookup: EntityLookup): void {
  const names = ruleNames(lookup, entity.name);
  const fields = new Map(entity.fields);
  for (const field of entity.fields.values()) {
    if (field.system) continue;
    const rules = fieldRules(field, names, lookup, entity.report);
    if (Object.keys(rules).length > 0) fields.set(field.name, { ...field, rules });
  }
  entity.fields = fields;
  entity.rules = entityRules(entity, names);
  checkRollupFilters(entity, lookup);
}

/** Filters of roll-ups are rules over the records they add up. */
function checkRollupFilters(entity: DraftEntity, lookup: EntityLookup): void {
  for (const field of entity.fields.values()) {
    const collection =
      field.type === 'rollup'
        ? entity.collections.get(String(field.settings.collection))
        : undefined;
    if (!collection) continue;
    const names = ruleNames(lookup, collection.entity);
    compileAt(
      field.settings.filter,
      names,
      `/fields/${field.name}/filter`,
      entity.report,
      CONDITION,
    );
  }
}

/** Checks one rule; problems are reported at its place. */
export function compileAt(
  rule: unknown,
  names: RuleNames,
  pointer: string,
  report: Report,
  result?: RuleType,
): Expr | undefined {
  if (rule === undefined) return undefined;
  const checked = checkRule(rule as Rule, names, pointer, { result });
  for (const problem of checked.problems) reportProblem(report, problem);
  return checked.problems.length > 0 ? undefined : checked.expr;
}

function reportProblem(report: Report, problem: Problem): void {
  report(problem.at, problem.code, problem.params);
}

function fieldRules(
  field: Field,
  names: RuleNames,
  lookup: EntityLookup,
  report: Report,
): FieldRules {
  const def = field.def as FieldDef & { formula?: unknown };
  const pointer = `/fields/${field.name}`;
  const rules: { -readonly [K in keyof FieldRules]: Expr } = {};
  const keep = (key: keyof FieldRules, expr: Expr | undefined) => {
    if (expr) rules[key] = expr;
  };
  for (const key of CONDITIONS)
    keep(key, compileAt(def[key], names, `${pointer}/${key}`, report, CONDITION));
  keep('optionsWhen', compileAt(def.optionsWhen, names, `${pointer}/optionsWhen`, report));
  if (isRule(def.default))
    keep('default', compileAt(def.default, names, `${pointer}/default`, report, field.ruleType));
  if (field.type === 'formula')
    keep(
      'formula',
      compileAt(field.settings.formula, names, `${pointer}/formula`, report, field.ruleType),
    );
  const target = field.targets.length === 1 ? field.targets[0] : undefined;
  if (def.candidates !== undefined && target) {
    const candidateNames = ruleNames(lookup, target, { record: field.entity });
    keep(
      'candidates',
      compileAt(def.candidates, candidateNames, `${pointer}/candidates`, report, CONDITION),
    );
  }
  return rules;
}

/** A default is a rule when it is an object with one key; everything else is a constant. */
export function isRule(value: unknown): boolean {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.keys(value).length === 1
  );
}

function entityRules(entity: DraftEntity, names: RuleNames): EntityRule[] {
  const rules: EntityRule[] = [];
  for (const [name, def] of Object.entries(entity.def.rules ?? {})) {
    const pointer = `/rules/${name}`;
    const check = compileAt(def.check, names, `${pointer}/check`, entity.report, CONDITION);
    const when = compileAt(def.when, names, `${pointer}/when`, entity.report, CONDITION);
    if (def.at !== undefined && !entity.fields.has(def.at)) {
      entity.report(`${pointer}/at`, 'meta.unknown-field', { entity: entity.name, name: def.at });
    }
    if (!check || (def.when !== undefined && !when)) continue;
    const on = (def.on as EntityRule['on'] | undefined) ?? ['create', 'update'];
    rules.push({
      name,
      check,
      when,
      message: def.message as Text,
      at: def.at,
      severity: def.severity ?? 'block',
      on,
    });
  }
  return rules;
}
