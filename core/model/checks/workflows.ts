// Checks that a workflow stands on a picklist field and names only states, fields and roles that exist.
import { nearest } from '../../errors.ts';
import { nodesOf } from '../../packs/merge.ts';
import type { RoleDef } from '../../packs/schema/role.ts';
import type { WorkflowDef } from '../../packs/schema/workflow.ts';
import { compileAt } from '../build-rules.ts';
import { type Building, type Report, reporter } from '../building.ts';
import type { Entity } from '../model.ts';
import { type EntityLookup, ruleNames } from '../rule-names.ts';

interface Place {
  readonly entity: Entity;
  readonly lookup: EntityLookup;
  readonly roles: ReadonlyMap<string, RoleDef>;
  readonly report: Report;
}

export function checkWorkflows(
  building: Building,
  entities: ReadonlyMap<string, Entity>,
  lookup: EntityLookup,
  roles: ReadonlyMap<string, RoleDef>,
): void {
  for (const node of nodesOf(building.metadata, 'workflow')) {
    const entity = entities.get(node.key.split('/')[0] ?? '');
    if (!entity?.workflow || (entity.workflow as object) !== node.value) continue;
    checkWorkflow({ entity, lookup, roles, report: reporter(building, node) }, entity.workflow);
  }
}

function checkWorkflow(place: Place, workflow: WorkflowDef): void {
  const field = place.entity.fields.get(workflow.field);
  if (field?.type !== 'picklist') {
    const hint = nearest(workflow.field, place.entity.fields.keys());
    place.report('/field', 'meta.unknown-field', {
      entity: place.entity.name,
      name: workflow.field,
      hint,
    });
    return;
  }
  const options = field.ruleType.options ?? [];
  const known = Object.keys(workflow.states);
  checkNames(place, known, options, 'option', (name) => `/states/${name}`);
  if (workflow.initial !== undefined)
    checkNames(place, [workflow.initial], known, 'state', () => '/initial');
  for (const [name, state] of Object.entries(workflow.states)) {
    checkFields(
      place,
      [...Object.keys(state.fields ?? {}), ...(state.required ?? [])],
      `/states/${name}`,
    );
  }
  for (const [name, transition] of Object.entries(workflow.transitions)) {
    const pointer = `/transitions/${name}`;
    checkNames(
      place,
      [...transition.from, transition.to].filter((state) => state !== '*'),
      known,
      'state',
      () => pointer,
    );
    checkNames(
      place,
      transition.roles ?? [],
      [...place.roles.keys()],
      'role',
      () => `${pointer}/roles`,
    );
    checkFields(place, [...(transition.required ?? []), ...(transition.asks ?? [])], pointer);
    const names = ruleNames(place.lookup, place.entity.name);
    compileAt(transition.guard, names, `${pointer}/guard`, place.report, { kind: 'boolean' });
  }
}

function checkFields(place: Place, fields: readonly string[], pointer: string): void {
  for (const name of fields) {
    if (place.entity.fields.has(name)) continue;
    const hint = nearest(name, place.entity.fields.keys());
    place.report(pointer, 'meta.unknown-field', { entity: place.entity.name, name, hint });
  }
}

function checkNames(
  place: Place,
  names: readonly string[],
  known: readonly string[],
  kind: string,
  pointer: (name: string) => string,
): void {
  for (const name of names) {
    if (!known.includes(name))
      place.report(pointer(name), 'meta.unknown-target', {
        kind,
        name,
        hint: nearest(name, known),
      });
  }
}
