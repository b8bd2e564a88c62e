// What a page shows when it has nothing to show: loading, empty, failed, denied, not found.
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../i18n/t.ts';
import { icon } from './icon.ts';

export interface StateOptions {
  icon: string;
  title: string;
  text?: string;
  action?: TemplateResult;
  /** It stands in place of the whole page, and so its title is the page's. */
  isPage?: boolean;
}

let contact = '';

/** Who gives rights here: a name, a number, an address. */
export function setAdministrators(text: string): void {
  contact = text;
}

export function stateBox(options: StateOptions): TemplateResult {
  return html`<div class="u-state" role="status">${icon(options.icon, 'u-icon-xl')}${
    options.isPage ? html`<h1>${options.title}</h1>` : html`<h2>${options.title}</h2>`
  }${options.text ? html`<p>${options.text}</p>` : nothing}${options.action ?? nothing}</div>`;
}

/** What went wrong, in the server's words, with a retry. */
export function failedBox(error: unknown, retry: () => void, isPage = false): TemplateResult {
  const status = (error as { status?: number } | undefined)?.status;
  const text = error instanceof Error ? error.message : t('error.unexpected');
  if (status === 403) return deniedBox(isPage);
  if (status === 404) return notFoundBox(isPage);
  const action = html`<button type="button" class="u-btn" @click=${retry}>${icon('rotate-cw')}${t('action.retry')}</button>`;
  return stateBox({ icon: 'cloud-off', title: t('state.failed'), text, action, isPage });
}

/** No right to see this, and whom to ask for it. */
export function deniedBox(isPage = false): TemplateResult {
  const text = t('state.deniedAsk', { contact: contact || t('state.administrators') });
  const action = html`<a class="u-btn" href="/">${t('state.toHome')}</a>`;
  return stateBox({ icon: 'lock', title: t('state.denied'), text, action, isPage });
}

export function notFoundBox(isPage = false): TemplateResult {
  const action = html`<a class="u-btn" href="/">${t('state.toHome')}</a>`;
  return stateBox({
    icon: 'search-x',
    title: t('state.notFound'),
    text: t('state.notFoundHint'),
    action,
    isPage,
  });
}

export function skeletonLines(count: number): TemplateResult {
  return html`<div aria-busy="true" aria-label=${t('state.loading')} role="status">${Array.from(
    { length: count },
    () => html`<p class="u-skel-line"><span class="u-skel"></span></p>`,
  )}</div>`;
}
