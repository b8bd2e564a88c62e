// Conditions of the filter panel ⇄ the rule the list is asked with. A rule the panel has no row for is kept as it stands.
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { checkRule, FILTER } from '../../../core/rules/check.ts';
import type { Rule, RuleNames, RuleType } from '../../../core/rules/rule.ts';
import { isEmpty } from '../widgets/format.ts';
import { kindOf, ruleTypeOf } from './filter-fields.ts';
import { type FilterInput, type FilterOperator, operatorsOf } from './filter-operators.ts';

export interface Condition {
  readonly id: number;
  /** '' until a field is chosen. */
  readonly path: string;
  readonly operator: string;
  readonly values: readonly Json[];
  /** A rule without a row of its own. */
  readonly other?: Rule;
}

/** Conditions and further groups, of which all or any must hold. */
export interface Group {
  readonly id: number;
  readonly join: 'and' | 'or';
  readonly parts: readonly Part[];
}

export type Part = Condition | Group;
export type Filter = Group;

export function isGroup(part: Part): part is Group {
  return 'parts' in part;
}

type Bindings = Record<string, unknown>;

let lastId = 0;

export function newCondition(path = '', operator = '', values: readonly Json[] = []): Condition {
  lastId++;
  return { id: lastId, path, operator, values };
}

export function newGroup(join: 'and' | 'or', parts: readonly Part[] = []): Group {
  lastId++;
  return { id: lastId, join, parts };
}

export function fieldOf(entity: ClientEntity, path: string): ClientField | undefined {
  return Object.hasOwn(entity.fields, path) ? entity.fields[path] : undefined;
}

export function operatorOf(
  entity: ClientEntity,
  { path, operator }: Condition,
): FilterOperator | undefined {
  const field = fieldOf(entity, path);
  return field && operatorsOf(kindOf(field)).find((each) => each.name === operator);
}

/** Names of the entity's own fields; `typeFor` may show a field as another type. */
export function ruleNames(
  entity: ClientEntity,
  typeFor: (type: RuleType) => RuleType = (type) => type,
): RuleNames {
  return {
    typeOf(path) {
      const field = fieldOf(entity, path);
      const type = field && ruleTypeOf(field);
      return type && typeFor(type);
    },
    collection: () => undefined,
    paths: () => Object.keys(entity.fields),
  };
}

function placed(name: string, values: Bindings): Rule {
  const first = values.$a;
  return (name === '$minus' ? -Number(first) : values[name]) as Rule;
}

function fill(template: Rule, values: Bindings): Rule {
  if (typeof template === 'string')
    return template.startsWith('$') ? placed(template, values) : template;
  if (template === null || typeof template !== 'object') return template;
  if (Array.isArray(template)) return template.map((part: Rule) => fill(part, values));
  const [name = '', inner] = Object.entries(template)[0] ?? [];
  return { [name]: fill(inner as Rule, values) };
}

function bind(name: string, value: unknown, found: Bindings): boolean {
  if (value === null || value === undefined) return false;
  if (name === '$minus') found.$a = -Number(value);
  else found[name] = value;
  return true;
}

function match(template: Rule, rule: unknown, found: Bindings): boolean {
  if (typeof template === 'string' && template.startsWith('$')) return bind(template, rule, found);
  if (template === null || typeof template !== 'object') return template === rule;
  if (rule === null || typeof rule !== 'object' || Array.isArray(rule) !== Array.isArray(template))
    return false;
  const wanted = Object.entries(template);
  const given = rule as Record<string, unknown>;
  return (
    wanted.length === Object.keys(given).length &&
    wanted.every(
      ([name, part]) => Object.hasOwn(given, name) && match(part as Rule, given[name], found),
    )
  );
}

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
const FITS: Record<FilterInput, (values: Bindings) => boolean> = {
  none: () => true,
  one: ({ $a }) => isPlain($a),
  many: ({ $a }) => Array.isArray($a) && $a.length > 0 && $a.every(isPlain),
  two: ({ $a, $b }) => isPlain($a) && isPlain($b),
  days: ({ $a }) => typeof $a === 'number' && Number.isInteger($a) && $a > 0,
};

function pathIn(rule: unknown): string | undefined {
  if (rule === null || typeof rule !== 'object') return undefined;
  for (const [name, part] of Object.entries(rule)) {
    const path = name === 'var' && typeof part === 'string' ? part : pathIn(part);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The row of a rule, or the rule itself kept beside the rows. */
function readCondition(rule: Rule, entity: ClientEntity): Condition {
  const path = pathIn(rule) ?? '';
  const field = fieldOf(entity, path);
  for (const operator of field ? operatorsOf(kindOf(field)) : []) {
    const found: Bindings = {};
    if (!match(operator.rule, rule, found) || !FITS[operator.input](found)) continue;
    const values = [found.$a, found.$b].filter((value) => value !== undefined) as Json[];
    return newCondition(path, operator.name, values);
  }
  return { ...newCondition(), other: rule };
}

/** The parts a rule joins, and by what; undefined when it joins none. */
function joined(rule: Rule): { join: 'and' | 'or'; parts: readonly Rule[] } | undefined {
  if (rule === null || typeof rule !== 'object' || Array.isArray(rule)) return undefined;
  const [name = '', parts] = Object.entries(rule)[0] ?? [];
  const isJoin = (name === 'and' || name === 'or') && Array.isArray(parts) && parts.length > 0;
  return isJoin ? { join: name, parts: parts as Rule[] } : undefined;
}

/** Groups stand this deep at most; what lies deeper is kept as a sentence. */
export const MOST_DEPTH = 4;

function readPart(rule: Rule, entity: ClientEntity, depth: number): Part {
  const group = depth < MOST_DEPTH ? joined(rule) : undefined;
  if (!group) return readCondition(rule, entity);
  return newGroup(
    group.join,
    group.parts.map((part) => readPart(part, entity, depth + 1)),
  );
}

export function readFilter(rule: Rule | undefined, entity: ClientEntity): Filter {
  if (rule === undefined || rule === null) return newGroup('and');
  const part = readPart(rule, entity, 1);
  return isGroup(part) ? part : newGroup('and', [part]);
}

/** The filter with rows for what is kept as a rule so far, where the entity has them by now. */
export function readAgain(filter: Filter, entity: ClientEntity): Filter {
  const parts = filter.parts.map((part): Part => {
    if (isGroup(part)) return readAgain(part, entity);
    return part.other === undefined ? part : readCondition(part.other, entity);
  });
  return { ...filter, parts };
}

/** Whether a rule names a field over a reference. */
export function namesPaths(rule: Rule | undefined): boolean {
  return /"var":"[a-z0-9_]+\./.test(JSON.stringify(rule ?? null));
}

/** The rule of one condition; undefined while something is missing or cannot be. */
export function ruleOf(condition: Condition, entity: ClientEntity): Rule | undefined {
  if (condition.other !== undefined) return condition.other;
  const operator = operatorOf(entity, condition);
  if (!operator) return undefined;
  const [first, second] = condition.values;
  const needed = { none: 0, one: 1, many: 1, two: 2, days: 1 }[operator.input];
  if ([first, second].slice(0, needed).some(isEmpty)) return undefined;
  const rule = fill(operator.rule, { $field: condition.path, $a: first, $b: second });
  return checkRule(rule, ruleNames(entity), '', FILTER).expr ? rule : undefined;
}

/** The rule of a group; one part needs no join, none is no rule. */
export function filterRule({ join, parts }: Group, entity: ClientEntity): Rule | undefined {
  const rules = parts
    .map((part) => (isGroup(part) ? filterRule(part, entity) : ruleOf(part, entity)))
    .filter((rule) => rule !== undefined);
  return rules.length > 1 ? { [join]: rules } : rules[0];
}

export function isComplete(part: Part, entity: ClientEntity): boolean {
  return (isGroup(part) ? filterRule(part, entity) : ruleOf(part, entity)) !== undefined;
}
