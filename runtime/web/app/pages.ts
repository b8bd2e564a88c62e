// The page of each address; a page's module is fetched when it is first needed.
import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { notFoundBox, skeletonLines } from '../ui/states.ts';
import type { Route } from './router.ts';

type Pages = {
  [P in Route['page']]: {
    load?: () => Promise<unknown>;
    render(route: Extract<Route, { page: P }>): TemplateResult;
  };
};

const auth = () => import('./crm-auth-page.ts');
const form = () => import('../views/crm-form-page.ts');

const pages: Pages = {
  home: {
    load: () => import('./crm-home-page.ts'),
    render: () => html`<crm-home-page></crm-home-page>`,
  },
  'sign-in': { load: auth, render: () => html`<crm-auth-page page="sign-in"></crm-auth-page>` },
  setup: { load: auth, render: () => html`<crm-auth-page page="setup"></crm-auth-page>` },
  reset: { load: auth, render: () => html`<crm-auth-page page="reset"></crm-auth-page>` },
  'not-found': { render: notFoundBox },
  settings: {
    load: () => import('./crm-settings-page.ts'),
    render: () => html`<crm-settings-page></crm-settings-page>`,
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
    load: () => import('../views/crm-record-page.ts'),
    render: ({ entity, id }) =>
      html`<crm-record-page .entityName=${entity} .recordId=${id}></crm-record-page>`,
  },
};

const loaded = new Set<string>();

function render<P extends Route['page']>(
  route: Extract<Route, { page: P }>,
  page: P,
): TemplateResult {
  const { load, render: template } = pages[page];
  if (!load || loaded.has(page)) return template(route);
  const ready = load().then(() => {
    loaded.add(page);
    return nothing;
  });
  // The element is there at once and comes alive when its module has arrived.
  return html`${until(ready, skeletonLines(4))}${template(route)}`;
}

export function pageOf(route: Route): TemplateResult {
  return render(route as never, route.page);
}
