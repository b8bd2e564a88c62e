// The page of each address; a page's module is fetched when it is first needed.
import { html, type TemplateResult } from 'lit';
import { later } from '../i18n/later.ts';
import { notFoundBox, skeletonLines } from '../ui/states.ts';
import type { Route } from './router.ts';

type Pages = {
  [P in Route['page']]: {
    load?: () => Promise<unknown>;
    render(route: Extract<Route, { page: P }>): TemplateResult;
  };
};

const auth = () => later(() => import('./crm-auth-page.ts'));
const form = () => import('../views/crm-form-page.ts');

const pages: Pages = {
  home: {
    load: () => later(() => import('./crm-home-page.ts')),
    render: () => html`<crm-home-page></crm-home-page>`,
  },
  'sign-in': { load: auth, render: () => html`<crm-auth-page page="sign-in"></crm-auth-page>` },
  setup: { load: auth, render: () => html`<crm-auth-page page="setup"></crm-auth-page>` },
  reset: { load: auth, render: () => html`<crm-auth-page page="reset"></crm-auth-page>` },
  'not-found': { render: () => notFoundBox(true) },
  notifications: {
    load: () => later(() => import('./crm-notifications.ts')),
    render: () => html`<crm-notifications page></crm-notifications>`,
  },
  reviews: {
    load: () => later(() => import('../review/crm-proposals.ts')),
    render: () => html`<crm-proposals></crm-proposals>`,
  },
  settings: {
    load: () => later(() => import('./crm-settings-page.ts')),
    render: ({ section }) => html`<crm-settings-page .section=${section}></crm-settings-page>`,
  },
  list: {
    load: () => import('../views/crm-list-page.ts'),
    render: ({ entity }) => html`<crm-list-page .entityName=${entity}></crm-list-page>`,
  },
  new: {
    load: form,
    render: ({ entity }) => html`<crm-form-page .entityName=${entity}></crm-form-page>`,
  },
  edit: {
    load: form,
    render: ({ entity, id }) =>
      html`<crm-form-page .entityName=${entity} .recordId=${id}></crm-form-page>`,
  },
  record: {
    load: () => later(() => import('../record/crm-record-page.ts')),
    render: ({ entity, id }) =>
      html`<crm-record-page .entityName=${entity} .recordId=${id}></crm-record-page>`,
  },
};

const loaded = new Set<string>();

function render<P extends Route['page']>(
  route: Extract<Route, { page: P }>,
  page: P,
  arrived: () => void,
): TemplateResult {
  const { load, render: template } = pages[page];
  if (!load || loaded.has(page)) return template(route);
  void load().then(() => {
    loaded.add(page);
    arrived();
  });
  return skeletonLines(6);
}

/** `arrived` is called when the page's module is there and may be rendered. */
export function pageOf(route: Route, arrived: () => void): TemplateResult {
  return render(route as never, route.page, arrived);
}
