// The values a new record begins with when it is made beside another one.
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { source } from '../app/session.ts';
import type { Values } from '../form/form-state.ts';
import { targetsOf } from '../widgets/reference-targets.ts';

/** The record another one is made beside. */
export interface Here {
  readonly entity: string;
  readonly id: string;
  readonly name: string;
}

function pointing(field: ClientField, entity: string, id: string): Values[string] {
  return Array.isArray(field.settings.entities) ? { entity, id } : id;
}

/** `field` points to the given record, and so do required references that would otherwise be asked for. */
export function presetFor(target: ClientEntity, field: string, here: Here): Values {
  source.learnName(here.entity, here.id, here.name);
  const preset: Values = {};
  for (const each of Object.values(target.fields)) {
    const canPoint =
      each.type === 'reference' && targetsOf(each.type, each.settings).includes(here.entity);
    if (canPoint && (each.name === field || each.required))
      preset[each.name] = pointing(each, here.entity, here.id);
  }
  return preset;
}
