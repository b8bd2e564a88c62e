// The application: who is signed in, the shell with its menu, and the page of the current address.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { ClientMenuGroup } from '../../../core/model/client.ts';
import { onSignedOut } from '../client.ts';
import { PreferencesController, preferences, setPreferences } from '../i18n/preferences.ts';
import { say, t } from '../i18n/t.ts';
import { base } from '../ui/base.ts';
import '../ui/crm-dialog.ts';
import '../ui/crm-menu.ts';
import { later } from '../i18n/later.ts';
import type { MenuItem } from '../ui/crm-menu.ts';
import { toast } from '../ui/crm-toasts.ts';
import { icon } from '../ui/icon.ts';
import { failedBox, skeletonLines } from '../ui/states.ts';
import { kbd } from '../ui/tag.ts';
import './crm-bell.ts';
import { createRecord } from './create-record.ts';
import { addressOf, goKeys } from './go-keys.ts';
import { PageTurner } from './page-turner.ts';
import { pageOf } from './pages.ts';
import { currentRoute, navigate, onRefresh, onRoute, type Route, refresh } from './router.ts';
import { can, currentMe, currentModel, loadMe, loadModel, signOut, source } from './session.ts';
import { ShellKeys } from './shell-keys.ts';
import { shellStyles } from './shell-styles.ts';
import { systemName, windowTitle } from './window-title.ts';

type Item = ClientMenuGroup['items'][number];
const BOTTOM_ITEMS = 4;
const SIGNED_OUT_PAGES = new Set(['sign-in', 'setup', 'reset']);

@customElement('crm-app')
export class CrmApp extends LitElement {
  static override styles = [base, shellStyles];

  @state() private route: Route = currentRoute();
  @state() private status: 'starting' | 'out' | 'in' | 'failed' = 'starting';
  @state() private error: unknown;
  @state() private palette = false;
  @state() private more = false;
  @state() private online = navigator.onLine;
  /** Name of the record the page shows. */
  @state() private pageName = '';
  readonly preferences = new PreferencesController(this);
  readonly keys = new ShellKeys(this, {
    isActive: () => this.status === 'in',
    palette: () => {
      this.palette = true;
    },
    create: () => this.#create(),
    help: () => void this.#help(),
    go: (letter) => this.#go(letter),
  });
  readonly turner = new PageTurner(this);
  #locale = preferences().locale;
  #isAsking = false;
  #stopRoute: (() => void) | undefined;
  /** Another address is another page; what a page itself writes into its query is not. */
  #pageKey = location.pathname + location.search;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopRoute = onRoute(() => this.#routed());
    onSignedOut(() => this.#signedOut());
    onRefresh(() => this.requestUpdate());
    addEventListener('online', this.#network);
    addEventListener('offline', this.#network);
    void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopRoute?.();
    removeEventListener('online', this.#network);
    removeEventListener('offline', this.#network);
  }

  #arrived = (): void => this.requestUpdate();

  #network = (): void => {
    this.online = navigator.onLine;
  };

  async #start(): Promise<void> {
    try {
      const me = await loadMe();
      if (!me) return this.#signedOut();
      await loadModel();
      this.status = 'in';
      if (this.route.page === 'sign-in') await navigate('/', { replace: true });
    } catch (cause) {
      this.error = cause;
      this.status = 'failed';
    }
  }

  /** While somebody works, they sign in again over their page; it stays as it is. */
  async #signInAgain(email: string, id: string): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { askToSignIn } = await later(() => import('./crm-sign-in-again.ts'));
    const isBack = await askToSignIn(email);
    this.#isAsking = false;
    if (!isBack) return location.assign('/sign-in');
    if ((await loadMe())?.user.id !== id) return location.reload();
    toast({ text: t('expired.back') });
    refresh();
  }

  #signedOut(): void {
    const user = currentMe()?.user;
    if (this.status === 'in' && user) return void this.#signInAgain(user.email, user.id);
    this.status = 'out';
    if (!SIGNED_OUT_PAGES.has(this.route.page)) {
      const back =
        location.pathname === '/'
          ? ''
          : `?back=${encodeURIComponent(location.pathname + location.search)}`;
      void navigate(`/sign-in${back}`, { replace: true });
    }
  }

  async #signedIn(): Promise<void> {
    const back = new URLSearchParams(location.search).get('back');
    this.status = 'starting';
    await navigate(back?.startsWith('/') && !back.startsWith('//') ? back : '/', { replace: true });
    await this.#start();
  }

  #routed(): void {
    this.route = currentRoute();
    this.#pageKey = location.pathname + location.search;
    this.more = false;
    this.palette = false;
    this.pageName = '';
  }

  protected override updated(): void {
    document.title = windowTitle(this.route, this.pageName);
  }

  #named = (event: CustomEvent<string>): void => {
    if (this.route.page === 'record' || this.route.page === 'edit') this.pageName = event.detail;
  };

  #create(): void {
    const { route } = this;
    if ('entity' in route && can(route.entity, 'create')) void createRecord(route.entity);
    else this.palette = true;
  }

  #go(letter: string): boolean {
    const to = letter === 'h' ? '/' : this.#goAddress(letter);
    if (to) void navigate(to);
    return to !== undefined;
  }

  #goAddress(letter: string): string | undefined {
    const items = currentModel()?.menu.groups.flatMap((group) => group.items) ?? [];
    const item = goKeys(items).get(letter);
    return item && addressOf(item);
  }

  protected override willUpdate(): void {
    const { collapsed, locale } = preferences();
    this.toggleAttribute('collapsed', collapsed);
    this.toggleAttribute('outside', this.status !== 'in' || SIGNED_OUT_PAGES.has(this.route.page));
    if (locale === this.#locale) return;
    this.#locale = locale;
    source.forgetLabels();
  }

  #isCurrent(item: Item): boolean {
    return 'entity' in this.route && this.route.entity === item.entity;
  }

  #help = async (): Promise<void> => {
    const { showHelp } = await later(() => import('./crm-help.ts'));
    showHelp();
  };

  #item(item: Item): TemplateResult {
    const label = say(item.label);
    return html`<a class="item" href=${addressOf(item)} aria-current=${this.#isCurrent(item) ? 'page' : nothing} title=${preferences().collapsed ? label : nothing}
      aria-label=${preferences().collapsed ? label : nothing}>${icon(item.icon || 'box')}<span class="label u-cut">${label}</span></a>`;
  }

  #groups(): TemplateResult[] {
    const groups = currentModel()?.menu.groups ?? [];
    return groups.map(
      (group) =>
        html`${group.label ? html`<h2>${say(group.label)}</h2>` : nothing}${group.items.map((item) => this.#item(item))}`,
    );
  }

  #leave = async (): Promise<void> => {
    await signOut();
    this.status = 'out';
    await navigate('/sign-in');
  };

  #accountItems(): MenuItem[] {
    return [
      { label: t('app.settings'), icon: 'settings', run: () => void navigate('/settings') },
      { label: t('help.title'), icon: 'keyboard', run: () => void this.#help() },
      { label: t('app.signOut'), icon: 'log-out', separated: true, run: () => void this.#leave() },
    ];
  }

  #openPalette = (): void => {
    this.palette = true;
  };

  #side(): TemplateResult {
    const { collapsed } = preferences();
    const name = t(collapsed ? 'app.expand' : 'app.collapse');
    return html`<header class="side"><button type="button" class="skip u-btn" @click=${this.#skip}>${t('app.skip')}</button><div class="brand"><img src="/assets/logo.svg" alt="" width="20" height="20"><span class="u-grow u-cut">${systemName()}</span><button type="button"
      class="u-box-btn" aria-label=${name} title=${name} @click=${() => setPreferences({ collapsed: !collapsed })}>${icon('panel-left')}</button></div>
      <button type="button" class="search" aria-label=${collapsed ? t('app.search') : nothing} @click=${this.#openPalette}>${icon('search')}<span class="label u-grow u-cut">${t('app.search')}</span><span
      class="label">${kbd('Ctrl K')}</span></button>
      <nav class="nav" aria-label=${t('app.menu')}>${this.#groups()}</nav>
      <div class="me"><a class="item" href="/settings" aria-current=${this.route.page === 'settings' ? 'page' : nothing} aria-label=${t('app.settings')}>${icon(
        'settings',
      )}<span class="label u-cut">${t('app.settings')}</span></a></div></header>`;
  }

  #skip = (): void => {
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  };

  #toggleTheme = (): void => {
    const dark =
      preferences().theme === 'dark' ||
      (preferences().theme === 'system' && matchMedia('(prefers-color-scheme:dark)').matches);
    setPreferences({ theme: dark ? 'light' : 'dark' });
  };

  #title(): TemplateResult {
    const { route } = this;
    if (route.page === 'home') return html`<span class="crumb">${t('app.home')}</span>`;
    if (route.page === 'notifications') return html`<h1>${t('notify.title')}</h1>`;
    if (route.page === 'reviews') return html`<h1>${t('review.title')}</h1>`;
    if (route.page === 'settings') return html`<h1>${t('settings.title')}</h1>`;
    if (!('entity' in route)) return html`<span class="crumb"></span>`;
    const head = currentModel()?.entities[route.entity];
    const label = say(head?.labelPlural, route.entity);
    if (route.page === 'list') return html`<h1 class="u-cut">${label}</h1>`;
    const sub = { new: t('app.new'), edit: t('action.edit'), record: '' }[route.page];
    return html`<a class="crumb u-cut" href="/e/${route.entity}">${label}</a>${sub ? html`<span class="sub">/ ${sub}</span>` : nothing}`;
  }

  #top(): TemplateResult {
    const { route } = this;
    const name = currentMe()?.user.name ?? '';
    const canCreate =
      'entity' in route &&
      route.page !== 'new' &&
      route.page !== 'edit' &&
      can(route.entity, 'create');
    return html`<div class="top"><div class="u-grow u-row">${this.#title()}</div>
      <button type="button" class="u-btn u-btn-ghost u-btn-icon" aria-label=${t('app.searchLabel')} title=${t('app.searchLabel')} @click=${this.#openPalette}>${icon('search')}</button>
      <crm-bell></crm-bell>
      <button type="button" class="u-btn u-btn-ghost u-btn-icon theme" aria-label=${t('app.theme')} title=${t('app.theme')} @click=${this.#toggleTheme}>${icon('moon')}</button>
      <crm-menu .items=${this.#accountItems()} .label="${t('app.account')} ${name}" icon="circle-user"></crm-menu>${
        canCreate && 'entity' in route
          ? html`<a class="u-btn u-btn-primary" href="/e/${route.entity}/new" title=${t('app.newHint')}>${icon('plus')}${t('app.new')}</a>`
          : nothing
      }</div>`;
  }

  #bottom(): TemplateResult {
    const items = currentModel()?.menu.groups.flatMap((group) => group.items) ?? [];
    return html`<nav class="bottom" aria-label=${t('app.menu')}>${items
      .slice(0, BOTTOM_ITEMS)
      .map(
        (item) =>
          html`<a href=${addressOf(item)} aria-current=${this.#isCurrent(item) ? 'page' : nothing}>${icon(item.icon || 'box')}<span class="u-cut">${say(item.label)}</span></a>`,
      )}<button type="button" aria-expanded=${this.more} @click=${() => {
      this.more = true;
    }}>${icon('menu')}<span>${t('app.more')}</span></button></nav>
      <crm-dialog ?open=${this.more} dialog-title=${t('app.menu')} @dialog-close=${() => {
        this.more = false;
      }}>${this.more ? html`<nav class="sheet-menu" aria-label=${t('app.menu')}>${this.#groups()}<a class="item" href="/settings">${icon('settings')}${t('app.settings')}</a></nav>` : nothing}</crm-dialog>`;
  }

  /** Somebody else is looking at what this person sees. */
  #viewing(): TemplateResult | typeof nothing {
    const me = currentMe();
    if (!me?.viewer) return nothing;
    void later(() => import('../account/crm-view-banner.ts'));
    return html`<crm-view-banner .name=${me.user.name}></crm-view-banner>`;
  }

  #shell(): TemplateResult {
    const offline = this.online
      ? nothing
      : html`<div class="u-banner u-banner-warn offline" role="status">${icon('wifi-off')}${t('app.offline')}</div>`;
    return html`${this.#side()}<main class="sheet" tabindex="-1">${offline}${this.#viewing()}${this.#top()}<div class="page" @page-name=${this.#named}>${keyed(
      this.#pageKey,
      pageOf(this.route, this.#arrived),
    )}</div></main>${this.#bottom()}<crm-palette ?open=${this.palette} .showHelp=${this.#help} @palette-close=${() => {
      this.palette = false;
    }}></crm-palette>`;
  }

  #content(): TemplateResult {
    if (this.status === 'failed')
      return html`<main>${failedBox(this.error, () => void this.#start(), true)}</main>`;
    const isOutside = SIGNED_OUT_PAGES.has(this.route.page);
    if (this.status === 'out' || isOutside)
      return html`<div @signed-in=${() => void this.#signedIn()}>${keyed(this.route.page, pageOf(isOutside ? this.route : { page: 'sign-in' }, this.#arrived))}</div>`;
    return this.status === 'in' ? this.#shell() : skeletonLines(3);
  }

  protected override render(): TemplateResult {
    return html`${this.#content()}<crm-toasts></crm-toasts>`;
  }
}
