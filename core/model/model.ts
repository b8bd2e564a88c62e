// The model: merged metadata, checked, resolved and frozen. Everything else holds this, never raw metadata.
import type { AnyFieldType, ColumnKind, Json, Storage } from '../fields/field-type.ts';
import type { EntityDef } from '../packs/schema/entity.ts';
import type { FieldDef } from '../packs/schema/field.ts';
import type { LayoutDef } from '../packs/schema/layout.ts';
import type { MenuDef } from '../packs/schema/menu.ts';
import type { OptionDef } from '../packs/schema/picklist.ts';
import type { PolicyDef } from '../packs/schema/policy.ts';
import type { RoleDef } from '../packs/schema/role.ts';
import type { ViewDef } from '../packs/schema/view.ts';
import type { WorkflowDef } from '../packs/schema/workflow.ts';
import type { Expr } from '../rules/expr.ts';
import type { RuleType } from '../rules/rule.ts';
import type { Text } from './client.ts';

/** A column in the entity's table, with its physical name. */
export interface FieldColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly scale: number;
  /** Part of a composite value the column holds (`region` of an address); '' for the main column. */
  readonly suffix: string;
}

export interface Field {
  readonly name: string;
  readonly id: string;
  readonly entity: string;
  readonly type: string;
  readonly kind: AnyFieldType;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly label: Text;
  readonly def: FieldDef;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly unique: boolean;
  readonly searchable: boolean;
  /** id, version, created_at … : written by the engine only. */
  readonly system: boolean;
  readonly computed: boolean;
  readonly ruleType: RuleType;
  readonly storage: Storage;
  readonly columns: readonly FieldColumn[];
  /** Of a text in the name of its records: holds what they sort by. */
  readonly sortKey?: FieldColumn;
  /** Child table of a `list`, link table of `links`. */
  readonly childTable?: string;
  /** Entities a reference, link or line field points to. */
  readonly targets: readonly string[];
  readonly rules: FieldRules;
}

/** A field's rules, checked and typed. */
export interface FieldRules {
  readonly visibleWhen?: Expr;
  readonly requiredWhen?: Expr;
  readonly readOnlyWhen?: Expr;
  readonly optionsWhen?: Expr;
  readonly candidates?: Expr;
  readonly default?: Expr;
  readonly formula?: Expr;
}

export interface Key {
  readonly name: string;
  readonly fields: readonly string[];
  readonly message?: Text;
}

export interface EntityRule {
  readonly name: string;
  readonly check: Expr;
  readonly when?: Expr;
  readonly message: Text;
  readonly at?: string;
  readonly severity: 'block' | 'warn';
  readonly on: readonly ('create' | 'update')[];
}

export interface RecordType {
  readonly name: string;
  readonly label: Text;
  readonly default: boolean;
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly numbering: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  readonly hidden: readonly string[];
}

/** Records of `entity` whose reference `field` points here: child lines, or the other side of a reference. */
export interface Collection {
  readonly name: string;
  readonly entity: string;
  readonly field: string;
}

/** A reference that points to an entity: what a delete has to look at. */
export interface Incoming {
  readonly entity: string;
  readonly field: string;
  readonly onDelete: 'restrict' | 'cascade' | 'clear' | 'reassign';
  /** Many-to-many: only the link goes. */
  readonly links: boolean;
}

export interface Features {
  readonly owner: boolean;
  readonly share: boolean;
  readonly review: boolean;
  readonly audit: boolean;
  readonly comments: boolean;
  readonly files: boolean;
  readonly recycle: boolean;
  readonly search: boolean;
  readonly quickCreate: boolean;
  /** Only the engine writes its records. */
  readonly engine: boolean;
  readonly lines: boolean;
}

/** A piece of a name template: fixed text or a field. */
export type NamePiece = { readonly text: string } | { readonly field: string };

export interface Entity {
  readonly name: string;
  readonly id: string;
  readonly label: Text;
  readonly labelPlural: Text;
  readonly icon: string;
  readonly def: EntityDef;
  readonly table: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly nameTemplate: readonly NamePiece[];
  readonly nameField?: string;
  readonly subtitle: readonly string[];
  readonly keys: readonly Key[];
  readonly indexes: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly rules: readonly EntityRule[];
  readonly recordTypes: ReadonlyMap<string, RecordType>;
  readonly features: Features;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly incoming: readonly Incoming[];
  readonly layouts: readonly (LayoutDef & { layout: string })[];
  readonly views: readonly (ViewDef & { view: string })[];
  readonly workflow?: WorkflowDef;
  /** Changes when anything of the entity's definition changes. */
  readonly hash: string;
}

export interface Picklist {
  readonly name: string;
  readonly label: Text;
  /** In display order. */
  readonly options: ReadonlyMap<string, OptionDef>;
}

export interface TreeNode {
  readonly code: string;
  readonly parent: string | null;
  readonly label: Text;
  readonly level: string | null;
  readonly retired: boolean;
  readonly children: readonly string[];
}

export interface Edition {
  readonly name: string;
  readonly label?: Text;
  readonly from?: string;
  readonly nodes: ReadonlyMap<string, TreeNode>;
  readonly roots: readonly string[];
}

export interface Classification {
  readonly name: string;
  readonly label: Text;
  readonly current: string;
  readonly levels: readonly { readonly name: string; readonly label: Text }[];
  readonly editions: ReadonlyMap<string, Edition>;
}

export interface Model {
  /** Content hash of the metadata. */
  readonly hash: string;
  readonly packs: readonly {
    readonly name: string;
    readonly version: string;
    readonly layer: string;
    readonly title: Text;
  }[];
  readonly entities: ReadonlyMap<string, Entity>;
  readonly picklists: ReadonlyMap<string, Picklist>;
  readonly classifications: ReadonlyMap<string, Classification>;
  readonly roles: ReadonlyMap<string, RoleDef>;
  readonly policies: readonly PolicyDef[];
  /** Policy → the pack that brought it. */
  readonly policyPacks: ReadonlyMap<string, string>;
  readonly menus: ReadonlyMap<string, MenuDef>;
  readonly settings: ReadonlyMap<string, Json>;
}

/** Names no field may have: the engine's own columns, words both databases keep for themselves, and JavaScript's. */
export const RESERVED_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'version',
  'rid',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'deleted_at',
  'rowid',
  'oid',
  'ctid',
  'xmin',
  'xmax',
  'cmin',
  'cmax',
  'tableoid',
  'constructor',
  'prototype',
  'candidate',
  'record',
]);

const byId = new WeakMap<Model, ReadonlyMap<string, Entity>>();

/** The entity of an id, which stays when it is renamed. */
export function entityOfId(model: Model, id: string): Entity | undefined {
  const known =
    byId.get(model) ?? new Map([...model.entities.values()].map((each) => [each.id, each]));
  byId.set(model, known);
  return known.get(id);
}
