// Every column a list may have: the readable fields of its entity, and those one reference away.
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import { say } from '../i18n/t.ts';
import { targetsOf } from '../widgets/reference-targets.ts';
import { isReference } from '../widgets/row-values.ts';

export interface ColumnChoice {
  readonly path: string;
  readonly label: string;
}

export interface ChoiceGroup {
  /** '' for the entity's own fields, else the reference that leads on. */
  readonly path: string;
  readonly label: string;
  readonly choices: readonly ColumnChoice[];
}

const NEVER = new Set(['lines', 'json', 'signature']);
const HIDDEN = new Set(['id', 'version', 'deleted_at']);

function isColumn(field: ClientField): boolean {
  return !HIDDEN.has(field.name) && !NEVER.has(field.type);
}

function fieldsOf(entity: ClientEntity): ClientField[] {
  const fields = Object.values(entity.fields).filter(isColumn);
  return [...fields.filter((field) => !field.system), ...fields.filter((field) => field.system)];
}

function labelOf(field: ClientField): string {
  return say(field.label, field.name);
}

/** References one may follow: to records of one entity. */
function followed(entity: ClientEntity): ClientField[] {
  return fieldsOf(entity).filter(
    (field) => isReference(field) && targetsOf(field.type, field.settings).length === 1,
  );
}

/** Groups of choices; a target the reader may not see is left out. */
export async function columnChoices(
  entity: ClientEntity,
  load: (name: string) => Promise<ClientEntity>,
): Promise<ChoiceGroup[]> {
  const own: ChoiceGroup = {
    path: '',
    label: say(entity.label),
    choices: fieldsOf(entity).map((field) => ({ path: field.name, label: labelOf(field) })),
  };
  const groups = await Promise.all(
    followed(entity).map(async (reference): Promise<ChoiceGroup | undefined> => {
      const [name = ''] = targetsOf(reference.type, reference.settings);
      const target = await load(name).catch(() => undefined);
      if (!target) return undefined;
      const label = labelOf(reference);
      const choices = fieldsOf(target)
        .filter((field) => field.type !== 'classification' && field.type !== 'many_to_many')
        .map((field) => ({
          path: `${reference.name}.${field.name}`,
          label: `${label} · ${labelOf(field)}`,
        }));
      return { path: reference.name, label, choices };
    }),
  );
  return [own, ...groups.filter((group) => group !== undefined)];
}
