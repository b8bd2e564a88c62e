// The entry of a record's menu that asks for a change one may not simply make.
import type { ClientEntity } from '../../../core/model/client.ts';
import { t } from '../i18n/t.ts';
import type { MenuItem } from '../ui/crm-menu.ts';

/** Nothing where no field is left to propose. @param mayUpdate whether the reader may change the record */
export function proposeItem(
  entity: ClientEntity | undefined,
  id: string,
  mayUpdate: boolean,
): MenuItem[] {
  const isOpen = (name: string) => mayUpdate && entity?.fields[name]?.right === 'write';
  const names = entity?.proposable.filter((name) => !isOpen(name)) ?? [];
  if (!entity || names.length === 0) return [];
  const run = async () => {
    const { proposeChange } = await import('./propose.ts');
    await proposeChange(entity.name, { id, names });
  };
  return [{ label: t('review.propose'), icon: 'file-pen', run: () => void run() }];
}
