// Another metadata version has gone live while the page is open: the model is read anew, lists and menu follow at once,
// and whoever wants the forms as they are now loads the page again.
import { t } from '../i18n/t.ts';
import { toast } from '../ui/crm-toasts.ts';
import { currentRoute, refresh } from './router.ts';
import { currentModel, loadModel } from './session.ts';

/** Called with the version the server tells. */
export async function followVersion(version: number): Promise<void> {
  if (currentModel()?.version === version) return;
  const { entities } = await loadModel();
  const route = currentRoute();
  // What one may no longer see does not stay on the screen.
  if ('entity' in route && !Object.hasOwn(entities, route.entity)) return location.reload();
  refresh();
  const act = { label: t('rights.reload'), run: () => location.reload() };
  toast({ text: t('rights.updated'), act });
}
