// Decides by itself what a person may see, from the policies and all records as an administrator reads them: a second,
// slow and simple implementation that the product is compared with.
import type { Entity, Field, Model } from '../../core/model/model.ts';
import { ruleNames } from '../../core/model/rule-names.ts';
import type { PolicyDef } from '../../core/packs/schema/policy.ts';
import { checkRule } from '../../core/rules/check.ts';
import type { RuleEnv } from '../../core/rules/env.ts';
import { evaluator } from '../../core/rules/evaluate.ts';
import type { Rule } from '../../core/rules/rule.ts';

// biome-ignore lint/suspicious/noExplicitAny: records as JSON
export type Plain = Record<string, any>;
/** Entity → id → record as the administrator reads it. */
export type Everything = ReadonlyMap<string, ReadonlyMap<string, Plain>>;

export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
  readonly departments: readonly string[];
  readonly subordinates: readonly string[];
}

export class Oracle {
  readonly model: Model;
  readonly person: Person;
  readonly records: Everything;
  readonly #policies: readonly PolicyDef[];

  constructor(model: Model, person: Person, records: Everything) {
    this.model = model;
    this.person = person;
    this.records = records;
    this.#policies = model.policies.filter((policy) =>
      policy.roles.some((role) => person.roles.includes(role)),
    );
  }

  /** May the person read the record? */
  sees(entity: Entity, record: Plain): boolean {
    const about = this.#about(entity.name);
    const isGiven = about.some(
      (policy) => !policy.mute && this.#holds(policy, entity, record, 'read', true),
    );
    const isTaken = about.some(
      (policy) => policy.mute && this.#holds(policy, entity, record, 'read', false),
    );
    if (!isGiven || isTaken) return false;
    return !entity.features.lines || this.#seesParent(entity, record);
  }

  /** May the person read the field of a record he sees? Masked is not read. */
  reads(entity: Entity, field: Field, record: Plain): 'hidden' | 'masked' | 'read' {
    if (field.name === 'id' || field.name === 'version') return 'read';
    const order = ['hidden', 'masked', 'read', 'write'] as const;
    const about = this.#about(entity.name);
    const said = (policy: PolicyDef) => {
      const fields = (policy.entities[entity.name] ?? policy.entities['*'])?.fields ?? {};
      return order.indexOf(fields[field.name] ?? fields['*'] ?? 'write');
    };
    const given = about
      .filter((policy) => !policy.mute && this.#holds(policy, entity, record, 'read', true))
      .map(said);
    const limits = about
      .filter((policy) => policy.mute && this.#limits(policy, entity, record))
      .map(said);
    const level = Math.min(Math.max(0, ...given), ...limits, 2);
    return order[level] as 'hidden' | 'masked' | 'read';
  }

  #about(entity: string): PolicyDef[] {
    return this.#policies.filter((policy) => policy.entities[entity] ?? policy.entities['*']);
  }

  #limits(policy: PolicyDef, entity: Entity, record: Plain): boolean {
    const { when } = policy.entities[entity.name] ?? {};
    return when === undefined || this.#test(when as Rule, entity, record);
  }

  #holds(policy: PolicyDef, entity: Entity, record: Plain, action: string, wide: boolean): boolean {
    const grant = (policy.entities[entity.name] ?? policy.entities['*'])?.actions?.[action];
    if (grant === undefined || grant === 'none') return false;
    const { scope = 'all', rule } = typeof grant === 'string' ? { scope: grant } : grant;
    const isWithin =
      this.#inScope(scope, record) || (wide && scope !== 'none' && this.#cascades(entity, record));
    return isWithin && (rule === undefined || this.#test(rule as Rule, entity, record));
  }

  #inScope(scope: string, record: Plain): boolean {
    const { id, subordinates, departments } = this.person;
    if (scope === 'all') return true;
    if (scope === 'own') return record.owner === id;
    if (scope === 'own_and_subordinates')
      return record.owner === id || subordinates.includes(record.owner);
    if (scope === 'department') return departments.includes(record.department);
    if (scope === 'department_tree')
      return departments.some((above) => this.#isBelow(record.department, above));
    return false;
  }

  #isBelow(department: string | null, above: string): boolean {
    for (let current = department; current; current = this.#get('department', current)?.parent)
      if (current === above) return true;
    return false;
  }

  /** Whoever owns the parent sees the record where the reference says so. */
  #cascades(entity: Entity, record: Plain): boolean {
    return [...entity.fields.values()].some((field) => {
      const { cascade } = field.settings as { cascade?: { owner?: string } };
      if (!cascade?.owner || !record[field.name]) return false;
      const parent = this.#get(field.targets[0] ?? '', record[field.name]);
      return parent?.owner === this.person.id && parent.deleted_at === null;
    });
  }

  #seesParent(entity: Entity, record: Plain): boolean {
    return [...this.model.entities.values()].some((parent) =>
      [...parent.fields.values()].some((field) => {
        const collection =
          field.storage.kind === 'lines' ? parent.collections.get(field.name) : undefined;
        if (collection?.entity !== entity.name) return false;
        const above = this.#get(parent.name, record[collection.field]);
        return above !== undefined && this.sees(parent, above);
      }),
    );
  }

  #get(entity: string, id: string): Plain | undefined {
    return this.records.get(entity)?.get(id);
  }

  #test(rule: Rule, entity: Entity, record: Plain): boolean {
    const lookup = { entity: (name: string) => this.model.entities.get(name) };
    const { expr } = checkRule(rule, ruleNames(lookup, entity.name), '');
    return expr !== undefined && evaluator(expr)(this.#env(entity, record)) === true;
  }

  #env(entity: Entity, record: Plain): RuleEnv {
    const { id, roles, departments, subordinates } = this.person;
    const actor = { id, roles, department: departments[0] ?? null, departments, subordinates };
    return {
      inputs: { today: '2026-11-22', now: '2026-11-22T02:00:00.000Z', timeZone: 'UTC', actor },
      get: (path) => this.#valueAt(entity, record, path),
      collection: () => [],
      isWithin: (tree, node, above) =>
        tree === 'department' ? this.#isBelow(node, above) : node === above,
    };
  }

  #valueAt(entity: Entity, record: Plain, path: string): unknown {
    const [head = '', ...rest] = path.split('.');
    if (rest.length === 0) return record[head] ?? null;
    const target = this.model.entities.get(entity.fields.get(head)?.targets[0] ?? '');
    const next = target && this.#get(target.name, record[head]);
    return target && next ? this.#valueAt(target, next, rest.join('.')) : null;
  }
}
