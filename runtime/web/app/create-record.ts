// A new record from anywhere: the small dialog where the entity has a quick layout, else its form.
import { currentRoute, navigate, refresh } from './router.ts';
import { currentModel } from './session.ts';

/** Asks for the record; a list of its kind shows it at once. */
export async function createRecord(entity: string): Promise<void> {
  if (!currentModel()?.entities[entity]?.quickCreate) return navigate(`/e/${entity}/new`);
  const { quickCreate } = await import('../form/form-dialogs.ts');
  const made = await quickCreate(entity);
  const route = currentRoute();
  if (made && route.page === 'list' && route.entity === entity) refresh();
}
