// Step: the record as a whole must hold: value schemas, required and hidden fields, options and nodes, references, rules.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json } from '../../fields/field-type.ts';
import { valueProblem } from '../../fields/value-problem.ts';
import type { Entity, Field } from '../../model/model.ts';
import type { RuleEnv } from '../../rules/env.ts';
import type { Expr } from '../../rules/expr.ts';
import { environment } from '../environment.ts';
import { evaluatorOf } from '../evaluators.ts';
import { publicRecord } from '../read.ts';
import { reportField, type Write } from '../write-state.ts';
import { checkChoice } from './choices.ts';
import { checkReferences } from './references.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true, verbose: true });
addFormats.default(ajv);
const validators = new WeakMap<Entity, ValidateFunction>();
const ruleLists = new WeakMap<Entity, readonly Expr[]>();

function validatorOf(entity: Entity): ValidateFunction {
  const known = validators.get(entity);
  if (known) return known;
  const properties: Record<string, unknown> = {};
  for (const field of entity.fields.values()) {
    if (!field.system && field.storage.kind !== 'lines')
      properties[field.name] = field.kind.value(field.settings);
  }
  const compiled = ajv.compile({ type: 'object', properties });
  validators.set(entity, compiled);
  return compiled;
}

/** Every rule that decides about a record's validity. */
function rulesOf(entity: Entity): readonly Expr[] {
  const known = ruleLists.get(entity);
  if (known) return known;
  const exprs = [...entity.fields.values()].flatMap(({ rules }) =>
    [rules.visibleWhen, rules.requiredWhen, rules.readOnlyWhen, rules.optionsWhen].flatMap(
      (expr) => expr ?? [],
    ),
  );
  for (const rule of entity.rules) exprs.push(rule.check, ...(rule.when ? [rule.when] : []));
  ruleLists.set(entity, exprs);
  return exprs;
}

export async function validate(write: Write): Promise<void> {
  checkSchema(write);
  const env = await environment(write, rulesOf(write.entity));
  for (const field of write.entity.fields.values()) {
    if (!field.system) checkField(write, field, env);
  }
  await checkReferences(write);
  if (write.problems.length === 0) checkRules(write, env);
}

/** Only what changed is checked: old records stay valid when a schema becomes stricter until somebody touches the field. */
function checkSchema(write: Write): void {
  const check = validatorOf(write.entity);
  const values: Record<string, Json> = {};
  for (const name of write.changed) {
    const value = write.record[name] ?? null;
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) values[name] = value;
  }
  if (check(values)) return;
  const seen = new Set<string>();
  for (const error of check.errors ?? []) reportSchemaError(write, error, seen);
}

function reportSchemaError(write: Write, error: ErrorObject, seen: Set<string>): void {
  const field = error.instancePath.split('/')[1] ?? '';
  if (seen.has(error.instancePath) || isBranch(error)) return;
  seen.add(error.instancePath);
  const { code, params } = valueProblem(error);
  reportField(write, field + error.instancePath.slice(field.length + 1), code, params);
}

/** Failures inside anyOf and oneOf are told by the outer error. */
function isBranch(error: ErrorObject): boolean {
  return /\/(anyOf|oneOf)\/\d+\//.test(error.schemaPath);
}

function checkField(write: Write, field: Field, env: RuleEnv): void {
  const type = write.entity.recordTypes.get(String(write.record.record_type ?? ''));
  const value = write.record[field.name];
  const isEmpty =
    value === null ||
    value === undefined ||
    (Array.isArray(value) && value.length === 0 && !write.lines.get(field.name)?.length);
  const isHidden =
    type?.hidden.includes(field.name) || holds(field.rules.visibleWhen, env) === false;
  if (isHidden) {
    const sent = Object.hasOwn(write.input, field.name) && write.changed.has(field.name);
    if (sent && !isEmpty && !write.trusted) reportField(write, field.name, 'record.hidden-field');
    return;
  }
  const isRequired =
    field.required ||
    type?.required.includes(field.name) ||
    holds(field.rules.requiredWhen, env) === true;
  if (isRequired && isEmpty && mustFill(write, field) && !isReported(write, field))
    reportField(write, field.name, 'value.required');
  const locked =
    write.before !== null && !write.trusted && holds(field.rules.readOnlyWhen, env) === true;
  if (locked && write.changed.has(field.name) && Object.hasOwn(write.input, field.name)) {
    reportField(write, field.name, 'record.read-only');
  }
  if (!isEmpty && write.changed.has(field.name) && !isReported(write, field))
    checkChoice(write, field, value as Json, env);
}

/** What was entered is wrong already; that it is missing need not be said as well. */
function isReported(write: Write, field: Field): boolean {
  if (write.problems.length === 0) return false;
  const place = `${write.at}/${field.name}`;
  return write.problems.some(({ at }) => at === place || at.startsWith(`${place}/`));
}

/** Computed fields and auto-numbers fill themselves; lines count as filled when the record has some already. */
function mustFill(write: Write, field: Field): boolean {
  if (field.computed) return false;
  const touched = write.changed.has(field.name) || write.before === null;
  return (
    field.storage.kind !== 'lines' ||
    write.lines.has(field.name) ||
    (touched && write.before === null)
  );
}

/** The rule's verdict, or undefined without a rule. */
function holds(expr: Expr | undefined, env: RuleEnv): boolean | undefined {
  return expr && evaluatorOf(expr)(env) === true;
}

function checkRules(write: Write, env: RuleEnv): void {
  const action = write.before === null ? 'create' : 'update';
  for (const rule of write.entity.rules) {
    if (!rule.on.includes(action) || holds(rule.when, env) === false) continue;
    if (evaluatorOf(rule.check)(env) === true) continue;
    const problem = {
      code: 'record.rule' as const,
      at: rule.at ? `${write.at}/${rule.at}` : write.at,
      // A message may name values, but none its reader may not see.
      params: { ...publicRecord(write.context, write.entity, write.record), rule: rule.name },
      text: rule.message,
    };
    (rule.severity === 'warn' ? write.warnings : write.problems).push(problem);
  }
}
