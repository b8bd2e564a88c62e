// Builds the model from merged metadata: every problem at once, and a model only when there is none.
import { createHash } from 'node:crypto';
import type { Problem } from '../errors.ts';
import type { Json } from '../fields/field-type.ts';
import { type Metadata, nodesOf } from '../packs/merge.ts';
import type { RoleDef } from '../packs/schema/role.ts';
import type { SettingsDef } from '../packs/schema/settings.ts';
import { buildEntities, type DraftEntity } from './build-entities.ts';
import { buildRules } from './build-rules.ts';
import { buildClassifications, buildPicklists } from './build-trees.ts';
import { type Building, conforming } from './building.ts';
import { buildMenus, buildPolicies } from './checks/access.ts';
import { checkFormulas } from './checks/formulas.ts';
import { checkIdentity } from './checks/identity.ts';
import { checkLayoutsAndViews } from './checks/layouts.ts';
import { checkRetention } from './checks/retention.ts';
import { checkSecrets } from './checks/secrets.ts';
import { checkTargets } from './checks/targets.ts';
import { checkWorkflows } from './checks/workflows.ts';
import type { Text } from './client.ts';
import type { Entity, Field, Model, Picklist } from './model.ts';
import type { EntityLookup } from './rule-names.ts';

/**
 * Checks and resolves merged metadata.
 * @returns the frozen model, or every problem found (then there is no model: nothing is half-loaded)
 */
export function buildModel(metadata: Metadata): { model?: Model; problems: readonly Problem[] } {
  const building: Building = { metadata, problems: [] };
  const picklists = buildPicklists(building);
  const classifications = buildClassifications(building);
  const drafts = buildEntities(building);
  checkIdentity(drafts);
  for (const entity of drafts.values()) typeOptions(entity, picklists);
  const lookup: EntityLookup = { entity: (name) => drafts.get(name) };
  for (const entity of drafts.values()) {
    checkTargets(entity, { picklists, classifications, entities: drafts });
    buildRules(entity, lookup);
    checkFormulas(entity);
    checkSecrets(entity, lookup);
    checkRetention(entity);
  }
  const roles = new Map(
    conforming<RoleDef>(building, 'role').map(({ node, def }) => [node.key, def] as const),
  );
  const policies = buildPolicies(building, roles, drafts, lookup);
  const policyPacks = new Map(
    nodesOf(metadata, 'policy').map(({ key, origin }) => [key, origin.source.pack]),
  );
  const menus = buildMenus(building, drafts);
  checkLayoutsAndViews(building, drafts, lookup);
  checkWorkflows(building, drafts, lookup, roles);
  for (const kind of ['automation', 'report', 'dashboard', 'document', 'test'] as const)
    conforming(building, kind);
  const settings = buildSettings(building);
  if (building.problems.length > 0) return { problems: building.problems };
  const entities = finish(drafts);
  const packs = metadata.packs.map(({ manifest }) => ({
    ...manifest,
    title: manifest.title as Text,
  }));
  const model: Model = {
    hash: hashOf(metadata),
    packs,
    entities,
    picklists,
    classifications,
    roles,
    policies,
    policyPacks,
    menus,
    settings,
  };
  return { model: Object.freeze(model), problems: [] };
}

/** Rules know the options of named picklists, so that a misspelt one is found when packs are checked. */
function typeOptions(entity: DraftEntity, picklists: ReadonlyMap<string, Picklist>): void {
  for (const field of entity.fields.values()) {
    const options = picklists.get(String(field.settings.picklist ?? ''))?.options;
    if (!options) continue;
    const fields = entity.fields as Map<string, Field>;
    fields.set(field.name, {
      ...field,
      ruleType: { ...field.ruleType, options: [...options.keys()] },
    });
  }
}

function finish(drafts: ReadonlyMap<string, DraftEntity>): Map<string, Entity> {
  const entities = new Map<string, Entity>();
  for (const [name, { report: _, ...entity }] of drafts) entities.set(name, Object.freeze(entity));
  return entities;
}

function buildSettings(building: Building): Map<string, Json> {
  const settings = new Map<string, Json>();
  for (const { def } of conforming<SettingsDef>(building, 'settings')) {
    for (const [name, setting] of Object.entries(def.settings))
      settings.set(name, setting.value as Json);
  }
  return settings;
}

/** Hash over every pack's content: same packs, same hash. */
function hashOf(metadata: Metadata): string {
  const hash = createHash('sha256');
  for (const pack of metadata.packs) {
    hash.update(JSON.stringify(pack.manifest));
    for (const file of pack.files) hash.update(file.path).update(JSON.stringify(file.json));
    for (const [path, text] of pack.texts) hash.update(path).update(text);
  }
  return hash.digest('hex').slice(0, 32);
}
