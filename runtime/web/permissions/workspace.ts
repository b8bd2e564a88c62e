// The roles and policies under edit: what a role may do row by row, and every change of it. Knows nothing of the screen.
import type { Text } from '../../../core/model/client.ts';
import { say } from '../i18n/t.ts';
import type {
  DesignNode,
  EntityGrants,
  Grant,
  Loaded,
  Policy,
  Right,
  Role,
} from './design-client.ts';
import { isSame, siteFile } from './overlay.ts';

/** One policy's word about one entity for a role; without a policy nothing is said yet. */
export interface Row {
  readonly entity: string;
  readonly policy: string | undefined;
  readonly grants: EntityGrants;
  /** The same below the site layer. */
  readonly base: EntityGrants | undefined;
  /** What the other roles are called that the policy also holds for. */
  readonly alsoFor: readonly string[];
}

type Node<T> = { -readonly [K in keyof DesignNode<T>]: DesignNode<T>[K] } & { kept: T | null };
type Nodes<T> = Map<string, Node<T>>;

const byKey = <T>(items: readonly DesignNode<T>[]): Nodes<T> =>
  new Map(items.map((item) => [item.key, { ...item, kept: item.value }]));

export class Workspace {
  readonly prefix: string;
  readonly people: Readonly<Record<string, number>>;
  readonly transitions: Loaded['transitions'];
  readonly #roles: Nodes<Role>;
  readonly #policies: Nodes<Policy>;

  constructor(loaded: Loaded) {
    this.prefix = loaded.prefix;
    this.people = loaded.people;
    this.transitions = loaded.transitions;
    this.#roles = byKey(loaded.roles);
    this.#policies = byKey(loaded.policies);
  }

  get roles(): Role[] {
    return [...this.#roles.values()].flatMap(({ value }) => value ?? []);
  }

  role(key: string): Role | undefined {
    return this.#roles.get(key)?.value ?? undefined;
  }

  /** Was the role made on this site, so that it may be removed here? */
  isOwnRole(key: string): boolean {
    return this.#roles.get(key)?.base === null;
  }

  /** Does anything differ from what is in force? */
  get isChanged(): boolean {
    return [...this.#roles.values(), ...this.#policies.values()].some(
      ({ value, live }) => !isSame(value, live),
    );
  }

  isRoleChanged(key: string): boolean {
    const node = this.#roles.get(key);
    const names = (policy: Policy | null) => policy?.roles.includes(key);
    return (
      !isSame(node?.value, node?.live) ||
      [...this.#policies.values()].some(
        ({ value, live }) => !isSame(value, live) && (names(value) || names(live)),
      )
    );
  }

  /** Files that the draft does not hold yet; they count as held from now on. */
  takeFiles(): Record<string, unknown> {
    const files: Record<string, unknown> = {};
    const take = <T extends object>(nodes: Nodes<T>, nameProperty: string) => {
      for (const node of nodes.values()) {
        if (isSame(node.value, node.kept)) continue;
        files[node.path] = siteFile(nameProperty, node.base, node.value);
        node.kept = node.value;
      }
    };
    take(this.#roles, 'role');
    take(this.#policies, 'policy');
    return files;
  }

  /** What the role's policies say of each entity; one row without a policy where none does. */
  rows(role: string, entities: readonly string[]): Row[] {
    return entities.flatMap((entity) => {
      const rows = this.#about(role, false).flatMap((node) => this.#row(node, role, entity));
      return rows.length > 0
        ? rows
        : [{ entity, policy: undefined, grants: {}, base: undefined, alsoFor: [] }];
    });
  }

  /** What is taken away from the role. */
  mutes(role: string): Row[] {
    return this.#about(role, true).flatMap((node) =>
      Object.keys(node.value?.entities ?? {}).flatMap((entity) => this.#row(node, role, entity)),
    );
  }

  policyLabel(key: string): Text | undefined {
    return this.#policies.get(key)?.value?.label;
  }

  #about(role: string, mute: boolean): Node<Policy>[] {
    return [...this.#policies.values()].filter(
      ({ value }) => value?.roles.includes(role) && (value.mute ?? false) === mute,
    );
  }

  #row(node: Node<Policy>, role: string, entity: string): Row[] {
    const grants = node.value?.entities[entity];
    const base = node.base?.entities[entity];
    if (!grants || !node.value) return [];
    const alsoFor = node.value.roles
      .filter((other) => other !== role)
      .map((other) => say(this.role(other)?.label, other));
    return [{ entity, policy: node.key, grants, base, alsoFor }];
  }

  setGrant(role: string, row: Row, action: string, grant: Grant | undefined): void {
    // Nothing is said where nothing is given and no pack gives anything.
    const isNothing = grant === 'none' && row.base?.actions?.[action] === undefined;
    if (isNothing && row.policy === undefined) return;
    this.#change(role, row, (grants) => ({
      ...grants,
      actions: changed(grants.actions, action, isNothing ? undefined : grant),
    }));
  }

  setField(role: string, row: Row, field: string, right: Right | undefined): void {
    this.#change(role, row, (grants) => ({
      ...grants,
      fields: changed(grants.fields, field, right),
    }));
  }

  /** Takes rights away: what the role may no longer do with the fields of an entity, on the records `when` names. */
  setMute(role: string, entity: string, grants: EntityGrants, policy?: string): void {
    const key = policy ?? this.#ownPolicy(role, true);
    const row = { entity, policy: key, grants: {}, base: undefined, alsoFor: [] };
    this.#change(role, row, () => grants);
  }

  removeRow(row: Row): void {
    const node = row.policy === undefined ? undefined : this.#policies.get(row.policy);
    if (!node?.value) return;
    const { [row.entity]: _gone, ...entities } = node.value.entities;
    const isEmpty = Object.keys(entities).length === 0 && node.base === null;
    node.value = isEmpty ? null : { ...node.value, entities };
  }

  /** Everything the site changed about an entry goes; the entry is as the packs have it. */
  resetRow(role: string, row: Row): void {
    if (row.base === undefined) this.removeRow(row);
    else this.#change(role, row, () => row.base ?? {});
  }

  #change(role: string, row: Row, change: (grants: EntityGrants) => EntityGrants): void {
    const key = row.policy ?? this.#ownPolicy(role, false);
    const node = this.#policies.get(key);
    if (!node?.value) return;
    const grants = change(node.value.entities[row.entity] ?? {});
    node.value = { ...node.value, entities: { ...node.value.entities, [row.entity]: grants } };
  }

  /** The policy of the site for one role alone; made when it is first needed. */
  #ownPolicy(role: string, mute: boolean): string {
    const own = this.#about(role, mute).find(
      ({ base, value }) => base === null && value?.roles.length === 1,
    );
    if (own) return own.key;
    const name = role.startsWith(this.prefix) ? role : this.prefix + role;
    const label = this.role(role)?.label ?? { 'zh-CN': role, en: role };
    const what: Text = mute
      ? { 'zh-CN': '：本站限制', en: ': limits of this site' }
      : { 'zh-CN': '：本站权限', en: ': rights of this site' };
    return this.#addPolicy(mute ? `${name}_limits` : name, {
      label: { 'zh-CN': label['zh-CN'] + what['zh-CN'], en: label.en + what.en },
      roles: [role],
      ...(mute ? { mute } : {}),
      entities: {},
    });
  }

  #addPolicy(wanted: string, policy: Omit<Policy, 'policy'>): string {
    const key = freeName(wanted, this.#policies);
    const value: Policy = { policy: key, ...policy };
    const known = this.#policies.get(key);
    if (known) known.value = value;
    else this.#policies.set(key, fresh(key, `policies/${key}.json`, value));
    return key;
  }

  /** @returns the key of the new role */
  addRole(text: Pick<Role, 'label' | 'description'>, copyOf?: string): string {
    const slug = text.label.en
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 30);
    const wanted = this.prefix + (slug.replace(/_+$/, '') || 'role');
    const key = freeName(wanted, this.#roles);
    const value: Role = { role: key, ...text };
    const known = this.#roles.get(key);
    if (known) known.value = value;
    else this.#roles.set(key, fresh(key, `roles/${key}.json`, value));
    if (copyOf !== undefined) this.#copyPolicies(copyOf, key, text.label);
    return key;
  }

  #copyPolicies(from: string, to: string, label: Text): void {
    for (const mute of [false, true])
      for (const { value } of this.#about(from, mute)) {
        if (!value) continue;
        const { policy: _name, label: said, roles: _roles, entities, ...rest } = value;
        const own = {
          'zh-CN': `${label['zh-CN']}（${said['zh-CN']}）`,
          en: `${label.en} (${said.en})`,
        };
        const { mute: isMute } = rest;
        this.#addPolicy(mute ? `${to}_limits` : to, {
          label: own,
          roles: [to],
          ...(isMute ? { mute: isMute } : {}),
          entities,
        });
      }
  }

  renameRole(key: string, text: Pick<Role, 'label' | 'description'>): void {
    const node = this.#roles.get(key);
    if (node?.value) node.value = { ...node.value, ...text };
  }

  /** Takes away a role made on this site, and its word in every policy. */
  removeRole(key: string): void {
    const node = this.#roles.get(key);
    if (node?.base !== null) return;
    node.value = null;
    for (const policy of this.#policies.values()) {
      if (!policy.value?.roles.includes(key)) continue;
      const roles = policy.value.roles.filter((role) => role !== key);
      policy.value = roles.length === 0 && policy.base === null ? null : { ...policy.value, roles };
    }
  }
}

function fresh<T>(key: string, path: string, value: T): Node<T> {
  return { key, path, pack: 'site', base: null, live: null, value, kept: null };
}

/** A name nothing bears: what the draft has taken away may come back under its own. */
function freeName<T>(wanted: string, nodes: Nodes<T>): string {
  const isTaken = (name: string) => (nodes.get(name)?.value ?? nodes.get(name)?.base) != null;
  if (!isTaken(wanted)) return wanted;
  for (let number = 2; ; number++)
    if (!isTaken(`${wanted}_${number}`)) return `${wanted}_${number}`;
}

function changed<V>(
  entries: Readonly<Record<string, V>> | undefined,
  name: string,
  value: V | undefined,
): Record<string, V> {
  const { [name]: _before, ...others } = entries ?? {};
  return value === undefined
    ? (others as Record<string, V>)
    : ({ ...others, [name]: value } as Record<string, V>);
}
