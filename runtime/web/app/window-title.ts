// The title of the window: what the page shows, then whose system it is.
import { say, t } from '../i18n/t.ts';
import type { Route } from './router.ts';
import { currentModel } from './session.ts';

/** The company's name where one is set, else the product's. */
export function systemName(): string {
  const company = currentModel()?.settings.company_name;
  return typeof company === 'string' && company ? company : t('app.name');
}

function pageTitle(route: Route, name: string): string {
  if (route.page === 'home') return t('app.home');
  if (route.page === 'notifications') return t('notify.title');
  if (route.page === 'reviews') return t('review.title');
  if (route.page === 'settings') return t('settings.title');
  if (route.page === 'sign-in') return t('auth.title');
  if (route.page === 'setup') return t('auth.setupTitle');
  if (route.page === 'reset') return t('auth.resetTitle');
  if (!('entity' in route)) return t('state.notFound');
  const head = currentModel()?.entities[route.entity];
  if (route.page === 'list') return say(head?.labelPlural, route.entity);
  const label = say(head?.label, route.entity);
  if (route.page === 'new') return t('form.new', { entity: label });
  const title = name ? `${name} · ${label}` : label;
  return route.page === 'edit' ? `${t('action.edit')} ${title}` : title;
}

/** `name`: of the record the page shows, once it is known. */
export function windowTitle(route: Route, name: string): string {
  return `${pageTitle(route, name)} · ${systemName()}`;
}

/** Tells the shell the name of the record a page shows. */
export function tellName(page: HTMLElement, name: string): void {
  page.dispatchEvent(new CustomEvent('page-name', { detail: name, bubbles: true, composed: true }));
}
