// The model as one actor may see it, for the browser. What the actor may not read is not in it.

import { isSecret } from '../fields/masked-text.ts';
import type {
  ClientClassification,
  ClientEntity,
  ClientEntityHead,
  ClientField,
  ClientMenuGroup,
  ClientModel,
  ClientNode,
  ClientPicklist,
  Text,
} from '../model/client.ts';
import type { Classification, Edition, Entity, Field, Model } from '../model/model.ts';
import type { MenuDef } from '../packs/schema/menu.ts';
import { ACTIONS } from '../packs/schema/policy.ts';
import { inOrder } from '../packs/sequence.ts';
import type { Rule } from '../rules/rule.ts';
import type { Access } from './access.ts';
import { differsByRecord } from './by-record.ts';
import { clientLayout, clientView } from './client-views.ts';
import { proposableFields, takesPartInReview } from './proposable.ts';
import { searchNodes } from './search-nodes.ts';

/** Settings the browser has no use for. */
const SERVER_SETTINGS: ReadonlySet<string> = new Set(['sign_in_providers']);

/** What the shell needs: entities by name and label, the menu, settings. */
export function clientModel(
  model: Model,
  version: number,
  access: Access,
  roles: readonly string[],
): ClientModel {
  const entities: Record<string, ClientEntityHead> = {};
  for (const entity of model.entities.values()) {
    if (access.entity(entity.name).can('read')) entities[entity.name] = entityHead(entity, access);
  }
  const groups = [...model.menus.values()].flatMap((menu) =>
    menuGroups(menu, model, entities, access, roles),
  );
  const settings = Object.fromEntries(
    [...model.settings].filter(([name]) => !SERVER_SETTINGS.has(name)),
  );
  return {
    version,
    hash: model.hash,
    locales: ['zh-CN', 'en'],
    entities,
    menu: { groups },
    settings,
  };
}

/** What nobody does with records that only the engine writes. */
const CHANGES: ReadonlySet<string> = new Set([
  'create',
  'update',
  'delete',
  'restore',
  'transfer',
  'import',
  'bulk',
]);

function entityHead(entity: Entity, access: Access): ClientEntityHead {
  const rights = access.entity(entity.name);
  return {
    name: entity.name,
    label: entity.label,
    labelPlural: entity.labelPlural,
    icon: entity.icon,
    colour: entity.def.colour,
    actions: ACTIONS.filter(
      (action) =>
        rights.can(action) &&
        !(entity.features.engine && CHANGES.has(action)) &&
        (entity.features.review || !/^(propose|review_)/.test(action)),
    ),
    quickCreate: entity.features.quickCreate,
    searchable: entity.features.search,
  };
}

function menuGroups(
  menu: MenuDef,
  model: Model,
  entities: Record<string, ClientEntityHead>,
  access: Access,
  roles: readonly string[],
): ClientMenuGroup[] {
  const groups = new Map<string, ClientMenuGroup>([['', { items: [] }]]);
  for (const [name, group] of inOrder(menu.groups ?? {}))
    groups.set(name, { name, label: group.label as Text, items: [] });
  for (const [name, item] of inOrder(menu.items)) {
    const entity = item.entity === undefined ? undefined : model.entities.get(item.entity);
    if (item.entity !== undefined && (!entity || !Object.hasOwn(entities, entity.name))) continue;
    if (item.roles && !access.administrator && !item.roles.some((role) => roles.includes(role)))
      continue;
    if (item.page === '/reviews' && !takesPartInReview(model, access)) continue;
    const label = (item.label as Text | undefined) ??
      entity?.labelPlural ?? { 'zh-CN': name, en: name };
    const { view, page } = item;
    groups.get(item.group ?? '')?.items.push({
      name,
      label,
      icon: item.icon ?? entity?.icon ?? 'square',
      entity: item.entity,
      view,
      page,
    });
  }
  return [...groups.values()].filter((group) => group.items.length > 0);
}

/** Everything for the forms, lists and pages of one entity. */
export function clientEntity(
  model: Model,
  entity: Entity,
  access: Access,
  roles: readonly string[],
): ClientEntity {
  const rights = access.entity(entity.name);
  const visible = [...entity.fields.values()].filter(
    (field) => rights.right(field.name) !== 'hidden',
  );
  const names = new Set(visible.map((field) => field.name));
  const reader = { model, access };
  return {
    ...entityHead(entity, access),
    hash: entity.hash,
    nameField: entity.nameField,
    nameTemplate: entity.def.nameTemplate,
    subtitle: entity.subtitle.filter((name) => names.has(name)),
    fields: Object.fromEntries(
      visible.map((field) => [field.name, clientField(field, rights.right(field.name) as 'read')]),
    ),
    recordTypes: Object.fromEntries(
      [...entity.recordTypes].map(([name, type]) => [
        name,
        {
          ...type,
          options: copyLists(type.options),
          required: [...type.required],
          hidden: [...type.hidden],
        },
      ]),
    ),
    rules: clientRules(entity),
    features: entity.features,
    byRecord: differsByRecord(entity, rights),
    proposable: proposableFields(entity, rights),
    layouts: entity.layouts
      .filter((layout) => isFor(layout.roles, access, roles))
      .map((layout) => clientLayout(reader, layout, names)),
    views: entity.views
      .filter((view) => isFor(view.roles, access, roles))
      .flatMap((view) => clientView(reader, view, entity, names) ?? []),
    picklists: picklistsOf(model, visible),
    classifications: classificationsOf(model, visible),
    collections: collectionsOf(model, entity, access),
  };
}

function isFor(
  roles: readonly string[] | undefined,
  access: Access,
  own: readonly string[],
): boolean {
  return !roles || access.administrator || roles.some((role) => own.includes(role));
}

function copyLists(lists: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...list]]));
}

function clientField(field: Field, right: ClientField['right']): ClientField {
  const {
    $remove: _r,
    $locked: _l,
    $seed: _s,
    after: _a,
    ...def
  } = field.def as Record<string, unknown>;
  return {
    ...def,
    name: field.name,
    id: field.id,
    type: field.type,
    label: field.label,
    required: field.required,
    system: field.system,
    computed: field.computed,
    right,
    sortable: field.kind.sortable && field.columns.length > 0 && !isSecret(field),
    groupable: field.kind.groupable,
    settings: field.settings,
  } as ClientField;
}

function clientRules(entity: Entity): ClientEntity['rules'] {
  const rules: ClientEntity['rules'] = {};
  for (const rule of entity.rules) {
    const def = entity.def.rules?.[rule.name];
    rules[rule.name] = {
      check: def?.check as Rule,
      when: def?.when as Rule | undefined,
      message: rule.message,
      at: rule.at,
      severity: rule.severity,
      on: [...rule.on],
    };
  }
  return rules;
}

function picklistsOf(model: Model, fields: readonly Field[]): Record<string, ClientPicklist> {
  const picklists: Record<string, ClientPicklist> = {};
  for (const field of fields) {
    const picklist = model.picklists.get(String(field.settings.picklist ?? ''));
    if (!picklist) continue;
    const options = [...picklist.options].map(([value, { $remove: _r, after: _a, ...option }]) => ({
      ...option,
      value,
      label: option.label as Text,
    }));
    picklists[picklist.name] = { name: picklist.name, label: picklist.label, options };
  }
  return picklists;
}

function classificationsOf(
  model: Model,
  fields: readonly Field[],
): Record<string, ClientClassification> {
  const found: Record<string, ClientClassification> = {};
  const names = fields.flatMap(({ type, settings }) =>
    [
      settings.classification,
      settings.classifications,
      type === 'address' ? 'region_cn' : [],
    ].flat(),
  );
  for (const name of names) {
    const tree = model.classifications.get(String(name));
    if (tree)
      found[tree.name] = {
        name: tree.name,
        label: tree.label,
        current: tree.current,
        levels: [...tree.levels],
      };
  }
  return found;
}

function collectionsOf(model: Model, entity: Entity, access: Access): ClientEntity['collections'] {
  const entries = [...entity.collections.values()].flatMap((collection) => {
    const other = model.entities.get(collection.entity);
    if (!other || !access.entity(other.name).can('read')) return [];
    return [
      [
        collection.name,
        { entity: other.name, field: collection.field, label: other.labelPlural },
      ] as const,
    ];
  });
  return Object.fromEntries(entries);
}

export interface NodeQuery {
  /** Children of this node; '' or missing: the roots. */
  readonly parent?: string;
  /** Search in names and codes. */
  readonly q?: string;
  readonly codes?: readonly string[];
  readonly edition?: string;
  readonly limit: number;
}

/** Nodes of a classification for a tree picker: children of a node, search hits, or given codes — each with its path. */
export function clientNodes(tree: Classification, query: NodeQuery): ClientNode[] {
  const edition = tree.editions.get(query.edition ?? tree.current);
  if (!edition) return [];
  const codes =
    query.codes ?? (query.q ? searchNodes(edition, query.q) : childCodes(edition, query.parent));
  return codes.slice(0, query.limit).flatMap((code) => clientNode(edition, code) ?? []);
}

function childCodes(edition: Edition, parent: string | undefined): readonly string[] {
  return parent ? (edition.nodes.get(parent)?.children ?? []) : edition.roots;
}

function clientNode(edition: Edition, code: string): ClientNode | undefined {
  const node = edition.nodes.get(code);
  if (!node) return undefined;
  const path: ClientNode['path'] = [];
  let parent = node.parent;
  while (parent !== null && path.length < 64) {
    const above = edition.nodes.get(parent);
    if (!above) break;
    path.unshift({ code: above.code, label: above.label });
    parent = above.parent;
  }
  return {
    code,
    parent: node.parent,
    label: node.label,
    level: node.level,
    children: node.children.length,
    retired: node.retired,
    path,
  };
}
