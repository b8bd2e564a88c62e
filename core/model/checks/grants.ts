// Refuses what a policy says but nothing would enforce: unknown actions, conditions of grants, rules over no entity in
// particular. Whether names and scopes fit is for access.ts.
import { nearest } from '../../errors.ts';
import { ACTIONS, type PolicyDef } from '../../packs/schema/policy.ts';
import type { JsonObject } from '../../packs/source.ts';
import { compileAt } from '../build-rules.ts';
import type { Building, Report } from '../building.ts';
import { type EntityLookup, ruleNames } from '../rule-names.ts';

/** Checks every entry of a policy. */
export function checkEnforceable(
  building: Building,
  def: PolicyDef,
  report: Report,
  lookup: EntityLookup,
): void {
  for (const [name, grants] of Object.entries(def.entities)) {
    const pointer = `/entities/${name}`;
    const known = [...ACTIONS, ...transitionsOf(building, name)];
    for (const action of Object.keys(grants.actions ?? {})) {
      if (known.includes(action)) continue;
      const params = { kind: 'action', name: action, hint: nearest(action, known) };
      report(`${pointer}/actions/${action}`, 'meta.unknown-target', params);
    }
    if (name === '*') checkEverything(grants, pointer, report);
    if (grants.when === undefined) continue;
    if (!def.mute) report(`${pointer}/when`, 'meta.when-grants');
    else if (lookup.entity(name))
      compileAt(grants.when, ruleNames(lookup, name), `${pointer}/when`, report, {
        kind: 'boolean',
      });
  }
}

function transitionsOf({ metadata }: Building, entity: string): string[] {
  const workflow = metadata.nodes.get('workflow')?.get(`${entity}/workflow`)?.value;
  return Object.keys((workflow?.transitions ?? {}) as JsonObject).map(
    (name) => `transition:${name}`,
  );
}

/** `*` stands for entities of any shape: no field, owner or department of theirs is known. */
function checkEverything(
  grants: PolicyDef['entities'][string],
  pointer: string,
  report: Report,
): void {
  const refuse = (at: string) => report(`${pointer}/${at}`, 'meta.for-all');
  for (const [action, grant] of Object.entries(grants.actions ?? {}))
    if (grant !== 'all' && grant !== 'none') refuse(`actions/${action}`);
  for (const field of Object.keys(grants.fields ?? {}))
    if (field !== '*') refuse(`fields/${field}`);
  if (grants.when !== undefined) refuse('when');
}
