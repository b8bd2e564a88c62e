// An entity as a filter sees it: its own fields, and those of the records it refers to under their path (`parent.level`).
import type { ClientEntity, ClientField, Text } from '../../../core/model/client.ts';
import { targetsOf } from '../widgets/reference-targets.ts';
import { isReference } from '../widgets/row-values.ts';
import { filterFields } from './filter-fields.ts';

/** Who made or changed a record leads nowhere a filter would go. */
const LEADS_NOWHERE = new Set(['created_by', 'updated_by']);

function joined(one: Text, other: Text): Text {
  return { 'zh-CN': `${one['zh-CN']} · ${other['zh-CN']}`, en: `${one.en} · ${other.en}` };
}

/** References to records of one entity. */
function followed(entity: ClientEntity): readonly ClientField[] {
  return filterFields(entity).filter(
    (field) =>
      isReference(field) &&
      !LEADS_NOWHERE.has(field.name) &&
      targetsOf(field.type, field.settings).length === 1,
  );
}

function reached(reference: ClientField, target: ClientEntity): [string, ClientField][] {
  return filterFields(target).map((field) => {
    const name = `${reference.name}.${field.name}`;
    return [name, { ...field, name, label: joined(reference.label, field.label) }];
  });
}

/** The entity with the fields one reference away; a target the reader may not see is left out. */
export async function withReach(
  entity: ClientEntity,
  load: (name: string) => Promise<ClientEntity>,
): Promise<ClientEntity> {
  const references = followed(entity);
  const targets = await Promise.all(
    references.map(({ type, settings }) =>
      load(targetsOf(type, settings)[0] ?? '').catch(() => undefined),
    ),
  );
  const further = references.flatMap((reference, at) => {
    const target = targets[at];
    return target ? reached(reference, target) : [];
  });
  const known = targets.filter((target) => target !== undefined);
  return {
    ...entity,
    fields: { ...entity.fields, ...Object.fromEntries(further) },
    picklists: Object.assign({}, ...known.map(({ picklists }) => picklists), entity.picklists),
    classifications: Object.assign(
      {},
      ...known.map(({ classifications }) => classifications),
      entity.classifications,
    ),
  };
}

/** The reference a field is reached by; nothing for the entity's own. */
export function reachedBy(entity: ClientEntity, field: ClientField): ClientField | undefined {
  const dot = field.name.indexOf('.');
  return dot < 0 ? undefined : entity.fields[field.name.slice(0, dot)];
}
