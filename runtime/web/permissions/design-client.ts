// What the permission editor reads and sends: roles and policies with the own draft, the plan of a change, and applying it.
import type { Json } from '../../../core/fields/field-type.ts';
import type { Text } from '../../../core/model/client.ts';
import { ApiError, getJson, request } from '../client.ts';

export type Scope =
  | 'none'
  | 'own'
  | 'own_and_subordinates'
  | 'department'
  | 'department_tree'
  | 'all';
export type Right = 'hidden' | 'masked' | 'read' | 'write';
/** What a policy gives for an action: a scope, or one narrowed by a rule. */
export type Grant = Scope | { readonly scope?: Scope; readonly rule?: Json };

export interface EntityGrants {
  readonly actions?: Readonly<Record<string, Grant>>;
  readonly fields?: Readonly<Record<string, Right>>;
  readonly when?: Json;
}

export interface Policy {
  readonly policy: string;
  readonly label: Text;
  readonly roles: readonly string[];
  readonly mute?: boolean;
  readonly entities: Readonly<Record<string, EntityGrants>>;
}

export interface Role {
  readonly role: string;
  readonly label: Text;
  readonly description?: Text;
  readonly administrator?: boolean;
  readonly default?: boolean;
}

/** A step of an entity's workflow. */
export interface Transition {
  readonly name: string;
  readonly label: Text | undefined;
}

interface Workflow {
  readonly transitions?: Readonly<Record<string, { readonly label?: Text }>>;
}

/** A node below the site layer, in force, and with the own draft. */
export interface DesignNode<T> {
  readonly key: string;
  readonly path: string;
  readonly pack: string;
  readonly base: T | null;
  readonly live: T | null;
  readonly value: T | null;
}

export interface PlanLine {
  readonly role: string;
  readonly people: number;
  readonly effect: 'gains' | 'loses' | 'changes';
  readonly text: Text;
}

export interface Plan {
  readonly hash: string | null;
  readonly problems: readonly {
    readonly code: string;
    readonly at: string;
    readonly message: string;
  }[];
  readonly changes: readonly { readonly path: string; readonly text: Text }[];
  readonly access: readonly PlanLine[];
  readonly steps: readonly unknown[];
}

export interface Loaded {
  readonly prefix: string;
  readonly roles: readonly DesignNode<Role>[];
  readonly policies: readonly DesignNode<Policy>[];
  /** Transitions by entity, where there is a workflow. */
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
  /** Active people by role. */
  readonly people: Readonly<Record<string, number>>;
}

interface Answer<T> {
  prefix: string;
  items: DesignNode<T>[];
  people?: Record<string, number>;
}

const METADATA = '/api/design/metadata';

export async function loadDesign(): Promise<Loaded> {
  const [roles, policies, workflows] = await Promise.all([
    getJson<Answer<Role>>(METADATA, { kind: 'role' }),
    getJson<Answer<Policy>>(METADATA, { kind: 'policy' }),
    getJson<Answer<Workflow>>(METADATA, { kind: 'workflow' }),
  ]);
  const transitions = workflows.items.map(({ key, live }) => {
    const steps = Object.entries(live?.transitions ?? {});
    const named = steps.map(([name, { label }]) => ({ name, label }));
    return [key.split('/')[0] ?? key, named] as const;
  });
  return {
    prefix: roles.prefix,
    roles: roles.items,
    policies: policies.items,
    transitions: new Map(transitions.filter(([, steps]) => steps.length > 0)),
    people: roles.people ?? {},
  };
}

export function keepDraft(files: Readonly<Record<string, unknown>>): Promise<unknown> {
  return request('PATCH', '/api/design/draft', { body: { files } });
}

export function dropDraft(): Promise<unknown> {
  return request('DELETE', '/api/design/draft');
}

export function planDraft(): Promise<Plan> {
  return request<Plan>('POST', '/api/design/plan', { body: {} });
}

/** @returns false when something has changed since the plan, so that a new one must be looked at */
export async function applyPlan(hash: string): Promise<boolean> {
  try {
    await request('POST', '/api/design/apply', { body: { hash } });
    return true;
  } catch (cause) {
    if (cause instanceof ApiError && cause.code === 'design.stale') return false;
    throw cause;
  }
}
