// The model as one actor may see it, as the browser receives it (`GET /api/model`, `GET /api/model/entities/:entity`).
// Names are resolved, lists are in order; what the actor may not read is not there.
import type { FieldDef } from '../packs/schema/field.ts';
import type { LayoutDef } from '../packs/schema/layout.ts';
import type { OptionDef } from '../packs/schema/picklist.ts';
import type { ViewDef } from '../packs/schema/view.ts';
import type { Rule } from '../rules/rule.ts';

export type Text = {
  readonly 'zh-CN': string;
  readonly en: string;
  readonly [locale: string]: string;
};
export type FieldRight = 'masked' | 'read' | 'write';

/** `GET /api/model`: what the shell needs. */
export interface ClientModel {
  version: number;
  hash: string;
  locales: string[];
  entities: Record<string, ClientEntityHead>;
  menu: { groups: ClientMenuGroup[] };
  /** Settings such as `currency`, `company_name`. */
  settings: Record<string, unknown>;
}

export interface ClientEntityHead {
  name: string;
  label: Text;
  labelPlural: Text;
  icon: string;
  colour?: string;
  /** What the actor may do with the entity at all: read, create, update, delete, import, export, … */
  actions: string[];
  quickCreate: boolean;
  searchable: boolean;
}

export interface ClientMenuGroup {
  /** Missing for the first, unnamed group. */
  name?: string;
  label?: Text;
  items: {
    name: string;
    label: Text;
    icon: string;
    entity?: string;
    view?: string;
    page?: string;
  }[];
}

/** `GET /api/model/entities/:entity`: everything for its forms, lists and pages. */
export interface ClientEntity extends ClientEntityHead {
  hash: string;
  nameField?: string;
  nameTemplate?: string;
  subtitle: string[];
  fields: Record<string, ClientField>;
  recordTypes: Record<string, ClientRecordType>;
  rules: Record<
    string,
    {
      check: Rule;
      when?: Rule;
      message: Text;
      at?: string;
      severity: 'block' | 'warn';
      on: ('create' | 'update')[];
    }
  >;
  features: {
    owner: boolean;
    recycle: boolean;
    audit: boolean;
    comments: boolean;
    files: boolean;
    share: boolean;
  };
  /** What one may do, or which fields one may see, differs between records: `GET …/:id/access` says it for one. */
  byRecord: boolean;
  /** Fields one may propose for review; none where one may not propose. */
  proposable: string[];
  layouts: ClientLayout[];
  views: ClientView[];
  /** Picklists and classification heads the fields use. */
  picklists: Record<string, ClientPicklist>;
  classifications: Record<string, ClientClassification>;
  /** Collections one may name in rules and related lists: records of `entity` whose `field` points here. */
  collections: Record<string, { entity: string; field: string; label: Text }>;
}

/** A field as declared, with what the engine knows beyond it. Type settings stand beside, as in the pack. */
export type ClientField = Omit<FieldDef, '$remove' | '$locked' | '$seed' | 'after'> & {
  name: string;
  id: string;
  type: string;
  label: Text;
  help?: Text;
  required: boolean;
  /** True for id, version, created_at …, which no form writes. */
  system: boolean;
  computed: boolean;
  right: FieldRight;
  sortable: boolean;
  groupable: boolean;
  settings: Record<string, unknown>;
};

export interface ClientRecordType {
  name: string;
  label: Text;
  default: boolean;
  options: Record<string, string[]>;
  required: string[];
  hidden: string[];
}

export interface ClientLayoutSection {
  name: string;
  label?: Text;
  columns: number;
  tab?: string;
  collapsed: boolean;
  visibleWhen?: Rule;
  fields: { name: string; span: number; visibleWhen?: Rule; label?: Text }[];
}

export interface ClientLayout {
  name: string;
  kind: NonNullable<LayoutDef['kind']>;
  recordTypes: string[];
  tabs: { name: string; label: Text; icon?: string; visibleWhen?: Rule }[];
  sections: ClientLayoutSection[];
  highlights: string[];
  stage?: string;
  related: {
    name: string;
    label: Text;
    entity: string;
    field: string;
    columns: string[];
    sort?: string;
    filter?: Rule;
  }[];
  timeline: {
    name: string;
    label?: Text;
    entity: string;
    field: string;
    at: string;
    title: string[];
    body?: string;
    filter?: Rule;
    composer: boolean;
  }[];
}

export interface ClientView {
  name: string;
  kind: NonNullable<ViewDef['kind']>;
  label: Text;
  icon?: string;
  default: boolean;
  filter?: Rule;
  sort?: string;
  columns: { path: string; width?: number; label?: Text; total?: string }[];
  card: string[];
  groupBy?: string;
  start?: string;
  end?: string;
}

export interface ClientPicklist {
  name: string;
  label: Text;
  options: (Omit<OptionDef, '$remove' | 'after'> & { value: string; label: Text })[];
}

export interface ClientClassification {
  name: string;
  label: Text;
  current: string;
  levels: { name: string; label: Text }[];
}

/** `GET /api/classifications/:name?parent=&q=&codes=&edition=`: nodes with what a tree picker needs. */
export interface ClientNode {
  code: string;
  parent: string | null;
  label: Text;
  level: string | null;
  /** Number of children. */
  children: number;
  retired: boolean;
  /** Codes and labels from the root to the parent. */
  path: { code: string; label: Text }[];
}
