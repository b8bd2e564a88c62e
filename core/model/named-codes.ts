// Finds the rules that name nodes of a classification by their bare code: what they mean depends on its current edition.
import { checkRule } from '../rules/check.ts';
import type { Expr, RuleValue } from '../rules/expr.ts';
import type { Rule } from '../rules/rule.ts';
import type { Entity, Model } from './model.ts';
import { ruleNames } from './rule-names.ts';

/** Places of such rules: `account: rule industry_needed`, `account: field segment`, `account: view suppliers`, `policy sales`. */
export function rulesNamingCodes(model: Model, classification: string): string[] {
  const found: string[] = [];
  const look = (place: string, exprs: Iterable<Expr | undefined>) => {
    for (const expr of exprs) {
      if (!expr || !namesCode(expr, classification)) continue;
      found.push(place);
      return;
    }
  };
  for (const entity of model.entities.values()) {
    for (const rule of entity.rules)
      look(`${entity.name}: rule ${rule.name}`, [rule.check, rule.when]);
    for (const field of entity.fields.values())
      look(`${entity.name}: field ${field.name}`, Object.values(field.rules));
    for (const view of entity.views)
      look(`${entity.name}: view ${view.view}`, [checked(model, entity, view.filter as Rule)]);
  }
  for (const policy of model.policies) look(`policy ${policy.policy}`, scopes(model, policy));
  return found;
}

function checked(model: Model, entity: Entity, rule: Rule | undefined): Expr | undefined {
  if (rule === undefined) return undefined;
  const names = ruleNames({ entity: (name) => model.entities.get(name) }, entity.name);
  return checkRule(rule, names, '').expr;
}

function scopes(model: Model, policy: Model['policies'][number]): (Expr | undefined)[] {
  return Object.entries(policy.entities).flatMap(([name, grants]) => {
    const entity = model.entities.get(name);
    if (!entity) return [];
    return Object.values(grants.actions ?? {}).map((grant) =>
      typeof grant === 'string' ? undefined : checked(model, entity, grant.rule as Rule),
    );
  });
}

function namesCode(expr: Expr, classification: string): boolean {
  if (expr.kind === 'collection') return expr.body !== null && namesCode(expr.body, classification);
  if (expr.kind !== 'call') return false;
  const isOfTree = expr.args.some(({ type }) => type.classifications?.includes(classification));
  const isNamed = expr.args.some((arg) => arg.kind === 'literal' && holdsBareCode(arg.value));
  return (isOfTree && isNamed) || expr.args.some((arg) => namesCode(arg, classification));
}

function holdsBareCode(value: RuleValue): boolean {
  if (Array.isArray(value)) return value.some(holdsBareCode);
  return typeof value === 'string' && !value.includes('/');
}
