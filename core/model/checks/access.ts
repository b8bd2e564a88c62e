// Checks policies and menus: roles, entities, fields and views they name must exist.
import { nearest } from '../../errors.ts';
import type { MenuDef } from '../../packs/schema/menu.ts';
import { type PolicyDef, REVIEW_ACTIONS } from '../../packs/schema/policy.ts';
import type { RoleDef } from '../../packs/schema/role.ts';
import { compileAt } from '../build-rules.ts';
import { type Building, conforming, type Report, reporter } from '../building.ts';
import type { Entity } from '../model.ts';
import { type EntityLookup, ruleNames } from '../rule-names.ts';
import { checkEnforceable } from './grants.ts';

export function buildPolicies(
  building: Building,
  roles: ReadonlyMap<string, RoleDef>,
  entities: ReadonlyMap<string, Entity>,
  lookup: EntityLookup,
): PolicyDef[] {
  const policies: PolicyDef[] = [];
  for (const { node, def } of conforming<PolicyDef>(building, 'policy')) {
    const report = reporter(building, node);
    def.roles.forEach((role, index) => {
      if (!roles.has(role))
        report(`/roles/${index}`, 'meta.unknown-target', {
          kind: 'role',
          name: role,
          hint: nearest(role, roles.keys()),
        });
    });
    for (const [name, grants] of Object.entries(def.entities)) {
      const entity = entities.get(name);
      if (!entity && name !== '*')
        report(`/entities/${name}`, 'meta.unknown-entity', {
          name,
          hint: nearest(name, entities.keys()),
        });
      if (entity) checkGrants(entity, grants, `/entities/${name}`, report, lookup);
    }
    checkEnforceable(building, def, report, lookup);
    policies.push(def);
  }
  return policies;
}

function checkGrants(
  entity: Entity,
  grants: PolicyDef['entities'][string],
  pointer: string,
  report: Report,
  lookup: EntityLookup,
): void {
  for (const field of Object.keys(grants.fields ?? {})) {
    if (field !== '*' && !entity.fields.has(field)) {
      report(`${pointer}/fields/${field}`, 'meta.unknown-field', {
        entity: entity.name,
        name: field,
        hint: nearest(field, entity.fields.keys()),
      });
    }
  }
  for (const [action, grant] of Object.entries(grants.actions ?? {})) {
    const rule =
      typeof grant === 'object' && grant !== null ? (grant as { rule?: unknown }).rule : undefined;
    compileAt(rule, ruleNames(lookup, entity.name), `${pointer}/actions/${action}/rule`, report, {
      kind: 'boolean',
    });
    checkReview(entity, action, rule, pointer, report);
    const scope = typeof grant === 'string' ? grant : (grant as { scope?: string }).scope;
    const owned = scope !== undefined && scope !== 'all' && scope !== 'none';
    if (owned && !entity.features.owner) {
      report(`${pointer}/actions/${action}`, 'meta.no-owner', { entity: entity.name, scope });
    }
  }
}

/** What is proposed is no record yet, so no rule can be asked about it; and an entity without review has no proposals. */
function checkReview(
  entity: Entity,
  action: string,
  rule: unknown,
  pointer: string,
  report: Report,
): void {
  if (!REVIEW_ACTIONS.some((each) => each === action)) return;
  const at = `${pointer}/actions/${action}`;
  if (!entity.features.review) report(at, 'meta.no-review', { entity: entity.name });
  if (rule !== undefined) report(at, 'meta.review-rule');
}

export function buildMenus(
  building: Building,
  entities: ReadonlyMap<string, Entity>,
): Map<string, MenuDef> {
  const menus = new Map<string, MenuDef>();
  for (const { node, def } of conforming<MenuDef>(building, 'menu')) {
    const report = reporter(building, node);
    for (const [name, item] of Object.entries(def.items)) {
      const entity = item.entity === undefined ? undefined : entities.get(item.entity);
      if (item.entity !== undefined && !entity) {
        report(`/items/${name}/entity`, 'meta.unknown-entity', {
          name: item.entity,
          hint: nearest(item.entity, entities.keys()),
        });
      }
      if (
        item.view !== undefined &&
        entity &&
        !entity.views.some((view) => view.view === item.view)
      ) {
        report(`/items/${name}/view`, 'meta.unknown-target', { kind: 'view', name: item.view });
      }
      if (item.group !== undefined && !Object.hasOwn(def.groups ?? {}, item.group)) {
        report(`/items/${name}/group`, 'meta.unknown-target', { kind: 'group', name: item.group });
      }
    }
    menus.set(node.key, def);
  }
  return menus;
}
