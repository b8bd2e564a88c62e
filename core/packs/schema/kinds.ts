// The registry of metadata kinds: which schema, where a file of the kind stands in a pack, which property names it.
import type { JsonSchema } from '../../fields/field-type.ts';
import { automationSchema } from './automation.ts';
import { classificationSchema } from './classification.ts';
import { dashboardSchema } from './dashboard.ts';
import { documentSchema } from './document.ts';
import { entitySchema } from './entity.ts';
import { layoutSchema } from './layout.ts';
import { menuSchema } from './menu.ts';
import { packSchema } from './pack.ts';
import { packTestSchema } from './pack-test.ts';
import { picklistSchema } from './picklist.ts';
import { policySchema } from './policy.ts';
import { reportSchema } from './report.ts';
import { roleSchema } from './role.ts';
import { settingsSchema } from './settings.ts';
import { viewSchema } from './view.ts';
import { workflowSchema } from './workflow.ts';

export interface MetadataKind {
  readonly schema: JsonSchema;
  // Folder below the pack (`picklists`), below an entity (`entities/*/layouts`), or the file itself.
  readonly place: string;
  /** Property that repeats the name the file has. */
  readonly nameProperty?: string;
}

export const metadataKinds = {
  pack: { schema: packSchema, place: 'pack.json' },
  entity: { schema: entitySchema, place: 'entities/*/entity.json', nameProperty: 'entity' },
  layout: { schema: layoutSchema, place: 'entities/*/layouts', nameProperty: 'layout' },
  view: { schema: viewSchema, place: 'entities/*/views', nameProperty: 'view' },
  workflow: { schema: workflowSchema, place: 'entities/*/workflow.json' },
  automation: {
    schema: automationSchema,
    place: 'entities/*/automations',
    nameProperty: 'automation',
  },
  picklist: { schema: picklistSchema, place: 'picklists', nameProperty: 'picklist' },
  classification: {
    schema: classificationSchema,
    place: 'classifications',
    nameProperty: 'classification',
  },
  role: { schema: roleSchema, place: 'roles', nameProperty: 'role' },
  policy: { schema: policySchema, place: 'policies', nameProperty: 'policy' },
  report: { schema: reportSchema, place: 'reports', nameProperty: 'report' },
  dashboard: { schema: dashboardSchema, place: 'dashboards', nameProperty: 'dashboard' },
  document: { schema: documentSchema, place: 'documents', nameProperty: 'document' },
  menu: { schema: menuSchema, place: 'menus', nameProperty: 'menu' },
  settings: { schema: settingsSchema, place: 'settings.json' },
  test: { schema: packTestSchema, place: 'tests', nameProperty: 'test' },
} as const satisfies Record<string, MetadataKind>;
export type KindName = keyof typeof metadataKinds;
