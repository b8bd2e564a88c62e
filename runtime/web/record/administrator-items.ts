// What only administrators find in the menu of a record: handing over a person's things, and care for personal data.
import type { ClientEntity } from '../../../core/model/client.ts';
import { navigate } from '../app/router.ts';
import { currentMe } from '../app/session.ts';
import { t } from '../i18n/t.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { toast } from '../ui/crm-toasts.ts';

/** Menu items of a record for administrators; none for everybody else. @param changed told when the record is another */
export function administratorItems(
  entity: ClientEntity | undefined,
  id: string,
  name: string,
  changed: () => void,
): MenuItem[] {
  if (!entity || !currentMe()?.administrator) return [];
  const items: MenuItem[] = [];
  if (entity.name === 'user')
    items.push({
      label: t('handover.open'),
      icon: 'arrow-right-left',
      run: () => void navigate(`/settings/handover?user=${id}`),
    });
  if (Object.values(entity.fields).some((field) => field.personal === true))
    items.push(...personalItems(`/api/records/${entity.name}/${id}`, name, changed));
  return items;
}

function personalItems(path: string, name: string, changed: () => void): MenuItem[] {
  const download = () => {
    const link = document.createElement('a');
    link.href = `${path}/personal-data`;
    link.download = '';
    link.click();
  };
  const erase = async () => {
    const { askErase } = await import('./crm-erase-dialog.ts');
    if (!(await askErase(path, name))) return;
    toast({ text: t('personal.done') });
    changed();
  };
  return [
    { label: t('personal.download'), icon: 'download', run: download },
    { label: t('personal.erase'), icon: 'eraser', danger: true, run: () => void erase() },
  ];
}
