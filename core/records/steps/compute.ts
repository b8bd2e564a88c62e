// Step: formulas and snapshots, in the order in which they need each other.
import type { Json } from '../../fields/field-type.ts';
import { pathsOf } from '../../model/expr-paths.ts';
import type { Entity, Field } from '../../model/model.ts';
import type { Expr } from '../../rules/expr.ts';
import { environment } from '../environment.ts';
import { evaluatorOf } from '../evaluators.ts';
import type { Write } from '../write-state.ts';
import { sameValue } from './input.ts';

interface Computed {
  readonly snapshots: readonly Field[];
  /** Formula fields, each after those it reads. */
  readonly fields: readonly Field[];
  readonly exprs: readonly Expr[];
}
const orders = new WeakMap<Entity, Computed>();

/** Snapshots, and formulas in the order in which they need each other. The model has no circles. */
function computedOf(entity: Entity): Computed {
  const known = orders.get(entity);
  if (known) return known;
  const order: Field[] = [];
  const visit = (field: Field | undefined) => {
    if (!field?.rules.formula || order.includes(field)) return;
    for (const path of pathsOf(field.rules.formula)) visit(entity.fields.get(path));
    order.push(field);
  };
  for (const field of entity.fields.values()) visit(field);
  const computed = {
    snapshots: [...entity.fields.values()].filter((field) => field.type === 'snapshot'),
    fields: order,
    exprs: order.flatMap((field) => field.rules.formula ?? []),
  };
  orders.set(entity, computed);
  return computed;
}

export function compute(write: Write): Promise<void> | undefined {
  const computed = computedOf(write.entity);
  if (computed.fields.length === 0 && computed.snapshots.length === 0) return undefined;
  return computeFields(write, computed);
}

async function computeFields(write: Write, { snapshots, fields, exprs }: Computed): Promise<void> {
  await copySnapshots(write, snapshots);
  if (fields.length === 0) return;
  let env = await environment(write, exprs);
  for (const field of fields) {
    const value = evaluatorOf(field.rules.formula as Expr)(env);
    if (setComputed(write, field, value) && fields.length > 1)
      env = await environment(write, exprs);
  }
}

/** Sets a computed value; true when it differs from what was there. */
export function setComputed(write: Write, field: Field, value: unknown): boolean {
  const parsed = field.kind.normalise(value ?? null, field.settings);
  const next: Json = 'value' in parsed ? parsed.value : null;
  if (sameValue(next, write.record[field.name])) return false;
  write.record[field.name] = next;
  write.changed.add(field.name);
  return true;
}

/** A snapshot is taken when its source reference is set or changes. */
async function copySnapshots(write: Write, snapshots: readonly Field[]): Promise<void> {
  for (const field of snapshots) {
    const from = String(field.settings.from ?? '');
    const reference = from.split('.')[0] ?? '';
    if (!write.changed.has(reference)) continue;
    const path = { kind: 'var', path: from } as Expr;
    const env = await environment(write, [path]);
    setComputed(write, field, env.get(from));
  }
}
