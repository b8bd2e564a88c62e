// First pass over entities: fields, keys, record types, name, and what refers to what. Rules follow in build-rules.ts.
import { createHash } from 'node:crypto';
import { nearest } from '../errors.ts';
import type { EntityDef } from '../packs/schema/entity.ts';
import type { LayoutDef } from '../packs/schema/layout.ts';
import type { ViewDef } from '../packs/schema/view.ts';
import type { WorkflowDef } from '../packs/schema/workflow.ts';
import { inOrder } from '../packs/sequence.ts';
import { buildFields } from './build-fields.ts';
import { type Building, conforming, type Report, reporter } from './building.ts';
import type { Text } from './client.ts';
import type {
  Collection,
  Entity,
  Features,
  Field,
  Incoming,
  Key,
  NamePiece,
  RecordType,
} from './model.ts';
import { columnName } from './naming.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** An entity whose cross references and rules are still being filled in. */
export type DraftEntity = Writable<Entity> & {
  collections: Map<string, Collection>;
  incoming: Incoming[];
  report: Report;
};

/** Most entities one installation may have. */
export const MAX_ENTITIES = 5000;

export function buildEntities(building: Building): Map<string, DraftEntity> {
  const layouts = below<LayoutDef & { layout: string }>(building, 'layout');
  const views = below<ViewDef & { view: string }>(building, 'view');
  const workflows = below<WorkflowDef>(building, 'workflow');
  const entities = new Map<string, DraftEntity>();
  for (const { node, def } of conforming<EntityDef & { entity: string }>(building, 'entity')) {
    const report = reporter(building, node);
    const name = node.key;
    const parts = {
      layouts: layouts.get(name) ?? [],
      views: views.get(name) ?? [],
      workflow: workflows.get(name)?.[0],
    };
    entities.set(name, draftEntity(name, def, parts, report));
  }
  if (entities.size > MAX_ENTITIES) {
    building.problems.push({
      code: 'meta.too-many',
      at: '',
      params: { limit: MAX_ENTITIES, what: 'entities' },
    });
  }
  for (const entity of entities.values()) linkEntity(entity, entities);
  return entities;
}

function below<T>(building: Building, kind: 'layout' | 'view' | 'workflow'): Map<string, T[]> {
  const byEntity = new Map<string, T[]>();
  for (const { node, def } of conforming<T>(building, kind)) {
    const entity = node.key.split('/')[0] ?? '';
    const list = byEntity.get(entity);
    if (list) list.push(def);
    else byEntity.set(entity, [def]);
  }
  return byEntity;
}

function draftEntity(
  name: string,
  def: EntityDef,
  parts: Pick<Entity, 'layouts' | 'views' | 'workflow'>,
  report: Report,
): DraftEntity {
  const fields = buildFields(name, def, report);
  const nameTemplate = namePieces(def, fields, report);
  addSortKeys(fields, nameTemplate);
  return {
    name,
    id: def.id ?? name,
    label: def.label as Text,
    labelPlural: (def.labelPlural ?? def.label) as Text,
    icon: def.icon ?? 'square',
    def,
    table: name,
    fields,
    nameField: def.nameField,
    nameTemplate,
    subtitle: knownFields(def.subtitle ?? [], fields, (index) => `/subtitle/${index}`, report),
    keys: buildKeys(def, fields, report),
    indexes: buildIndexes(def, fields, report),
    rules: [],
    recordTypes: buildRecordTypes(def, fields, report),
    features: features(def, fields),
    collections: new Map(),
    incoming: [],
    ...parts,
    layouts: parts.layouts,
    views: inOrder(Object.fromEntries(parts.views.map((view) => [view.view, view]))).map(
      ([, view]) => view,
    ),
    hash: createHash('sha256')
      .update(JSON.stringify([def, parts]))
      .digest('hex')
      .slice(0, 16),
    report,
  };
}

/** Names are sorted as people expect, which needs a column of its own. */
function addSortKeys(fields: Map<string, Field>, nameTemplate: readonly NamePiece[]): void {
  for (const piece of nameTemplate) {
    const field = 'field' in piece ? fields.get(piece.field) : undefined;
    if (field?.type !== 'text' || field.system) continue;
    const suffix = 'sort';
    const sortKey = {
      name: columnName(field.name, suffix),
      kind: 'text',
      scale: 0,
      suffix,
    } as const;
    fields.set(field.name, { ...field, sortKey });
  }
}

function features(def: EntityDef, fields: ReadonlyMap<string, Field>): Features {
  const own = def.features ?? {};
  return {
    owner: own.owner ?? false,
    audit: own.audit ?? true,
    comments: own.comments ?? false,
    files: own.files ?? false,
    recycle: own.recycle ?? true,
    search: own.search ?? [...fields.values()].some((field) => field.searchable),
    quickCreate: own.quickCreate ?? false,
    share: own.share ?? false,
    review: own.review ?? false,
    engine: own.engine ?? false,
    lines: own.lines ?? false,
  };
}

/** Reports names that are no fields of the entity; gives back those that are. */
function knownFields(
  names: readonly string[],
  fields: ReadonlyMap<string, Field>,
  pointer: (index: number) => string,
  report: Report,
): string[] {
  return names.filter((name, index) => {
    if (fields.has(name)) return true;
    report(pointer(index), 'meta.unknown-field', {
      entity: '',
      name,
      hint: nearest(name, fields.keys()),
    });
    return false;
  });
}

/** `{last_name}{first_name}` → pieces; without a template the name field, without that the first text field. */
function namePieces(
  def: EntityDef,
  fields: ReadonlyMap<string, Field>,
  report: Report,
): NamePiece[] {
  const first = [...fields.values()].find((field) => !field.system && field.type === 'text');
  const template =
    def.nameTemplate ?? (def.nameField ? `{${def.nameField}}` : first ? `{${first.name}}` : '{id}');
  const pointer = def.nameTemplate ? '/nameTemplate' : '/nameField';
  const pieces: NamePiece[] = [];
  for (const piece of template.split(/(\{[^}]*\})/).filter((text) => text !== '')) {
    if (!piece.startsWith('{')) pieces.push({ text: piece });
    else
      pieces.push(
        ...knownFields([piece.slice(1, -1)], fields, () => pointer, report).map((field) => ({
          field,
        })),
      );
  }
  return pieces;
}

function buildKeys(def: EntityDef, fields: ReadonlyMap<string, Field>, report: Report): Key[] {
  const keys: Key[] = [];
  for (const field of fields.values())
    if (field.unique) keys.push({ name: field.name, fields: [field.name] });
  for (const [name, key] of Object.entries(def.keys ?? {})) {
    const known = knownFields(
      key.fields,
      fields,
      (index) => `/keys/${name}/fields/${index}`,
      report,
    );
    if (known.length === key.fields.length)
      keys.push({ name, fields: known, message: key.message as Text | undefined });
  }
  for (const key of keys) {
    const bad = key.fields.find((name) => fields.get(name)?.columns.length === 0);
    if (bad) report(`/keys/${key.name}`, 'meta.key-list', { field: bad });
  }
  return keys;
}

function buildIndexes(
  def: EntityDef,
  fields: ReadonlyMap<string, Field>,
  report: Report,
): Entity['indexes'] {
  const indexes: { name: string; fields: string[] }[] = [];
  for (const [name, index] of Object.entries(def.indexes ?? {})) {
    const known = knownFields(
      index.fields,
      fields,
      (at) => `/indexes/${name}/fields/${at}`,
      report,
    );
    if (known.length === index.fields.length) indexes.push({ name, fields: known });
  }
  for (const [name, field] of Object.entries(def.fields))
    if (field.index && fields.has(name)) indexes.push({ name, fields: [name] });
  return indexes;
}

function buildRecordTypes(
  def: EntityDef,
  fields: ReadonlyMap<string, Field>,
  report: Report,
): Map<string, RecordType> {
  const types = new Map<string, RecordType>();
  for (const [name, type] of inOrder(def.recordTypes ?? {}, (problem) =>
    report('/recordTypes', problem.code, problem.params),
  )) {
    const pointer = `/recordTypes/${name}`;
    const at = (part: string) => (index: number) => `${pointer}/${part}/${index}`;
    knownFields(Object.keys(type.options ?? {}), fields, () => `${pointer}/options`, report);
    knownFields(Object.keys(type.numbering ?? {}), fields, () => `${pointer}/numbering`, report);
    types.set(name, {
      name,
      label: type.label as Text,
      default: type.default ?? false,
      options: (type.options ?? {}) as Record<string, string[]>,
      numbering: type.numbering ?? {},
      required: knownFields(type.required ?? [], fields, at('required'), report),
      hidden: knownFields(type.hidden ?? [], fields, at('hidden'), report),
    });
  }
  return types;
}

/** Enters the entity's references at their targets: collections for rules and related lists, delete rules. */
function linkEntity(entity: DraftEntity, entities: ReadonlyMap<string, DraftEntity>): void {
  for (const field of entity.fields.values()) {
    const pointer = `/fields/${field.name}`;
    for (const name of field.targets) {
      const target = entities.get(name);
      if (!target) {
        const hint = nearest(name, entities.keys());
        if (!field.system) entity.report(pointer, 'meta.unknown-entity', { name, hint });
      } else if (field.storage.kind === 'lines') linkLines(entity, field, target);
      // created_by and updated_by point to users without making collections or blocking deletes.
      else if (!field.system) linkReference(entity, field, target);
    }
  }
}

function linkLines(entity: DraftEntity, field: Field, target: DraftEntity): void {
  const parentField = String(field.settings.parentField ?? '');
  const reference = target.fields.get(parentField);
  if (!reference?.targets.includes(entity.name)) {
    const hint = nearest(parentField, target.fields.keys());
    entity.report(`/fields/${field.name}/parentField`, 'meta.unknown-field', {
      entity: target.name,
      name: parentField,
      hint,
    });
    return;
  }
  entity.collections.set(field.name, { name: field.name, entity: target.name, field: parentField });
}

function linkReference(entity: DraftEntity, field: Field, target: DraftEntity): void {
  const links = field.storage.kind === 'links';
  const onDelete =
    (field.settings.onDelete as Incoming['onDelete'] | undefined) ??
    (links ? 'clear' : defaultDelete(field));
  target.incoming.push({ entity: entity.name, field: field.name, onDelete, links });
  if (links) return;
  const inverse =
    typeof field.settings.inverse === 'string'
      ? field.settings.inverse
      : `${entity.name}_by_${field.name}`;
  if (!target.collections.has(inverse)) {
    target.collections.set(inverse, { name: inverse, entity: entity.name, field: field.name });
  }
}

/** Without a declared rule a record that is still needed (required reference) may not be deleted; others are let go. */
function defaultDelete(field: Field): Incoming['onDelete'] {
  return field.required ? 'restrict' : 'clear';
}
